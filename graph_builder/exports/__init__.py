"""Answers of queries as files: one module a format, each with ``write(answer, stream)``."""

import codecs
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
    "xlsx": xlsx.write,
    "json": json.write,
}

__all__ = ["FORMATS", "export"]


def export(
    result: Result,
    form: str,
    stream: IO[bytes],
    columns: Mapping[str, Column] | None = None,
    *,
    language: Language = "zh",
    bom: bool = False,
) -> None:
    """Write an answer to a binary stream in one of FORMATS.

    table and xlsx have the titles of ``columns`` (a saved query's), csv and json the columns' names. ``bom`` starts a
    csv with the byte-order mark that Excel needs to read Chinese. Raises QueryError for an unknown format.
    """
    if form not in FORMATS:
        raise QueryError(f"there is no format {form!r}; known: {', '.join(FORMATS)}")
    if bom and form == "csv":
        stream.write(codecs.BOM_UTF8)
    FORMATS[form](answer(result, columns or {}, language), stream)
