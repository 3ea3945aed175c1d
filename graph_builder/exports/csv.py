"""CSV in UTF-8; a spreadsheet takes no text of it for a formula."""

import csv
from io import TextIOWrapper
from typing import IO, Any

from graph_builder.exports.answer import Answer, text

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(answer: Answer, stream: IO[bytes]) -> None:
    """Write a row of the columns' names and a row a record."""
    wrapper = TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        rows = csv.writer(wrapper, lineterminator="\n")
        rows.writerow([field.name for field in answer.fields])
        for record in answer.records:
            rows.writerow([_cell(record[field.name]) for field in answer.fields])
        wrapper.flush()
    finally:
        wrapper.detach()


def _cell(value: Any) -> str:
    """Return a cell; an apostrophe keeps a text that looks like a formula from being run."""
    shown = text(value)
    return f"'{shown}" if isinstance(value, str | list) and shown.startswith(_FORMULA_STARTS) else shown
