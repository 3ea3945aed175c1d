// title: {zh: 机构的任务, en: Tasks of an institution}
// description:
//   zh: 一个机构牵头、负责、配合或被提到的任务和举措，按规划和文中顺序排列。
//   en: Tasks and actions that a body leads, answers for, supports or is named in, by plan and place in the text.
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   name:
//     title: {zh: 机构（全称、简称或一部分）, en: 'Institution (name, alias or part of it)'}
//     required: true
//     suggest: [Institution]
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
//   role:
//     title: {zh: 角色或阶段（空为全部）, en: Role or stage (empty for all)}
//     default: ''
//     choices:
//       lead: {zh: 牵头, en: Lead}
//       responsible: {zh: 责任, en: Responsible}
//       support: {zh: 配合, en: Support}
//       relies_on: {zh: 依托, en: Relies on}
//       supports: {zh: 支持, en: Supports}
//       establishes: {zh: 组建, en: Establishes}
//       hosts: {zh: 承办, en: Hosts}
//       cooperates: {zh: 联合, en: Cooperates}
//       planned: {zh: 谋划, en: Planned}
//       started: {zh: 启动, en: Started}
//       ongoing: {zh: 推进, en: Ongoing}
//       completed: {zh: 建成, en: Completed}
//       held: {zh: 举办, en: Held}
// columns:
//   institution: {zh: 机构, en: Institution}
//   relation: {zh: 关系, en: Relation}
//   role: {zh: 角色或阶段, en: Role or stage}
//   task: {zh: 任务, en: Task}
//   section: {zh: 章节, en: Section}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {name: 区数据局}

// Candidates by full text: every character is a token, the quoted phrase keeps their order.
CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($name, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
WITH collect(CASE WHEN node:Institution THEN node END) AS bodies
WITH bodies, [body IN bodies WHERE body.name = $name OR $name IN body.aliases] AS exact
UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE bodies END AS body
// A reviewed merge answers the same by each of its names.
MATCH (body)-[:SAME_AS*0..4]-(institution:Institution)
WITH DISTINCT institution
MATCH (block:Section|Task|Action)-[r:ASSIGNED_TO|INVOLVES|ADVANCES|MENTIONS]->(institution)
WHERE $role = '' OR coalesce(r.role, r.stage) = $role
MATCH (document:Plan {id: r.plan_id})
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
OPTIONAL MATCH (parent:Task)-[:HAS_ACTION]->(block)
WITH institution, r, document, block, CASE WHEN block:Task THEN block ELSE parent END AS task
OPTIONAL MATCH (holder:Section)-[:HAS_TASK]->(task)
WITH institution, r, document, task, CASE WHEN block:Section THEN block ELSE holder END AS section
RETURN institution.name AS institution, type(r) AS relation, coalesce(r.role, r.stage) AS role,
       task.name AS task, section.name AS section, r.evidence AS evidence, r.start AS start, r.end AS end,
       document.name AS plan
ORDER BY plan, document.id, start, end, relation, institution, r.id
