"""The saved queries: one Cypher file each in ``queries/``, its header a comment in YAML.

People run the same files in the Neo4j Browser; the command line and the explorer read titles, parameters and
columns from the header and build their options and forms from it.
"""

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_builder.errors import QueryError
from graph_builder.resources import resource
from graph_builder.schema import Title
from graph_builder.stores.reader import ROW_LIMIT, Reader, Result

ParameterType = Literal["string", "integer", "number", "boolean", "date"]
_COMMENT = "//"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Model):
    """A parameter of a query. ``suggest`` are the labels whose names a form offers, ``choices`` the only values it takes
    besides none, each with its title.
    """

    title: Title
    type: ParameterType = "string"
    required: bool = False
    default: str | int | float | bool | None = None
    suggest: tuple[str, ...] = ()
    choices: dict[str, Title] = Field(default_factory=dict)

    def parse(self, value: Any) -> Any:
        """Return a value in the parameter's type, read from text where it is text. Raises ValueError."""
        return _PARSERS[self.type](value)


class Column(Title):
    """A column's title. An amount names the column of its unit: officials write it in 亿 and 万."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str | None = None


class SavedQuery(_Model):
    """A query with its header. ``audience`` and ``theme`` sort the list; ``example`` are parameters that show it.

    ``scans`` says why it looks at every node, where no index serves.
    """

    name: str
    title: Title
    description: Title
    audience: tuple[str, ...]
    theme: Title
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, Column]
    example: dict[str, Any] = Field(default_factory=dict)
    scans: str = ""
    cypher: str

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters to run with: ``values`` in their types, defaults for the rest.

        Raises QueryError naming a parameter that is unknown, missing or of the wrong type.
        """
        known = ", ".join(self.parameters) or "none"
        for key in values:
            if key not in self.parameters:
                raise QueryError(f"query {self.name} has no parameter {key!r}; known: {known}")
        bound = {}
        for key, parameter in self.parameters.items():
            value = values.get(key, parameter.default)
            given = f"{key}={str(value)[:80]}"
            if parameter.required and (value is None or value == ""):
                raise QueryError(f"query {self.name} needs the parameter {key}; known: {known}")
            try:
                bound[key] = parameter.parse(value)
                if parameter.choices and bound[key] and bound[key] not in parameter.choices:
                    known = ", ".join(parameter.choices)
                    message = f"query {self.name}: parameter {key} is one of {known}, not {str(value)[:80]!r}"
                    raise QueryError(message, "parameter", given)
            except (TypeError, ValueError):
                message = (
                    f"query {self.name}: parameter {key} is of type {parameter.type}, not {str(value)[:80]!r}"
                )
                raise QueryError(message, "parameter", given) from None
        return bound


@cache
def load_queries() -> dict[str, SavedQuery]:
    """Return the saved queries by name. Raises QueryError naming a file whose header is broken."""
    return {query.name: query for query in map(_read, sorted(resource("queries").glob("*.cypher")))}


def find_query(name: str) -> SavedQuery:
    """Return a saved query by name. Raises QueryError naming the known ones."""
    queries = load_queries()
    if name not in queries:
        raise QueryError(f"there is no query {name!r}; known: {', '.join(queries)}")
    return queries[name]


def ask(
    name: str, values: Mapping[str, Any], reader: Reader, *, limit: int = ROW_LIMIT, **caps: float
) -> Result:
    """Run a saved query and return its answer; ``caps`` may hold the reader's ``timeout``.

    Raises QueryError for an unknown query or parameter, a wrong type, or what ``Reader.run`` refuses.
    """
    query = find_query(name)
    return reader.run(query.cypher, query.bind(values), limit=limit, **caps)


def _read(path: Path) -> SavedQuery:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if not line.startswith(_COMMENT)), len(lines))
    header = "".join(line.removeprefix(_COMMENT).removeprefix(" ") for line in lines[:end])
    try:
        facts = yaml.safe_load(header)
        return SavedQuery(name=path.stem, cypher="".join(lines[end:]).strip(), **facts)
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise QueryError(f"{path}: the header is broken: {error}") from None


def _parse_string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _parse_integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _parse_number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _parse_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}[value.lower()] if value.lower() in ("true", "false") else _refuse()


def _refuse() -> bool:
    raise ValueError


def _parse_date(value: Any) -> str:
    return datetime.date.fromisoformat(value).isoformat()


_PARSERS: dict[ParameterType, Callable[[Any], Any]] = {
    "string": _parse_string,
    "integer": _parse_integer,
    "number": _parse_number,
    "boolean": _parse_boolean,
    "date": _parse_date,
}
