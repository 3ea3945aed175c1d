"""Queries: the saved ones with a form made from their headers, and a console for one's own; answer and Cypher."""

import datetime
from collections import defaultdict
from typing import Any

import streamlit as st

from explorer import address, answers, console, data
from explorer.address import language, say
from explorer.answers import ROWS
from explorer.parts import notice, page_title, section_title
from explorer.sheet import sheet
from explorer.tree import Tree, h
from graph_builder.errors import QueryError
from graph_builder.saved_queries import Parameter, SavedQuery, load_queries
from graph_builder.schema import Title
from graph_builder.stores.reader import TIMEOUT, Result

PREFIX = "p."


def worded(title: Title) -> str:
    """A title in the page's language."""
    return title.en if language() == "en" else title.zh


def chooser(queries: list[SavedQuery], current: str) -> Tree:
    """Saved queries by theme, and the console for one's own."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for query in queries:
        groups[worded(query.theme)].append((query.name, worded(query.title)))
    groups[say("own_queries")].append((console.NAME, say("console")))
    parts: list[Tree] = []
    for theme, entries in groups.items():
        parts.append(h("div", theme, cls="group"))
        parts += [
            h(
                "a",
                title,
                h("code", name),
                href=address.href("queries", q=name, who=address.get("who"), find=address.get("find")),
                aria_current="true" if name == current else None,
            )
            for name, title in entries
        ]
    return h("nav", *parts, cls="chooser", aria_label=say("queries"))


def tells_of(query: SavedQuery, wanted: str) -> bool:
    """Whether what a query is called or does, in either language, holds some words."""
    told = (query.title, query.description, query.theme)
    return any(
        wanted.lower() in text.lower() for text in (query.name, *(t.zh for t in told), *(t.en for t in told))
    )


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
    if parameter.choices:
        return st.selectbox(
            label,
            list(parameter.choices),
            key=key,
            index=None,
            format_func=lambda value: worded(parameter.choices[value]),
            placeholder=say("optional") if not parameter.required else "",
        )
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
    if parameter.choices:
        return value if value in parameter.choices else None
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
        answers.refuse(error)
        return None


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
    address.put(**values, run="1", **address.CLEAR_BOARD)


def saved(query: SavedQuery) -> None:
    """A saved query: its form, its answer, its Cypher."""
    title = section_title(worded(query.title), f"{query.name} · {worded(query.description)}")
    sheet(title, "queries-head")
    form(query)
    values = {name: address.get(PREFIX + name) for name in query.parameters if address.get(PREFIX + name)}
    missing = [worded(p.title) for name, p in query.parameters.items() if p.required and name not in values]
    rewrite: Tree | None = None
    if missing and address.get("run"):
        sheet(notice(say("fill_in", names="、".join(missing)), kind="warn"), "queries-missing")
    elif not missing and (address.get("run") or values or not query.parameters):
        result = ask(query, values)
        if result is not None:
            answers.show(result, query.columns, query.name)
            target = console.href(console.filled_in(query, values))
            rewrite = h("a", say("to_console"), href=target) if target else None
    limits = say("read_only", seconds=round(TIMEOUT), rows=ROWS)
    note = h("span", limits, " · " if rewrite else None, rewrite)
    sheet(section_title("Cypher", note), "queries-cypher")
    st.code(query.cypher, language="cypher", wrap_lines=True)


def main() -> None:
    """The page."""
    queries = load_queries()
    audiences = ("all", *dict.fromkeys(who for query in queries.values() for who in query.audience))
    who = address.get("who")
    listed = [query for query in queries.values() if who not in audiences[1:] or who in query.audience]
    current = address.get("q") if address.get("q") in (*queries, console.NAME) else listed[0].name
    wanted = address.get("find").strip()
    own = () if current == console.NAME else tuple(PREFIX + name for name in queries[current].parameters)
    address.clear_foreign("queries", own)
    sheet(page_title(say("queries"), say("queries_notes", count=len(queries))), "queries-title")
    left, right = st.columns([2, 7.6], gap="medium")
    with left:
        st.text_input(
            say("find_query"),
            placeholder=say("find_query"),
            label_visibility="collapsed",
            **address.tied("find", wanted),
        )
        st.selectbox(say("audience"), audiences, format_func=say, **address.bound("who", audiences, "all"))
        sheet(chooser([query for query in listed if tells_of(query, wanted)], current), "queries-chooser")
    with right:
        if current == console.NAME:
            console.console()
        else:
            saved(queries[current])


main()
