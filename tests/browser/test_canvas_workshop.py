"""Several people on one canvas: who is here, votes, and a workshop led by one of them (B9, B26)."""

import re
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIResponse, Browser, Locator, Page, Route, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note, Presence
from rapport.apps.canvas.operations import add_notes, open_voting, start_timer, start_workshop
from tests.browser.canvas import Board
from tests.hands import wait_until
from tests.pace import in_time
from tests.served import EnterAs


def people(board: Board) -> Locator:
    return board.page.locator("people-here")


def bar(board: Board) -> Locator:
    return board.page.locator(".workshop")


def start(board: Board) -> None:
    board.page.get_by_role("button", name="Workshop").click()
    board.page.get_by_role("dialog").get_by_role("button", name="Start").click()
    expect(bar(board)).to_be_visible()


def test_b9_each_sees_who_is_here_and_who_writes_on_what(needs: list[Note], board: Board, edis: Board) -> None:
    expect(people(board).get_by_role("button", name="2 people are here")).to_be_visible()
    people(board).get_by_role("button").click()
    expect(people(board).locator("#people-list")).to_contain_text("Edi")
    board.press("Escape")

    edis.note("two").focus()
    edis.press("Enter")
    expect(board.note("two").locator(".note__here")).to_have_text("Edi is writing")
    expect(edis.page.locator(".note__here")).to_have_count(0)
    edis.press("Escape")
    expect(board.page.locator(".note__here")).to_have_count(0)

    edis.page.goto("about:blank")
    expect(people(board).get_by_role("button", name="1 person is here")).to_be_visible()
    assert Presence.objects.of(board.member).count() == 1


def test_b9_while_i_write_changes_of_another_come_within_a_second_and_leave_my_draft_alone(
    needs: list[Note], board: Board, edis: Board
) -> None:
    edis.note("two").focus()
    edis.press("Enter", "End")
    edis.type(" and my draft")
    edis.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft")
    field = edis.page.locator("textarea.note__writing")
    before = field.evaluate("field => [field.value, field.selectionStart, field.selectionEnd]")

    def until_edi_sees_it() -> float:
        if board.texts("pains"):
            board.press("Alt+ArrowLeft")
            edis.has("pains")
        board.press("Alt+ArrowRight")
        board.saved()
        began = time.monotonic()
        edis.has("pains", "one")
        return time.monotonic() - began

    board.note("one").focus()
    board.press("Space")
    in_time(1, until_edi_sees_it)
    board.press("Space", "Delete")
    edis.has("pains")
    board.note("two").focus()
    board.press("v")
    board.saved()

    expect(field).to_be_focused()
    assert field.evaluate("field => [field.value, field.selectionStart, field.selectionEnd]") == before
    edis.press("Control+Enter")
    board.has("needs", "two and my draft", "three")


def test_b26_votes_are_given_and_taken_back_by_key_and_sort_the_notes(
    needs: list[Note], board: Board, edis: Board
) -> None:
    board.note("three").focus()
    board.press("v", "v")
    edis.note("three").focus()
    edis.press("v")
    edis.note("two").focus()
    edis.press("v")
    expect(board.note("three")).to_contain_text("3 votes, 2 yours")
    expect(board.note("two")).to_contain_text("1 vote")

    board.page.get_by_role("link", name="Most votes first").click()
    board.has("needs", "three", "two", "one")
    board.press("Shift+V")
    board.note("three").focus()
    board.press("Shift+V")
    expect(edis.note("three")).to_contain_text("2 votes")
    board.page.get_by_role("link", name="Most votes first").click()
    board.has("needs", "one", "two", "three")


def test_b26_nobody_gives_more_votes_than_they_have(needs: list[Note], board: Board) -> None:
    board.note("three").focus()
    board.press("v", "v", "v", "v", "v", "v")

    expect(board.page.get_by_role("alert")).to_contain_text("You have given all your 5 votes")
    expect(board.note("three")).to_contain_text("5 votes, 5 yours")
    board.saved()


def test_b26_in_a_workshop_notes_are_private_until_the_leader_reveals_them(
    needs: list[Note], board: Board, edis: Board
) -> None:
    start(board)
    expect(bar(edis)).to_contain_text("New notes are private until they are revealed")
    edis.section("pains").focus()
    edis.press("n")
    edis.type("a secret")
    edis.press("Control+Enter")
    edis.saved()
    expect(edis.note("a secret")).to_contain_text("Only you")

    board.section("pains").focus()
    board.press("n")
    board.type("mine")
    board.press("Control+Enter")
    board.saved()
    board.has("pains", "mine")
    assert "a secret" not in board.page.content()
    board.page.reload()
    board.has("pains", "mine")

    bar(board).get_by_role("button", name="Reveal notes").click()
    expect(board.note("a secret")).to_be_visible()
    expect(edis.note("mine")).to_be_visible()
    expect(edis.page.get_by_text("Only you")).to_have_count(0)


