// title: {zh: 机构的任务量, en: Workload of institutions}
// description:
//   zh: 每个机构牵头、负责、配合的任务数，合计按任务去重。
//   en: How many tasks each body leads, answers for and supports; the total counts each task once.
// audience: [planner, analyst]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   institution: {zh: 机构, en: Institution}
//   lead: {zh: 牵头, en: Lead}
//   responsible: {zh: 责任, en: Responsible}
//   support: {zh: 配合, en: Support}
//   involved: {zh: 依托支持等, en: Involved}
//   tasks: {zh: 任务合计, en: Tasks in all}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
CALL (document) {
  MATCH (block:Section|Task|Action {plan_id: document.id})
  MATCH (block)-[r:ASSIGNED_TO|INVOLVES]->(institution:Institution)
  RETURN block, r, institution
}
OPTIONAL MATCH (parent:Task)-[:HAS_ACTION]->(block)
// Bodies that a reviewer merged count as one, under the name of the first of them.
MATCH (institution)-[:SAME_AS*0..4]-(same:Institution)
WITH r, coalesce(parent.id, block.id) AS task, same ORDER BY same.id
WITH r, task, collect(same)[0] AS body
WITH body, task, collect(CASE WHEN r:ASSIGNED_TO THEN r.role ELSE 'involved' END) AS roles
WITH body,
       count(CASE WHEN 'lead' IN roles THEN 1 END) AS lead,
       count(CASE WHEN 'responsible' IN roles THEN 1 END) AS responsible,
       count(CASE WHEN 'support' IN roles THEN 1 END) AS support,
       count(CASE WHEN 'involved' IN roles THEN 1 END) AS involved,
       count(task) AS tasks
RETURN body.name AS institution, lead, responsible, support, involved, tasks
ORDER BY tasks DESC, lead DESC, responsible DESC, institution, body.id
