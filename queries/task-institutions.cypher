// title: {zh: 任务的机构, en: Institutions of a task}
// description:
//   zh: 一项任务由谁牵头、负责、配合，依托或支持谁，还提到谁；任务中的举措一并计入。
//   en: Who leads, answers for, supports, works with or is named in a task, its actions included.
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   title:
//     title: {zh: 任务标题（全部或一部分）, en: Task title or part of it}
//     required: true
//     suggest: [Task]
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   task: {zh: 任务, en: Task}
//   institution: {zh: 机构, en: Institution}
//   relation: {zh: 关系, en: Relation}
//   role: {zh: 角色或阶段, en: Role or stage}
//   section: {zh: 章节, en: Section}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {title: 建设数字园区}

CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($title, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
WITH collect(CASE WHEN node:Task THEN node END) AS tasks
WITH tasks, [task IN tasks WHERE task.name = $title] AS exact
UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE tasks END AS task
MATCH (document:Plan {id: task.plan_id})
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
MATCH (task)-[:HAS_ACTION*0..1]->(block)-[r:ASSIGNED_TO|INVOLVES|ADVANCES|MENTIONS]->(institution:Institution)
OPTIONAL MATCH (section:Section)-[:HAS_TASK]->(task)
RETURN task.name AS task, institution.name AS institution, type(r) AS relation,
       coalesce(r.role, r.stage) AS role, section.name AS section, r.evidence AS evidence,
       r.start AS start, r.end AS end, document.name AS plan
ORDER BY plan, document.id, start, end, relation, institution, r.id
