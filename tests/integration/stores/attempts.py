"""Ways to do more than read through a read path, from the manual, from reports of others, and from spite."""

from collections.abc import Iterator
from itertools import product

WRITES = [
    "CREATE (n:Plan {id: 'x'})",
    "CREATE (n) RETURN n",
    "MERGE (n:Plan {id: 'x'}) RETURN n",
    "INSERT (n:Plan {id: 'x'})",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n += {name: 'x'} RETURN n",
    "MATCH (n) SET n:Area",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) REMOVE n:Plan RETURN n",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "UNWIND [1] AS x CREATE (n {id: x})",
    "MATCH (n) CALL (n) { SET n.name = 'x' } RETURN n",
    "MATCH (n) CALL { WITH n SET n.name = 'x' RETURN 1 AS one } RETURN one",
    "MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS OF 1 ROW ON ERROR CONTINUE",
    "UNWIND [1] AS x CALL (x) { RETURN 1 AS y } IN TRANSACTIONS RETURN y",
    "RETURN 1 AS a UNION CREATE (n) RETURN 2 AS a",
    "MATCH (n) WHERE n.name = 'x' OR true DETACH DELETE n RETURN count(*) AS n",
    "CREATE INDEX x FOR (n:Plan) ON (n.name)",
    "CREATE CONSTRAINT x FOR (n:Plan) REQUIRE n.name IS UNIQUE",
    "CREATE FULLTEXT INDEX x FOR (n:Plan) ON EACH [n.name]",
    "DROP INDEX names",
    "DROP CONSTRAINT plan_id IF EXISTS",
    "CREATE OR REPLACE DATABASE neo4j",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "CREATE USER x SET PASSWORD '12345678'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "DROP USER neo4j",
]

ADMINISTRATION = [
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD transactionId RETURN transactionId",
    "SHOW SETTINGS",
    "SHOW SETTINGS YIELD name, value WHERE name CONTAINS 'password' RETURN value",
    "SHOW PROCEDURES",
    "SHOW FUNCTIONS",
    "SHOW INDEXES",
    "SHOW CONSTRAINTS",
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW DATABASES",
    "SHOW DEFAULT DATABASE",
    "SHOW SERVERS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
    "SHOW TRANSACTIONS YIELD transactionId, username TERMINATE TRANSACTION 'neo4j-transaction-1'",
]

FILES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "LOAD CSV WITH HEADERS FROM 'file:///etc/hostname' AS l RETURN l",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS l RETURN l",
    "LOAD CSV FROM 'ftp://127.0.0.1/x' AS l FIELDTERMINATOR ';' RETURN l",
    "UNWIND ['file:///etc/passwd'] AS f LOAD CSV FROM f AS l RETURN l",
    "LOAD CSV FROM $url AS l RETURN l",
    "CALL () { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l } RETURN l",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l } AS l",
    "RETURN 1 AS l UNION LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "MATCH (n) LOAD CSV FROM 'file:///etc/' + n.name AS l RETURN l",
    "USING PERIODIC COMMIT 1 LOAD CSV FROM 'file:///etc/passwd' AS l CREATE (n)",
]

PROCEDURES = [
    "dbms.listConfig()",
    "dbms.listConfig('password')",
    "dbms.components()",
    "dbms.info()",
    "dbms.queryJmx('*:*')",
    "dbms.killConnection('bolt-1')",
    "dbms.listConnections()",
    "dbms.listActiveLocks('x')",
    "dbms.listPools()",
    "dbms.showCurrentUser()",
    "dbms.listCapabilities()",
    "dbms.upgrade()",
    "dbms.checkConfigValue('a', 'b')",
    "dbms.setConfigValue('a', 'b')",
    "dbms.scheduler.groups()",
    "dbms.scheduler.jobs()",
    "dbms.cluster.routing.getRoutingTable({})",
    "dbms.routing.getRoutingTable({})",
    "dbms.quarantineDatabase('neo4j', true, 'x')",
    "db.checkpoint()",
    "db.clearQueryCaches()",
    "db.prepareForReplanning()",
    "db.resampleIndex('names')",
    "db.resampleOutdatedIndexes()",
    "db.awaitIndexes(1)",
    "db.awaitIndex('names')",
    "db.createLabel('X')",
    "db.createProperty('x')",
    "db.createRelationshipType('X')",
    "db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "db.index.vector.createNodeIndex('x', 'Plan', 'v', 3, 'cosine')",
    "db.create.setNodeVectorProperty(null, 'v', [1.0])",
    "db.listLocks()",
    "db.info()",
    "db.ping()",
    "db.stats.collect('QUERIES')",
    "db.stats.clear('QUERIES')",
    "db.stats.retrieve('GRAPH COUNTS')",
    "tx.setMetaData({user: 'x'})",
    "tx.getMetaData()",
    "apoc.load.json('file:///etc/passwd')",
    "apoc.cypher.runWrite('CREATE (n)', {})",
    "apoc.cypher.doIt('CREATE (n)', {})",
    "apoc.export.csv.all('x.csv', {})",
    "apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})",
    "apoc.create.node(['Plan'], {})",
    "apoc.trigger.add('x', 'CREATE (n)', {})",
    "gds.graph.drop('x')",
    "genai.vector.encodeBatch(['x'], 'OpenAI', {})",
]

