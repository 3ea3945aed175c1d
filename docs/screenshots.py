"""Takes the README's pictures from a running explorer that holds the seed plan.

planatlas run --no-browser --port 8501 &
python docs/screenshots.py http://127.0.0.1:8501
"""

import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
BODY = "铁四院"
COLOURS = 256  # a picture of a page has few: a third of the size
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def shoot(page: Page, address: str, name: str, click: str = "") -> None:
    """Open an address, choose one thing on it, take its picture."""
    page.goto(address)
    page.wait_for_selector(".sheet[data-ready] .top")
    if "/graph" in address:
        page.wait_for_selector(".graph[data-ready]")
    page.wait_for_selector(READY)
    if click:
        page.locator(click).first.click()
        page.mouse.move(0, 0)
        page.wait_for_selector("[aria-current]")
        page.wait_for_selector(READY)
    page.wait_for_timeout(500)  # the canvas draws in its own time
    page.screenshot(path=HERE / name)
    Image.open(HERE / name).convert("RGB").quantize(
        COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    ).save(HERE / name, optimize=True)


def main(explorer: str) -> None:
    """Take all pictures: explorer.png for the top of the README, the others for its tour."""
    body, task = quote(BODY), quote("促进主导产业转型")
    with sync_playwright() as playwright:
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page, dark = (
            browser.new_context(viewport=DESK, device_scale_factor=1.25, color_scheme=scheme).new_page()
            for scheme in ("light", "dark")
        )
        phone = browser.new_context(viewport=PHONE, device_scale_factor=1.5).new_page()
        shoot(page, f"{explorer}/graph?focus={task}&depth=2", "explorer.png")
        shoot(page, f"{explorer}/", "overview.png")
        shoot(page, f"{explorer}/institutions", "institutions.png", ".cell-sign.named")
        shoot(dark, f"{explorer}/text?at=1745", "text-dark.png", f'.prose .mark:has-text("{BODY}")')
        shoot(phone, f"{explorer}/graph?focus={body}", "phone.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
