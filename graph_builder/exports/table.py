"""A table for the terminal."""

import unicodedata
from io import TextIOWrapper
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_builder.exports.answer import Answer, amount, text

#: Columns of characters where the output is no terminal that says its own.
_WIDTH = 160


def write(answer: Answer, stream: IO[bytes]) -> None:
    """Write the records as a table, amounts as officials write them, as wide as the terminal."""
    wrapper = TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    try:
        console = Console(file=wrapper, width=None if wrapper.isatty() else _WIDTH)
        console.print(_table(answer))
        if answer.note:
            console.print(Text(answer.note))
        wrapper.flush()
    finally:
        wrapper.detach()


def _table(answer: Answer) -> Table:
    table = Table()
    for field in answer.fields:
        table.add_column(Text(field.title), overflow="fold")
    for record in answer.records:
        cells = []
        for field in answer.fields:
            value = record[field.name]
            shown = amount(value, record.get(field.unit)) if field.unit else text(value)
            cells.append(Text(_printable(shown)))
        table.add_row(*cells)
    return table


def _printable(shown: str) -> str:
    """Return text without what would steer the terminal: escape codes, marks that turn the writing round."""
    return "".join("�" if unicodedata.category(it)[0] == "C" and it not in "\n\t" else it for it in shown)
