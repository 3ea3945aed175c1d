// title: {zh: 有单位而无牵头的任务, en: Tasks that nobody leads}
// description:
//   zh: 写明了单位、却没有牵头单位的任务：几个责任单位并列，或只有配合单位；只有一个责任单位的不算。
//   en: Tasks assigned to bodies of which none leads, several sharing the responsibility or all only supporting.
// audience: [planner, analyst]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   task: {zh: 任务, en: Task}
//   section: {zh: 章节, en: Section}
//   responsible: {zh: 责任单位, en: Responsible}
//   support: {zh: 配合单位, en: Support}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
CALL (document) {
  MATCH (it:Task {plan_id: document.id})
  USING INDEX it:Task(plan_id)
  MATCH (it)-[:HAS_ACTION*0..1]->()-[r:ASSIGNED_TO]->()
  RETURN it, collect(DISTINCT r.role) AS roles
}
WITH document, it, roles
WHERE NOT 'lead' IN roles
  AND NOT EXISTS { (it)<-[:HAS_TASK]-(:Section)<-[:HAS_SECTION*0..12]-(:Section)-[:ASSIGNED_TO {role: 'lead'}]->() }
OPTIONAL MATCH (section:Section)-[:HAS_TASK]->(it)
WITH document, it, section,
     COLLECT {
       MATCH (it)-[:HAS_ACTION*0..1]->()-[:ASSIGNED_TO {role: 'responsible'}]->(body:Institution)
       RETURN DISTINCT body.name AS name ORDER BY name
     } AS responsible,
     COLLECT {
       MATCH (it)-[:HAS_ACTION*0..1]->()-[:ASSIGNED_TO {role: 'support'}]->(body:Institution)
       RETURN DISTINCT body.name AS name ORDER BY name
     } AS support
WHERE size(responsible) <> 1
RETURN it.name AS task, section.name AS section, responsible, support, it.start AS start, it.end AS end,
       document.name AS plan
ORDER BY plan, document.id, start, it.id
