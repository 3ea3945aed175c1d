// title: {zh: 没有目标的任务, en: Tasks without a target}
// description:
//   zh: 本身和举措都没有设定量化目标的任务。
//   en: Tasks that set no target, neither themselves nor in their actions.
// audience: [planner, analyst, journalist]
// theme: {zh: 目标指标, en: Targets}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   task: {zh: 任务, en: Task}
//   section: {zh: 章节, en: Section}
//   actions: {zh: 举措数, en: Actions}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
MATCH (it:Task {plan_id: document.id})
USING INDEX it:Task(plan_id)
WHERE NOT EXISTS { (it)-[:HAS_ACTION*0..1]->()-[:SETS]->() }
OPTIONAL MATCH (section:Section)-[:HAS_TASK]->(it)
RETURN it.name AS task, section.name AS section, COUNT { (it)-[:HAS_ACTION]->() } AS actions,
       it.start AS start, it.end AS end, document.name AS plan
ORDER BY plan, document.id, start, it.id
