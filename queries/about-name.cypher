// title: {zh: 一个名称的全部信息, en: Everything about a name}
// description:
//   zh: 名称、别名或名称的一部分所指的机构、区域、项目、指标等，及其全部关系和原文。
//   en: What a name, alias or part of a name stands for, with every relation and its words.
// audience: [planner, analyst, journalist]
// theme: {zh: 查找, en: Find}
// parameters:
//   name:
//     title: {zh: 名称（全称、简称或一部分）, en: 'Name, alias or part of it'}
//     required: true
//     suggest: [Institution, Area, Project, Facility, Initiative, Platform, Event, Industry, Indicator]
// columns:
//   name: {zh: 名称, en: Name}
//   label: {zh: 类别, en: Label}
//   relation: {zh: 关系, en: Relation}
//   role: {zh: 角色或阶段, en: Role or stage}
//   other: {zh: 对方, en: Other end}
//   other_label: {zh: 对方类别, en: Its label}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {name: 镜湖区数据局}

CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($name, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
WITH collect(CASE WHEN NOT node:Plan|Section|Task|Action|Target THEN node END) AS found
WITH found, [it IN found WHERE it.name = $name OR $name IN it.aliases] AS exact
UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE found END AS named
MATCH (named)-[:SAME_AS*0..4]-(it)
WITH DISTINCT it
MATCH (it)-[r]-(far)
OPTIONAL MATCH (document:Plan {id: r.plan_id})
RETURN it.name AS name, labels(it)[0] AS label, type(r) AS relation, coalesce(r.role, r.stage) AS role,
       far.name AS other, labels(far)[0] AS other_label, r.evidence AS evidence, r.start AS start,
       r.end AS end, document.name AS plan
ORDER BY name, label, it.id, plan, document.id, start, end, relation, r.id, far.id