def test_b26_hidden_votes_are_shown_to_all_when_voting_is_closed(
    mara: Member, needs: list[Note], canvas: Canvas, board: Board, edis: Board
) -> None:
    start(board)
    bar(board).get_by_role("button", name="Open voting").click()
    for one in (board, edis):
        expect(bar(one)).to_contain_text("votes hidden until it is closed")
    two = edis.note("two")
    two.get_by_role("button", name="Vote", exact=True).click()
    two.get_by_role("button", name="Vote", exact=True).click()
    expect(two).to_contain_text("2 votes, 2 yours")
    expect(board.note("two")).to_contain_text("0 votes")
    board.note("two").focus()
    board.press("v")
    expect(board.note("two")).to_contain_text("1 vote, 1 yours")

    bar(board).get_by_role("button", name="Close voting").click()
    expect(board.note("two")).to_contain_text("3 votes, 1 yours")
    expect(edis.note("two")).to_contain_text("3 votes, 2 yours")
    expect(edis.page.locator("[data-vote]")).to_have_count(0)


def almost_over(page: Page) -> bool:
    """Let the page's clock run until five seconds are left; a timer that came anew meanwhile begins from its whole."""
    timer = page.locator("workshop-timer")
    minutes, seconds = timer.inner_text().split(":")
    page.clock.run_for(max(0, int(minutes) * 60 + int(seconds) - 5) * 1_000)
    return timer.inner_text().startswith("0:0")


def test_b26_everybody_sees_the_timer_and_hears_politely_when_it_is_over(board: Board, edis: Board) -> None:
    edis.page.clock.install()
    edis.page.reload()
    start(board)
    bar(board).get_by_label("Minutes").fill("2")
    bar(board).get_by_role("button", name="Start timer").click()
    timer = edis.page.locator("workshop-timer")
    expect(timer).to_have_text(re.compile(r"2:00|1:\d\d"))
    bar(board).get_by_role("button", name="1 minute").click()
    expect(timer).to_have_text(re.compile(r"3:00|2:(?!00)\d\d"))

    # Far enough ahead: a clock cannot be stopped at a time that has passed when it is told.
    edis.page.clock.pause_at(edis.page.evaluate("new Date(Date.now() + 60_000).toISOString()"))
    wait_until(edis.page, lambda: almost_over(edis.page))
    edis.page.clock.run_for(10_000)
    expect(timer).to_have_text("Time is up")
    expect(edis.page.locator("#live-words")).to_have_text("Time is up")
    edis.page.clock.resume()

    bar(board).get_by_role("button", name="Stop timer").click()
    expect(timer).to_have_count(0)
    bar(board).get_by_role("button", name="End workshop").click()
    expect(bar(edis)).to_have_count(0)


def test_b26_an_answer_that_comes_after_the_news_takes_nothing_away(board: Board) -> None:
    held: list[tuple[Route, APIResponse]] = []
    board.page.route("**/workshop", lambda route: held.append((route, route.fetch())))
    board.page.get_by_role("button", name="Workshop").click()
    board.page.get_by_role("dialog").get_by_role("button", name="Start").click()
    minutes = bar(board).get_by_label("Minutes")
    minutes.fill("2")

    (route, answer) = held.pop()
    with board.page.expect_response("**/workshop"):
        route.fulfill(response=answer)
    board.page.unroute("**/workshop")

    expect(minutes).to_have_value("2")
    bar(board).get_by_role("button", name="Start timer").click()
    expect(board.page.locator("workshop-timer")).to_have_text(re.compile(r"2:00|1:\d\d"))


def test_b26_who_may_only_add_notes_follows_but_does_not_lead(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, cora: Member, canvas: Canvas
) -> None:
    start_workshop(mara, canvas.pk, is_private=True)
    context = browser.new_context()
    enter_as(context, cora)
    board = Board(context.new_page(), served, cora, canvas).open()

    expect(bar(board)).to_contain_text("led by Mara")
    expect(bar(board).get_by_role("button")).to_have_count(0)
    expect(board.page.get_by_role("button", name="Workshop")).to_have_count(0)
    context.close()


def test_b25_a_workshop_fits_a_small_phone_and_has_no_serious_fault(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, canvas: Canvas, needs: list[Note]
) -> None:
    start_workshop(mara, canvas.pk, is_private=True)
    add_notes(mara, canvas.pk, section="needs", texts=["mine alone"])
    open_voting(mara, canvas.pk, hides_votes=True)
    start_timer(mara, canvas.pk, minutes=5)
    context = browser.new_context(viewport={"width": 320, "height": 700})
    enter_as(context, mara)
    board = Board(context.new_page(), served, mara, canvas).open()
    expect(bar(board)).to_be_visible()

    found = Axe().run(board.page).response["violations"]

    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
