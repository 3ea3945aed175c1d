"""The explorer as its users meet it: Streamlit over a real Neo4j, looked at with a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import neo4j
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from graph_builder import extract, read
from graph_builder.explore import arguments
from graph_builder.resources import data_path
from graph_builder.stores.embedded import Address
from graph_builder.stores.loader import load
from tests.browser.plans import hostile_plan

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SEED = "武昌区2024年国民经济和社会发展计划"


@pytest.fixture(scope="package")
def loaded(address: Address, session_driver: neo4j.Driver) -> Address:
    """The seed plan as PlanAtlas extracts it, and an invented plan whose every name is an attack."""
    session_driver.execute_query("MATCH (n) DETACH DELETE n")
    load(extract(read(data_path("seed/wuchang-2024.txt"))), session_driver)
    load(hostile_plan(), session_driver)
    return address


@pytest.fixture(scope="package")
def explorer(loaded: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running explorer."""
    variables = {
        "NEO4J_URI": loaded.uri,
        "NEO4J_USERNAME": loaded.username,
        "NEO4J_PASSWORD": loaded.password,
    }
    yield from running(variables, tmp_path_factory.mktemp("explorer"))


def running(variables: dict[str, str], folder: Path) -> Iterator[str]:
    """Start the explorer as ``planatlas explore`` does, with some variables set, and stop it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *arguments(port, "127.0.0.1", browser=False)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=os.environ | variables, cwd=folder, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while not healthy(url):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "the explorer did not start"
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """An installed Chromium or Chrome, else Playwright's own."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages: Streamlit's own scripts are read once."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, explorer: str) -> Iterator[Page]:
    """A page that fails its test when a name runs as code, or when anything leaves this machine."""
    page = context.new_page()
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((explorer, explorer.replace("http", "ws"), "data:", "blob:")):
            wrong.append(f"request to {request.url}")

    page.on("request", asked)
    page.on("websocket", lambda socket: asked_socket(socket.url, explorer, wrong))
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    page.close()
    assert not wrong


def asked_socket(url: str, explorer: str, wrong: list[str]) -> None:
    if not url.startswith(explorer.replace("http", "ws")):
        wrong.append(f"websocket to {url}")


Open = Callable[..., Page]


@pytest.fixture
def visit(page: Page, explorer: str) -> Open:
    """Open a page by its path and parameters and wait until it has said all it has to say."""

    def open_page(path: str = "/", **parameters: str) -> Page:
        parameters = {"plan": SEED, **parameters}
        page.goto(f"{explorer}{path}?{urlencode(parameters, quote_via=quote)}")
        page.wait_for_selector(".sheet[data-ready] .top")
        settle(page)
        return page

    return open_page


def settle(page: Page) -> None:
    """Wait until the script has run and its answer is drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )


class Graph:
    """The graph component on a page: where its nodes are, and what stands in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_selector(".graph[data-ready]")
        self.host = page.evaluate_handle("() => [...document.querySelectorAll('*')].find((e) => e.nodeAt)")

    def names(self) -> dict[str, str]:
        """Ids by name of the nodes on show."""
        found = self.page.evaluate(
            "(h) => h.planatlas.cy.nodes().not('.off').map((n) => [n.data('name'), n.id()])", self.host
        )
        return dict(found)

    def places(self) -> dict[str, tuple[float, float]]:
        """Where each node stands on the screen, by id."""
        ids = list(self.names().values())
        found = self.page.evaluate(
            "([h, ids]) => ids.map((id) => [id, h.nodeAt(id).x, h.nodeAt(id).y])", [self.host, ids]
        )
        return {node: (x, y) for node, x, y in found}

    def more(self, node: str) -> int:
        return int(
            self.page.evaluate(
                "([h, id]) => h.planatlas.cy.getElementById(id).data('more')", [self.host, node]
            )
        )

    def click(self, node: str, times: int = 1) -> None:
        x, y = self.places()[node]
        self.page.mouse.click(x, y, click_count=times, delay=10)

    def wait_for_count(self, test: str, number: int) -> None:
        """Wait until the number of nodes is ``>``, ``<`` or ``===`` a number."""
        self.page.wait_for_function(
            f"([h, n]) => h.planatlas.cy.nodes().length {test} n", arg=[self.host, number]
        )
        settle(self.page)
