"""What the explorer says when there is nothing to show, or nobody to ask."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load
from tests.browser.conftest import running, settle
from tests.browser.plans import PlanWriter

INVENTED = """
# (一) 建设镜湖新城
* 完善路网。支持{Institution|镜湖区城建局|INVOLVES:supports}工作,{Target|新建道路3条|道路|=|3|条|条}。
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A server of the explorer's own, empty."""
    server = EmbeddedServer(tmp_path_factory.mktemp("home"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def own_explorer(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An explorer that finds its embedded server by itself."""
    yield from running({"PLANATLAS_HOME": str(server.places.home.parent)}, tmp_path_factory.mktemp("own"))


def test_from_empty_over_loaded_to_gone_and_back(
    server: EmbeddedServer, own_explorer: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(own_explorer)
    expect(page.locator(".notice")).to_contain_text("图谱里还没有规划", timeout=60_000)

    with connect(server.start()) as driver:
        load(PlanWriter("镜湖区2025年工作要点", "镜湖区", 2025).read(INVENTED), driver)
    page.reload()
    expect(page.locator("h2")).to_have_text("镜湖区2025年工作要点", timeout=60_000)

    server.stop()
    page.locator(".top nav a", has_text="图谱").click()
    expect(page.locator(".notice.error")).to_contain_text("连不上图数据库。页面上的内容停在", timeout=60_000)
    assert "Traceback" not in page.inner_text("body")

    page.locator(".notice.error button").click()
    page.wait_for_selector(".graph[data-ready]")
    settle(page)
    page.close()


def test_pages_cannot_be_framed_or_sent_elsewhere(explorer: str) -> None:
    with urllib.request.urlopen(explorer, timeout=10) as answer:
        headers = answer.headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_another_host_name_is_not_answered(explorer: str) -> None:
    asked = urllib.request.Request(explorer, headers={"Host": "planatlas.invalid"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=10)
    assert refused.value.code == 400


def test_both_themes_are_offered(explorer: str, context: BrowserContext) -> None:
    page = context.new_page()
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{explorer}/queries")
        page.wait_for_selector(".sheet[data-ready]")
        grounds.append(
            page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        )
    page.close()
    assert grounds == ["rgb(253, 252, 249)", "rgb(20, 23, 26)"]


def test_a_parameter_of_any_length_breaks_nothing(explorer: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{explorer}/queries?q=evidence&p.id={'x' * 5000}")
    page.wait_for_selector(".sheet[data-ready]")
    settle(page)
    assert "Traceback" not in page.inner_text("body")
    page.close()
