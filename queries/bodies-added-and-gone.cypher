// title: {zh: 新增和不再提到的机构, en: Bodies added and gone}
// description:
//   zh: 两份规划中只有一份提到的机构：前一份没有的是新增（added），后一份没有的是不再提到（gone）；两份都须已导入。
//   en: 'Bodies that one of two plans names and the other does not: added, or gone. Both plans must be loaded.'
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号）, en: 'Plan (title, part of it or id)'}
//     required: true
//     suggest: [Plan]
//   other:
//     title: {zh: 对照的规划，如上一年的, en: 'Plan to compare with, such as last year''s'}
//     required: true
//     suggest: [Plan]
// columns:
//   change: {zh: 变化, en: Change}
//   institution: {zh: 机构, en: Institution}
//   roles: {zh: 角色, en: Roles}
//   mentions: {zh: 提及次数, en: Mentions}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {plan: 镜湖区2026年工作计划, other: 云梯区2026年工作计划}

MATCH (document:Plan)
WITH collect(CASE WHEN document.id = $plan OR document.name CONTAINS $plan THEN document END) AS these,
     collect(CASE WHEN document.id = $other OR document.name CONTAINS $other THEN document END) AS others
// With one of them not loaded, everything would look added or gone.
WHERE size(these) > 0 AND size(others) > 0
UNWIND [{change: 'added', named: these, missing: others}, {change: 'gone', named: others, missing: these}] AS side
UNWIND side.named AS document
CALL (document) {
  MATCH (block:Plan|Section|Task|Action {plan_id: document.id})
  MATCH (block)-[r:ISSUED_BY|ASSIGNED_TO|INVOLVES|ADVANCES|MENTIONS]->(body:Institution)
  RETURN r, body
}
WITH side, document, body, r
// The words shown are the most telling ones: an assignment rather than a bare name.
ORDER BY CASE WHEN r:ASSIGNED_TO THEN 0 WHEN r:MENTIONS THEN 2 ELSE 1 END, r.start, r.end, r.id
WITH side.change AS change, [it IN side.missing | it.id] AS missing, document, body, collect(r) AS found
WHERE NOT EXISTS {
  MATCH (body)-[:SAME_AS*0..4]-(:Institution)<-[r:ISSUED_BY|ASSIGNED_TO|INVOLVES|ADVANCES|MENTIONS]-()
  WHERE r.plan_id IN missing
}
WITH change, body, document, found, found[0] AS first
RETURN change, body.name AS institution,
       [role IN ['lead', 'responsible', 'support'] WHERE any(r IN found WHERE r:ASSIGNED_TO AND r.role = role)] AS roles,
       size([r IN found WHERE r:MENTIONS]) AS mentions, first.evidence AS evidence, first.start AS start,
       first.end AS end, document.name AS plan
ORDER BY change, plan, document.id, institution, body.id
