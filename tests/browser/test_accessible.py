"""Every page, in both themes, on a desk and on a phone, as axe judges it: nothing that keeps anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open, settle

PAGES: dict[str, dict[str, str]] = {
    "/": {},
    "/graph": {"focus": "铁四院"},
    "/institutions": {},
    "/targets": {},
    "/text": {"find": "数字经济"},
    "/queries": {"q": "workload", "run": "1"},
    "/about": {},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_keeps_a_reader_out(visit: Open, scheme: str, width: int) -> None:
    found = []
    for path, parameters in PAGES.items():
        page = visit(path, **parameters)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        settle(page)
        for one in Axe().run(page).response["violations"]:
            found += [(path, one["id"], one["impact"], node["html"][:120]) for node in one["nodes"]]
    assert not found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_of_keys_keeps_nobody_out(visit: Open, scheme: str) -> None:
    page = visit("/about")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert not Axe().run(page).response["violations"]
