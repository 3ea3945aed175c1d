"""Names are data: shown once and as written wherever they appear; the page fixture fails when one runs or fetches."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Graph, Open, settle
from tests.browser.plans import HOSTILE_NAMES, HOSTILE_TITLE


def test_overview(visit: Open) -> None:
    page = visit("/", plan=HOSTILE_TITLE)
    expect(page.locator("h2")).to_have_text(HOSTILE_TITLE)
    listed = page.locator(".list").first.inner_text()
    assert all(name in listed for name in HOSTILE_NAMES)
    assert page.locator("[data-testid=stMain] img").count() == 0


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_graph_and_panel(visit: Open, name: str) -> None:
    page = visit("/graph", plan=HOSTILE_TITLE, focus=name)
    graph = Graph(page)
    graph.click(graph.names()[name])
    expect(page.locator(".st-key-graph-panel h3").first).to_have_text(name)
    assert page.locator("[data-testid=stMain] img").count() == 0


def test_institutions(visit: Open) -> None:
    page = visit("/institutions", plan=HOSTILE_TITLE)
    heads = page.locator("table.matrix tbody th").all_inner_texts()
    assert set(heads) == set(HOSTILE_NAMES)
    signs = {
        head: page.locator("table.matrix tbody tr").nth(at).locator(".cell-sign").inner_text()
        for at, head in enumerate(heads)
    }
    assert [signs[name] for name in HOSTILE_NAMES] == ["支", "依", "牵", "配", "责"]
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    bodies = [
        row["机构"] for row in csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")))
    ]
    assert "'=cmd/c calc" in bodies


def test_text(visit: Open) -> None:
    page = visit("/text", plan=HOSTILE_TITLE)
    for name in HOSTILE_NAMES:
        mark = page.locator(".prose .mark").get_by_text(name, exact=True)
        mark.click()
        expect(page.locator(".st-key-text-panel h3").first).to_have_text(name)
    expect(page.locator(".outline")).to_contain_text("<b>甲</b> [点我](javascript:alert(1))")


def test_queries(visit: Open) -> None:
    page = visit("/queries", q="institution-tasks", **{"p.name": "<img src=x onerror=alert(2)>"})
    page.wait_for_selector('[data-testid="stDataFrame"]')
    page = visit(
        "/queries",
        q="search",
        **{"p.text": '"]) }} <img src=x onerror=alert(4)> ![](http://names.invalid/c.png)'},
    )
    settle(page)


def test_a_search_for_markup_is_repeated_as_written(visit: Open) -> None:
    typed = "<svg onload=alert(5)> ![](http://names.invalid/d.png)"
    page = visit("/graph", focus=typed)
    expect(page.locator(".notice")).to_contain_text(typed)
