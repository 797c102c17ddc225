"""Writing notes by keyboard alone (B1, B2, B5)."""

import pytest
from playwright.sync_api import expect

from rapport.apps.canvas.models import Canvas, Note
from tests.browser.canvas import Board, stored


def test_b1_n_text_enter_text_esc_leaves_one_note_and_no_trace_of_the_draft(board: Board, canvas: Canvas) -> None:
    loads: list[str] = []
    board.page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    board.section("needs").focus()

    board.press("n")
    board.type("Wants to feel sure")
    board.press("Enter")
    board.type("never mind")
    board.press("Escape")

    board.has("needs", "Wants to feel sure")
    expect(board.page.locator("note-composer")).to_have_count(0)
    expect(board.note("Wants to feel sure")).to_be_focused()
    board.saved()
    assert (stored(canvas, "needs"), loads) == (["Wants to feel sure"], [])


def test_b1_shift_enter_is_a_line_break_and_ctrl_enter_saves_and_stays(board: Board, canvas: Canvas) -> None:
    board.section("pains").focus()
    board.press("n")
    board.type("first line")
    board.press("Shift+Enter")
    board.type("second line")
    board.press("Control+Enter")

    expect(board.page.locator("note-composer")).to_have_count(0)
    expect(board.note("first line")).to_be_focused()
    board.saved()
    assert stored(canvas, "pains") == ["first line\nsecond line"]


def test_b1_leaving_the_draft_saves_it(board: Board, canvas: Canvas) -> None:
    board.section("needs").focus()
    board.press("n")
    board.type("by the way")
    board.press("Tab")

    board.has("needs", "by the way")
    board.saved()
    assert stored(canvas, "needs") == ["by the way"]


def test_b1_enter_on_a_note_edits_it_and_esc_leaves_it_as_it_was(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("two").focus()
    board.press("Enter")
    board.type(" and a half")
    board.press("Escape")
    board.has("needs", "one", "two", "three")

    board.press("Enter")
    board.type(" and a half")
    board.press("Control+Enter")

    board.has("needs", "one", "two and a half", "three")
    expect(board.note("two and a half")).to_be_focused()
    board.saved()
    assert stored(canvas, "needs") == ["one", "two and a half", "three"]


def test_b1_enter_after_an_edit_begins_the_next_note_right_below(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("one").focus()
    board.press("Enter", "End")
    board.type("!")
    board.press("Enter")
    board.type("next")
    board.press("Enter", "Escape")

    board.has("needs", "one!", "next", "two", "three")
    board.saved()
    assert stored(canvas, "needs") == ["one!", "next", "two", "three"]


def test_b2_letters_are_no_shortcuts_while_somebody_types(board: Board) -> None:
    board.section("needs").focus()
    board.press("n")
    board.type("nmd?")

    expect(board.page.locator("note-composer textarea")).to_have_value("nmd?")
    expect(board.page.locator("note-composer")).to_have_count(1)


def test_b2_arrows_go_through_notes_and_sections(needs: list[Note], board: Board) -> None:
    board.section("needs").focus()
    board.press("ArrowDown", "ArrowDown")
    expect(board.note("two")).to_be_focused()

    board.press("ArrowRight")
    expect(board.section("pains")).to_be_focused()
    board.press("ArrowLeft")
    expect(board.note("one")).to_be_focused()


def test_b2_delete_takes_a_note_away_and_undo_brings_it_back(needs: list[Note], board: Board, canvas: Canvas) -> None:
    board.note("two").focus()
    board.press("Delete")
    board.has("needs", "one", "three")
    expect(board.note("three")).to_be_focused()
    board.saved()

    board.press("Control+z")

    board.has("needs", "one", "two", "three")
    board.saved()
    assert stored(canvas, "needs") == ["one", "two", "three"]


def test_b2_the_shortcuts_are_listed(board: Board) -> None:
    board.section("needs").focus()
    board.press("?")

    expect(board.page.get_by_role("dialog")).to_contain_text("New note in this section")


def test_b5_a_pasted_list_is_one_note_a_line_and_one_step_of_undo(board: Board, canvas: Canvas) -> None:
    board.section("needs").focus()
    board.press("n")
    board.paste("- low price\n- quick\n\n3. friendly")
    board.has("needs", "low price", "quick", "friendly")
    board.press("Escape")
    board.saved()

    board.press("Control+z")

    board.has("needs")
    board.saved()
    assert stored(canvas, "needs") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_filled_board_has_no_serious_fault_for_readers(needs: list[Note], board: Board, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    board.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    board.note("one").focus()

    found = Axe().run(board.page).response["violations"]

    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