#: A subquery that stays inside an expression has no operators in the plan.
HIDING = [
    "RETURN [x IN [1] | COLLECT { %s }] AS a",
    "RETURN CASE WHEN true THEN COLLECT { %s } ELSE [] END AS a",
    "RETURN [x IN [1] WHERE EXISTS { %s } | 1] AS a",
    "RETURN reduce(a = 0, x IN [1] | a + COUNT { %s }) AS a",
    "MATCH (n) WHERE any(x IN [1] WHERE COUNT { %s } > 0) RETURN n",
    "RETURN {a: [x IN [1] | {b: COLLECT { %s }}]} AS a",
    "RETURN coalesce(null, COLLECT { %s }) AS a",
    "MATCH (n) RETURN n ORDER BY [x IN [n] | COUNT { %s }]",
    "RETURN [x IN [1] | COLLECT { UNWIND [1] AS y CALL (y) { %s } RETURN y }] AS a",
]
HIDDEN = [
    "LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS l RETURN l",
    "CALL dbms.listConfig() YIELD value RETURN value",
    "CALL db.info() YIELD name RETURN name",
    "CALL db.ping() YIELD success RETURN success",
    "SHOW SETTINGS YIELD value RETURN value",
    "CREATE (q) RETURN q",
    "MATCH (q) SET q.name = 'x' RETURN q",
]

DISGUISES = [
    "{0}",
    "  \n\t{0}",
    "// harmless\n{0}",
    "/* MATCH (n) RETURN n */ {0}",
    "EXPLAIN {0}",
    "PROFILE {0}",
    "CYPHER 5 {0}",
    "CYPHER runtime=slotted {0}",
    "CYPHER planner=cost EXPLAIN {0}",
    "CYPHER debug=queryGraph {0}",
    "CYPHER debug=ast {0}",
    "USE neo4j {0}",
    "USE system {0}",
    "{0};",
    "RETURN 1; {0}",
    "\ufeff{0}",
]


def widen(text: str) -> str:
    """Write the words in full-width letters."""
    return "".join(chr(ord(it) + 0xFEE0) if it.isascii() and it.isalpha() else it for it in text)


def attempts() -> Iterator[str]:
    """Yield every attempt in every disguise, and some tricks of their own."""
    calls = [f"CALL {name}" for name in PROCEDURES] + [
        "CALL/**/dbms.listConfig() YIELD name RETURN name",
        "CALL `dbms`.`listConfig`()",
        "CALL dbms . listConfig ()",
        "call DBMS.LISTCONFIG()",
        "MATCH (n) CALL dbms.listConfig() YIELD name RETURN n, name",
        "CALL () { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
        "CALL db.labels() YIELD label CALL db.createLabel(label + 'x') RETURN label",
        "\\u0043REATE (n)",
    ]
    for plain in (*WRITES, *ADMINISTRATION, *FILES, *calls):
        yield widen(plain)
        yield plain.replace(" ", "/* */")
        yield plain.replace(" ", "\u00a0")
        yield plain.lower()
    for hiding, hidden in product(HIDING, HIDDEN):
        yield hiding.replace("%s", hidden)
    for disguise, plain in product(DISGUISES, (*WRITES, *ADMINISTRATION, *FILES, *calls)):
        yield disguise.format(plain) if "{" not in plain else disguise.replace("{0}", plain)
