"""The explorer's entry: navigation, the language switch, and what to say when something is wrong."""

import logging
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# In a checkout and in a wheel alike, the folder above is where `explorer` is imported from.
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

import streamlit as st  # noqa: E402

from explorer import address, data  # noqa: E402
from explorer.address import PAGES, Page, say  # noqa: E402
from explorer.parts import notice  # noqa: E402
from explorer.sheet import sheet  # noqa: E402
from explorer.theme import stylesheet  # noqa: E402
from explorer.tree import h  # noqa: E402
from graph_builder.errors import PlanAtlasError, StoreError  # noqa: E402

LOG = logging.getLogger("planatlas.explorer")


def header(current: Page) -> None:
    """The brand, the links that keep plan and language, and the language switch."""
    links = [
        h("a", say(page), href=address.href(page), aria_current="page" if page == current else None)
        for page in PAGES
    ]
    with st.container(horizontal=True, key="top", vertical_alignment="center"):
        brand = h("a", h("i", aria_hidden="true"), say("app"), href=address.href("overview"), cls="brand")
        sheet(h("div", brand, h("nav", *links, aria_label=say("pages")), cls="top"), "header")
        st.segmented_control(
            say("language"),
            ("zh", "en"),
            format_func={"zh": "中", "en": "EN"}.__getitem__,
            label_visibility="collapsed",
            width="content",
            **address.bound("lang", ("zh", "en"), "zh"),
        )


def failure(error: Exception) -> None:
    """One notice in the page's language; details go to the log."""
    if isinstance(error, StoreError):
        LOG.warning("%s", error)
        answered = st.session_state.get("answered")
        text = say("no_answer", time=answered) if answered else say("no_answer_yet")
        sheet(
            notice(text + " ", h("button", say("retry"), cls="as-link", act="retry"), kind="error"),
            "failure",
            retry,
        )
    elif isinstance(error, PlanAtlasError):
        sheet(notice(str(error), kind="error"), "failure")
    else:
        LOG.error("page failed", exc_info=error)
        sheet(notice(say("failed"), kind="error"), "failure")


def retry(_: str) -> None:
    """Ask the database again, with nothing remembered."""
    data.forget()


st.set_page_config(page_title=say("app"), page_icon="🗺", layout="wide")
st.html(stylesheet())
pages = [
    st.Page(
        HERE / "views" / f"{page}.py",
        title=f"{say(page)} · {say('app')}",
        url_path=None if page == "overview" else page,
        default=page == "overview",
    )
    for page in PAGES
]
chosen = st.navigation(pages, position="hidden")
here: Page = next(page for page in PAGES if (chosen.url_path or "overview") == page)
header(here)
try:
    chosen.run()
except Exception as error:  # the page's own message; st.stop and st.rerun are no Exceptions
    failure(error)
