"""CSV in UTF-8; a spreadsheet takes no text of it for a formula."""

import csv
from io import StringIO
from typing import IO, Any

from graph_builder.exports.answer import Answer, text

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(answer: Answer, stream: IO[bytes]) -> None:
    """Write a row of the columns' names and a row a record, each ended by a line feed."""
    names = [field.name for field in answer.fields]
    stream.write(_row(names))
    for record in answer.records:
        stream.write(_row([_cell(record[name]) for name in names]))


def _row(cells: list[str]) -> bytes:
    """Return a row; the writer's own line end makes it quote a carriage return, too."""
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return (line.getvalue().removesuffix("\r\n") + "\n").encode("utf-8")


def _cell(value: Any) -> str:
    """Return a cell; an apostrophe keeps a text that looks like a formula from being run."""
    shown = text(value)
    return f"'{shown}" if isinstance(value, str | list) and shown.startswith(_FORMULA_STARTS) else shown
