// title: {zh: 主要目标, en: Headline targets}
// description:
//   zh: 规划自己列出的主要目标：指标、数值、单位、性质和原文。
//   en: 'The targets a plan sets for itself: indicator, value, unit, nature and the words.'
// audience: [planner, analyst, journalist]
// theme: {zh: 目标指标, en: Targets}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   indicator: {zh: 指标, en: Indicator}
//   comparator: {zh: 比较, en: Comparator}
//   value: {zh: 数值, en: Value, unit: unit}
//   value_max: {zh: 上限, en: Upper value, unit: unit}
//   unit: {zh: 单位, en: Unit}
//   unit_text: {zh: 原文单位, en: Unit as written}
//   basis: {zh: 口径, en: Basis}
//   modality: {zh: 性质, en: Nature}
//   period_end: {zh: 期限, en: Until}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {plan: 镜湖区2026年工作计划}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
MATCH (document)-[r:SETS]->(target:Target)
RETURN target.indicator AS indicator, target.comparator AS comparator, target.value AS value,
       target.value_max AS value_max, target.unit AS unit, target.unit_text AS unit_text,
       target.basis AS basis, target.modality AS modality, target.period_end AS period_end,
       r.evidence AS evidence, r.start AS start, r.end AS end, document.name AS plan
ORDER BY plan, document.id, start, end, indicator, r.id
