"""A reader's own Cypher: written, run, refused, sent as a link, saved and loaded."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Graph, Open, settle

SECTIONS = "MATCH (p:Plan)-[:HAS_SECTION]->(s:Section)\nRETURN p.name AS plan, count(s) AS sections"


def in_address(page: Page, key: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(key, [""])[0]


def write(page: Page, cypher: str) -> None:
    page.get_by_role("textbox", name="Cypher").fill(cypher)


def answered(page: Page) -> str:
    """The answer's CSV as the reader downloads it."""
    page.wait_for_selector(".st-key-queries-count")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV").click()
    return download.value.path().read_text("utf-8-sig")


def test_own_cypher_runs_and_its_link_shows_the_same(visit: Open) -> None:
    page = visit("/queries")
    page.locator(".chooser a", has_text="控制台").click()
    page.wait_for_selector(".st-key-console")
    for limit in ("只读", "1,000 行", "30 秒", "内存"):
        expect(page.locator(".st-key-console-limits")).to_contain_text(limit)
    write(page, SECTIONS)
    page.keyboard.press("Control+Enter")
    rows = list(csv.DictReader(io.StringIO(answered(page))))
    assert {"plan", "sections"} == set(rows[0])
    assert in_address(page, "cypher") == SECTIONS

    page.goto(page.url)
    assert list(csv.DictReader(io.StringIO(answered(page)))) == rows
    expect(page.get_by_role("textbox", name="Cypher")).to_have_value(SECTIONS)


def test_back_returns_to_the_query_before(visit: Open) -> None:
    page = visit("/queries", q="console", cypher="RETURN 1 AS one", run="1")
    page.wait_for_selector(".st-key-queries-count")
    write(page, "RETURN 2 AS two")
    page.get_by_role("button", name="运行").click()
    page.wait_for_url("**two**run=1*")
    settle(page)
    while "two" in page.url:
        page.go_back()
    settle(page)
    expect(page.get_by_role("textbox", name="Cypher")).to_have_value("RETURN 1 AS one")


def test_what_is_refused_is_said_in_one_line_of_the_pages_language(visit: Open) -> None:
    for language, write_words, wrong_words in (
        ("zh", "只能读", "这条查询写得不对"),
        ("en", "Read only", "This query is not right"),
    ):
        page = visit("/queries", q="console", run="1", lang=language, cypher="MATCH (n) SET n.seen = true")
        expect(page.locator(".notice.error")).to_have_count(1)
        expect(page.locator(".notice.error")).to_contain_text(write_words)
        page = visit("/queries", q="console", run="1", lang=language, cypher="MATCH (n RETURN n")
        expect(page.locator(".notice.error")).to_contain_text(wrong_words)
        assert "\n" not in page.inner_text(".notice.error")
        assert "Traceback" not in page.inner_text("body")


def test_a_cut_answer_says_so(visit: Open) -> None:
    page = visit("/queries", q="console", run="1", cypher="UNWIND range(1, 5000) AS n RETURN n")
    expect(page.locator(".notice.warn")).to_contain_text("只显示前 1,000 行")


def test_a_query_is_saved_to_a_file_and_loaded_back(visit: Open, tmp_path: Path) -> None:
    page = visit("/queries", q="console")
    write(page, SECTIONS)
    page.get_by_role("textbox", name="Cypher").blur()
    page.wait_for_url("**cypher=*")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="存为 .cypher").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.suffix == ".cypher"
    assert saved.read_text("utf-8") == SECTIONS

    page = visit("/queries", q="console")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("从 .cypher 文件载入").click()
    chooser.value.set_files(saved)
    expect(page.get_by_role("textbox", name="Cypher")).to_have_value(SECTIONS)
    assert in_address(page, "cypher") == SECTIONS

    settle(page)
    saved.write_bytes(b"\xff\xfe\x00RETURN")
    page.locator('[data-testid="stFileUploader"] input').set_input_files(saved)
    expect(page.locator(".notice.error")).to_contain_text("不是 UTF-8 文本")
    expect(page.get_by_role("textbox", name="Cypher")).to_have_value(SECTIONS)


def test_a_text_too_long_for_a_link_runs_and_says_so(visit: Open) -> None:
    page = visit("/queries", q="console")
    write(page, f"RETURN 7 AS seven // {'长' * 5000}")
    page.get_by_role("button", name="运行").click()
    expect(page.locator(".st-key-console-long")).to_contain_text("放不进链接")
    assert "seven" in answered(page)
    assert "cypher" not in page.url


