"""The one read path: every query of the command line and the explorer goes through ``Reader.run``."""

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired
from neo4j.graph import Node, Path, Relationship

from graph_builder.errors import QueryError
from graph_builder.stores.read_only import check

#: Rows returned at most, unless the caller says otherwise.
ROW_LIMIT = 10_000
#: Seconds after which the server ends a query.
TIMEOUT = 30.0
#: Characters of a query: planning a long one takes minutes, and no time limit holds there.
MAX_LENGTH = 10_000
_EXPLAIN = "EXPLAIN "
_POSITION = re.compile(r"\(line 1, column (\d+) \(offset: (\d+)\)\)")
#: The parser lists every word it would have taken; where they are many, they help nobody.
_EXPECTED = re.compile(r": expected (?:'[^']*'|[^'(]){8,}(?= \()")
#: Properties that are the loader's business, or too long for a cell.
_HIDDEN = {"by_plan", "shared", "text"}


@dataclass(frozen=True)
class Result:
    """A query's answer. ``rows`` hold what the driver returns, nodes and relationships included.

    With ``truncated`` there was more than ``limit`` rows. ``seconds`` is the time from asking to the last row.
    """

    columns: list[str]
    rows: list[tuple[Any, ...]]
    truncated: bool
    limit: int
    seconds: float

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain values: what JSON and tables can show."""
        return [dict(zip(self.columns, map(plain, row), strict=True)) for row in self.rows]


class Reader:
    """Runs queries that only read; everything else is refused before it runs."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int = ROW_LIMIT,
        timeout: float = TIMEOUT,
    ) -> Result:
        """Return the answer, at most ``limit`` rows of it, or stop after ``timeout`` seconds.

        Raises QueryError in one line: what was refused, what is wrong with the query, which cap it hit.
        """
        if not cypher.strip():
            raise QueryError("the query is empty", "empty")
        if len(cypher) > MAX_LENGTH:
            size = f"{len(cypher):,}"
            message = f"the query has {size} characters; at most {MAX_LENGTH:,} are taken"
            raise QueryError(message, "too_long", size)
        values = dict(parameters or {})
        started = time.monotonic()
        try:
            with self._driver.session(
                default_access_mode=neo4j.READ_ACCESS, notifications_min_severity="OFF"
            ) as session:
                explained = session.run(_query(_EXPLAIN + cypher, timeout), values).consume()
                check(explained)
                result = session.run(_query(cypher, timeout), values)
                columns = list(result.keys())
                rows = [tuple(record.values()) for _, record in zip(range(limit), result, strict=False)]
                truncated = result.peek() is not None
                result.consume()
        except Neo4jError as error:
            raise _explain(error, timeout) from error
        except (ServiceUnavailable, SessionExpired) as error:
            # Some queries break the server's thread, not the server: they get no answer at all.
            self._driver.verify_connectivity()
            message = "the server gave no answer to this query: simplify it, or try again"
            raise QueryError(message, "no_answer") from error
        return Result(columns, rows, truncated, limit, time.monotonic() - started)


def plain(value: Any) -> Any:
    """Return a value as text, numbers, lists and dictionaries: a node is its label and properties."""
    if isinstance(value, Node):
        return {"label": next(iter(value.labels), None), **_properties(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, **_properties(value)}
    if isinstance(value, Path):
        return [
            plain(part) for pair in zip(value.nodes, value.relationships, strict=False) for part in pair
        ] + [plain(value.end_node)]
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {key: plain(value) for key, value in sorted(entity.items()) if key not in _HIDDEN}


def _query(text: str, timeout: float) -> neo4j.Query:
    return neo4j.Query(text, timeout=timeout)


def _explain(error: Neo4jError, timeout: float) -> QueryError:
    """Return a server's refusal in one line."""
    code = error.code or ""
    if "TransactionTimedOut" in code or "Terminated" in code:
        message = f"stopped after {timeout:g} seconds: narrow the query down, or raise the time limit"
        return QueryError(message, "timeout", f"{timeout:g}")
    if "OutOfMemory" in code or "MemoryPool" in code:
        message = "stopped: the query needs more memory than one query may use; narrow it down"
        return QueryError(message, "memory")
    line = next(iter((error.message or code).strip().splitlines()), code).strip()
    line = _POSITION.sub(_without_prefix, _EXPECTED.sub("", line))
    return QueryError(line, "server", line)


def _without_prefix(match: re.Match[str]) -> str:
    """Return a position in the user's text: the first line of what was asked begins with our EXPLAIN."""
    column, offset = (int(number) - len(_EXPLAIN) for number in match.groups())
    return f"(line 1, column {column} (offset: {offset}))"
