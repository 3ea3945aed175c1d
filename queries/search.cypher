// title: {zh: 全文检索, en: Search}
// description:
//   zh: 名称、别名、标题、目标和全文中含有这些字的地方；一个字也能查，符号不作运算符。
//   en: Names, aliases, titles, targets and sentences that hold the words; one character finds, symbols are just text.
// audience: [planner, analyst, journalist]
// theme: {zh: 查找, en: Find}
// parameters:
//   text:
//     title: {zh: 查找的文字, en: Text to find}
//     required: true
// columns:
//   name: {zh: 名称, en: Name}
//   label: {zh: 类别, en: Label}
//   found_in: {zh: 匹配, en: Found in}
//   words: {zh: 所含文字, en: Words}
//   mentions: {zh: 提及次数, en: Mentions}
//   start: {zh: 起, en: Start}
//   end: {zh: 止, en: End}
//   plan: {zh: 规划, en: Plan}
//   id: {zh: 编号, en: Id}
// example: {text: 湖}
// scans: The middle of a Latin word and signs are in no index; looked for only when the index finds nothing.

// Quoted, the words are a phrase of single characters and nothing is an operator. A lone Latin word or number is
// also looked for inside longer ones (919 in C919).
WITH '"' + replace(replace($text, '\\', '\\\\'), '"', '\\"') + '"' AS phrase
WITH CASE WHEN $text =~ '[A-Za-z0-9]+' THEN '*' + $text + '*' ELSE phrase END AS lucene
CALL (lucene) {
  CALL db.index.fulltext.queryNodes('names', lucene) YIELD node RETURN node
UNION
  CALL db.index.fulltext.queryNodes('passages', lucene) YIELD node RETURN node
}
WITH collect(node) AS hits
CALL (hits) {
  UNWIND hits AS node RETURN node
UNION ALL
  // What has no word characters, or cuts a Latin word in two, the index cannot find: look at everything, once.
  UNWIND CASE WHEN size(hits) = 0 AND NOT $text =~ '[A-Za-z0-9]+|[一-龥]+' THEN [toLower($text)] ELSE [] END AS text
  MATCH (node:Plan|Section|Task|Action|Indicator|Target|Project|Institution|Area|Facility|Initiative|Platform|Event|Industry)
  WHERE toLower(node.name) CONTAINS text
     OR any(alias IN node.aliases WHERE toLower(alias) CONTAINS text)
     OR NOT node:Plan AND toLower(node.text) CONTAINS text
  RETURN node
}
WITH node, toLower($text) AS text
WITH node, text, [alias IN node.aliases WHERE toLower(alias) CONTAINS text][0] AS alias
WITH node, text, alias,
     CASE WHEN toLower(node.name) CONTAINS text THEN 'name'
          WHEN alias IS NOT NULL THEN 'alias'
          WHEN NOT node:Plan AND toLower(node.text) CONTAINS text THEN 'text'
          ELSE 'similar' END AS found_in
WITH node, text, alias, found_in,
     CASE WHEN found_in = 'text' THEN size(split(toLower(node.text), text)[0]) - 20 END AS at
OPTIONAL MATCH (document:Plan {id: node.plan_id})
RETURN node.name AS name, labels(node)[0] AS label, found_in,
       CASE found_in WHEN 'alias' THEN alias
                     WHEN 'text' THEN substring(node.text, CASE WHEN at > 0 THEN at ELSE 0 END, 80)
                     ELSE node.name END AS words,
       COUNT { (node)<-[:MENTIONS]-() } AS mentions, node.start AS start, node.end AS end,
       document.name AS plan, node.id AS id
ORDER BY CASE WHEN toLower(name) = text THEN 0 ELSE 1 END,
         CASE found_in WHEN 'name' THEN 0 WHEN 'alias' THEN 1 WHEN 'text' THEN 2 ELSE 3 END,
         mentions DESC, plan, start, name, id
