"""CSV in UTF-8; a spreadsheet takes no text of it for a formula."""

import codecs
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


def write_with_mark(answer: Answer, stream: IO[bytes]) -> None:
    """Write with the byte-order mark that Excel needs to read Chinese."""
    stream.write(codecs.BOM_UTF8)
    write(answer, stream)


def _cell(value: Any) -> str:
    """Return a cell; an apostrophe keeps a text that looks like a formula from being run."""
    shown = text(value)
    return f"'{shown}" if isinstance(value, str | list) and shown.startswith(_FORMULA_STARTS) else shown
