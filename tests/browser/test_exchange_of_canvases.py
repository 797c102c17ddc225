"""B24 in a browser: a canvas leaves as a file and comes in again; a damaged file is refused with its place."""

import json
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.tests.documents import small
from tests.browser.canvas import Board, stored
from tests.served import Enter


def test_b24_a_canvas_is_exported_and_imported_again(
    needs: list[Note], board: Board, mara: Member, tmp_path: Path
) -> None:
    page = board.page
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON to exchange").click()
    download.value.save_as(tmp_path / "canvas.json")

    page.goto(page.url.rpartition("/canvases/")[0] + "/canvases/import")
    page.get_by_label("File").set_input_files(tmp_path / "canvas.json")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("3 notes")).to_be_visible()
    expect(page.get_by_label("About")).to_have_value("everybody")
    page.get_by_role("button", name="Make the canvas").click()

    expect(page.get_by_text("with everything on it")).to_be_visible()
    copy = Canvas.objects.of(mara).exclude(pk=board.canvas.pk).get()
    assert stored(copy, "needs") == ["one", "two", "three"]


def test_b24_a_file_about_somebody_unknown_asks_whom_it_is_about(
    page: Page, served: str, enter: Enter, mara: Member, tmp_path: Path
) -> None:
    document = {**small(), "subject": {"kind": "segment", "name": "Loyal"}}
    (tmp_path / "canvas.json").write_text(json.dumps(document))
    enter(mara)
    page.goto(f"{served}/w/glow/canvases/import")
    page.get_by_label("File").set_input_files(tmp_path / "canvas.json")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Nobody here is called “Loyal”.")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] == "serious"] == []

    page.get_by_role("button", name="Make the canvas").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert not Canvas.objects.of(mara).exists()
    page.get_by_label("About").select_option("everybody")
    page.get_by_role("button", name="Make the canvas").click()

    expect(page.get_by_role("heading", level=2, name="Pain points")).to_be_visible()


def test_b24_a_damaged_file_is_refused_in_words(
    page: Page, served: str, enter: Enter, mara: Member, tmp_path: Path
) -> None:
    (tmp_path / "canvas.json").write_text(json.dumps(small()).replace('"claim"', '"guess"'))
    enter(mara)
    page.goto(f"{served}/w/glow/canvases/import")
    page.get_by_label("File").set_input_files(tmp_path / "canvas.json")
    page.get_by_role("button", name="Look at it").click()

    expect(page.get_by_role("alert")).to_contain_text("sections › 2 › notes › 1 › kind")
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    assert not Canvas.objects.of(mara).exists()
