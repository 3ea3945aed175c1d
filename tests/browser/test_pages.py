"""What a reader does on each page, and sees."""

import csv
import io
import re
from urllib.parse import unquote

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import SEED, Graph, Open, settle

SENTENCE = "突出数字赋能,支持铁四院、中南建筑设计院等龙头企业加强“一键成图”、BIM模型的全过程应用。"


def panel(page: Page, key: str) -> str:
    return page.inner_text(f".st-key-{key}")


def test_overview_shows_the_plan_with_its_numbers_and_their_words(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("h2")).to_have_text(SEED)
    head = panel(page, "overview-head")
    for words in ("区发改局", "737546075/2024-30503", "地区生产总值增长", "居民人均可支配收入"):
        assert words in head
    figure = page.locator(".figures > div", has_text="固定资产投资")
    assert figure.locator(".figure").inner_text().replace("\n", "") == "⩾380亿元"
    assert "380亿元以上" in figure.locator("a").inner_text()
    assert page.locator(".map a.cell").count() == 19


def test_a_number_opens_its_sentence_and_back_returns(visit: Open) -> None:
    page = visit("/")
    start = page.url
    page.locator(".figures a", has_text="380亿元以上").click()
    page.wait_for_selector(".prose")
    settle(page)
    assert re.search(r"/text\?.*at=\d+", page.url)
    expect(page.locator(".prose .mark", has_text="380亿元以上").first).to_be_in_viewport()
    page.go_back()
    page.wait_for_selector(".figures")
    assert page.url == start


def test_gaps_lead_to_what_is_missing(visit: Open) -> None:
    page = visit("/")
    gap = page.locator(".gaps li", has_text="没有点名机构")
    count = int(gap.locator("b").inner_text())
    gap.locator("a").click()
    page.wait_for_url("**/institutions?**named=0*")
    tasks = page.locator(".st-key-institutions-nobody li")
    expect(tasks).to_have_count(count)
    expect(tasks.filter(has_text="促进主导产业转型")).to_have_count(0)
    page.go_back()
    page.wait_for_selector(".gaps")
    gap = page.locator(".gaps li", has_text="没有数量目标")
    count = int(gap.locator("b").inner_text())
    gap.locator("a").click()
    page.wait_for_selector(".st-key-queries-count")
    expect(page.locator(".st-key-queries-count")).to_contain_text(f"{count} 行")


def test_a_count_of_more_shows_the_rest(visit: Open) -> None:
    page = visit("/")
    areas = page.locator(".st-key-overview-who .bars").first
    expect(areas.locator("li")).to_have_count(6)
    page.locator(".st-key-overview-who a", has_text="另有").nth(1).click()
    page.wait_for_url("**more=areas*")
    settle(page)
    expect(areas.locator("li")).not_to_have_count(6)


def test_shift_on_a_task_of_the_map_shows_its_graph(visit: Open) -> None:
    page = visit("/")
    page.locator(".map a.cell", has_text="促进主导产业转型").click(modifiers=["Shift"])
    assert "促进主导产业转型" in Graph(page).names()


def test_a_filter_survives_a_change_of_page(visit: Open) -> None:
    page = visit("/targets")
    page.get_by_role("radio", name=re.compile("比率")).click()
    page.wait_for_url("**kind=rate*")
    settle(page)
    page.locator(".top nav a", has_text="图谱").click()
    Graph(page)
    page.locator(".legend .labels .label").last.click()
    page.wait_for_url("**hide=*")
    settle(page)
    page.locator(".top nav a", has_text="指标").click()
    page.wait_for_selector(".rows.targets")
    assert "kind=rate" in page.url
    page.locator(".top nav a", has_text="图谱").click()
    Graph(page)
    assert "hide=" in page.url


def test_search_from_the_overview_finds_a_name(visit: Open) -> None:
    page = visit("/")
    page.get_by_placeholder("搜机构").fill("铁四院")
    page.keyboard.press("Enter")
    Graph(page)
    expect(page.locator(".st-key-graph-panel")).to_contain_text("铁四院")
    assert "focus=铁四院" in unquote(page.url)