def test_a_saved_query_is_rewritten_in_the_console(visit: Open) -> None:
    page = visit("/queries", q="institution-tasks", **{"p.name": "铁四院"})
    rows = answered(page).splitlines()
    page.locator("a", has_text="在控制台中改写").click()
    page.wait_for_selector(".st-key-console")
    expect(page.get_by_role("textbox", name="Cypher")).to_have_value(re.compile('"铁四院"'))
    page.get_by_role("button", name="运行").click()
    assert answered(page).splitlines()[1:] == rows[1:]


def cells(page: Page) -> set[str]:
    """The cells of the table on show, as it gives them to who cannot see it."""
    page.wait_for_selector('[data-testid="stDataFrame"] td', state="attached")
    return set(page.locator('[data-testid="stDataFrame"] td').all_text_contents())


def test_an_answer_says_labels_relations_and_roles_in_words_and_its_files_keep_the_graphs(
    visit: Open,
) -> None:
    for language, words in (("zh", {"涉及", "支持"}), ("en", {"involves", "supports"})):
        page = visit("/queries", q="institution-tasks", lang=language, **{"p.name": "铁四院"})
        page.wait_for_selector(".st-key-queries-count")
        settle(page)
        assert words <= cells(page)
        assert not {"INVOLVES", "MENTIONS"} & cells(page)
    page = visit("/queries", q="institution-tasks", **{"p.name": "铁四院"})
    rows = list(csv.DictReader(io.StringIO(answered(page))))
    assert {"INVOLVES", "supports"} <= {value for row in rows for value in row.values()}
    page = visit(
        "/queries",
        q="console",
        run="1",
        cypher="MATCH ()-[r:INVOLVES]->() RETURN type(r) AS relation LIMIT 1",
    )
    assert "INVOLVES" in cells(page)


def test_saved_queries_are_listed_by_who_uses_them(visit: Open) -> None:
    page = visit("/queries")
    everybodys = page.locator(".chooser a").count()
    page.get_by_role("combobox", name="谁常用").click()
    page.get_by_role("option", name="记者").click()
    page.wait_for_url("**who=journalist*")
    settle(page)
    assert 1 < page.locator(".chooser a").count() < everybodys
    assert page.locator(".chooser .group").count() > 1


def test_a_saved_query_is_found_by_what_it_does(visit: Open) -> None:
    page = visit("/queries")
    page.get_by_placeholder("找查询").fill("设定量化目标")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=*")
    settle(page)
    expect(page.locator(".chooser a")).to_have_count(2)
    page.locator(".chooser a", has_text="untargeted-tasks").click()
    page.wait_for_url("**q=untargeted-tasks*")
    expect(page.get_by_placeholder("找查询")).to_have_value("设定量化目标")


def test_an_answer_with_names_and_numbers_is_a_chart_by_a_switch(visit: Open) -> None:
    page = visit("/queries", q="console", run="1", cypher=SECTIONS)
    page.get_by_role("radio", name="图表").click()
    page.wait_for_selector('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg')
    assert in_address(page, "as") == "chart"
    page.goto(page.url)
    page.wait_for_selector('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg')
    expect(page.locator('[data-testid="stDataFrame"]')).to_have_count(0)
    page = visit("/queries", q="console", run="1", cypher="RETURN 1 AS one")
    page.wait_for_selector(".st-key-queries-count")
    settle(page)
    expect(page.get_by_role("radio", name="图表")).to_have_count(0)


def test_an_answer_is_shown_as_a_graph_with_its_panel(visit: Open) -> None:
    cypher = "MATCH p = (:Action)-[:INVOLVES]->(:Institution) RETURN p LIMIT 5"
    page = visit("/queries", q="console", cypher=cypher, run="1")
    page.wait_for_selector(".st-key-queries-count")
    page.get_by_test_id("stButtonGroup").get_by_text("图谱").click()
    graph = Graph(page)
    assert in_address(page, "as") == "graph"
    labels = page.evaluate("(h) => h.planatlas.cy.nodes().map((n) => n.data('label'))", graph.host)
    assert {"Action", "Institution"} <= set(labels)
    body = next(node for node in graph.names().values() if node.startswith("Institution"))
    page.locator(".graph").scroll_into_view_if_needed()
    graph.click(body)
    page.wait_for_url(f"**sel={body}*")
    expect(page.locator(".st-key-graph-panel .place").first).to_be_visible()


def test_a_saved_query_shows_the_names_of_its_answer_as_a_graph(visit: Open) -> None:
    page = visit("/queries", q="institution-tasks", **{"p.name": "铁四院", "as": "graph"})
    assert {"中铁第四勘察设计院集团有限公司", "促进主导产业转型"} <= set(Graph(page).names())
