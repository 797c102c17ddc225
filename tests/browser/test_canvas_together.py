"""Two people on one canvas, over the live stream of a real server (B7, B8, B9)."""

import time
from itertools import count

from playwright.sync_api import expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import edit_note
from tests.browser.canvas import Board, stored
from tests.pace import in_time


def write(board: Board, section: str, text: str) -> None:
    board.section(section).focus()
    board.press("n")
    board.type(text)
    board.press("Control+Enter")


def edit(board: Board, text: str, into: str) -> None:
    board.note(text).focus()
    board.press("Enter", "Control+a")
    board.type(into)
    board.press("Control+Enter")


def test_b9_a_note_of_another_appears_within_a_second_while_i_type(
    needs: list[Note], board: Board, edis: Board
) -> None:
    edis.note("two").focus()
    edis.press("Enter", "End")
    edis.type(" and my dra")
    edis.press("ArrowLeft", "ArrowLeft")

    rounds = count(1)

    def until_edi_sees_it() -> float:
        text = f"from Mara, {next(rounds)}"
        write(board, "needs", text)
        board.saved()
        began = time.monotonic()
        expect(edis.note(text)).to_be_visible()
        return time.monotonic() - began

    in_time(1, until_edi_sees_it)

    field = edis.page.locator("textarea.note__writing")
    expect(field).to_have_value("two and my dra")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("two and my dra") - 2


def test_b8_one_moves_a_note_while_the_other_edits_its_text(
    needs: list[Note], board: Board, edis: Board, canvas: Canvas
) -> None:
    edis.note("two").focus()
    edis.press("Enter", "End")
    edis.type(" by Edi")

    board.note("two").focus()
    board.press("Alt+ArrowRight")
    board.saved()
    edis.press("Control+Enter")

    board.has("pains", "two by Edi")
    edis.has("pains", "two by Edi")
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["one", "three"], ["two by Edi"])


def test_b8_two_texts_from_the_same_base_are_both_kept_and_the_second_writer_chooses(
    needs: list[Note], board: Board, edis: Board, canvas: Canvas
) -> None:
    edis.note("two").focus()
    edis.press("Enter", "Control+a")
    edis.type("Edi's two")
    edit(board, "two", "Mara's two")
    board.saved()

    edis.press("Control+Enter")

    rival = edis.page.locator(".rival")
    expect(rival).to_contain_text("Edi's two")
    expect(edis.note("Mara's two")).to_be_visible()
    rival.get_by_role("button", name="Keep both").click()
    board.has("needs", "one", "Mara's two", "Edi's two", "three")
    edis.saved()
    assert stored(canvas, "needs") == ["one", "Mara's two", "Edi's two", "three"]


def test_b7_undo_takes_back_only_my_own_and_says_what_it_skips(
    needs: list[Note], board: Board, edis: Board, mara: Member, edi: Member, canvas: Canvas
) -> None:
    for text in ("a1", "a2"):
        write(board, "pains", text)
    expect(edis.note("a2")).to_be_visible()
    write(edis, "pains", "b1")
    expect(board.note("b1")).to_be_visible()
    write(board, "pains", "a3")
    board.saved()
    expect(edis.note("a3")).to_be_visible()
    a2 = Note.objects.of(mara).get(canvas=canvas, text="a2")
    edit_note(edi, canvas.pk, a2.pk, "a2, better", base=a2.text_version)
    expect(board.note("a2, better")).to_be_visible()

    board.press("Control+z", "Control+z", "Control+z")
    expect(board.page.locator("toast-stack")).to_contain_text("Edi has changed it since")
    board.saved()

    board.has("pains", "a2, better", "b1")
    board.press("Control+Shift+z", "Control+Shift+z")
    board.has("pains", "a1", "a2, better", "b1", "a3")
    edis.has("pains", "a1", "a2, better", "b1", "a3")


def test_what_another_deletes_goes_and_the_title_follows(needs: list[Note], board: Board, edis: Board) -> None:
    board.note("two").focus()
    board.press("Delete")

    edis.has("needs", "one", "three")
