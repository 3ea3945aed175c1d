"""Tables to take away, written by the same code as the command line's."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from graph_builder.exports import csv, export
from graph_builder.exports.answer import Answer, Field, Language
from graph_builder.saved_queries import Column
from graph_builder.stores.reader import Result

#: Formats of a query's answer, with their types.
FILES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
#: Excel reads Chinese only after it.
MARK = b"\xef\xbb\xbf"


def csv_of(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows under their titles as CSV."""
    stream = BytesIO(MARK)
    stream.seek(len(MARK))
    records = [dict(zip(titles, row, strict=True)) for row in rows]
    csv.write(Answer([Field(title, title) for title in titles], records, None, "zh"), stream)
    return stream.getvalue()


def file_of(result: Result, form: str, columns: Mapping[str, Column], language: Language) -> bytes:
    """A query's answer as one of FILES, as ``planatlas query --format`` writes it; ``columns`` hold the titles."""
    stream = BytesIO()
    export(result, form, stream, columns, language=language, bom=True)
    return stream.getvalue()
