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
import sys
import tempfile
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import neo4j
from neo4j.exceptions import Neo4jError

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from invented import hill_plan, lake_plan
from read_only_attempts import PORT, Attempt, generate

from graph_builder.errors import QueryError
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load
from graph_builder.stores.reader import Reader

BATCH = 250
TIMEOUT = 10.0  # seconds an attempt

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
