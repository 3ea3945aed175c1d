// title: {zh: 可能是同一机构的两个名称, en: Two wordings that may be one body}
// description:
//   zh: 同一规划里可能指同一机构的两个名称和把握；只是提议，没有合并，已经审定为同一的不再列出。
//   en: Two bodies of one plan that may be one, with a score; proposed and not merged, and left out once a reviewer has decided.
// audience: [analyst]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
//   least:
//     title: {zh: 把握至少, en: Score at least}
//     type: number
//     default: 0.6
// columns:
//   institution: {zh: 机构, en: Institution}
//   other: {zh: 可能同一的机构, en: May be the same}
//   score: {zh: 把握, en: Score}
//   scope: {zh: 范围, en: Scope}
//   plan: {zh: 规划, en: Plan}
// example: {least: 0.6}

MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
CALL (document) {
  MATCH (block:Section|Task|Action {plan_id: document.id})
  MATCH (block)-[:MENTIONS]->(body:Institution)
  WHERE body.alike IS NOT NULL
  RETURN collect(DISTINCT body) AS bodies
}
UNWIND bodies AS one
UNWIND bodies AS other
WITH document, one, other
WHERE one.id < other.id AND one.scope = other.scope
// A proposal is its score, a blank and the other body's name.
UNWIND one.alike AS proposal
WITH document, one, other, toFloat(left(proposal, 4)) AS score, substring(proposal, 5) AS name
WHERE name = other.name AND score >= $least AND NOT EXISTS { (one)-[:SAME_AS*1..4]-(other) }
RETURN one.name AS institution, other.name AS other, score, one.scope AS scope, document.name AS plan
ORDER BY score DESC, plan, document.id, institution, other
