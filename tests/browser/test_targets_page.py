"""The targets' charts, and several plans side by side."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, settle


def drawn(page: Page) -> str:
    """What the chart says to who cannot see it: Vega describes every mark."""
    page.wait_for_selector('[data-testid="stVegaLiteChart"] :is(canvas, svg)')
    settle(page)
    return page.inner_text(".st-key-targets-chart-head")


def section_counts(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".st-key-targets-sections .bars .n").all_inner_texts()]


def test_charts_follow_the_filter(visit: Open) -> None:
    page = visit("/targets")
    head = drawn(page)
    assert "金额目标" in head
    assert "亿元" in head
    rows = page.locator(".rows.targets tbody tr")
    assert sum(section_counts(page)) == rows.count()
    page.get_by_role("radio", name=re.compile("比率")).click()
    page.wait_for_url("**kind=rate*")
    expect(page.locator(".st-key-targets-chart-head")).to_contain_text("比率目标")
    assert "%" in drawn(page)
    assert sum(section_counts(page)) == rows.count()


def test_targets_are_counted_by_modality_and_deadline(visit: Open) -> None:
    page = visit("/targets")
    rows = page.locator(".rows.targets tbody tr").count()
    for key, title in (("modality", "按性质"), ("deadline", "按期限")):
        chart = page.locator(f".st-key-targets-{key}")
        expect(chart).to_contain_text(title)
        assert sum(int(text) for text in chart.locator(".bars .n").all_inner_texts()) == rows
    expect(page.locator(".st-key-targets-deadline .bars")).to_contain_text("没有写明")


def test_plans_stand_side_by_side_and_each_figure_leads_to_its_sentence(visit: Open) -> None:
    page = visit("/targets")
    box = page.get_by_role("combobox", name="多份规划并列")
    box.click()
    box.press_sequentially("市2025", delay=20)
    page.get_by_role("option").filter(has_text="市2025年计划").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**beside=*")
    settle(page)
    table = page.locator("table.beside")
    expect(table.locator("thead th")).to_have_count(3)
    row = table.locator("tbody tr", has_text="茶园")
    expect(row.locator("td").first).to_have_text("—")
    assert row.locator("td").nth(1).inner_text().replace("\n", "") == "⩾3家"
    assert "beside=" in page.url

    page.goto(page.url)
    expect(row).to_be_visible()
    row.locator("a").click()
    page.wait_for_selector(".prose")
    expect(page.locator(".prose .mark", has_text="新增茶园3家以上").first).to_be_in_viewport()
