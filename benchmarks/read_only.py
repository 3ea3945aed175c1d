"""10,000 generated attempts to do more than read through the read path, against a real Neo4j.

    nice -n 10 .venv/bin/python benchmarks/read_only.py [COUNT] [SEED]

Each attempt joins a statement that is no reading (the lists of tests/integration/stores/attempts.py) with wrappers it
can hide in, prefixes, and a writing of its letters. Three witnesses look on: the store's digest after each batch, an
open transaction that TERMINATE would end, and a web server that LOAD CSV would call. What ran must have been harmless
by its making, the statement a comment, a string or a parameter, or stand in a subquery that the planner left out, as
its twin proves (COUNT { RETURN x } is 1, whatever x). Prints a table; exits 1 if one came through.
"""
# ruff: noqa: E402 - what the tests have is imported once its place is known

import contextlib
import hashlib
import json
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import neo4j
from neo4j.exceptions import Neo4jError

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "integration/stores")]

import attempts
from invented import hill_plan, lake_plan

from graph_builder.errors import QueryError
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load
from graph_builder.stores.reader import Reader

BATCH = 250
TIMEOUT = 10.0  # seconds an attempt
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


RULES = {
    "in a subquery": "words of a subquery",
    "would run procedure": "procedure list",
    "would run function": "function list",
    "would run something else": "query type",
    "would run": "operator list",
    "stopped": "time or memory cap",
    "characters; at most": "length cap",
    "gave no answer": "no answer",
}


def rule(refusal: str) -> str:
    """Which rule refused; the server's own parser and planner are the rest."""
    return next((name for sign, name in RULES.items() if sign in refusal), "the server itself")


def digest(driver: neo4j.Driver) -> str:
    """SHA-256 of every node, relation, index, constraint, user and token."""
    queries = [
        ("MATCH (n) RETURN labels(n), properties(n) ORDER BY n.id", None),
        ("MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r) ORDER BY r.id", None),
        ("SHOW INDEXES YIELD name, type RETURN name, type ORDER BY name", None),
        ("SHOW CONSTRAINTS YIELD name, type RETURN name, type ORDER BY name", None),
        ("CALL db.labels() YIELD label RETURN label ORDER BY label", None),
        ("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t ORDER BY t", None),
        ("CALL db.propertyKeys() YIELD propertyKey AS k RETURN k ORDER BY k", None),
        ("SHOW DATABASES YIELD name, currentStatus RETURN name, currentStatus ORDER BY name", "system"),
        ("SHOW USERS YIELD user, passwordChangeRequired RETURN user, passwordChangeRequired", "system"),
    ]
    found = [
        [record.values() for record in driver.execute_query(text, database_=where).records]
        for text, where in queries
    ]
    return hashlib.sha256(json.dumps(found, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Visits(BaseHTTPRequestHandler):
    """Counts who calls the web server."""

    paths: list[str] = []  # noqa: RUF012 - shared by all requests on purpose

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def main(count: int = 10_000, seed: int = 12) -> int:
    """Make the attempts and print the table; 1 when one came through."""
    web = HTTPServer(("127.0.0.1", 0), Visits)
    Thread(target=web.serve_forever, daemon=True).start()
    port = str(web.server_address[1])
    table: dict[str, Counter[str]] = defaultdict(Counter)
    through: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder))
        try:
            with connect(server.start()) as driver, driver.session() as other:
                load(lake_plan(), driver)
                load(hill_plan(), driver)
                before = digest(driver)
                witness = other.begin_transaction(timeout=36_000)
                witness.run("RETURN 1").consume()
                batch = []
                for number, attempt in enumerate(generate(count, seed), 1):
                    text = attempt.text.replace(PORT, port)
                    outcome = make(driver, attempt, text, port)
                    table[attempt.kind][outcome] += 1
                    batch.append(text)
                    if outcome == "THROUGH":
                        through.append(text)
                    if number % BATCH == 0 or number == count:
                        witness.run("RETURN 1").consume()
                        if set(Visits.paths) - {"/twin"} or digest(driver) != before:
                            through += [f"one of these ({Visits.paths}):", *batch]
                            break
                        batch = []
                        print(f"{number:,} attempts", file=sys.stderr, flush=True)
        finally:
            server.stop()
    show(table)
    for text in through:
        print(repr(text))
    return 1 if through else 0


def make(driver: neo4j.Driver, attempt: Attempt, text: str, port: str) -> str:
    """Run the attempt; return which rule refused it, or how it ran."""
    values = {
        "url": f"http://127.0.0.1:{port}/parameter",
        "text": "x' DETACH DELETE n //",
        "label": "Plan`) DETACH DELETE n //",
        "properties": {"name": "x"},
        "rows": [{"id": "x"}],
        "statement": text,
    }
    try:
        Reader(driver).run(text, values, timeout=TIMEOUT)
    except QueryError as refusal:
        return rule(str(refusal))
    if attempt.harmless:
        return "ran, only read"
    return (
        "planned away" if attempt.twin and not calls(driver, attempt.twin.replace(PORT, port)) else "THROUGH"
    )


def calls(driver: neo4j.Driver, twin: str) -> bool:
    """Whether the twin, run without our rule, reaches the web server: else the planner left that place out."""
    before = len(Visits.paths)
    with contextlib.suppress(Neo4jError), driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        session.run(neo4j.Query(twin, timeout=TIMEOUT)).consume()
    return len(Visits.paths) > before


def show(table: dict[str, Counter[str]]) -> None:
    """Print kinds by outcomes as a Markdown table."""
    outcomes = ["the server itself", *RULES.values(), "planned away", "ran, only read", "THROUGH"]
    outcomes = [it for it in outcomes if it == "THROUGH" or any(row[it] for row in table.values())]
    total: Counter[str] = sum(table.values(), Counter())
    print(f"| kind | attempts | {' | '.join(outcomes)} |")
    print(f"|---|{'---:|' * (len(outcomes) + 1)}")
    for kind, row in [*sorted(table.items()), ("all", total)]:
        print(f"| {kind} | {row.total()} | {' | '.join(str(row[it]) for it in outcomes)} |")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