def test_a_click_on_a_node_shows_its_evidence(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    body = next(
        name for name, node in graph.names().items() if node.startswith("Institution") and "中南" in name
    )
    graph.click(graph.names()[body])
    expect(page.locator(".st-key-graph-panel h3").first).to_have_text(body)
    quote = page.locator(".st-key-graph-panel blockquote").first
    expect(quote).to_have_text(SENTENCE)
    assert quote.locator(".mark", has_text="中南建筑设计院").count() == 1
    assert "sel=" in page.url


def test_a_line_shows_its_evidence(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    middle = page.evaluate(
        "(h) => { const e = h.planatlas.cy.edges('[text = \"支持\"]')[0]; const m = e.renderedMidpoint();"
        " const b = h.planatlas.frame.canvas.getBoundingClientRect(); return [b.left + m.x, b.top + m.y]; }",
        graph.host,
    )
    page.mouse.click(*middle)
    expect(page.locator(".st-key-graph-panel h3").first).to_have_text("支持")
    expect(page.locator(".st-key-graph-panel blockquote")).to_have_text(SENTENCE)


def test_expanding_leaves_the_rest_where_it_was_and_undo_takes_it_back(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = graph.places()
    node = next(one for one in before if graph.more(one) > 0)
    graph.click(node, times=2)
    graph.wait_for_count(">", len(before))
    after = graph.places()
    assert {one: after[one] for one in before} == before
    page.get_by_role("button", name="撤销").click()
    graph.wait_for_count("===", len(before))
    assert graph.places() == before


def test_back_takes_back_an_expansion(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = graph.places()
    node = next(one for one in before if graph.more(one) > 0)
    graph.click(node)
    settle(page)
    page.keyboard.press("e")
    graph.wait_for_count(">", len(before))
    page.go_back()
    graph.wait_for_count("===", len(before))


def test_a_view_opens_from_its_address(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    node = next(one for one in graph.places() if graph.more(one) > 0)
    graph.click(node, times=2)
    graph.wait_for_count(">", len(graph.places()) - 1)
    page.wait_for_url("**open=**")
    settle(page)
    names = graph.names()
    page.goto(page.url)
    assert Graph(page).names() == names


def test_the_legend_hides_a_label(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    with_actions = len(graph.names())
    page.locator(".legend .label", has_text="举措").click()
    page.wait_for_url("**hide=Action*")
    settle(page)
    assert len(graph.names()) < with_actions


def test_the_count_of_what_is_not_shown_is_said(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    assert re.search(r"\d+ / [\d,]+ 个节点 · 另有 [\d,]+ 个未显示", page.inner_text(".graph .count"))


def test_the_graph_answers_to_the_keyboard(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    page.locator(".graph .canvas").focus()
    spoken = page.inner_text(".graph .live")
    assert page.inner_text(".st-key-graph-panel h3") in spoken
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    moved = page.inner_text(".graph .live")
    page.keyboard.press("Enter")
    name = moved.split(" ", 1)[1]
    expect(page.locator(".st-key-graph-panel h3").first).to_have_text(name)
    assert name in graph.names()


def test_close_names_are_offered_when_none_fits(visit: Open) -> None:
    page = visit("/graph", focus="铁司院")
    expect(page.locator(".notice")).to_contain_text("没有找到“铁司院”")
    page.locator(".list a", has_text="铁四院").first.click()
    Graph(page)
    expect(page.locator(".st-key-graph-panel blockquote").first).to_have_text(SENTENCE)


def test_one_character_finds_what_holds_it(visit: Open) -> None:
    page = visit("/graph", focus="江")
    expect(page.locator(".list")).to_contain_text("长江船舶设计院")


def test_the_matrix_leads_to_the_sentence(visit: Open) -> None:
    page = visit("/institutions")
    row = page.locator("table.matrix tbody tr", has_text="长江船舶设计院")
    assert row.locator(".cell-sign").inner_text() == "依"
    row.locator(".cell-sign").click()
    quote = page.locator(".st-key-institutions-panel blockquote")
    expect(quote).to_contain_text("依托长江船舶设计院、武汉理工大学、中交二航院")
    assert "cell=" in page.url
    chosen = page.locator(".rows tr[aria-current]")
    expect(chosen).to_contain_text("长江船舶设计院")
    page.locator(".st-key-institutions-panel a", has_text="在原文中看").click()
    page.wait_for_selector(".prose")
    expect(page.locator(".prose .mark", has_text="长江船舶设计院").first).to_be_in_viewport()


def test_hovering_over_the_matrix_lights_its_row_and_column(visit: Open) -> None:
    page = visit("/institutions")
    sign = page.locator("table.matrix .cell-sign").first
    sign.hover()
    column = sign.locator("xpath=..").get_attribute("data-col")
    lit = page.locator("table.matrix .lit")
    expect(lit.first).to_be_visible()
    assert {each.get_attribute("data-col") for each in lit.all()} == {column}
    ground = "(e) => getComputedStyle(e).backgroundColor"
    row, other = page.locator("table.matrix tbody tr").all()[:2]
    assert row.locator("th").evaluate(ground) != other.locator("th").evaluate(ground)


def test_a_mark_inverts_under_the_pointer(visit: Open) -> None:
    page = visit("/text", at="1745")
    mark = page.locator(".prose .mark", has_text="铁四院").first
    colors = "(e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    ink, _ = mark.evaluate(colors)
    mark.hover()
    assert mark.evaluate(colors)[1] == ink


def test_the_matrix_downloads_what_it_shows(visit: Open) -> None:
    page = visit("/institutions")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == page.locator(".rows.namings tbody tr").count()
    assert {"机构", "角色", "任务", "原句"} <= set(rows[0])


def test_a_filter_is_in_the_address_and_back_takes_it_off(visit: Open) -> None:
    page = visit("/institutions")
    everybody = page.locator("table.matrix tbody tr").count()
    page.get_by_role("button", name=re.compile(r"^依托 \d")).click()
    page.wait_for_url("**role=relies_on*")
    settle(page)
    assert 0 < page.locator("table.matrix tbody tr").count() < everybody
    page.go_back()
    page.wait_for_url(lambda url: "role=" not in url)
    settle(page)
    expect(page.locator("table.matrix tbody tr")).to_have_count(everybody)


def test_a_mark_in_the_text_tells_what_it_became(visit: Open) -> None:
    page = visit("/text")
    page.locator(".prose .mark", has_text="铁四院").first.click()
    card = page.locator(".st-key-text-panel")
    expect(card).to_contain_text("铁四院")
    expect(card).to_contain_text("支持")
    expect(card.locator("blockquote").first).to_have_text(SENTENCE)
    beside = card.locator(".list.names a").all_inner_texts()
    assert {"中南建筑设计院", "一键成图"} <= {name.strip() for name in beside}
    card.get_by_text("看图谱").click()
    Graph(page)
    page.go_back()
    page.wait_for_selector(".prose .mark[aria-current]")
    expect(page.locator(".prose .mark[aria-current]").first).to_have_text("铁四院")


def test_the_text_is_the_plans_text(visit: Open) -> None:
    page = visit("/text")
    shown = "".join(page.locator(".prose").inner_text().split())
    assert "".join(SENTENCE.split()) in shown
    assert "锚定北斗和软件服务两个细分领域" in shown


def test_choosing_in_the_text_keeps_its_place(visit: Open) -> None:
    page = visit("/text", at="3000")
    place = page.evaluate("() => document.querySelector('.prose').scrollTop")
    assert place > 500
    page.evaluate(
        "() => { const box = document.querySelector('.prose').getBoundingClientRect();"
        " [...document.querySelectorAll('.prose .mark')].find((m) => { const r = m.getBoundingClientRect();"
        " return r.top > box.top && r.bottom < box.bottom; }).click(); }"
    )
    page.wait_for_selector(".st-key-text-panel .card")
    settle(page)
    assert page.evaluate("() => document.querySelector('.prose').scrollTop") == place


def test_a_saved_query_is_filled_in_and_answers(visit: Open) -> None:
    page = visit("/queries", q="institution-tasks")
    box = page.get_by_test_id("stForm").get_by_role("combobox").first
    box.fill("铁四院")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="运行").click()
    page.wait_for_selector('[data-testid="stDataFrame"]')
    settle(page)
    assert "p.name=铁四院" in unquote(page.url)
    assert re.search(r"[1-9]\d* 行", panel(page, "queries-count"))
    expect(page.locator("code", has_text="MATCH").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV").click()
    assert "促进主导产业转型" in download.value.path().read_text("utf-8-sig")


def test_a_parameter_that_does_not_fit_is_refused_in_the_language_of_the_page(visit: Open) -> None:
    for language, words in (("zh", "这个参数填得不对"), ("en", "This parameter does not fit")):
        page = visit("/queries", q="tasks-by-deadline", lang=language, **{"p.before": "明年", "run": "1"})
        expect(page.locator(".notice.error")).to_contain_text(f"{words}:")
        expect(page.locator(".notice.error")).to_contain_text("before=明年")


def test_a_query_without_its_parameter_says_so(visit: Open) -> None:
    page = visit("/queries", q="institution-tasks", run="1")
    expect(page.locator(".notice.warn")).to_contain_text("先填写")


def test_targets_show_comparator_value_unit_and_sentence(visit: Open) -> None:
    page = visit("/targets")
    row = page.locator(".rows.targets tbody tr", has_text="固定资产投资").first
    assert row.locator("td").all_inner_texts()[2:5] == ["⩾", "380", "亿元"]
    row.click()
    expect(page.locator(".st-key-targets-panel blockquote")).to_contain_text(
        "全社会固定资产投资计划完成380亿元以上"
    )
    assert "t=" in page.url


def test_the_language_switch_stays_across_pages(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("radio", name="EN").click()
    page.wait_for_selector("text=Sections × tasks")
    page.locator(".top nav a", has_text="Bodies and tasks").click()
    page.wait_for_selector("table.matrix")
    assert "lang=en" in page.url
    expect(page.locator("h2")).to_have_text("Bodies and tasks")


def test_an_unknown_plan_is_said_with_the_plans_at_hand(visit: Open) -> None:
    page = visit("/", plan="没有这份规划")
    expect(page.locator(".notice")).to_contain_text("没有这份规划")
    page.locator(".notice a", has_text=SEED).click()
    expect(page.locator("h2")).to_have_text(SEED)


def test_keys_of_other_pages_leave_the_address(visit: Open) -> None:
    page = visit("/institutions", depth="3", at="12")
    page.wait_for_url(lambda url: "depth" not in url and "at=" not in url)


def test_pages_fit_a_phone(visit: Open, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", "/graph", "/institutions", "/targets", "/text", "/queries"):
        visit(path)
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390, path


def test_back_goes_through_three_names_with_their_filters(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    page.locator(".legend .label", has_text="举措").click()
    page.wait_for_url("**hide=Action*")
    settle(page)
    first = (Graph(page).names(), page.url)
    for name in ("武汉理工大学", "数字经济"):
        box = page.get_by_role("combobox").first
        box.fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, name=name: f"focus={name}" in unquote(url))
        expect(page.locator(".st-key-graph-panel h3").first).to_have_text(name)
        settle(page)
    for _ in range(2):
        page.go_back()
        settle(page)
    expect(page.locator(".st-key-graph-panel")).to_contain_text("铁四院")
    settle(page)
    assert (Graph(page).names(), page.url) == first
    assert page.locator(".legend .label", has_text="举措").get_attribute("aria-pressed") == "false"


def test_two_fast_changes_of_a_filter_both_count(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    page.locator(".legend .label", has_text="举措").click()
    page.locator(".legend .label", has_text="章节").click()
    page.wait_for_url(
        lambda url: {"Action", "Section"} == set(unquote(url).split("hide=")[-1].split("&")[0].split(","))
    )
    settle(page)
    for label in ("举措", "章节"):
        assert page.locator(".legend .label", has_text=label).get_attribute("aria-pressed") == "false"


def test_a_dragged_node_stays_when_another_is_expanded(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    node, dragged = [one for one in graph.places() if graph.more(one) > 0][:2]
    x, y = graph.places()[dragged]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=4)
    page.mouse.up()
    before = graph.places()
    assert before[dragged] != (x, y)
    graph.click(node, times=2)
    graph.wait_for_count(">", len(before))
    after = graph.places()
    assert {one: after[one] for one in before} == before


def test_a_quote_has_sentence_source_place_and_address(
    visit: Open, context: BrowserContext, explorer: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=explorer)
    page = visit("/graph", focus="铁四院")
    page.locator(".st-key-graph-panel .place button", has_text="引用").first.click()
    expect(page.locator(".st-key-graph-panel .place button").first).to_have_text("已复制")
    sentence, source, link = page.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert sentence == f"“{SENTENCE}”"
    assert all(part in source for part in (SEED, "区发改局", "2024年12月10日", "促进主导产业转型 › 第 4 句"))
    html = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert [sentence, source, link] == re.sub(
        "</?span>|<a [^>]*>|</a>|^<p>|</p>$", "", html.replace("&amp;", "&")
    ).split("</p><p>")
    assert f'href="{link}"' in html.replace("&amp;", "&")
    page.goto(link)
    expect(page.locator(".prose .mark", has_text="铁四院").first).to_be_in_viewport()


def test_a_quote_is_copied_where_the_browser_has_no_clipboard_of_its_own(
    visit: Open, context: BrowserContext, explorer: str, page: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=explorer)
    page.add_init_script("Object.defineProperty(Clipboard.prototype, 'write', { value: undefined })")
    visit("/graph", focus="铁四院")
    page.locator(".st-key-graph-panel .place button", has_text="引用").first.click()
    expect(page.locator(".st-key-graph-panel .place button").first).to_have_text("已复制")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith(f"“{SENTENCE}”")


def test_the_link_to_a_view_can_be_copied(visit: Open, context: BrowserContext, explorer: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=explorer)
    page = visit("/targets", kind="rate")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".copy-link")).to_have_text("已复制")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
