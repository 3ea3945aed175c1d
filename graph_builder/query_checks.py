"""Whether the saved queries keep their word, asked on a small fixed graph in a store of their own.

Beside the queries lie that graph (``expected/plans.jsonl``, as ``planatlas extract`` writes it) and the answer to each
query's example on it (``expected/<name>.json``, as ``planatlas query --format json`` writes it).
"""

import io
import json
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import neo4j

from graph_builder.errors import QueryError
from graph_builder.exports import export
from graph_builder.records import read_lines
from graph_builder.resources import resource
from graph_builder.saved_queries import SavedQuery, ask, load_queries
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load
from graph_builder.stores.reader import Reader

#: Plans are few and found by a part of their title, which no index serves.
_FEW = ("NodeByLabelScan", ":Plan")


def check_queries() -> Iterator[tuple[SavedQuery, list[str]]]:
    """Yield each saved query with what is wrong with it; the server is started for it and thrown away.

    Raises StoreError when no server can be started.
    """
    with tempfile.TemporaryDirectory(prefix="planatlas-", ignore_cleanup_errors=True) as folder:
        server = EmbeddedServer(Path(folder))
        try:
            with connect(server.start()) as driver:
                load_example(driver)
                for query in load_queries().values():
                    yield query, faults(query, driver)
        finally:
            server.stop()


def load_example(driver: neo4j.Driver) -> None:
    """Load the fixed graph that the expected answers are of."""
    path = _expected("plans.jsonl")
    with path.open(encoding="utf-8") as lines:
        for plan in read_lines(lines, str(path)):
            load(plan, driver)


def faults(query: SavedQuery, driver: neo4j.Driver) -> list[str]:
    """Return what is wrong with the query on the fixed graph: its answer, its columns, a scan in its plan."""
    try:
        result = ask(query.name, query.example, Reader(driver))
        expected = _expected(f"{query.name}.json").read_bytes()
    except (QueryError, FileNotFoundError) as error:
        return [str(error)]
    found = []
    if result.columns != list(query.columns):
        found.append(f"its columns are {', '.join(result.columns)}; declared: {', '.join(query.columns)}")
    answer = io.BytesIO()
    export(result, "json", answer)
    if answer.getvalue() != expected:
        found.append(_difference(json.loads(answer.getvalue()), json.loads(expected)))
    return [*found, *_scans(query, driver)]


def _expected(name: str) -> Path:
    return resource("queries", "expected", name)


def _difference(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> str:
    """Say where two answers part."""
    if len(found) != len(expected):
        return f"answers {len(found)} rows; expected: {len(expected)}"
    for number, (row, wanted) in enumerate(zip_longest(found, expected), 1):
        for column in {**wanted, **row}:
            if row.get(column) != wanted.get(column):
                return f"row {number}, {column}: {row.get(column)!r}; expected: {wanted.get(column)!r}"
    return "the answer has other bytes than expected, though the same values"


def _scans(query: SavedQuery, driver: neo4j.Driver) -> list[str]:
    """Return the scans in the server's plan of the query, unless its header says why it must look at everything."""
    summary = driver.execute_query(
        f"EXPLAIN {query.cypher}",
        query.bind(query.example),
        routing_=neo4j.RoutingControl.READ,
    ).summary
    return [] if query.scans else sorted(set(_scanning(summary.plan or {})))


def _scanning(plan: dict[str, Any]) -> Iterator[str]:
    name, details = plan["operatorType"].partition("@")[0], plan.get("args", {}).get("Details", "")
    # On a graph as small as this the planner may walk through an index that it would seek in on a large one.
    if "Scan" in name and "Index" not in name and not (name == _FEW[0] and details.endswith(_FEW[1])):
        yield f"its plan holds {name} {details}"
    for child in plan.get("children", ()):
        yield from _scanning(child)
