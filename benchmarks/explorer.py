"""The explorer's pages with 1, 100 and 1,000 plans: seconds to the first full picture, milliseconds a click, memory.

    .venv/bin/python benchmarks/explorer.py [COUNT ...]

The plans are synthetic: the seed plan again and again, each with its own places, so that names are alike and nodes are
not. A page is opened RUNS times in one browser: the first time (the explorer has read nothing yet), and the median of the
others. A click chooses a node of the graph; it is answered when the panel has changed. Then TABS tabs are opened and
closed: the explorer's resident memory after the first ten and after the last.
"""

import shutil
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from graph_builder.documents import read
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph
from graph_builder.ids import make_id
from graph_builder.resources import data_path
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import BROWSERS, running

RUNS, CLICKS, TABS = 5, 12, 50
NAME = "铁四院"
#: What says that a page has been drawn.
PAGES = {
    "/": ".st-key-overview-map",
    f"/graph?focus={NAME}": ".graph[data-ready]",
    "/institutions": "table.matrix",
    "/targets": "table",
    "/text": ".prose",
    "/queries?q=workload&run=1": "[data-testid=stDataFrame]",
}
#: Milliseconds from letting the button go to the last change of the panel.
_WATCH = """() => {
  window.asked = 0; window.changed = 0;
  addEventListener('mouseup', () => { window.asked = performance.now(); }, { once: true, capture: true });
  window.watcher?.disconnect();
  window.watcher = new MutationObserver(() => { window.changed = performance.now(); });
  window.watcher.observe(document.querySelector('.st-key-graph-panel'), { subtree: true, childList: true, characterData: true });
}"""


def copy_of(plan: PlanGraph, number: int) -> PlanGraph:
    """The plan as another place would have written it: same words, nodes of its own."""
    own = {
        node.id: make_id(node.label, node.id, number) for node in plan.nodes() if node.label != "Indicator"
    }
    title = f"{plan.document['title']}（{number}）"
    copy = PlanGraph({**plan.document, "document_id": own[plan.document_id], "title": title})
    for node in plan.nodes():
        name = title if node.label == "Plan" else node.name
        copy.add_node(replace(node, id=own.get(node.id, node.id), name=name))
    for one in plan.relations():
        ends = {"start_id": own.get(one.start_id, one.start_id), "end_id": own.get(one.end_id, one.end_id)}
        properties = {**one.properties, "plan_id": copy.document_id}
        copy.add_relation(replace(one, id=make_id(one.type, one.id, number), properties=properties, **ends))
    return copy


def opened(browser: Browser, url: str, path: str) -> tuple[Page, float]:
    """A new tab with a page, and the seconds until it is drawn."""
    page = browser.contexts[0].new_page()
    begun = time.perf_counter()
    page.goto(f"{url}{path}", wait_until="commit")
    page.wait_for_selector(PAGES[path], timeout=120_000)
    return page, time.perf_counter() - begun


def clicks(page: Page) -> list[float]:
    """Milliseconds from a click on a node to its panel, node by node."""
    host = page.evaluate_handle("() => [...document.querySelectorAll('*')].find((e) => e.nodeAt)")
    nodes = page.evaluate("(h) => h.planatlas.cy.nodes().map((n) => n.id())", host)
    found = []
    for node in (nodes * CLICKS)[1 : CLICKS + 1]:
        place = page.evaluate("([h, id]) => h.nodeAt(id)", [host, node])
        page.evaluate(_WATCH)
        page.mouse.click(place["x"], place["y"])
        page.wait_for_timeout(1500)
        asked, changed = page.evaluate("() => [window.asked, window.changed]")
        if changed > asked > 0:
            found.append(changed - asked)
    return found


def main(counts: list[int]) -> None:
    """Print a table a number of plans."""
    seed = extract(read(data_path("seed/wuchang-2024.txt")))
    chromium = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        server = EmbeddedServer(Path(room) / "home")
        address = server.start()
        variables = {
            "NEO4J_URI": address.uri,
            "NEO4J_USERNAME": address.username,
            "NEO4J_PASSWORD": address.password,
        }
        at_hand = 0
        try:
            for count in counts:
                with connect(address) as driver:
                    for number in range(at_hand, count):
                        load(copy_of(seed, number) if number else seed, driver)
                    nodes = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]
                at_hand = count
                print(f"\n{count} plans, {nodes:,} nodes", flush=True)
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
                with contextmanager(running)(variables, Path(room)) as url:
                    measure(browser, url)
                browser.close()
        finally:
            server.stop()


def measure(browser: Browser, url: str) -> None:
    """Print what one explorer answers over one graph."""
    for path in PAGES:
        seconds = []
        for _ in range(RUNS):
            page, taken = opened(browser, url, path)
            seconds.append(taken)
            page.close()
        print(f"{path:32} first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s", flush=True)
    page, _ = opened(browser, url, f"/graph?focus={NAME}")
    page.wait_for_timeout(2000)
    found = clicks(page)
    page.close()
    print(
        f"click: median {statistics.median(found):.0f} ms, most {max(found):.0f} ms of {len(found)}",
        flush=True,
    )
    process = next(one for one in psutil.Process().children() if "streamlit" in one.cmdline())
    sizes = []
    for _ in range(TABS):
        opened(browser, url, "/text")[0].close()
        sizes.append(process.memory_info().rss / 2**20)
    print(f"memory after 10 tabs {sizes[9]:.0f} MB, after {TABS} {sizes[-1]:.0f} MB", flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 100, 1000])
