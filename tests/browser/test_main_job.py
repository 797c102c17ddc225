"""The main job, as a newcomer does it: an order file in, segments, a canvas for one, its figures, a PDF.

With RAPPORT_PICTURES=FOLDER the pictures of the tutorial are taken on the way.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shop

PICTURES = os.environ.get("RAPPORT_PICTURES", "")


@pytest.fixture(params=["made", "real"])
def export(request: pytest.FixtureRequest, tmp_path: Path) -> shop.Export:
    return {"made": shop.made, "real": shop.real}[request.param](tmp_path)


def test_b27_from_an_empty_installation_to_the_pdf_of_a_canvas(
    page: Page, served: str, worker: None, export: shop.Export, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 860})
    found_the_workspace(page, served)
    bring_in_the_orders(page, export)
    make_segments(page, export)
    draw_a_canvas(page, export)
    take_the_pdf(page, tmp_path)


def found_the_workspace(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_label("Your name").fill("Ann Chandler")
    page.get_by_label("Your e-mail address").fill("ann@lanterns.example")
    page.get_by_label("Password").fill("quiet-harbour-42")
    page.get_by_label("Name of the business").fill("Lantern Gifts")
    page.get_by_label("Currency").select_option("GBP")
    page.get_by_label("Time zone").select_option("Europe/London")
    picture(page, "first-start")
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    picture(page, "overview-empty")


def bring_in_the_orders(page: Page, export: shop.Export) -> None:
    page.get_by_role("link", name="Import a file").first.click()
    expect(page).to_have_url(re.compile("/imports/$"))
    page.get_by_role("main").get_by_role("link", name="Import a file").click()
    page.locator("input[type=file]").set_input_files(export.path)
    picture(page, "import-file")
    page.get_by_role("button", name="Go on to the columns").click(timeout=60_000)
    expect(page.get_by_label("Order number")).to_have_value("InvoiceNo")
    expect(page.get_by_label("Customer number")).to_have_value("CustomerID")
    picture(page, "import-columns")
    page.get_by_role("button", name="Show a preview").click()
    expect(page.get_by_role("heading", name="This is how it will be read")).to_be_visible()
    picture(page, "import-preview")
    page.get_by_role("button", name=re.compile("Import .*rows")).click()
    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible(timeout=export.seconds * 1000)
    expect(page.get_by_role("main")).to_contain_text(f"{export.rows:,}")
    picture(page, "import-report")


def make_segments(page: Page, export: shop.Export) -> None:
    segment(page, "Once only", "One order only", lambda: None)
    picture(page, "segment-once")

    def by_the_end_of_the_file() -> None:
        page.get_by_label("Days", exact=True).fill("90")
        page.get_by_label("Date", exact=True).fill(export.last_day)

    segment(page, "Regulars", "Regulars", by_the_end_of_the_file)
    segment(page, "France", "By region", lambda: choose_region(page, "France"))
    page.get_by_role("link", name="Segments").first.click()
    for name in ("Once only", "Regulars", "France"):
        expect(page.get_by_role("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    picture(page, "segments")


def segment(page: Page, name: str, starter: str, complete: Callable[[], None]) -> None:
    page.get_by_role("link", name="Segments").first.click()
    page.get_by_role("link", name=starter).click()
    page.get_by_label("Name", exact=True).fill(name)
    complete()
    expect(page.locator("#rule-preview .segment-card__count")).not_to_have_text("0")
    page.get_by_role("button", name=re.compile("^(Save|Create)")).last.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def choose_region(page: Page, name: str) -> None:
    page.locator("select[name$=-value]").select_option(label=name)


def draw_a_canvas(page: Page, export: shop.Export) -> None:
    page.get_by_role("main").get_by_role("link", name="Regulars", exact=True).click()
    page.get_by_role("link", name="Canvas of this segment").click()
    page.get_by_role("button", name="Make the canvas").click()
    expect(page.get_by_role("heading", name="Needs and wants")).to_be_visible()
    needs = page.get_by_role("region", name="Needs and wants")
    needs.get_by_text("Add note", exact=True).click()
    page.keyboard.type("Wants the same lantern again next year")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(needs.locator("sticky-note")).to_contain_text("Wants the same lantern again next year")
    expect(page.locator("save-state")).to_have_attribute("data-state", "saved")
    expect(page.locator(".note--unsaved")).to_have_count(0)
    metrics = page.get_by_role("region", name="Metrics", exact=True)
    expect(metrics).to_contain_text("£", timeout=export.seconds * 1000)
    picture(page, "canvas", full=True)


def take_the_pdf(page: Page, folder: Path) -> None:
    with page.expect_download(timeout=30_000) as waiting:
        page.get_by_role("button", name="Export").click()
        page.get_by_role("link", name="PDF, one page").click()
    path = folder / "canvas.pdf"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
        assert "Wants the same lantern again next year" in " ".join(text.split())
        assert "Regulars" in text


def picture(page: Page, name: str, *, full: bool = False) -> None:
    """Take a picture for the tutorial, if somebody asked for pictures."""
    if PICTURES:
        page.wait_for_timeout(1_200)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=full)
