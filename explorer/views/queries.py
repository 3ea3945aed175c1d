"""Queries: the saved ones with a form made from their headers, the answer, and the Cypher that gave it."""

import datetime
from collections import defaultdict
from typing import Any

import streamlit as st

from explorer import address, data
from explorer.address import language, say
from explorer.parts import notice, page_title, section_title
from explorer.sheet import sheet
from explorer.tables import csv_of_answer
from explorer.tree import Tree, h
from graph_builder.errors import QueryError
from graph_builder.exports.answer import Field, amount, answer, text
from graph_builder.saved_queries import Parameter, SavedQuery, load_queries
from graph_builder.schema import Title
from graph_builder.stores.reader import TIMEOUT, Result

ROWS = 200
PREFIX = "p."


def worded(title: Title) -> str:
    """A title in the page's language."""
    return title.en if language() == "en" else title.zh


def chooser(current: str) -> Tree:
    """The saved queries by theme."""
    groups: dict[str, list[SavedQuery]] = defaultdict(list)
    for query in load_queries().values():
        groups[worded(query.theme)].append(query)
    parts: list[Tree] = []
    for theme, queries in groups.items():
        parts.append(h("div", theme, cls="group"))
        parts += [
            h(
                "a",
                worded(query.title),
                h("code", query.name),
                href=address.href("queries", q=query.name),
                aria_current="true" if query.name == current else None,
            )
            for query in queries
        ]
    return h("nav", *parts, cls="chooser", aria_label=say("queries"))


def field(query: SavedQuery, name: str, parameter: Parameter) -> Any:
    """One field of the form, with suggestions from the graph."""
    label = worded(parameter.title)
    key = f"{query.name}-{name}"
    start: Any = address.get(PREFIX + name) or parameter.default
    if key in st.session_state:
        start = st.session_state[key]
    st.session_state[key] = typed(parameter, start)
    if parameter.type == "boolean":
        return st.checkbox(label, key=key)
    if parameter.type in ("integer", "number"):
        return st.number_input(label, key=key, step=1 if parameter.type == "integer" else None)
    if parameter.type == "date":
        return st.date_input(label, key=key)
    if parameter.suggest:
        names = suggestions(parameter.suggest)
        if st.session_state[key] and st.session_state[key] not in names:
            names = [st.session_state[key], *names]
        return st.selectbox(
            label,
            names,
            key=key,
            accept_new_options=True,
            placeholder=say("optional") if not parameter.required else "",
        )
    return st.text_input(label, key=key)


def typed(parameter: Parameter, value: Any) -> Any:
    """A value of the address as the field takes it; what does not fit is left empty."""
    try:
        if parameter.type == "boolean":
            return str(value).lower() == "true"
        if parameter.type in ("integer", "number"):
            return None if value in (None, "") else (int if parameter.type == "integer" else float)(value)
        if parameter.type == "date":
            return (
                value
                if isinstance(value, datetime.date)
                else datetime.date.fromisoformat(value)
                if value
                else None
            )
    except (TypeError, ValueError):
        return None
    if parameter.suggest:
        return value or None
    return "" if value is None else str(value)


def suggestions(labels: tuple[str, ...]) -> list[str]:
    """Names of some labels that the graph holds."""
    return data.names_of(labels)


def ask(query: SavedQuery, values: dict[str, str]) -> Result | None:
    """The answer; None, with a notice, when the query or a parameter is refused."""
    try:
        return data.answer(query.name, values, ROWS)
    except QueryError as error:
        sheet(notice(str(error), kind="error"), "queries-refused")
        return None


def show(query: SavedQuery, result: Result) -> None:
    """The answer as a table, its size, and a download of exactly what is seen."""
    table = answer(result, query.columns, "en" if language() == "en" else "zh")
    records = table.records
    note = say("result_note", count=len(records), ms=round(1000 * result.seconds))
    with st.container(horizontal=True, vertical_alignment="center"):
        sheet(h("p", note, cls="note"), "queries-count")
        st.space("stretch")
        st.download_button(
            say("download_csv"),
            lambda: csv_of_answer(query, result),
            f"{query.name}.csv",
            "text/csv",
            on_click="ignore",
        )
    if result.truncated:
        sheet(notice(say("result_cut", count=ROWS), kind="warn"), "queries-cut")
    if not records:
        sheet(notice(say("no_rows")), "queries-empty")
        return
    shown = {field.title: column(field, records) for field in table.fields}
    st.dataframe(shown, hide_index=True, width="stretch", height=min(35 * len(records) + 38, 460))


def column(field: Field, records: list[dict[str, Any]]) -> list[Any]:
    """A column's cells: amounts as officials write them, lists and maps as text, nothing for null."""
    if field.unit:
        return [amount(record[field.name], record.get(field.unit)) for record in records]
    values = [record[field.name] for record in records]
    return (
        values
        if all(isinstance(value, int | float) for value in values)
        else [text(value) for value in values]
    )


def form(query: SavedQuery) -> None:
    """The form; running it writes its values into the address."""
    with st.form("query-form", border=False):
        fields = {}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for name, parameter in query.parameters.items():
                with st.container(width=280):
                    fields[name] = field(query, name, parameter)
            st.form_submit_button(say("run"), type="primary", on_click=submitted, args=(query,))


def submitted(query: SavedQuery) -> None:
    """Put what was filled in into the address; an empty field leaves it."""
    values = {}
    for name, parameter in query.parameters.items():
        value = st.session_state.get(f"{query.name}-{name}")
        values[PREFIX + name] = "" if value in (None, "", False) or value == parameter.default else str(value)
    address.put(**values, run="1")


def main() -> None:
    """The page."""
    queries = load_queries()
    current = address.get("q") if address.get("q") in queries else next(iter(queries))
    query = queries[current]
    own = {PREFIX + name for name in query.parameters}
    address.clear_foreign("queries", tuple(own))
    sheet(page_title(say("queries"), say("queries_notes", count=len(queries))), "queries-title")
    left, right = st.columns([2, 7.6], gap="medium")
    with left:
        sheet(chooser(current), "queries-chooser")
    with right:
        sheet(
            section_title(worded(query.title), f"{query.name} · {worded(query.description)}"), "queries-head"
        )
        form(query)
        values = {name: address.get(PREFIX + name) for name in query.parameters if address.get(PREFIX + name)}
        missing = [
            worded(p.title) for name, p in query.parameters.items() if p.required and name not in values
        ]
        if missing and address.get("run"):
            sheet(notice(say("fill_in", names="、".join(missing)), kind="warn"), "queries-missing")
        elif not missing and (address.get("run") or values or not query.parameters):
            result = ask(query, values)
            if result is not None:
                show(query, result)
        sheet(section_title("Cypher", say("read_only", seconds=round(TIMEOUT), rows=ROWS)), "queries-cypher")
        st.code(query.cypher, language="cypher")


main()
