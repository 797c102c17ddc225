"""The pages around the board: making a canvas by hand, details and evidence in the panel, and readers' view of all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import delete_note
from rapport.apps.customers.models import Segment
from tests.browser.canvas import Board, stored
from tests.served import Enter


def test_a_canvas_is_made_from_an_empty_list(page: Page, served: str, enter: Enter, mara: Member) -> None:
    Segment.objects.create(workspace=mara.workspace, name="Young women", hue="coral", kind="fixed")
    enter(mara)
    page.goto(f"{served}/w/glow/canvases")

    page.get_by_role("link", name="New canvas").click()
    expect(page.get_by_label("Customer", exact=True)).to_be_hidden()
    page.get_by_label("Segment", exact=True).select_option("Young women")
    page.get_by_role("button", name="Make the canvas").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Young women")
    expect(page.get_by_role("heading", level=2, name="Pain points")).to_be_visible()


def test_evidence_is_added_in_the_panel_and_the_note_shows_its_status(needs: list[Note], board: Board) -> None:
    board.note("two").focus()
    board.press("d")
    panel = board.page.locator("#side-panel")
    panel.get_by_role("link", name="Something a customer said").click()
    panel.get_by_label("Where it was said").fill("Interview with Rosa")
    panel.get_by_label("For or against").select_option("Contradicts")
    panel.get_by_role("button", name="Add evidence").click()

    expect(panel).to_contain_text("Interview with Rosa")
    expect(board.note("two")).to_contain_text("Contradicted")
    expect(board.page.locator("[data-watch=contradicted]")).to_contain_text("1")
    board.press("Escape")
    expect(board.note("two")).to_be_focused()


def test_a_count_in_the_header_dims_the_rest(needs: list[Note], board: Board) -> None:
    watch = board.page.locator("[data-watch=contradicted]")
    watch.click()

    expect(board.page.locator("#board")).to_have_attribute("data-filter", "contradicted")
    expect(board.page).to_have_url(f"{board.address}?status=contradicted")
    watch.click()
    expect(board.page).to_have_url(board.address)


def test_a_press_twice_edits_a_note_and_beside_notes_begins_one(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("two").dblclick()
    board.press("Control+a")
    board.type("second")
    board.press("Control+Enter")
    board.section("pains").locator(".section__question").dblclick()
    board.type("a new one")
    board.press("Control+Enter")

    board.saved()
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["one", "second", "three"], ["a new one"])


@pytest.mark.parametrize("path", ["", "/new", "/{id}/set-up", "/{id}/deleted", "/{id}/notes/{note}"])
def test_no_page_has_a_serious_fault_for_readers(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas, needs: list[Note], path: str
) -> None:
    delete_note(mara, canvas.pk, needs[2].pk)
    enter(mara)
    page.goto(f"{served}/w/glow/canvases{path.format(id=canvas.pk, note=needs[0].pk)}")

    found = Axe().run(page).response["violations"]

    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
