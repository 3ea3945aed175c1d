"""The console: a reader's own Cypher. Its text lives in the address, its limits are the Reader's and stand beside it."""

import json
import re
from typing import Any

import streamlit as st

from explorer import address, answers, data
from explorer.address import MAX_VALUE, say
from explorer.answers import ROWS
from explorer.parts import notice, section_title
from explorer.sheet import sheet
from explorer.tree import h
from graph_builder.errors import QueryError
from graph_builder.saved_queries import SavedQuery
from graph_builder.stores.connection import query_memory
from graph_builder.stores.reader import MAX_LENGTH, TIMEOUT

#: The console's name among the queries.
NAME = "console"
EXAMPLE = "MATCH (p:Plan)-[:HAS_SECTION]->(s:Section)\nRETURN p.name AS plan, count(s) AS sections\nORDER BY sections DESC"
#: Session state: the text area, a text too long for the address, what was wrong with a file, files loaded so far.
_AREA, _LONG, _WRONG, _LOADED = "console-area", "console-long", "console-wrong", "console-loaded"
_PARAMETER = re.compile(r"\$(\w+)")


def filled_in(query: SavedQuery, values: dict[str, str]) -> str:
    """A saved query's Cypher with its parameters as literals, as the console takes it. Raises QueryError."""
    bound = query.bind(values)
    # A JSON literal is a Cypher literal: the same quotes and escapes.
    return _PARAMETER.sub(lambda found: json.dumps(bound[found[1]], ensure_ascii=False), query.cypher)


def href(cypher: str) -> str | None:
    """A link to the console with this text in it; None for what is too long for an address."""
    return address.href("queries", q=NAME, cypher=cypher) if len(cypher) <= MAX_VALUE else None


def written() -> str:
    """The reader's text: the address's, else what was too long for it."""
    return address.get("cypher") or str(st.session_state.get(_LONG, ""))


def keep(text: str) -> None:
    """Put a text into the address, not yet run; one that is too long stays in this session."""
    st.session_state[_WRONG] = ""
    if text == written():
        return
    fits = len(text) <= MAX_VALUE
    st.session_state[_LONG] = "" if fits else text
    address.put(q=NAME, cypher=text if fits else "", run="", **address.CLEAR_BOARD)


def run() -> None:
    """Run what stands in the text area: the next run of the page sees it in the address."""
    keep(st.session_state[_AREA])
    address.put(q=NAME, run="1", **address.CLEAR_BOARD)


def load() -> None:
    """Take a file's text into the text area, or say in one line why not."""
    file: Any = st.session_state[_upload_key()]
    # A new key empties the uploader, so that the same file can be loaded again.
    st.session_state[_LOADED] = st.session_state.get(_LOADED, 0) + 1
    try:
        text = file.getvalue().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        st.session_state[_WRONG] = say("not_a_query")
        return
    if len(text) > MAX_LENGTH:
        st.session_state[_WRONG] = say("refused_too_long", what=f"{len(text):,}", limit=MAX_LENGTH)
        return
    keep(text)


def _upload_key() -> str:
    return f"console-file-{st.session_state.get(_LOADED, 0)}"


def limits() -> str:
    """What one query may take, in words."""
    size = query_memory()
    memory = say("memory_of_theirs") if size is None else say("memory_of_ours", size=size)
    return say("console_limits", rows=ROWS, seconds=round(TIMEOUT), memory=memory, characters=MAX_LENGTH)


def console() -> None:
    """The text area, what can be done with it, and the answer."""
    sheet(section_title(say("console"), say("console_note")), "queries-head")
    text = written() or EXAMPLE
    st.session_state[_AREA] = text
    with st.container(key="console"):
        st.text_area(
            "Cypher",
            key=_AREA,
            height=190,
            max_chars=MAX_LENGTH,
            label_visibility="collapsed",
            on_change=lambda: keep(st.session_state[_AREA]),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(say("run"), type="primary", shortcut="Ctrl+Enter", on_click=run)
            st.download_button(
                say("save_query"), text.encode(), "query.cypher", "text/plain", on_click="ignore"
            )
            with st.container(key="console-load", width="content"):
                st.file_uploader(
                    say("load_query"),
                    type="cypher",
                    key=_upload_key(),
                    max_upload_size=1,
                    on_change=load,
                    label_visibility="collapsed",
                )
            st.space("stretch")
            sheet(h("p", limits(), cls="note"), "console-limits")
    if wrong := st.session_state.get(_WRONG):
        sheet(notice(wrong, kind="error"), "console-wrong")
    if len(text) > MAX_VALUE:
        sheet(notice(say("too_long_for_link", count=MAX_VALUE), kind="warn"), "console-long")
    if address.get("run"):
        try:
            result = data.own_answer(text, ROWS)
        except QueryError as error:
            answers.refuse(error)
        else:
            answers.show(result, {}, "query")
