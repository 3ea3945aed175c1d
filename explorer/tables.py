"""Tables to take away, written by the same code as the command line's."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

import streamlit as st

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


#: Formats whose names are not their endings in capitals.
_TITLES = {"jsonld": "JSON-LD", "graphml": "GraphML"}


def downloads(kinds: Mapping[str, str], content: Callable[[str], bytes], name: str) -> None:
    """A button for each format of ``kinds`` (with its type); ``content`` makes a format's file when it is pressed."""
    for form, kind in kinds.items():
        st.download_button(
            _TITLES.get(form, form.upper()),
            partial(content, form),
            f"{name}.{form}",
            kind,
            key=f"{name}-{form}",
            on_click="ignore",
            width="stretch",
        )


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
