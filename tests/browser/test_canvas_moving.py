"""Moving notes: every drag has a twin with the same result (B3)."""

import re

import pytest
from playwright.sync_api import Browser, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes
from tests.browser.canvas import Board, stored
from tests.served import EnterAs


def drag(board: Board, text: str, target: str, at: tuple[float, float]) -> None:
    """Carry a note to a point of an element, given as shares of its width and height."""
    start = board.note(text).bounding_box()
    goal = board.page.locator(target).bounding_box()
    assert start is not None
    assert goal is not None
    mouse = board.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + start["width"] / 2 + 20, start["y"] + 20, steps=3)
    mouse.move(goal["x"] + goal["width"] * at[0], goal["y"] + goal["height"] * at[1], steps=8)


def test_b3_alt_and_arrows_move_a_note_and_keep_the_focus_on_it(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("one").focus()
    board.press("Alt+ArrowDown")

    board.has("needs", "two", "one", "three")
    expect(board.note("one")).to_be_focused()
    expect(board.page.locator("#live-words")).to_have_text("Moved to Needs and wants, 2 of 3")

    board.press("Alt+ArrowUp", "Alt+ArrowRight")

    board.has("pains", "one")
    expect(board.note("one")).to_be_focused()
    expect(board.page.locator("#live-words")).to_have_text("Moved to Pain points, 1 of 1")
    board.saved()
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["two", "three"], ["one"])


def test_b3_the_menu_moves_a_note_and_gives_the_focus_back(needs: list[Note], board: Board, canvas: Canvas) -> None:
    board.note("two").focus()
    board.press("m")
    board.page.locator("note-menu").get_by_role("button", name="Value proposition").press("Enter")

    board.has("value", "two")
    expect(board.note("two")).to_be_focused()
    board.saved()
    assert stored(canvas, "value") == ["two"]


def test_b3_a_drag_shows_a_line_and_ends_where_the_keys_would_have_put_it(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    drag(board, "three", "sticky-note:has-text('one')", (0.5, 0.1))
    expect(board.page.locator(".insertion")).to_be_visible()
    board.page.mouse.up()

    board.has("needs", "three", "one", "two")
    expect(board.page.locator(".insertion")).to_have_count(0)
    board.saved()
    assert stored(canvas, "needs") == ["three", "one", "two"]


def test_b3_a_note_is_dragged_to_an_empty_section(needs: list[Note], board: Board, canvas: Canvas) -> None:
    drag(board, "two", "#section-value", (0.5, 0.5))
    board.page.mouse.up()

    board.has("value", "two")
    board.saved()
    assert stored(canvas, "needs") == ["one", "three"]


def test_b3_escape_puts_a_dragged_note_back(needs: list[Note], board: Board, canvas: Canvas) -> None:
    drag(board, "two", "#section-value", (0.5, 0.5))
    board.press("Escape")
    board.page.mouse.up()

    board.has("needs", "one", "two", "three")
    assert stored(canvas, "needs") == ["one", "two", "three"]


def test_b3_a_refused_move_goes_back_and_says_why(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    reason = "You may change your own notes on this canvas, not those of others."
    refusal = {"message": reason, "place": "", "code": "canvas.edit"}
    board.page.route("**/gestures", lambda route: route.fulfill(status=403, json=refusal))
    board.note("two").focus()

    board.press("Alt+ArrowRight")

    expect(board.page.get_by_role("alert")).to_contain_text(reason)
    board.has("needs", "one", "two", "three")
    board.has("pains")


def test_a_contributor_cannot_carry_the_notes_of_others(
    browser: Browser, served: str, enter_as: EnterAs, cora: Member, needs: list[Note], canvas: Canvas
) -> None:
    add_notes(cora, canvas.pk, section="pains", texts=["mine"])
    context = browser.new_context()
    enter_as(context, cora)
    board = Board(context.new_page(), served, cora, canvas).open()

    board.note("one").focus()
    board.press("Alt+ArrowRight", "Delete")
    board.note("mine").focus()
    board.press("Alt+ArrowRight")

    board.has("needs", "one", "two", "three")
    board.has("value", "mine")
    context.close()


@pytest.mark.parametrize("width", [768, 320])
def test_b3_touch_carries_a_note_after_a_short_hold(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, needs: list[Note], canvas: Canvas, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=True)
    enter_as(context, mara)
    board = Board(context.new_page(), served, mara, canvas).open()
    board.note("one").scroll_into_view_if_needed()
    start, goal = board.note("three").bounding_box(), board.note("one").bounding_box()
    assert start is not None
    assert goal is not None
    touch = context.new_cdp_session(board.page)

    def finger(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x = start["x"] + start["width"] / 2
    finger("touchStart", x, start["y"] + 10)
    expect(board.note("three")).to_have_class(re.compile("note--lifted"))
    for share in (0.3, 0.6, 1.0):
        finger("touchMove", x, start["y"] + 10 + (goal["y"] + 2 - start["y"] - 10) * share)
    expect(board.page.locator(".insertion")).to_be_visible()
    finger("touchEnd")

    board.has("needs", "three", "one", "two")
    context.close()
