"""B26: search from the box in the top bar, by keyboard alone, and the jump to what was found."""

import re

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_comment, add_notes, create_canvas, edit_note
from tests.browser.canvas import Board
from tests.served import Enter


@pytest.fixture
def cafe(mara: Member, canvas: Canvas) -> Note:
    add_notes(mara, canvas.pk, section="profile", texts=[f"filler {number}" for number in range(30)])
    [note] = add_notes(mara, canvas.pk, section="actions", texts=["Meets friends in the Café Ñandú"])
    return note


def look_for(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(words)


def test_b26_a_note_is_found_from_anywhere_by_keyboard_and_focused_on_its_board(
    page: Page, served: str, enter: Enter, mara: Member, cafe: Note
) -> None:
    enter(mara)
    page.goto(f"{served}/w/glow/members/")
    expect(page.locator("html[data-ready]")).to_be_attached()

    look_for(page, "nandu cafe")
    hit = page.get_by_role("option", name="Meets friends in the Café Ñandú")
    expect(hit).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(hit).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    note = page.locator(f"sticky-note[data-note='{cafe.pk}']")
    expect(page).to_have_url(re.compile(f"canvases/{cafe.canvas_id}\\?note={cafe.pk}"))
    expect(note).to_have_class(re.compile("note--found"))
    expect(note).to_be_in_viewport()
    expect(page.locator("#side-panel #note-details")).to_be_visible()
    expect(note).to_be_focused()


def test_b26_a_hit_on_the_board_one_is_at_needs_no_new_page(cafe: Note, board: Board, mara: Member) -> None:
    add_comment(mara, cafe.canvas_id, "Which one exactly?", note_id=cafe.pk)
    board.open()
    board.page.evaluate("window.stayed = true")

    look_for(board.page, "exactly")
    hit = board.page.get_by_role("option", name="Which one exactly?")
    expect(hit).to_be_visible()
    board.press("ArrowDown")
    expect(hit).to_have_attribute("aria-selected", "true")
    board.press("Enter")

    expect(board.page.locator(".remark--found")).to_contain_text("Which one exactly?")
    expect(board.page.locator(".remark--found")).to_be_focused()
    assert board.page.evaluate("window.stayed") is True


def test_b26_a_found_note_stays_marked_when_it_changes(cafe: Note, board: Board, mara: Member) -> None:
    board.open()
    note = board.page.locator(f"sticky-note[data-note='{cafe.pk}']")
    note.evaluate("note => note.classList.add('note--found')")

    edit_note(mara, cafe.canvas_id, cafe.pk, "Meets friends at home", base=cafe.text_version)

    expect(note).to_contain_text("at home")
    expect(note).to_have_class(re.compile("note--found"))


def test_b26_enter_on_the_words_shows_everything_that_was_found(
    page: Page, served: str, enter: Enter, mara: Member, cafe: Note
) -> None:
    other = create_canvas(mara, title="Café lovers")
    enter(mara)
    page.goto(f"{served}/w/glow/canvases/{cafe.canvas_id}")
    expect(page.locator("html[data-ready]")).to_be_attached()

    look_for(page, "cafe")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.get_by_role("link", name="Café lovers")).to_have_attribute("href", f"/w/glow/canvases/{other.pk}")
    page.get_by_role("link", name="Show in its list").click()
    page.get_by_label("Only in “Everybody”").check()
    page.get_by_role("textbox", name="Words").or_(page.get_by_role("searchbox", name="Words")).press("Enter")
    expect(page.get_by_role("link", name="Café lovers")).to_have_count(0)
    page.get_by_role("link", name="Meets friends").click()
    expect(page.locator(f"sticky-note[data-note='{cafe.pk}']")).to_have_class(re.compile("note--found"))
