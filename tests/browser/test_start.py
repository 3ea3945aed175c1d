"""The first moments: the explorer answers while it still gets ready, whatever state the database is in."""

import socket
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from graph_builder.stores.embedded import Address
from tests.browser.conftest import running


def test_it_starts_without_a_database(context: BrowserContext, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{nobody.getsockname()[1]}"
        with contextmanager(running)({"NEO4J_URI": uri, "NEO4J_PASSWORD": "none"}, tmp_path) as url:
            page = context.new_page()
            page.goto(url)
            expect(page.locator(".notice.error")).to_contain_text("连不上图数据库")
            page.locator(".top nav a", has_text="关于").click()
            expect(page.locator("table.accuracy")).to_be_visible()
            page.close()
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_it_starts_a_second_time(loaded: Address, context: BrowserContext, tmp_path: Path) -> None:
    variables = {
        "NEO4J_URI": loaded.uri,
        "NEO4J_USERNAME": loaded.username,
        "NEO4J_PASSWORD": loaded.password,
    }
    for _ in range(2):
        with contextmanager(running)(variables, tmp_path) as url:
            page = context.new_page()
            page.goto(f"{url}/graph")
            page.wait_for_selector(".graph[data-ready]")
            page.close()
        log = (tmp_path / "log").read_text()
        assert "Traceback" not in log
        assert "ScriptRunContext" not in log


def test_a_file_asked_for_by_version_is_kept_and_a_page_is_not(explorer: str) -> None:
    kept = {}
    for path in ("/app/static/graph.js?v=1", "/?v=1"):
        with urllib.request.urlopen(f"{explorer}{path}", timeout=20) as answer:
            kept[path] = "immutable" in answer.headers.get("Cache-Control", "")
    assert kept == {"/app/static/graph.js?v=1": True, "/?v=1": False}
