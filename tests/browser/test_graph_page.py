"""The graph page as its readers use it: paths, filters, places, files, keys; what is written is read back as data."""

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import neo4j
import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from graph_builder.stores.loader import load, remove
from tests.browser.conftest import Graph, Open, settle
from tests.browser.plans import HOSTILE_TITLE, PlanWriter

INSTITUTE = "中铁第四勘察设计院集团有限公司"
CROWD, LATER = "镜湖区2026年重点任务", "镜湖区2027年工作要点"


@pytest.fixture(scope="module")
def crowd(loaded: object, session_driver: neo4j.Driver) -> Iterator[str]:
    """An invented plan with one task of 700 actions, a body each, and another that names one of the bodies."""
    actions = "".join(f"支持{{Institution|镜湖第{n}研究院|INVOLVES:supports}}工作。" for n in range(700))
    crowded = PlanWriter(CROWD, "镜湖区", 2026).read(f"# (一) 壮大科研力量\n* 建设院所群。{actions}")
    later = "# (一) 用好科研力量\n* 转化成果。依托{Institution|镜湖第7研究院|INVOLVES:relies_on}开展中试。"
    other = PlanWriter(LATER, "镜湖区", 2027).read(later)
    for plan in (crowded, other):
        load(plan, session_driver)
    yield CROWD
    for plan in (crowded, other):
        remove(plan.document_id, session_driver)


@pytest.fixture(scope="module")
def doubtful(loaded: object, session_driver: neo4j.Driver) -> Iterator[str]:
    """An invented plan of two bodies that may be one: proposed, as the resolution writes it, and not merged."""
    title = "镜湖区2028年交通工作要点"
    words = (
        "# (一) 畅通路网\n* 完善公交。由{Institution|镜湖区交通局|ASSIGNED_TO:lead}牵头。"
        "依托{Institution|镜湖区交通运输局|INVOLVES:relies_on}调度。"
    )
    plan = PlanWriter(title, "镜湖区", 2028).read(words)
    one, other = plan.nodes("Institution")
    for body, like in ((one, other), (other, one)):
        body.properties["alike"] = [f"0.60 {like.name}"]
    load(plan, session_driver)
    yield title
    remove(plan.document_id, session_driver)


def parameter(page: Page, key: str) -> str:
    found = re.search(rf"[?&]{key}=([^&]*)", unquote(page.url))
    return found[1] if found else ""


def choose(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(label))
    box.fill(text)
    page.keyboard.press("Enter")


def download(page: Page, name: str) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    return found.value.path()


def on_show(graph: Graph) -> tuple[set[str], set[str]]:
    """Ids of the nodes and lines on show."""
    nodes, lines = graph.page.evaluate(
        "(h) => { const s = h.planatlas.cy.elements().not('.off').not('.heading');"
        " return [s.nodes().map((n) => n.id()), s.edges().map((e) => e.id())]; }",
        graph.host,
    )
    return set(nodes), set(lines)


# path


