// title: {zh: 出处, en: Evidence}
// description:
//   zh: 一个关系的原文出处；给出节点编号时，是它全部关系的出处。
//   en: The words a relation rests on; for a node's id, the words of each of its relations.
// audience: [planner, analyst, journalist]
// theme: {zh: 查找, en: Find}
// parameters:
//   id:
//     title: {zh: 关系或节点的编号, en: Id of a relation or node}
//     required: true
// columns:
//   id: {zh: 编号, en: Id}
//   relation: {zh: 关系, en: Relation}
//   from: {zh: 起点, en: From}
//   from_label: {zh: 起点类别, en: Label of from}
//   to: {zh: 终点, en: To}
//   to_label: {zh: 终点类别, en: Label of to}
//   role: {zh: 角色或阶段, en: Role or stage}
//   evidence: {zh: 原文, en: Evidence}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   source: {zh: 来源, en: Source}
//   confidence: {zh: 置信度, en: Confidence}
//   plan: {zh: 规划, en: Plan}
// example: {id: ASSIGNED_TO-2f45dc504fac7bf16fc7}

CALL () {
  MATCH ()-[r:ISSUED_BY|COVERS|HAS_SECTION|HAS_TASK|HAS_ACTION|SETS|MEASURES|ABOUT|PART_OF|ASSIGNED_TO|INVOLVES|ADVANCES|FOCUSES_ON|LOCATED_IN|MENTIONS|SAME_AS {id: $id}]->()
  RETURN r
UNION
  MATCH (:Plan|Section|Task|Action|Indicator|Target|Project|Institution|Area|Facility|Initiative|Platform|Event|Industry {id: $id})-[r]-()
  RETURN r
}
WITH r, startNode(r) AS source, endNode(r) AS target
OPTIONAL MATCH (document:Plan {id: r.plan_id})
RETURN r.id AS id, type(r) AS relation, source.name AS from, labels(source)[0] AS from_label,
       target.name AS to, labels(target)[0] AS to_label, coalesce(r.role, r.stage) AS role,
       r.evidence AS evidence, r.start AS start, r.end AS end, r.source AS source,
       r.confidence AS confidence, document.name AS plan
ORDER BY plan, document.id, start, end, relation, id
