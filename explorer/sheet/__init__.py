"""A part of a page: a tree of elements whose links and buttons talk to the page without a reload."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from explorer import address
from explorer.tree import Tree


@cache
def _script() -> str:
    return Path(__file__).with_name("sheet.js").read_text("utf-8")


_SHEET = st.components.v2.component("planatlas_sheet", js=_script(), isolate_styles=False)


def sheet(
    tree: Tree, key: str, act: Callable[[str], None] | None = None, selected: str = "", at: str = ""
) -> None:
    """Show a tree.

    A link of ours is followed in the session; ``act`` is called with an element's ``act`` value before the next run.
    ``selected`` is the ``act`` that is lit, ``at`` the ``at`` that is scrolled to when it changes.
    """

    def acted() -> None:
        chosen = st.session_state[key].get("act")
        if act and isinstance(chosen, str):
            act(chosen)

    result: Any = _SHEET(
        key=key,
        data={"tree": tree, "selected": selected, "at": at},
        on_go_change=lambda: None,
        on_act_change=acted,
    )
    target = address.read(result.go) if isinstance(result.go, str) else None
    if target:
        page, parameters = target
        st.switch_page(st.session_state["pages"][page], query_params=parameters)
