"""The first visit's notice and the page that says how right the reading is."""

import json

from playwright.sync_api import Page

from graph_builder.resources import data_path
from tests.browser.conftest import Open, settle


def test_the_first_visit_says_check_the_sentence_until_it_is_dismissed(visit: Open) -> None:
    page: Page = visit("/targets")
    notice = page.locator(".first-notice")
    assert "核对原句" in notice.inner_text()
    figures = json.loads((data_path("annotations") / "figures.json").read_text("utf-8"))
    names = figures["test"]["scores"]["names untyped exact"]["f1"]
    assert f"{names:.0%}" in notice.inner_text()
    notice.get_by_role("link", name="怎样测的").click()
    page.wait_for_selector(".about")
    assert f"{names:.0%}" in page.locator(".accuracy").inner_text()
    page.locator(".first-notice").get_by_role("button", name="知道了").click()
    page.wait_for_selector(".first-notice", state="detached")
    visit("/")
    settle(page)
    assert page.locator(".first-notice").count() == 0
