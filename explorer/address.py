"""The address is the one truth about what is shown: every state is a link, and Back restores it.

A change writes the address first (Streamlit then adds a step to the browser's history), and widgets are set
from it at the start of every run. Default values are left out; a page clears the keys it does not own.
"""

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import quote, urlencode

import streamlit as st

from explorer.words import LANGUAGES, words
from graph_builder.exports.answer import Language

Page = Literal["overview", "graph", "institutions", "targets", "text", "queries", "about"]
PAGES: tuple[Page, ...] = ("overview", "graph", "institutions", "targets", "text", "queries", "about")
#: Parameters of every page, then each page's own.
COMMON = ("plan", "focus", "lang")
#: What is hidden, opened, chosen and pinned of a picture.
ON_BOARD = ("hide", "open", "sel", "pins")
CLEAR_BOARD = dict.fromkeys(ON_BOARD, "")
OWN: dict[Page, tuple[str, ...]] = {
    "overview": ("more",),
    "graph": ("to", "depth", "layout", *ON_BOARD),
    "institutions": ("role", "named", "cell", "all"),
    "targets": ("kind", "find", "t", "beside", "all"),
    "text": ("at", "end", "sel", "marks", "find", "hit"),
    "queries": ("q", "run", "who", "find", "as", "cypher", *ON_BOARD),
    "about": (),
}
#: What of a page's own the links to it keep while the reader is elsewhere: filters, not places.
FILTERS = ("depth", "layout", "hide", "role", "named", "kind", "find", "beside", "marks", "who")
#: Long values would make links that no program takes.
MAX_VALUE = 4000


def path_of(page: Page) -> str:
    """The page's path: the overview is the root."""
    return "/" if page == "overview" else f"/{page}"


def href(page: Page, **parameters: Any) -> str:
    """A link to a page that keeps the language and, unless told otherwise, the plan. Empty values are left out."""
    merged = {"plan": get("plan"), "lang": get("lang")} | parameters
    kept = {key: str(value)[:MAX_VALUE] for key, value in merged.items() if value not in (None, "", False)}
    return path_of(page) + ("?" + urlencode(kept, quote_via=quote) if kept else "")


def get(key: str, default: str = "") -> str:
    """The value of a parameter in the address, cut to a sane length."""
    return str(st.query_params.get(key, default))[:MAX_VALUE]


def put(**values: Any) -> None:
    """Write parameters into the address as one step; empty values leave it."""
    current = st.query_params.to_dict()
    after = current | {key: str(value)[:MAX_VALUE] for key, value in values.items()}
    for key, value in values.items():
        if value in (None, "", False):
            after.pop(key, None)
    if after != current:
        st.query_params.from_dict(after)
        remember()


def remember(page: Page | None = None) -> None:
    """Keep the filters that the address has now for the links to the page; ``page`` is given when it is entered."""
    if page:
        st.session_state["page"] = page
    at: Page = st.session_state.get("page", "overview")
    kept = {key: get(key) for key in OWN[at] if key in FILTERS and get(key)}
    st.session_state[f"filters-{at}"] = kept


def changed(**values: Any) -> str:
    """A link to what is on show with some parameters changed."""
    at: Page = st.session_state.get("page", "overview")
    return href(at, **st.query_params.to_dict() | values)


def back_to(page: Page) -> str:
    """A link to a page with the filters that the reader left it with."""
    return href(page, **st.session_state.get(f"filters-{page}", {}))


def clear_foreign(page: Page, also: tuple[str, ...] = ()) -> None:
    """Drop what this page does not own."""
    known = {*COMMON, *OWN[page], *also}
    foreign = [key for key in st.query_params if key not in known and not key.startswith("embed")]
    if foreign:
        put(**dict.fromkeys(foreign))


def language() -> Language:
    """The page's language: ``zh`` unless the address says ``en``."""
    return next((each for each in LANGUAGES if each == get("lang")), LANGUAGES[0])


def say(key: str, **values: Any) -> str:
    """A sentence of the interface in the page's language."""
    return words(key, language(), **values)


def bound(key: str, options: tuple[str, ...], default: str) -> dict[str, Any]:
    """Keyword arguments that tie a choice widget to the parameter ``key``; what is no option counts as default."""
    value = get(key, default)
    return tied(
        key, value if value in options else default, lambda chosen: "" if chosen == default else chosen
    )


def tied(
    key: str,
    value: Any,
    stored: Callable[[Any], str] = lambda chosen: chosen or "",
    clears: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Keyword arguments that tie any widget to the parameter ``key``, whose value now is ``value``.

    A change takes the parameters ``clears`` away: they belonged to the old value.
    """
    widget = f"address-{key}"
    st.session_state[widget] = value

    def write() -> None:
        put(**{key: stored(st.session_state[widget])}, **dict.fromkeys(clears))

    return {"key": widget, "on_change": write}
