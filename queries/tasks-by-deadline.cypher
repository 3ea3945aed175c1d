// title: {zh: 限期内的任务, en: Tasks due by a date}
// description:
//   zh: 到某日（含当日）须完成的任务：写明完成时限的责任分工，和写明期限的目标，按期限排列。
//   en: 'What is due up to a date, that day included: assignments with a deadline, targets with a stated period.'
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   before:
//     title: {zh: 截止日期（2026-06-30，含当日）, en: 'Date (2026-06-30), that day included'}
//     type: date
//     required: true
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   due: {zh: 期限, en: Due}
//   task: {zh: 任务, en: Task}
//   relation: {zh: 关系, en: Relation}
//   institution: {zh: 机构, en: Institution}
//   role: {zh: 角色, en: Role}
//   target: {zh: 目标, en: Target}
//   section: {zh: 章节, en: Section}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {before: '2026-09-30'}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
CALL (document) {
  MATCH (block:Section|Task|Action {plan_id: document.id})
  MATCH (block)-[r:ASSIGNED_TO]->(body:Institution)
  WHERE r.deadline <= $before
  RETURN block, r, r.deadline AS due, body.name AS institution, null AS target
UNION ALL
  MATCH (goal:Target {plan_id: document.id})
  USING INDEX goal:Target(plan_id)
  WHERE goal.period_stated AND goal.period_end <= $before
  MATCH (block:Section|Task|Action)-[r:SETS]->(goal)
  RETURN block, r, goal.period_end AS due, null AS institution, goal.name AS target
}
OPTIONAL MATCH (parent:Task)-[:HAS_ACTION]->(block)
WITH document, block, r, due, institution, target, CASE WHEN block:Task THEN block ELSE parent END AS task
OPTIONAL MATCH (holder:Section)-[:HAS_TASK]->(task)
WITH document, r, due, institution, target, task, CASE WHEN block:Section THEN block ELSE holder END AS section
RETURN due, task.name AS task, type(r) AS relation, institution, r.role AS role, target,
       section.name AS section, r.evidence AS evidence, r.start AS start, r.end AS end, document.name AS plan
ORDER BY due, plan, document.id, start, end, institution, r.id
