"""The text page as its readers use it: searching, going from place to place, through to the graph and back."""

import re
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.browser.conftest import Graph, Open, settle


def search(page: Page, words: str) -> None:
    page.get_by_placeholder("在原文中查找").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"find={words}" in unquote(url))
    settle(page)


def count(page: Page) -> str:
    return page.inner_text(".ways [role=status]")


def lit(page: Page) -> str:
    """The characters that are lit as the place the reader is at."""
    return "".join(page.locator(".prose [data-here]").all_inner_texts())


def test_a_search_goes_from_hit_to_hit_and_its_address_shows_the_same_one(visit: Open) -> None:
    page = visit("/text")
    text = "".join(page.locator(".prose").inner_text().split())
    search(page, "数字经济")
    hits = text.count("数字经济")
    assert hits > 2
    assert count(page) == f"1/{hits}"
    assert lit(page) == "数字经济"
    page.get_by_role("button", name="下一处").click()
    page.wait_for_url("**hit=2*")
    page.get_by_role("button", name="下一处").click()
    page.wait_for_url("**hit=3*")
    settle(page)
    assert count(page) == f"3/{hits}"
    place = page.locator(".prose [data-here]").first
    expect(place).to_be_in_viewport()
    at = place.get_attribute("data-at")

    page.goto(page.url)
    expect(page.locator(".prose [data-here]").first).to_be_in_viewport()
    assert page.locator(".prose [data-here]").first.get_attribute("data-at") == at
    assert count(page) == f"3/{hits}"
    page.get_by_role("button", name="上一处").click()
    page.wait_for_url("**hit=2*")
    page.go_back()
    page.wait_for_url("**hit=3*")


def test_the_last_hit_is_followed_by_the_first(visit: Open) -> None:
    page = visit("/text", find="数字经济")
    hits = int(count(page).partition("/")[2])
    page.get_by_role("button", name="上一处").click()
    page.wait_for_url(f"**hit={hits}*")
    page.get_by_role("button", name="下一处").click()
    page.wait_for_url("**hit=1*")


def test_signs_and_letters_of_any_width_are_found_and_what_is_not_there_is_said(visit: Open) -> None:
    page = visit("/text")
    search(page, "ｂｉｍ模型")
    assert lit(page) == "BIM模型"
    search(page, "（机构）不少于")
    assert lit(page) == "(机构)不少于"
    search(page, "没有这几个字")
    assert "没有找到“没有这几个字”" in count(page)


def test_a_search_goes_on_from_a_section_that_the_reader_chose(visit: Open) -> None:
    page = visit("/text")
    search(page, "项目")
    page.locator(".outline a", has_text="(五)").click()
    page.wait_for_url("**at=*")
    settle(page)
    section = int(re.findall(r"at=(\d+)", page.url)[0])
    page.get_by_role("button", name="下一处").click()
    page.wait_for_url("**hit=*")
    settle(page)
    assert int(str(page.locator(".prose [data-here]").first.get_attribute("data-at")).split()[0]) > section


def test_j_and_k_go_from_mark_to_mark_from_hit_to_hit_while_searching_and_not_while_typing(
    visit: Open,
) -> None:
    page = visit("/text", at="1745")
    expect(page.locator(".prose [data-here]")).to_have_text("铁四院")
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert page.evaluate(focused).startswith("中南建筑设计")
    page.keyboard.press("j")
    assert page.evaluate(focused) == "一键成图"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-text-panel .card")
    expect(page.locator(".st-key-text-panel h3").first).to_contain_text("中南建筑设计院")

    page.keyboard.press("/")
    expect(page.get_by_placeholder("在原文中查找")).to_be_focused()
    page.keyboard.type("jk项目")
    expect(page.get_by_placeholder("在原文中查找")).to_have_value("jk项目")
    search(page, "数字经济")
    page.locator(".prose").focus()
    page.keyboard.press("j")
    page.wait_for_url("**hit=2*")
    page.keyboard.press("k")
    page.wait_for_url("**hit=1*")
    assert lit(page) == "数字经济"


def test_a_link_to_a_number_marks_exactly_its_characters_and_says_what_they_became(visit: Open) -> None:
    page = visit("/targets")
    page.locator(".rows.targets tbody tr", has_text="引进金融企业").first.click()
    page.locator(".st-key-targets-panel a", has_text="在原文中看").click()
    page.wait_for_selector(".prose")
    settle(page)
    assert lit(page) == "引进金融企业(机构)不少于10"
    expect(page.locator(".st-key-text-panel h3").first).to_contain_text("引进金融企业")
    page.go_back()
    expect(page.locator(".rows.targets tr[aria-current]")).to_contain_text("引进金融企业")


def test_g_and_t_lead_through_to_the_graph_and_back_to_the_same_place(visit: Open) -> None:
    page = visit("/text", at="1745")
    page.keyboard.press("g")
    graph = Graph(page)
    assert "中铁第四勘察设计院集团有限公司" in graph.names()
    page.wait_for_selector(".st-key-graph-panel .place")
    page.keyboard.press("t")
    page.wait_for_selector(".prose [data-here]")
    settle(page)
    assert lit(page) == "支持铁四院、中南建筑设计院等龙头企业加强“一键成图”、BIM模型的全过程应用"
    place = page.url
    page.keyboard.press("g")
    assert "中铁第四勘察设计院集团有限公司" in Graph(page).names()
    page.go_back()
    page.wait_for_selector(".prose [data-here]")
    assert page.url == place
    expect(page.locator(".prose [data-here]").first).to_be_in_viewport()
