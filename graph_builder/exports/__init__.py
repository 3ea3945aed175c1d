"""Answers of queries as files: one module a format, each with ``write(answer, stream)``."""

from collections.abc import Callable, Mapping
from typing import IO

from graph_builder.errors import QueryError
from graph_builder.exports import csv, json, table, xlsx
from graph_builder.exports.answer import Answer, Language, answer
from graph_builder.saved_queries import Column
from graph_builder.stores.reader import Result

FORMATS: dict[str, Callable[[Answer, IO[bytes]], None]] = {
    "table": table.write,
    "csv": csv.write,
    "csv-bom": csv.write_with_mark,
    "xlsx": xlsx.write,
    "json": json.write,
}

__all__ = ["FORMATS", "export"]


def export(
    result: Result,
    form: str,
    stream: IO[bytes],
    columns: Mapping[str, Column] | None = None,
    language: Language = "zh",
) -> None:
    """Write an answer in a format of FORMATS (csv-bom: for Excel), with the titles of ``columns`` where people read.

    json and csv keep the columns' names. Raises QueryError for an unknown format.
    """
    if form not in FORMATS:
        raise QueryError(f"there is no format {form!r}; known: {', '.join(FORMATS)}")
    FORMATS[form](answer(result, columns or {}, language), stream)
