// title: {zh: 谁与谁共事, en: Who works with whom}
// description:
//   zh: 共同承担任务的两个机构、共同的任务数和各自的角色；任务中的举措一并计入，写出机构时只列它的共事机构。
//   en: Two bodies assigned to the same tasks, how many, and in which roles; with a name, only those who work with it.
// audience: [planner, analyst, journalist]
// theme: {zh: 责任分工, en: Who does what}
// parameters:
//   name:
//     title: {zh: 机构（全称、简称或一部分，空为全部）, en: 'Institution (name, alias or part of it; empty for all)'}
//     default: ''
//     suggest: [Institution]
//   plan:
//     title: {zh: 规划（标题、标题的一部分或编号，空为全部）, en: 'Plan (title, part of it or id; empty for all)'}
//     default: ''
//     suggest: [Plan]
// columns:
//   institution: {zh: 机构, en: Institution}
//   roles: {zh: 角色, en: Roles}
//   other: {zh: 共事机构, en: Works with}
//   other_roles: {zh: 共事机构的角色, en: Its roles}
//   tasks: {zh: 共同任务数, en: Shared tasks}
//   titles: {zh: 共同任务, en: The tasks}
// example: {name: 区数据局}

CALL () {
  CALL db.index.fulltext.queryNodes('names', '"' + replace(replace($name, '\\', '\\\\'), '"', '\\"') + '"') YIELD node
  WITH collect(CASE WHEN node:Institution THEN node END) AS bodies
  WITH bodies, [body IN bodies WHERE body.name = $name OR $name IN body.aliases] AS exact
  UNWIND CASE WHEN size(exact) > 0 THEN exact ELSE bodies END AS body
  MATCH (body)-[:SAME_AS*0..4]-(institution:Institution)
  RETURN collect(institution.id) AS named
}
MATCH (document:Plan)
WHERE $plan = '' OR document.id = $plan OR document.name CONTAINS $plan
CALL (document) {
  MATCH (block:Section|Task|Action {plan_id: document.id})
  MATCH (block)-[r:ASSIGNED_TO]->(institution:Institution)
  RETURN block, r, institution
}
OPTIONAL MATCH (parent:Task)-[:HAS_ACTION]->(block)
// Bodies that a reviewer merged count as one, under the name of the first of them.
MATCH (institution)-[:SAME_AS*0..4]-(same:Institution)
WITH named, coalesce(parent, block) AS task, r, same ORDER BY same.id
WITH named, task, r, collect(same)[0] AS body
WITH named, task, body, collect(r.role) AS roles
WITH named, task, collect({body: body, roles: roles}) AS bodies
UNWIND bodies AS one
UNWIND bodies AS two
WITH task, one, two, one.body AS body, two.body AS fellow, named
WHERE body <> fellow AND CASE WHEN $name = '' THEN body.id < fellow.id ELSE body.id IN named END
WITH task, one, two, body, fellow ORDER BY task.plan_id, task.start, task.id
WITH body, fellow, collect(task.name) AS titles, collect(one.roles) AS own, collect(two.roles) AS others
RETURN body.name AS institution,
       [role IN ['lead', 'responsible', 'support'] WHERE any(roles IN own WHERE role IN roles)] AS roles,
       fellow.name AS other,
       [role IN ['lead', 'responsible', 'support'] WHERE any(roles IN others WHERE role IN roles)] AS other_roles,
       size(titles) AS tasks, titles
ORDER BY tasks DESC, institution, other, body.id, fellow.id
