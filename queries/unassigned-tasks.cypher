// title: {zh: 没有责任单位的任务, en: Tasks nobody answers for}
// description:
//   zh: 本身、举措和上级章节都没有写明责任单位的任务；“点名机构”列出其中仍然提到的机构。
//   en: Tasks to which neither they, their actions nor a section above assign a body; bodies still named are listed.
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   task: {zh: 任务, en: Task}
//   section: {zh: 章节, en: Section}
//   named: {zh: 点名机构, en: Bodies named}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
MATCH (it:Task {plan_id: document.id})
USING INDEX it:Task(plan_id)
WHERE NOT EXISTS { (it)-[:HAS_ACTION*0..1]->()-[:ASSIGNED_TO]->() }
  AND NOT EXISTS { (it)<-[:HAS_TASK]-(:Section)<-[:HAS_SECTION*0..12]-(:Section)-[:ASSIGNED_TO]->() }
OPTIONAL MATCH (section:Section)-[:HAS_TASK]->(it)
RETURN it.name AS task, section.name AS section,
       COLLECT {
         MATCH (it)-[:HAS_ACTION*0..1]->()-[:INVOLVES|ADVANCES|MENTIONS]->(body:Institution)
         RETURN DISTINCT body.name AS name ORDER BY name
       } AS named,
       it.start AS start, it.end AS end, document.name AS plan
ORDER BY plan, document.id, start, it.id
