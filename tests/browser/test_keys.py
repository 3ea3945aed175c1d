"""Single keys: the sheet that shows them, the switch that turns them off, and the same keys on every page."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Graph, Open, settle


def test_a_question_mark_shows_all_keys_and_escape_closes_them(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    page.locator(".graph .canvas").focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    for key in ("/", "Enter", "E", "P", "U", "T", "G", "Q", "J", "K", "?", "Esc"):
        expect(sheet.locator("kbd").get_by_text(key, exact=True).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="全部按键").click()
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")


def test_the_keys_can_be_switched_off_and_on_again(visit: Open) -> None:
    page = visit("/text")
    page.keyboard.press("?")
    switch = page.get_by_role("button", name="单键可用")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector(".prose")
    settle(page)
    page.keyboard.press("/")
    page.keyboard.press("g")
    settle(page)
    assert "/text" in page.url
    expect(page.get_by_placeholder("在原文中查找")).not_to_be_focused()
    page.get_by_role("button", name="全部按键").click()
    switch.click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_placeholder("在原文中查找")).to_be_focused()


def test_a_slash_goes_to_the_search_of_the_page(visit: Open) -> None:
    for path, name in (
        ("/", "搜机构"),
        ("/graph", "搜机构"),
        ("/text", "在原文中查找"),
        ("/targets", "筛选指标"),
        ("/queries", "找查询"),
    ):
        page = visit(path)
        field = page.get_by_placeholder(re.compile(name)).or_(page.get_by_role("combobox", name="名称")).first
        field.wait_for()
        page.keyboard.press("/")
        expect(field).to_be_focused()


def test_rows_are_walked_opened_quoted_and_followed_with_keys(
    visit: Open, context: BrowserContext, explorer: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=explorer)
    for path, panel in (("/targets", "targets-panel"), ("/institutions", "institutions-panel")):
        page = visit(path)
        rows = page.locator(".rows tr[data-step]")
        rows.first.wait_for()
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(rows.nth(1)).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_selector(f".st-key-{panel} blockquote")
        settle(page)
        page.keyboard.press("q")
        expect(page.locator(f".st-key-{panel} .place button")).to_have_text("已复制")
        sentence = page.inner_text(f".st-key-{panel} blockquote")
        assert sentence in page.evaluate("() => navigator.clipboard.readText()")
        page.keyboard.press("t")
        page.wait_for_selector(".prose")
        page.go_back()
        page.wait_for_selector(f".st-key-{panel} blockquote")


def test_nodes_are_walked_one_after_another(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    page.locator(".graph .canvas").focus()
    spoken = [page.inner_text(".graph .live")]
    for _ in graph.names():
        page.keyboard.press("j")
        spoken.append(page.inner_text(".graph .live"))
    assert spoken[0] == spoken[-1]
    assert len(set(spoken)) == len(graph.names())
    page.keyboard.press("k")
    assert page.inner_text(".graph .live") == spoken[-2]
