"""A part of a page: a tree of elements whose links and buttons talk to the page without a reload."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from explorer.tree import Tree


@cache
def _script() -> str:
    return "".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("keys.js", "sheet.js"))


_SHEET = st.components.v2.component("planatlas_sheet", js=_script(), isolate_styles=False)


def sheet(
    tree: Tree,
    key: str,
    act: Callable[[str], None] | None = None,
    *,
    selected: str = "",
    at: str = "",
    follow: str = "",
) -> None:
    """Show a tree.

    A link of ours is followed within the session, as one step of the browser's history. ``act`` is called with an
    element's ``act`` value before the next run. ``selected`` is the ``act`` that is lit, ``at`` the ``at`` that is
    scrolled to when it changes, ``follow`` a link to follow at once.
    """

    def acted() -> None:
        chosen = st.session_state[key].get("act")
        if act and isinstance(chosen, str):
            act(chosen)

    _SHEET(
        key=key, data={"tree": tree, "selected": selected, "at": at, "follow": follow}, on_act_change=acted
    )