def test_the_path_between_two_names_is_drawn_and_its_address_draws_it_again(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    page.get_by_role("button", name="两点路径").click()
    choose(page, "两点路径", "武汉理工大学")
    page.wait_for_url(lambda url: "to=武汉理工大学" in unquote(url))
    settle(page)
    graph = Graph(page)
    assert {INSTITUTE, "武汉理工大学", "促进主导产业转型"} <= set(graph.names())
    ends = page.evaluate(
        "(h) => { const cy = h.planatlas.cy; const d = cy.elements().dijkstra({root: cy.$('[?focus]')});"
        " return d.distanceTo(cy.nodes('[name = \"武汉理工大学\"]')); }",
        graph.host,
    )
    assert len(graph.names()) == ends + 1
    names = graph.names()
    page.goto(page.url)
    assert Graph(page).names() == names


def test_names_without_a_path_are_both_shown_and_it_is_said(visit: Open, crowd: str) -> None:
    page = visit("/graph", focus="铁四院", to="镜湖第7研究院")
    graph = Graph(page)
    expect(page.locator(".st-key-graph-names .notice")).to_contain_text("没有联系")
    assert set(graph.names()) == {INSTITUTE, "镜湖第7研究院"}


def test_an_end_that_nobody_knows_offers_close_names_and_keeps_the_other(visit: Open) -> None:
    page = visit("/graph", focus="武汉理工大学", to="铁司院")
    page.locator(".list a", has_text="铁四院").first.click()
    graph = Graph(page)
    assert {INSTITUTE, "武汉理工大学"} <= set(graph.names())
    assert "focus=武汉理工大学" in unquote(page.url)


def test_on_a_phone_the_tools_leave_room_for_the_graph(visit: Open, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit("/graph", focus="铁四院")
    Graph(page)
    tools = page.locator(".st-key-graph-toolbar").bounding_box()
    assert tools is not None
    assert tools["height"] < 3.5 * 40
    for name in ("2 跳", "分层", "两点路径", "撤销", "导出所见"):
        expect(page.locator(".st-key-graph-toolbar").get_by_text(name)).to_be_in_viewport(ratio=1)


# choosing, and what is not shown


def chosen(graph: Graph) -> set[str]:
    return set(
        graph.page.evaluate("(h) => h.planatlas.cy.elements(':selected').map((e) => e.id())", graph.host)
    )


def test_shift_adds_to_what_is_chosen_and_a_click_on_the_ground_clears_it(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = graph.places()
    one, other = [node for node in before if node.startswith("Institution")]
    graph.click(one)
    page.wait_for_url(f"**sel={one}*")
    settle(page)
    page.keyboard.down("Shift")
    graph.click(other)
    page.keyboard.up("Shift")
    page.wait_for_url(lambda url: f"sel={one},{other}" in unquote(url))
    settle(page)
    assert chosen(graph) == {one, other}
    assert graph.places() == before
    expect(page.locator(".st-key-graph-several h3")).to_have_text("选中 2 个")
    page.goto(page.url)
    graph = Graph(page)
    assert chosen(graph) == {one, other}
    box = page.locator(".graph .canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 8)
    page.wait_for_url(lambda url: "sel=" not in url)
    settle(page)
    assert chosen(graph) == set()
    expect(page.locator(".st-key-graph-several")).to_have_count(0)


def test_hovering_keeps_the_neighbours_and_escape_clears_what_is_chosen(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    node = graph.names()[INSTITUTE]
    before = page.url
    page.mouse.move(*graph.places()[node])
    page.wait_for_function("(h) => h.planatlas.cy.elements('.dim').nonempty()", arg=graph.host)
    kept = page.evaluate(
        "([h, id]) => { const cy = h.planatlas.cy; const near = cy.getElementById(id).closedNeighborhood();"
        " return cy.elements().not('.dim').same(near); }",
        [graph.host, node],
    )
    assert kept
    assert page.url == before
    graph.click(node)
    page.wait_for_url("**sel=*")
    settle(page)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "sel=" not in url)
    settle(page)
    assert chosen(graph) == set()


def test_the_count_of_what_is_not_shown_leads_to_it_by_type(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    Graph(page)
    page.locator(".graph .count button").click()
    panel = page.locator(".st-key-graph-panel")
    expect(panel).to_contain_text("未显示的节点")
    numbers = [int(text.replace(",", "")) for text in panel.locator(".n").all_inner_texts()]
    said = re.search(r"另有 ([\d,]+) 个", page.inner_text(".graph .count"))
    assert said
    assert sum(numbers) == int(said[1].replace(",", ""))
    panel.locator("a", has_text="指标").click()
    page.wait_for_selector('[data-testid="stDataFrame"]')
    page.go_back()
    expect(panel).to_contain_text("未显示的节点")


def test_a_matrix_that_is_cut_says_how_much_is_missing_and_shows_it(visit: Open, crowd: str) -> None:
    page = visit("/institutions", plan=crowd)
    rows = page.locator("table.matrix tbody tr")
    expect(rows).to_have_count(80)
    page.locator(".st-key-institutions-matrix a", has_text="另有 620 个").click()
    page.wait_for_url("**all=1*")
    expect(rows).to_have_count(700, timeout=20_000)


# what nobody has decided


def test_names_that_may_be_one_are_joined_by_a_doubtful_line(visit: Open, doubtful: str) -> None:
    page = visit("/graph", plan=doubtful, focus="镜湖区交通局", depth="1")
    graph = Graph(page)
    assert "镜湖区交通运输局" in graph.names()
    look = page.evaluate(
        "(h) => { const e = h.planatlas.cy.edges('[?proposed]'); const m = e.renderedMidpoint();"
        " const b = h.planatlas.frame.canvas.getBoundingClientRect();"
        " return [e.length, e.data('text'), e.style('line-style'), e.style('font-style'), b.left + m.x, b.top + m.y]; }",
        graph.host,
    )
    assert look[:4] == [1, "疑似同一", "dashed", "italic"]
    page.mouse.click(*look[4:])
    panel = page.locator(".st-key-graph-panel")
    expect(panel.locator("h3").first).to_have_text("疑似同一")
    expect(panel).to_contain_text("待审校")
    expect(panel.locator("blockquote")).to_have_count(2)
    page.get_by_role("button", name="导出所见").click()
    table = list(csv.DictReader(io.StringIO(download(page, "CSV").read_bytes().decode("utf-8-sig"))))
    assert {row["id"] for row in table if row["relation"]} == on_show(graph)[1]
    assert [row["source"] for row in table if row["role"] == "proposed"] == ["proposal"]
    page.keyboard.press("Escape")
    page.locator(".legend .lines .label", has_text="疑似同一").click()
    page.wait_for_url("**hide=SAME_AS*")
    settle(page)
    assert "镜湖区交通运输局" not in graph.names()

    page = visit("/graph", plan=doubtful, focus="镜湖区交通运输局")
    Graph(page)
    page.locator(".st-key-graph-panel .pairs a", has_text="镜湖区交通局").click()
    page.wait_for_url("**focus=Institution*")
    expect(page.locator(".st-key-graph-panel h3").first).to_have_text("镜湖区交通局")


# filters


def test_a_role_a_stage_and_a_section_are_hidden_through_the_legend(visit: Open) -> None:
    page = visit("/graph", focus="促进主导产业转型", depth="3")
    graph = Graph(page)
    nodes, lines = on_show(graph)
    page.locator(".legend .lines .label", has_text="依托").click()
    page.wait_for_url("**hide=INVOLVES*")
    settle(page)
    fewer_nodes, fewer_lines = on_show(graph)
    gone = page.evaluate("(h) => h.planatlas.cy.edges('.off').map((e) => e.data('text'))", graph.host)
    assert set(gone) == {"依托"}
    assert fewer_lines < lines
    assert fewer_nodes < nodes
    page.locator(".legend summary", has_text="章节").click()
    page.locator(".legend .sections .label").last.click()
    page.wait_for_url("**hide=INVOLVES*Section-*")
    settle(page)
    assert on_show(graph)[0] < fewer_nodes
    shown = on_show(graph)
    expect(page.locator(".graph .count")).to_contain_text("筛去")
    page.goto(page.url)
    assert on_show(Graph(page)) == shown
    page.locator(".legend .all").click()
    page.wait_for_url(lambda url: "hide=" not in url)
    settle(page)
    assert on_show(Graph(page)) == (nodes, lines)


def test_a_plan_is_hidden_through_the_legend(visit: Open, crowd: str) -> None:
    page = visit("/graph", plan=crowd, focus="镜湖第7研究院", depth="2")
    graph = Graph(page)
    assert {"建设院所群", "转化成果"} <= set(graph.names())
    page.locator(".legend summary", has_text="规划").click()
    page.locator(".legend .plans .label", has_text=LATER).click()
    page.wait_for_url("**hide=Plan*")
    settle(page)
    assert "转化成果" not in graph.names()
    assert {"建设院所群", "镜湖第7研究院"} <= set(graph.names())


def test_a_double_click_on_the_legend_keeps_one_type_alone(visit: Open) -> None:
    page = visit("/graph", focus="铁四院", depth="3")
    graph = Graph(page)
    page.locator(".legend .labels .label", has_text="机构").dblclick()
    page.wait_for_url(lambda url: "Task" in url.partition("hide=")[2])
    settle(page)
    assert all(node.startswith("Institution") for node in on_show(graph)[0])


def drag(page: Page, graph: Graph, node: str, dx: float, dy: float) -> None:
    x, y = graph.places()[node]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def model(graph: Graph) -> dict[str, tuple[int, int]]:
    found = graph.page.evaluate(
        "(h) => h.planatlas.cy.nodes('[label]').map((n) => [n.id(), Math.round(n.position().x), Math.round(n.position().y)])",
        graph.host,
    )
    return {node: (x, y) for node, x, y in found}


def test_a_dragged_node_is_pinned_in_the_address_and_back_takes_it_home(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = model(graph)
    node = next(iter(graph.places()))
    drag(page, graph, node, 80, -50)
    page.wait_for_url("**pins=*")
    settle(page)
    moved = model(graph)
    assert moved[node] != before[node]
    assert {one: moved[one] for one in before if one != node} == {
        one: before[one] for one in before if one != node
    }
    page.goto(page.url)
    graph = Graph(page)
    assert model(graph) == moved
    expect(page.locator(".badge.pin")).to_have_count(1)
    page.get_by_role("button", name="取消固定").click()
    page.wait_for_url(lambda url: "pins=" not in url)
    settle(page)
    assert model(graph) == before


def test_more_than_forty_pins_are_a_saved_view_with_a_short_id(visit: Open) -> None:
    page = visit("/graph", focus="促进主导产业转型", depth="3")
    graph = Graph(page)
    nodes = list(model(graph))
    forty = "~".join(f"{node[-8:]}.{150 * (at % 8)}.{120 * (at // 8)}" for at, node in enumerate(nodes[:40]))
    page = visit("/graph", focus="促进主导产业转型", depth="3", pins=forty)
    graph = Graph(page)
    expect(page.locator(".badge.pin")).to_have_count(40)
    graph.click(nodes[5])
    settle(page)
    graph.click(nodes[40])
    settle(page)
    page.keyboard.press("p")
    page.wait_for_url("**pins=v*")
    settle(page)
    assert len(parameter(page, "pins")) == 13
    places = model(graph)
    page.goto(page.url)
    assert model(Graph(page)) == places


@pytest.mark.parametrize(
    ("layout", "title"),
    [("layered", "分层"), ("concentric", "同心"), ("section", "按章节"), ("force", "力导")],
)
def test_a_layout_is_the_same_for_everybody_and_stays_in_the_address(
    visit: Open, layout: str, title: str
) -> None:
    before = "layered" if layout == "force" else "force"
    page = visit("/graph", focus="促进主导产业转型", depth="2", layout=before)
    Graph(page)
    page.get_by_role("radio", name=title).click()
    page.wait_for_selector(f".graph[data-ready$='/{layout}']")
    first = model(Graph(page))
    assert len(set(first.values())) == len(first)
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(page.url)
    page.wait_for_selector(f".graph[data-ready$='/{layout}']")
    assert model(Graph(page)) == first


def test_every_data_file_holds_exactly_what_is_shown(visit: Open) -> None:
    page = visit("/graph", focus="铁四院", hide="Action")
    graph = Graph(page)
    nodes, lines = on_show(graph)
    page.get_by_role("button", name="导出所见").click()
    table = list(csv.DictReader(io.StringIO(download(page, "CSV").read_bytes().decode("utf-8-sig"))))
    assert {row["id"] for row in table if row["relation"]} == lines
    graphml = nx.read_graphml(download(page, "GraphML"), force_multigraph=True)
    assert set(graphml) == nodes
    assert {key for *_, key in graphml.edges(keys=True)} == lines
    linked = json.loads(download(page, "JSON-LD").read_text("utf-8"))["@graph"]
    assert {each["id"].rpartition(":")[2] for each in linked} == nodes | lines


def test_a_name_that_looks_like_a_formula_is_no_formula_in_the_table(visit: Open) -> None:
    page = visit("/graph", plan=HOSTILE_TITLE, focus="=cmd/c calc")
    Graph(page)
    page.get_by_role("button", name="导出所见").click()
    data = download(page, "CSV").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = {cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row}
    assert "'=cmd/c calc" in cells
    assert not any(cell.startswith(("=", "@")) for cell in cells)


def test_the_svg_holds_every_name_as_text(visit: Open) -> None:
    page = visit("/graph", plan=HOSTILE_TITLE, focus="<img src=x onerror=alert(2)>")
    graph = Graph(page)
    page.get_by_role("button", name="导出所见").click()
    root = ET.fromstring(download(page, "SVG").read_text("utf-8"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "rect", "path", "polygon", "ellipse", "text", "tspan"}
    said = "".join(root.itertext())
    for node in on_show(graph)[0]:
        name = next(name for name, each in graph.names().items() if each == node)
        assert name[:26] in said


def test_a_png_of_five_hundred_nodes_is_not_blank(visit: Open, crowd: str) -> None:
    page = visit("/graph", plan=crowd, focus="建设院所群", depth="2")
    page.set_default_timeout(60_000)
    graph = Graph(page)
    assert len(graph.names()) == 500
    page.get_by_role("button", name="导出所见").click()
    data = download(page, "PNG").read_bytes()
    page.set_content("<img>")
    found = page.evaluate(
        """async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(600, 600);
          canvas.getContext("2d").drawImage(image, 0, 0, 600, 600);
          const { data } = canvas.getContext("2d").getImageData(0, 0, 600, 600);
          const colors = new Map();
          for (let i = 0; i < data.length; i += 4) { const c = data.slice(i, i + 3).join(); colors.set(c, (colors.get(c) ?? 0) + 1); }
          return { width: image.width, height: image.height, ground: Math.max(...colors.values()) / 360000, colors: colors.size };
        }""",
        base64.b64encode(data).decode(),
    )
    assert max(found["width"], found["height"]) > 5000
    assert found["ground"] < 0.99
    assert found["colors"] > 20


# expanding


def test_a_node_with_a_crowd_behind_it_asks_first_and_is_taken_by_type(visit: Open, crowd: str) -> None:
    page = visit("/graph", plan=crowd, focus=crowd, depth="2")
    graph = Graph(page)
    task = graph.names()["建设院所群"]
    before = graph.places()
    graph.click(task, times=2)
    page.wait_for_url("**sel=Task*")
    notice = page.locator(".st-key-graph-hidden .notice")
    expect(notice).to_contain_text("一次展开会加进 700 个节点")
    assert graph.places() == before
    notice.get_by_role("button", name="举措 700").click()
    graph.wait_for_count("===", 500)
    after = graph.places()
    assert {one: after[one] for one in before} == before
    expect(page.locator(".st-key-graph-cut")).to_contain_text("另有")
    page.get_by_role("button", name="撤销").click()
    graph.wait_for_count("===", len(before))


def test_a_second_double_click_folds_and_nothing_else_moves(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = graph.places()
    node = next(one for one in before if 0 < graph.more(one) < 60)
    graph.click(node, times=2)
    graph.wait_for_count(">", len(before))
    page.wait_for_timeout(400)
    graph.click(node, times=2)
    graph.wait_for_count("<", len(before) + 1)
    after = graph.places()
    assert {one: after[one] for one in after} == {one: before[one] for one in after}


# keys, and what is not seen


def with_a_node_chosen(visit: Open) -> tuple[Page, Graph, int, str]:
    """A page with its graph, how many nodes it shows, and the one that was clicked: it can be expanded."""
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    before = len(graph.names())
    node = next(one for one in graph.places() if 0 < graph.more(one) < 60)
    graph.click(node)
    settle(page)
    return page, graph, before, node


def test_everything_on_the_canvas_can_be_done_with_keys(visit: Open) -> None:
    page, graph, before, _ = with_a_node_chosen(visit)
    page.keyboard.press("e")
    graph.wait_for_count(">", before)
    page.keyboard.press("u")
    graph.wait_for_count("===", before)
    page.keyboard.press("p")
    page.wait_for_url("**pins=*")
    settle(page)
    page.keyboard.press("p")
    page.wait_for_url(lambda url: "pins=" not in url)
    settle(page)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox").first).to_be_focused()
    page.locator(".graph .canvas").focus()
    page.keyboard.press("t")
    page.wait_for_selector(".prose")


def test_what_is_done_while_an_answer_is_on_its_way_is_not_lost(visit: Open) -> None:
    page, graph, before, node = with_a_node_chosen(visit)
    page.evaluate(
        "(h) => { const root = h.shadowRoot, canvas = root.querySelector('.canvas');"
        " for (const key of ['p', 'e']) canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));"
        " [...root.querySelectorAll('.legend .label')].find((e) => e.textContent.includes('章节')).click(); }",
        graph.host,
    )
    graph.wait_for_count(">", before)
    assert all(part in page.url for part in ("pins=", "open=", "hide=Section"))
    assert page.evaluate("(h) => h.planatlas.cy.nodes('.pinned').map((n) => n.id())", graph.host) == [node]


def test_the_legend_is_reached_and_used_with_keys_alone(visit: Open) -> None:
    page = visit("/graph", focus="铁四院")
    graph = Graph(page)
    page.locator(".graph .canvas").focus()
    page.keyboard.press("Tab")
    while "label" not in page.evaluate("(h) => h.shadowRoot.activeElement?.className ?? ''", graph.host):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**hide=*")
    settle(page)
    focused = page.evaluate("(h) => h.shadowRoot.activeElement?.getAttribute('aria-pressed')", graph.host)
    assert focused == "false"


def test_a_graph_that_was_hidden_is_drawn_when_it_is_shown(visit: Open, page: Page) -> None:
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style'); s.id = 'hidden';"
        " s.textContent = '.st-key-graph { display: none !important }'; document.head.append(s); })"
    )
    visit("/graph", focus="铁四院")
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('*')].find((e) => e.nodeAt)?.shadowRoot.querySelector('.graph').dataset.ready"
        )
        is None
    )
    page.evaluate("() => document.getElementById('hidden').remove()")
    graph = Graph(page)
    places = set(graph.places().values())
    assert len(places) == len(graph.names())
    box = page.locator(".graph .canvas").bounding_box()
    assert box is not None
    assert all(box["x"] <= x <= box["x"] + box["width"] for x, _ in places)
