"""Attempts to do more than read: statements that are no reading, hidden, prefixed and written in other letters.

The statements are the lists of tests/integration/stores/attempts.py; ``read_only.py`` makes the attempts.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/integration/stores"))

import attempts

PORT = "{port}"  # of the web server, filled in before an attempt is made

FUNCTIONS = [
    "RETURN graph.names() AS x",
    "RETURN `graph` . `names`() AS x",
    "RETURN graph.propertiesByName('neo4j') AS x",
    "RETURN apoc.text.join(['a'], '') AS x",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {}) AS x",
    "RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'}) AS x",
    "RETURN gds.util.NaN() AS x",
    "RETURN db.nameFromElementId('4:x:1') AS x",
]
PARAMETERS = [
    "CREATE (n $properties)",
    "MERGE (n:Plan {id: $text}) SET n += $properties",
    "MATCH (n) SET n = $properties",
    "MATCH (n) SET n:$($label)",
    "MATCH (n) REMOVE n[$text]",
    "CREATE (n:$($label) {id: $text})",
    "UNWIND $rows AS row CREATE (n) SET n = row",
    "UNWIND $rows AS row CALL (row) { CREATE (n) SET n = row } IN TRANSACTIONS",
    "LOAD CSV FROM $url AS l RETURN l",
    "CALL dbms.listConfig($text)",
    "TERMINATE TRANSACTIONS $rows",
    "USE graph.byName($label) MATCH (n) DELETE n",
    "FOREACH (row IN $rows | CREATE (n) SET n = row)",
    "CREATE USER x SET PASSWORD $text",
    "CREATE DATABASE $label",
    "CALL db.createLabel($label)",
]
#: Statements that fit into a subquery.
INNER = [
    *attempts.HIDDEN,
    "LOAD CSV FROM 'http://127.0.0.1:{port}/inner' AS l RETURN l",
    "CALL db.createLabel('X') RETURN 1 AS l",
    "CALL `dbms`.`listConfig`() YIELD value AS l RETURN l",
    "CALL dbms.listConnections() YIELD connectionId AS l RETURN l",
    "MERGE (q:X) RETURN q",
    "MATCH (q) DETACH DELETE q RETURN 1 AS l",
    "MATCH (q) REMOVE q.name RETURN q",
    "MATCH (q) FOREACH (z IN [1] | SET q.x = z) RETURN q",
    "UNWIND [1] AS z CALL (z) { CREATE (q) } IN TRANSACTIONS RETURN z",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1' YIELD message RETURN message",
    "SHOW TRANSACTIONS YIELD transactionId RETURN transactionId",
    "USE system SHOW USERS YIELD user RETURN user",
    "RETURN graph.names() AS l",
    "INSERT (q:X) RETURN q",
]
WRITING = re.compile(r"CREATE|INSERT|MERGE|DELETE|REMOVE|SET |createLabel")
TWIN = "LOAD CSV FROM 'http://127.0.0.1:{port}/twin' AS l RETURN l"
#: What holds a subquery; %s is the subquery's body.
EXPRESSIONS = [
    "COLLECT { %s }",
    "COUNT { %s }",
    "EXISTS { %s }",
    "[x IN [1] | COLLECT { %s }]",
    "CASE WHEN EXISTS { %s } THEN 1 ELSE 0 END",
    "coalesce(null, COLLECT { %s })",
    "{a: [x IN [1] | {b: COUNT { %s }}]}",
    "reduce(a = 0, x IN [1] | a + COUNT { %s })",
    "any(x IN [1] WHERE EXISTS { %s })",
    "size([x IN range(0, COUNT { %s }) WHERE x > 0])",
    "'EXISTS { }' + toString(COUNT { %s })",
    "COLLECT { RETURN [y IN [1] | COUNT { %s }] AS z }",
    "COLLECT { UNWIND [1] AS y CALL (y) { %s } RETURN y }",
    "EXISTS { MATCH (m) WHERE COUNT { %s } > 0 RETURN m }",
]
PLACES = [
    "RETURN %s AS a",
    "WITH %s AS a RETURN a",
    "MATCH (n) WHERE %s IS NOT NULL RETURN n",
    "MATCH (n) RETURN n.name ORDER BY %s",
    "UNWIND [%s] AS a RETURN a",
    "MATCH (n {name: toString(%s)}) RETURN n",
    "MATCH (n:Plan {id: toString(%s)}) RETURN n",
    "MATCH p = (a)-[r* {x: %s}]->(b) RETURN p",
    "MATCH p = shortestPath((a:Task)-[*..3]-(b:Task)) WHERE %s IS NOT NULL RETURN p",
    "MATCH (a) ((x)-[r]->(y) WHERE %s IS NOT NULL)+ (b) RETURN a",
    "MATCH (n) RETURN n {.name, x: %s} AS a",
    "CALL db.index.fulltext.queryNodes('names', toString(%s)) YIELD node RETURN node",
    "RETURN 1 AS a LIMIT toInteger(toString(%s))",
    "MATCH (n) RETURN count(DISTINCT %s) AS a",
    "MATCH (n) OPTIONAL MATCH (n)--(m) WHERE %s IS NULL RETURN m",
    "CALL () { RETURN %s AS a } RETURN a",
    "RETURN [(n)--(m) WHERE %s IS NOT NULL | m.name] AS a",
]
CLAUSES = [
    "CALL () { %s } RETURN 1 AS one",
    "UNWIND [1] AS w CALL (w) { %s } RETURN w",
    "MATCH (w) CALL (w) { %s } RETURN w",
    "CALL () { CALL () { %s } RETURN 1 AS one } RETURN one",
    "OPTIONAL CALL () { %s } RETURN 1 AS one",
    "UNWIND [1] AS w CALL (w) { %s } IN TRANSACTIONS RETURN w",
    "RETURN 1 AS one UNION CALL () { %s } RETURN 1 AS one",
    "WITH 1 AS w %s",
    "MATCH (w:Task) WITH w LIMIT 1 %s",
]
#: Instead of the statement this one runs a list of the planner's notes; the plan says so.
NOTES = "CYPHER debug=tostring "
PREFIXES = [
    *("EXPLAIN ", "PROFILE ", "CYPHER 5 ", "CYPHER 25 ", "CYPHER runtime=slotted ", "CYPHER planner=dp "),
    *("USE neo4j ", "USE system ", "USE graph.byName('neo4j') ", "CYPHER 5 PROFILE ", "EXPLAIN PROFILE "),
    *("PROFILE EXPLAIN ", "CYPHER replan=force ", "RETURN 1; ", ":use system "),
    *(
        NOTES,
        "CYPHER debug=ast ",
        "CYPHER debug=queryGraph ",
        "CYPHER debug=logicalplan ",
        "CYPHER debug=semanticstate ",
    ),
    *("CYPHER debug=generate_java_source ", "CYPHER runtime=parallel ", "CYPHER operatorEngine=compiled "),
    *("USING PERIODIC COMMIT ", "BEGIN ", "CYPHER expressionEngine=interpreted ", "/*+ hint */ "),
]
BLANKS = [
    *("  ", "\t", "\n", "\r", "\r\n", "\f", "\v", "\x1c", "\u00a0", "\u2028", "\u2029", "\u3000", "\u180e"),
    *("\u200b", "\ufeff", "\u0085", "/* */", "/**/", "/* } */", "// }\n", "//\r", "/*\n*/", "\x00"),
]
ALIKE = str.maketrans("ACEHIKMOPTXaceiopx", "АСЕНІКМОРТХасеіорх")  # Cyrillic
FOLDING = str.maketrans("SKIski", "ſKıſKİ")  # letters whose upper or lower case is an ASCII letter
MATHEMATICAL = {ord(a): 0x1D400 + ord(a) - 65 for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


@dataclass(frozen=True)
class Attempt:
    """``kind`` is its row of the table; a ``harmless`` one may run: what is no reading in it is not code.

    The ``twin`` of a nested one calls the web server at the same place: it shows whether that place is ever run.
    """

    kind: str
    text: str
    harmless: bool = False
    twin: str | None = None


def escaped(text: str, chance: random.Random) -> str:
    """Write some letters as \\u escapes, which Cypher reads before anything else."""
    return "".join(f"\\u{ord(c):04X}" if c.isalpha() and chance.random() < 0.3 else c for c in text)


def cases(text: str, chance: random.Random) -> str:
    return "".join(c.upper() if chance.random() < 0.5 else c.lower() for c in text)


def blanks(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(BLANKS) if c == " " and chance.random() < 0.7 else c for c in text)


def sprinkled(text: str, chance: random.Random) -> str:
    """Put an invisible character into some words."""
    marks = "\u200b\u200d\u00ad\u2060\u202e\u0301\ufe0f"
    return "".join(c + chance.choice(marks) if c.isalpha() and chance.random() < 0.1 else c for c in text)


def partly(change: Callable[[str], str]) -> Callable[[str, random.Random], str]:
    """Change single words, else all of them."""
    return lambda text, chance: " ".join(
        change(word) if chance.random() < 0.5 else word for word in text.split(" ")
    )


LETTERS: dict[str, Callable[[str, random.Random], str]] = {
    "full-width letters": partly(attempts.widen),
    "Cyrillic letters": partly(lambda word: word.translate(ALIKE)),
    "letters that fold to ASCII": partly(lambda word: word.translate(FOLDING)),
    "mathematical letters": partly(lambda word: word.upper().translate(MATHEMATICAL)),
    "unicode escapes": escaped,
    "changed case": cases,
    "comments and blanks": blanks,
    "invisible characters": sprinkled,
}


def plain_statements() -> dict[str, list[str]]:
    return {
        "writing clauses": attempts.WRITES[:21],
        "schema and users": attempts.WRITES[21:],
        "SHOW and TERMINATE": attempts.ADMINISTRATION,
        "LOAD CSV": [*attempts.FILES, "LOAD CSV FROM 'http://127.0.0.1:{port}/plain' AS l RETURN l"],
        "procedures": [f"CALL {name}" for name in attempts.PROCEDURES],
        "functions of others": FUNCTIONS,
        "parameters": PARAMETERS,
    }


def nested(chance: random.Random) -> tuple[str, str]:
    """A subquery inside expressions, one to four deep, at some place of a query; and its twin."""
    query = chance.choice(PLACES)
    for depth in range(chance.randint(1, 4)):
        held = numbered(chance.choice(EXPRESSIONS), depth)
        query = query.replace("%s", f"RETURN {held} AS h{depth}" if depth else held)
    return query.replace("%s", inner(chance)), query.replace("%s", TWIN)


def numbered(text: str, depth: int) -> str:
    """Give a wrapper variables of its own: Cypher refuses what it would have to shadow."""
    return re.sub(r"\b[abwxyzm]\b", lambda name: f"{name[0]}{depth}", text)


def inner(chance: random.Random) -> str:
    """A statement for a subquery, mostly of the kind that the server counts as reading."""
    reading = [it for it in INNER if not WRITING.search(it)]
    return chance.choice(reading if chance.random() < 0.8 else INNER)


def in_clauses(chance: random.Random, statements: list[str]) -> str:
    text = chance.choice(statements) if chance.random() < 0.5 else inner(chance)
    for depth in range(chance.randint(1, 3)):
        text = numbered(chance.choice(CLAUSES), depth).replace("%s", text)
    return text


def not_code(chance: random.Random, statement: str) -> str:
    """The statement where it is only words: these may run, and then only read."""
    line, quoted = " ".join(statement.split()), statement.replace("\\", "\\\\").replace("'", "\\'")
    return chance.choice(
        [
            f"RETURN 1 AS one // {line}",
            f"/* {line.replace('*/', '')} */ RETURN 1 AS one",
            f"RETURN '{quoted}' AS text",
            f"MATCH (n) WHERE n.name = '{quoted}' RETURN n",
            f"RETURN 1 AS `{line.replace('`', '``')}`",
            "MATCH (n) WHERE n.name = $statement OR $statement IN n.aliases RETURN n",
            "CALL db.index.fulltext.queryNodes('names', '\"' + replace($statement, '\"', '') + '\"') YIELD node RETURN node",
            f"RETURN [x IN [1] | COLLECT {{ MATCH (n) WHERE n.name = '{quoted}' RETURN n }}] AS a",
        ]
    )


def generate(count: int, seed: int) -> Iterator[Attempt]:
    """Yield ``count`` different attempts, the same for the same seed."""
    chance = random.Random(seed)
    groups = plain_statements()
    statements = [statement for group in groups.values() for statement in group]
    seen: set[str] = set()
    while len(seen) < count:
        way = chance.choices(
            ["plain", "prefix", "letters", "clauses", "nested", "words"], [1, 3, 5, 3, 6, 1]
        )[0]
        kind, base = chance.choice(list(groups.items()))
        statement, twin = chance.choice(base), None
        if way == "prefix":
            kind, statement = "prefixes", "".join(chance.sample(PREFIXES, chance.randint(1, 2))) + statement
        elif way == "letters":
            kind = chance.choice(list(LETTERS))
            source, twin = (statement, None) if chance.random() < 0.6 else nested(chance)
            statement = LETTERS[kind](source, chance)
            if statement == source:
                continue
        elif way == "clauses":
            kind, statement = "subqueries in clauses", in_clauses(chance, statements)
        elif way == "nested":
            kind, (statement, twin) = "subqueries in expressions", nested(chance)
        elif way == "words":
            kind, statement = "only words (may run)", not_code(chance, statement)
        if statement not in seen:
            seen.add(statement)
            yield Attempt(kind, statement, way == "words" or NOTES in statement, twin)
