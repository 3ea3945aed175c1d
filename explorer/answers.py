"""An answer on a page: its size, as a table or a chart, and its download; or why it was refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer import address, answer_graph, looks
from explorer.address import language, say
from explorer.guard import guarded
from explorer.parts import notice
from explorer.sheet import sheet
from explorer.tables import FILES, downloads, file_of
from explorer.tree import h
from graph_builder.errors import QueryError
from graph_builder.exports.answer import Answer, Field, amount, answer, text
from graph_builder.saved_queries import Column
from graph_builder.stores.reader import MAX_LENGTH, Result

#: Rows that a page asks for.
ROWS = 1_000
MOST_BARS = 40


def refuse(error: QueryError) -> None:
    """Say in one line of the page's language why there is no answer."""
    words = say(f"refused_{error.code}", what=error.detail, limit=MAX_LENGTH) if error.code else str(error)
    sheet(notice(words, kind="error"), "queries-refused")


@st.fragment
def show(result: Result, columns: Mapping[str, Column], name: str) -> None:
    """The answer as the address asks: table, graph, or chart where it has one; the query is not run again."""
    with guarded():
        table = answer(result, columns, language())
        # A saved query is read, one's own goes on being written: there the graph's own words stay, as in every file.
        table = in_words(table) if columns else table
        pair = chart_columns(table)
        with st.container(horizontal=True, vertical_alignment="center"):
            form = choose_form(pair is not None)
            note = say("result_note", count=len(table.records), ms=round(1000 * result.seconds))
            sheet(h("p", note, cls="note"), "queries-count")
            st.space("stretch")
            files(result, columns, name)
        if result.truncated:
            sheet(notice(say("result_cut", count=result.limit), kind="warn"), "queries-cut")
        if not table.records:
            sheet(notice(say("no_rows")), "queries-empty")
        elif form == "graph":
            answer_graph.show(result)
        elif pair and form == "chart":
            draw(table.records, *pair)
        else:
            shown = {field.title: cells(field, table.records) for field in table.fields}
            height = min(35 * len(table.records) + 38, 460)
            st.dataframe(shown, hide_index=True, width="stretch", height=height)


def in_words(table: Answer) -> Answer:
    """The answer with labels, relations, roles and stages in the page's language, where a column holds only such."""
    known = looks.schema_words(table.language)

    def of(value: Any) -> list[Any]:
        return value if isinstance(value, list) else [] if value is None else [value]

    def said(value: Any) -> Any:
        return [known[each] for each in value] if isinstance(value, list) else known.get(value, value)

    told = {
        field.name
        for field in table.fields
        if all(
            isinstance(each, str) and each in known for row in table.records for each in of(row[field.name])
        )
    }
    records = [
        {name: said(value) if name in told else value for name, value in row.items()} for row in table.records
    ]
    return replace(table, records=records)


def choose_form(chart: bool) -> str:
    """The switch between table, chart and graph; it lives in the address."""
    options = ("table", "chart", "graph") if chart else ("table", "graph")
    chosen = st.segmented_control(
        say("shown_as"),
        options,
        format_func=say,
        label_visibility="collapsed",
        width="content",
        **address.bound("as", options, "table"),
    )
    return chosen or "table"


def files(result: Result, columns: Mapping[str, Column], name: str) -> None:
    """The answer to take away, as ``planatlas query`` writes it."""
    chosen = language()
    with st.popover(say("download")):
        downloads(FILES, lambda form: file_of(result, form, columns, chosen), name)


def chart_columns(table: Answer) -> tuple[Field, Field] | None:
    """The text and the number column of an answer that has just one of each: what bars can show."""

    def of(*types: type) -> list[Field]:
        found = []
        for field in table.fields:
            values = [record[field.name] for record in table.records if record[field.name] is not None]
            if values and all(type(value) in types for value in values):
                found.append(field)
        return found

    texts, numbers = of(str), of(int, float)
    return (texts[0], numbers[0]) if len(texts) == len(numbers) == 1 else None


def draw(records: list[dict[str, Any]], label: Field, number: Field) -> None:
    """Bars in the order of the answer. The columns get names of ours: Vega reads dots and brackets in a name."""
    shown = records[:MOST_BARS]
    if len(records) > len(shown):
        sheet(h("p", say("bars_cut", shown=len(shown), count=len(records)), cls="note"), "queries-bars-cut")
    st.bar_chart(
        {
            "label": [text(record[label.name]) for record in shown],
            "number": [record[number.name] for record in shown],
        },
        x="label",
        y="number",
        x_label=label.title,
        y_label=number.title,
        horizontal=True,
        sort=False,
        color=st.get_option(f"theme.{st.context.theme.type or 'light'}.primaryColor"),
        height=26 * len(shown) + 70,
        alt=f"{label.title} · {number.title}",
    )


def cells(field: Field, records: list[dict[str, Any]]) -> list[Any]:
    """A column's cells: amounts as officials write them, lists and maps as text, nothing for null."""
    if field.unit:
        return [amount(record[field.name], record.get(field.unit)) for record in records]
    values = [record[field.name] for record in records]
    numbers = all(isinstance(value, int | float) for value in values)
    return values if numbers else [text(value) for value in values]
