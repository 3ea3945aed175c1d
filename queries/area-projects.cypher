// title: {zh: 区域的项目, en: Projects in an area}
// description:
//   zh: 位于一个区域（含下级区域）或由该区域举措推进的项目和设施，及其阶段。
//   en: Projects and facilities located in an area or its parts, or advanced by an action there, with their stage.
// audience: [planner, analyst, journalist]
// theme: {zh: 项目建设, en: Projects}
// parameters:
//   area:
//     title: {zh: 区域（名称、简称或一部分）, en: 'Area (name, alias or part of it)'}
//     required: true
//     suggest: [Area]
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   area: {zh: 区域, en: Area}
//   project: {zh: 项目, en: Project}
//   kind: {zh: 类别, en: Kind}
//   stage: {zh: 阶段, en: Stage}
//   trigger: {zh: 动词, en: Verb}
//   link: {zh: 依据, en: Link}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
// example: {area: 望湖创新谷}

CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($area, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
WITH collect(CASE WHEN node:Area THEN node END) AS areas
WITH areas, [area IN areas WHERE area.name = $area OR $area IN area.aliases] AS exact
UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE areas END AS named
MATCH (named)-[:SAME_AS*0..4]-(same:Area)<-[:PART_OF*0..6]-(area:Area)
WITH DISTINCT area
CALL (area) {
  MATCH (area)<-[place:LOCATED_IN]-(built:Project|Facility)
  OPTIONAL MATCH ()-[advance:ADVANCES]->(built)
  RETURN built, coalesce(advance, place) AS r, 'LOCATED_IN' AS link
UNION
  MATCH (area)<-[:LOCATED_IN]-(block:Section|Task|Action)-[r:ADVANCES]->(built:Project|Facility)
  RETURN built, r, 'ACTION_IN' AS link
UNION
  MATCH (area)<-[:COVERS]-(document:Plan)
  MATCH (:Section|Task|Action {plan_id: document.id})-[r:ADVANCES]->(built:Project|Facility)
  RETURN built, r, 'COVERS' AS link
}
OPTIONAL MATCH (document:Plan {id: r.plan_id})
WITH area, built, r, link, document
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
// One row a project and clause, by the closest link.
ORDER BY CASE link WHEN 'LOCATED_IN' THEN 0 WHEN 'ACTION_IN' THEN 1 ELSE 2 END, area.id
WITH built, r, document, collect({area: area.name, link: link})[0] AS first
RETURN first.area AS area, built.name AS project, labels(built)[0] AS kind, r.stage AS stage,
       r.trigger AS trigger, first.link AS link, r.evidence AS evidence, r.start AS start, r.end AS end,
       document.name AS plan
ORDER BY plan, document.id, start, end, project, built.id, r.id
