"""Tables to take away, written by the same code as the command line's."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from explorer.address import language
from graph_builder.exports import csv, export
from graph_builder.exports.answer import Answer, Field
from graph_builder.saved_queries import Column
from graph_builder.stores.reader import Result

#: Excel reads Chinese only after it.
MARK = b"\xef\xbb\xbf"


def csv_of(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows under their titles as CSV."""
    stream = BytesIO(MARK)
    stream.seek(len(MARK))
    records = [dict(zip(titles, row, strict=True)) for row in rows]
    csv.write(Answer([Field(title, title) for title in titles], records, None, "zh"), stream)
    return stream.getvalue()


def csv_of_answer(result: Result, columns: Mapping[str, Column]) -> bytes:
    """A query's answer as CSV, as ``planatlas query --format csv`` writes it; ``columns`` hold the titles."""
    stream = BytesIO()
    export(result, "csv", stream, columns, language=language(), bom=True)
    return stream.getvalue()
