"""Saving: the state is always visible, and nothing that was typed is lost (B6, B10)."""

from playwright.sync_api import Page, Route, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Gesture, Note
from tests.browser.canvas import Board, stored
from tests.served import Enter

UNSENT = "**/gestures"


def write(board: Board, section: str, text: str) -> None:
    board.section(section).focus()
    board.press("n")
    board.type(text)
    board.press("Control+Enter")


def state(board: Board, words: str) -> None:
    expect(board.page.locator("save-state")).to_contain_text(words)


def test_b6_with_the_network_cut_it_says_not_saved_yet_survives_a_reload_and_is_sent_later(
    board: Board, canvas: Canvas
) -> None:
    board.cut()
    write(board, "needs", "written in a tunnel")
    state(board, "Not saved yet")
    assert stored(canvas, "needs") == []

    board.page.reload()
    board.has("needs", "written in a tunnel")
    state(board, "Not saved yet")

    board.mend()
    state(board, "Saved")
    board.saved()
    assert stored(canvas, "needs") == ["written in a tunnel"]


def test_b6_a_draft_that_is_being_typed_survives_a_reload(board: Board, canvas: Canvas) -> None:
    board.cut()
    board.section("needs").focus()
    board.press("n")
    board.type("half a sent")

    board.page.reload()
    board.mend()

    board.has("needs", "half a sent")
    board.saved()
    assert stored(canvas, "needs") == ["half a sent"]


def test_b6_an_answer_that_got_lost_does_not_double_the_note(board: Board, canvas: Canvas) -> None:
    lost: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        route.fetch()
        if lost:
            route.continue_()
        else:
            lost.append(1)
            route.abort()

    board.page.route(UNSENT, lose_the_first_answer)
    write(board, "needs", "only once")

    board.saved()
    assert stored(canvas, "needs") == ["only once"]


def test_b6_several_edits_made_offline_arrive_in_order_without_conflict(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.page.route(UNSENT, lambda route: route.abort())
    board.note("two").focus()
    for letters in (" a", " b"):
        board.press("Enter", "End")
        board.type(letters)
        board.press("Control+Enter")
    board.press("Alt+ArrowUp")
    state(board, "Not saved yet")

    board.page.unroute(UNSENT)

    state(board, "Saved")
    board.has("needs", "two a b", "one", "three")
    expect(board.page.locator(".rival")).to_have_count(0)
    assert stored(canvas, "needs") == ["two a b", "one", "three"]


def test_b6_a_broken_server_is_waited_for(board: Board, canvas: Canvas) -> None:
    board.page.route(UNSENT, lambda route: route.fulfill(status=503))
    write(board, "needs", "patience")
    state(board, "Not saved yet")

    board.page.unroute(UNSENT)

    board.saved()
    assert stored(canvas, "needs") == ["patience"]


def test_b6_text_that_is_refused_is_offered_again(board: Board) -> None:
    refusal = {"message": "A canvas holds at most 2,000 notes; there are 2,000.", "code": "full"}
    board.page.route(UNSENT, lambda route: route.fulfill(status=422, json=refusal))
    write(board, "needs", "one too many")

    expect(board.page.get_by_role("alert")).to_contain_text("at most 2,000")
    expect(board.page.locator("note-composer textarea")).to_have_value("one too many")


def test_b10_two_tabs_each_move_a_note_and_both_moves_hold(
    page: Page, served: str, enter: Enter, mara: Member, needs: list[Note], canvas: Canvas
) -> None:
    enter(mara)
    first = Board(page, served, mara, canvas).open()
    other = Board(page.context.new_page(), served, mara, canvas).open()

    first.note("one").focus()
    first.press("Alt+ArrowRight")
    other.note("three").focus()
    other.press("Alt+ArrowUp", "Alt+ArrowUp")
    first.saved()
    other.saved()
    page.reload()

    first.has("needs", "three", "two")
    first.has("pains", "one")
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["three", "two"], ["one"])


def test_b10_what_a_closed_tab_left_unsent_is_sent_by_the_next(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    enter(mara)
    closed = Board(page.context.new_page(), served, mara, canvas).open()
    closed.cut()
    write(closed, "needs", "left behind")
    closed.page.close()

    Board(page, served, mara, canvas).open().saved()

    assert stored(canvas, "needs") == ["left behind"]
    assert Gesture.objects.of(mara).filter(canvas=canvas, role="do").count() == 1
