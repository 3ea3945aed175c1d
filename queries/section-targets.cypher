// title: {zh: 章节的目标, en: Targets of a section}
// description:
//   zh: 一个章节及其下级章节、任务和举措中的全部目标。
//   en: Every target in a section, its subsections, tasks and actions.
// audience: [planner, analyst]
// theme: {zh: 目标指标, en: Targets}
// parameters:
//   section:
//     title: {zh: 章节标题（全部或一部分）, en: Section title or part of it}
//     required: true
//     suggest: [Section]
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   section: {zh: 章节, en: Section}
//   task: {zh: 任务, en: Task}
//   indicator: {zh: 指标, en: Indicator}
//   comparator: {zh: 比较, en: Comparator}
//   value: {zh: 数值, en: Value, unit: unit}
//   value_max: {zh: 上限, en: Upper value, unit: unit}
//   unit: {zh: 单位, en: Unit}
//   unit_text: {zh: 原文单位, en: Unit as written}
//   period_end: {zh: 期限, en: Until}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {section: 重点任务}

CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($section, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
WITH collect(CASE WHEN node:Section THEN node END) AS found
WITH found, [it IN found WHERE it.name = $section] AS exact
UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE found END AS top
MATCH (document:Plan {id: top.plan_id})
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
MATCH (top)-[:HAS_SECTION|HAS_TASK|HAS_ACTION*0..12]->(block)-[r:SETS]->(target:Target)
OPTIONAL MATCH (parent:Task)-[:HAS_ACTION]->(block)
RETURN top.name AS section, CASE WHEN block:Task THEN block.name ELSE parent.name END AS task,
       target.indicator AS indicator, target.comparator AS comparator, target.value AS value,
       target.value_max AS value_max, target.unit AS unit, target.unit_text AS unit_text,
       target.period_end AS period_end, r.evidence AS evidence, r.start AS start, r.end AS end,
       document.name AS plan
ORDER BY plan, document.id, top.start, start, end, indicator, r.id
