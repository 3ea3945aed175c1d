"""The explorer with 1, 100 and 1,000 synthetic plans: first paint, clicks, memory of tabs, frames. One table in the end.

    .venv/bin/python benchmarks/explorer.py [COUNT ...]

The plans are synthetic (see synthetic_plans.py). *Cold*: database and explorer have just started, and this page is the
first that is opened, at the moment when the explorer answers. *Then*: the median of the next visits, each in a new tab.
Drawn is what a page is for, not its first pixel. A click chooses a node and is answered by the last change of the panel; a
double click adds neighbours and is answered when they stand; both follow a cold visit at once. Then TABS tabs are
opened and closed, page by page: the explorer's resident memory after the first ten and after the last. Frames: milliseconds
from one to the next while a full picture is zoomed, moved, and one of its nodes dragged; a long task takes over 50 ms.
The last row says how much else the machine did: with more than about 1.1 seconds for a second of work, repeat the run.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright
from synthetic_plans import fill

from graph_builder.documents import read
from graph_builder.extraction import extract
from graph_builder.resources import data_path
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load

sys.path.append(str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import BROWSERS, Graph, running

VISITS, CLICKS, EXPANDED, TABS = 5, 12, 6, 50
NAME = "铁四院"
GRAPH = f"/graph?focus={NAME}"
#: What says that a page has been drawn.
PAGES = {
    "/": ".st-key-overview-map .map",
    GRAPH: ".graph[data-ready]",
    "/institutions": "table.matrix",
    "/targets": "table.targets",
    "/text": ".prose",
    "/queries?q=workload&run=1": "[data-testid=stDataFrame]",
    "/about": "table.accuracy",
}
#: Remembers when the button was let go last and what happened then: a change of the panel, new nodes and their first frame.
WATCH = """(host) => {
  window.seen = { asked: 0, changed: 0, grown: 0 };
  addEventListener('mouseup', () => { seen.asked = performance.now(); }, { capture: true });
  new MutationObserver(() => { seen.changed = performance.now(); })
    .observe(document.querySelector('.st-key-graph-panel'), { subtree: true, childList: true, characterData: true });
  host.planatlas.cy.on('add', () => requestAnimationFrame(() => { seen.grown = performance.now(); }));
}"""
FRAMES = """() => {
  window.intervals = []; window.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask' });
  let last = 0;
  const tick = (now) => { if (last) intervals.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
#: The corner of a coarse net that is farthest from every node.
FREE = """(host) => {
  const box = host.planatlas.frame.canvas.getBoundingClientRect();
  const nodes = host.planatlas.cy.nodes().map((node) => host.nodeAt(node.id()));
  const away = (p) => Math.min(...nodes.map((n) => Math.hypot(n.x - p.x, n.y - p.y)));
  const places = [];
  for (let i = 1; i < 12; i++) for (let j = 1; j < 12; j++) places.push({ x: box.x + box.width * i / 12, y: box.y + box.height * j / 12 });
  return places.sort((a, b) => away(b) - away(a))[0];
}"""

Figures = dict[str, str]


@contextmanager
def started(server: EmbeddedServer, room: Path) -> Iterator[str]:
    """An explorer's address; it and its database have just started."""
    server.stop()
    address = server.start()
    variables = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
    }
    with contextmanager(running)(variables, room) as url:
        yield url


def opened(context: BrowserContext, url: str, path: str) -> tuple[Page, float]:
    """A new tab with a page, and the seconds until it is drawn."""
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(f"{url}{path}", wait_until="commit")
    page.wait_for_selector(PAGES[path], timeout=120_000)
    return page, time.perf_counter() - begun


def disturbance() -> float:
    """Seconds that a second of work takes at this moment: 1 where nothing else wants the processors."""
    begun, used = time.perf_counter(), time.process_time()
    while time.process_time() - used < 0.3:
        pass
    return (time.perf_counter() - begun) / (time.process_time() - used)


def visits(context: BrowserContext, url: str, path: str) -> str:
    """The first visit of an explorer that has just started, and the median of the next."""
    seconds = []
    for _ in range(VISITS):
        page, taken = opened(context, url, path)
        page.close()
        seconds.append(taken)
    return f"{seconds[0]:.2f}, then {statistics.median(seconds[1:]):.2f}"


def answers(context: BrowserContext, url: str) -> Figures:
    """Milliseconds from clicks to the panel and from double clicks to new nodes, right after a cold visit."""
    page, _ = opened(context, url, GRAPH)
    page.wait_for_selector(".st-key-graph-panel .sheet[data-ready]")
    graph = Graph(page)
    page.evaluate(WATCH, graph.host)
    panel, grown = [], []
    nodes = list(graph.names().values())
    for node in (nodes * CLICKS)[1 : CLICKS + 1]:
        panel.append(_answer(page, graph, node, 1, "changed"))
    for node in [node for node in nodes if 0 < graph.more(node) <= 60][:EXPANDED]:
        grown.append(_answer(page, graph, node, 2, "grown"))
    page.close()
    return {"click to panel, ms": _range(panel), "double click to new nodes, ms": _range(grown)}


def _answer(page: Page, graph: Graph, node: str, times: int, what: str) -> float | None:
    page.evaluate("() => Object.assign(seen, { asked: 0, changed: 0, grown: 0 })")
    graph.click(node, times)
    try:
        page.wait_for_function(f"() => seen.{what} > seen.asked", timeout=10_000)
    except TimeoutError:
        return None
    page.wait_for_timeout(800)
    seen: dict[str, float] = page.evaluate("() => seen")
    return seen[what] - seen["asked"]


def _range(found: list[float | None]) -> str:
    taken = [one for one in found if one is not None]
    if not taken:
        return "none answered"
    first = f"first {taken[0]:.0f}, " if len(taken) > 1 else ""
    return (
        f"{first}median {statistics.median(taken):.0f}, most {max(taken):.0f} ({len(taken)} of {len(found)})"
    )


def memory(context: BrowserContext, url: str) -> str:
    """Megabytes of the explorer after ten tabs and after all."""
    process = next(one for one in psutil.Process().children() if "streamlit" in one.cmdline())
    sizes = []
    for number in range(TABS):
        opened(context, url, list(PAGES)[number % len(PAGES)])[0].close()
        sizes.append(process.memory_info().rss / 2**20)
    return f"{sizes[9]:.0f}, then {sizes[-1]:.0f} ({sizes[-1] / sizes[9] - 1:+.0%})"


def smoothness(context: BrowserContext, url: str, plan: str) -> Figures:
    """Frames of the largest picture of a plan while it is zoomed, moved, and a node dragged."""
    page = context.new_page()
    page.goto(f"{url}/graph?focus={plan}&depth=3")
    graph = Graph(page)
    page.wait_for_timeout(2000)
    shown = page.evaluate("(h) => h.planatlas.cy.nodes().length", graph.host)
    free = page.evaluate(FREE, graph.host)
    page.evaluate(FRAMES)

    def drag(start: dict[str, float]) -> None:
        page.mouse.move(start["x"], start["y"])
        page.mouse.down()
        for step in range(90):
            page.mouse.move(start["x"] + 2 * min(step, 90 - step), start["y"] + min(step, 90 - step))
            page.wait_for_timeout(16)
        page.mouse.up()

    def zoom() -> None:
        page.mouse.move(free["x"], free["y"])
        for step in range(60):
            page.mouse.wheel(0, -40 if step < 30 else 40)
            page.wait_for_timeout(16)

    node = page.evaluate("([h, id]) => h.nodeAt(id)", [graph.host, plan])
    found: Figures = {}
    for name, move in (("zoomed", zoom), ("moved", lambda: drag(free)), ("node dragged", lambda: drag(node))):
        page.evaluate("() => { intervals.length = 0; long.length = 0; }")
        move()
        frames, long = page.evaluate("() => [intervals, long]")
        said = f"{len(long)} long tasks, most {max(long):.0f}" if long else "no long task"
        found[f"frames, {name}, ms"] = (
            f"{shown} nodes: median {statistics.median(frames):.0f}, most {max(frames):.0f}; {said}"
        )
        page.wait_for_timeout(1000)
    page.close()
    return found


def measure(server: EmbeddedServer, browser: Browser, room: Path, plan: str) -> Iterator[tuple[str, str]]:
    """Every figure of the graph that the database holds, one after the other."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(120_000)
    disturbed = [disturbance()]
    for path in PAGES:
        with started(server, room) as url:
            yield f"{path}, s", visits(context, url, path)
        disturbed.append(disturbance())
    with started(server, room) as url:
        yield from answers(context, url).items()
        yield "memory of tabs, MB", memory(context, url)
        yield from smoothness(context, url, plan).items()
    context.close()
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    yield (
        "disturbed by",
        f"{statistics.median([*disturbed, disturbance()]):.1f} s a second of work, load {load}",
    )


def main(counts: list[int]) -> None:
    """Print a row a measure, a column a number of plans."""
    seed = extract(read(data_path("seed/wuchang-2024.txt")))
    found: dict[str, list[str]] = {}
    chromium = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        room = Path(folder)
        server = EmbeddedServer(room / "home")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            at_hand = 0
            for count in counts:
                with connect(server.start()) as driver:
                    load(seed, driver)
                    fill(seed, max(1, at_hand), count, driver)
                    nodes = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]
                at_hand = count
                found.setdefault("synthetic plans", []).append(f"{count:,} ({nodes:,} nodes)")
                for name, figure in measure(server, browser, room, seed.document_id):
                    found.setdefault(name, []).append(figure)
                    print(f"{count:,} plans: {name}: {figure}", file=sys.stderr, flush=True)
        finally:
            browser.close()
            server.stop()
    for name, figures in found.items():
        print(f"| {name} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 100, 1000])
