"""The explorer's entry: navigation, the language switch, the page."""

from pathlib import Path

import streamlit as st

from explorer import address
from explorer.accuracy import first_notice
from explorer.address import PAGES, Page, say
from explorer.guard import guarded
from explorer.keys import keys_button, keys_sheet
from explorer.sheet import sheet
from explorer.theme import stylesheet
from explorer.tree import h

HERE = Path(__file__).resolve().parent

#: Pages with a key of their own.
KEY_OF: dict[Page, str] = {"text": "t", "graph": "g"}


def header(current: Page) -> None:
    """The brand, the links that keep plan and language, and the language switch."""
    links = [
        h(
            "a",
            say(page),
            href=address.back_to(page),
            aria_current="page" if page == current else None,
            key=KEY_OF.get(page),
        )
        for page in PAGES
    ]
    with st.container(horizontal=True, key="top", vertical_alignment="center"):
        brand = h("a", h("i", aria_hidden="true"), say("app"), href=address.href("overview"), cls="brand")
        sheet(h("div", brand, h("nav", *links, aria_label=say("pages")), cls="top"), "header")
        copy = h("button", say("copy_link"), cls="as-link copy-link", copy="{here}", copied=say("copied"))
        sheet(h("div", copy, keys_button(), keys_sheet(), cls="ways"), "copy-link")
        st.segmented_control(
            say("language"),
            ("zh", "en"),
            format_func={"zh": "中", "en": "EN"}.__getitem__,
            label_visibility="collapsed",
            width="content",
            **address.bound("lang", ("zh", "en"), "zh"),
        )


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
address.remember(here)
header(here)
sheet(first_notice(), "first-notice")
with guarded():
    chosen.run()
