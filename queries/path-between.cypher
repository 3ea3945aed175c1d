// title: {zh: 两个名称之间的联系, en: Path between two names}
// description:
//   zh: 两个名称之间最短的一条联系，一步一行，附原文；有多条时取说明问题的关系最多的一条。
//   en: The shortest way from one name to another, a row a step with its words; of several, the most telling.
// audience: [planner, analyst, journalist]
// theme: {zh: 查找, en: Find}
// parameters:
//   source:
//     title: {zh: 起点（名称、别名或一部分）, en: 'From (name, alias or part of it)'}
//     required: true
//     suggest: [Institution, Area, Project, Facility, Initiative, Platform, Event, Industry, Indicator, Task]
//   target:
//     title: {zh: 终点（名称、别名或一部分）, en: 'To (name, alias or part of it)'}
//     required: true
//     suggest: [Institution, Area, Project, Facility, Initiative, Platform, Event, Industry, Indicator, Task]
// columns:
//   step: {zh: 步, en: Step}
//   from: {zh: 起点, en: From}
//   from_label: {zh: 起点类别, en: Label of from}
//   relation: {zh: 关系, en: Relation}
//   role: {zh: 角色或阶段, en: Role or stage}
//   forward: {zh: 顺向, en: Forward}
//   to: {zh: 终点, en: To}
//   to_label: {zh: 终点类别, en: Label of to}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
//   from_id: {zh: 起点编号, en: Id of from}
//   to_id: {zh: 终点编号, en: Id of to}
// example: {source: 青岚大学, target: 云梯区交通局}

CALL () {
  CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($source, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
  WITH collect(node) AS found
  WITH found, [it IN found WHERE it.name = $source OR $source IN it.aliases] AS exact
  UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE found[..5] END AS a
  RETURN a
}
CALL () {
  CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($target, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
  WITH collect(node) AS found
  WITH found, [it IN found WHERE it.name = $target OR $target IN it.aliases] AS exact
  UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE found[..5] END AS b
  RETURN b
}
WITH a, b WHERE a <> b
// One name may be many nodes: which two are nearest is found first, within few steps if it can be.
WITH collect({a: a, b: b}) AS pairs
CALL (pairs) {
  UNWIND pairs AS pair
  WITH pair.a AS a, pair.b AS b
  MATCH path = shortestPath((a)-[*..4]-(b))
  WITH length(path) AS steps, collect({a: a, b: b}) AS nearest
  ORDER BY steps LIMIT 1
  RETURN collect(nearest) AS near
}
CALL (pairs, near) {
  UNWIND CASE WHEN size(near) > 0 THEN [] ELSE pairs END AS pair
  WITH pair.a AS a, pair.b AS b
  MATCH path = shortestPath((a)-[*..8]-(b))
  WITH length(path) AS steps, collect({a: a, b: b}) AS nearest
  ORDER BY steps LIMIT 1
  RETURN collect(nearest) AS far
}
UNWIND head(near + far) AS pair
WITH pair.a AS a, pair.b AS b
MATCH path = allShortestPaths((a)-[*..8]-(b))
WITH path, reduce(dull = 0, r IN relationships(path) |
       dull + CASE WHEN r:MENTIONS|HAS_SECTION|HAS_TASK|HAS_ACTION THEN 1 ELSE 0 END) AS dull
ORDER BY length(path), dull, [r IN relationships(path) | r.id]
LIMIT 1
UNWIND range(0, length(path) - 1) AS at
WITH at, relationships(path)[at] AS r, nodes(path)[at] AS from, nodes(path)[at + 1] AS to
OPTIONAL MATCH (document:Plan {id: r.plan_id})
RETURN at + 1 AS step, from.name AS from, labels(from)[0] AS from_label, type(r) AS relation,
       coalesce(r.role, r.stage) AS role, startNode(r) = from AS forward, to.name AS to,
       labels(to)[0] AS to_label, r.evidence AS evidence, r.start AS start, r.end AS end,
       document.name AS plan, from.id AS from_id, to.id AS to_id
ORDER BY step
