"""What a page says when something is wrong: one notice in its language; details go to the log."""

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from explorer import data
from explorer.address import say
from explorer.parts import notice
from explorer.sheet import sheet
from explorer.tree import h
from graph_builder.errors import PlanAtlasError, StoreError

LOG = logging.getLogger("planatlas.explorer")


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever goes wrong inside into a notice. ``st.stop`` and ``st.rerun`` are no Exceptions and pass."""
    try:
        yield
    except Exception as error:
        _say(error)


def part(function: Callable[[], None]) -> Callable[[], None]:
    """A guarded fragment: an answer to a click inside it runs only it."""

    @st.fragment
    @functools.wraps(function)
    def run() -> None:
        with guarded():
            function()

    return run


def _say(error: Exception) -> None:
    if isinstance(error, StoreError):
        LOG.warning("%s", error)
        answered = st.session_state.get("answered")
        text = say("no_answer", time=answered) if answered else say("no_answer_yet")
        again = h("button", say("retry"), cls="as-link", act="retry")
        sheet(notice(f"{text} ", again, kind="error"), "failure", lambda _: data.forget())
    elif isinstance(error, PlanAtlasError):
        sheet(notice(str(error), kind="error"), "failure")
    else:
        LOG.error("page failed", exc_info=error)
        sheet(notice(say("failed"), kind="error"), "failure")
