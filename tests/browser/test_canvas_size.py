"""A full board stays quick to the hand (B4), fits a small phone (B25), and follows no motion where none is wanted."""

from playwright.sync_api import Browser, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import add_notes
from tests.browser.canvas import Board
from tests.pace import in_time
from tests.served import EnterAs

LAG = """
async () => {
    const field = document.querySelector("note-composer textarea");
    const lags = [];
    for (const letter of "the quick brown fox jumps over the lazy dog") {
        const began = performance.now();
        field.setRangeText(letter, field.value.length, field.value.length, "end");
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.getBoundingClientRect();
        document.querySelector("#board").getBoundingClientRect();
        lags.push(performance.now() - began);
        await new Promise((done) => setTimeout(done, 10));
    }
    return lags.sort((a, b) => a - b).at(-3);
}
"""


def fill(member: Member, canvas: Canvas) -> None:
    for section in canvas.blueprint.sections:
        texts = [f"{section.title} {number}: what somebody said about it in a few words" for number in range(23)]
        add_notes(member, canvas.pk, section=section.key, texts=texts)


def test_b4_two_hundred_notes_take_the_first_keystroke_at_once_and_do_not_lag(
    mara: Member, canvas: Canvas, board: Board
) -> None:
    def until_it_takes_a_key() -> float:
        board.open()
        board.section("needs").focus()
        board.press("n")
        expect(board.page.locator("note-composer textarea")).to_be_focused()
        return float(board.page.evaluate("performance.now()")) / 1_000

    fill(mara, canvas)
    in_time(1, until_it_takes_a_key)
    in_time(0.05, lambda: float(board.page.evaluate(LAG)) / 1_000)


def test_b25_at_320_pixels_the_sections_stand_in_reading_order_and_nothing_is_cut_off(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, canvas: Canvas
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    enter_as(context, mara)
    board = Board(context.new_page(), served, mara, canvas).open()

    tops = board.page.evaluate("[...document.querySelectorAll('[data-section]')].map((one) => one.offsetTop)")
    wide = board.page.evaluate("document.documentElement.scrollWidth")
    board.section("actions").locator("summary").click()
    board.type("works here too")
    board.press("Control+Enter")

    assert tops == sorted(set(tops))
    assert wide <= 320
    board.has("actions", "works here too")
    context.close()


def test_notes_do_not_glide_where_people_asked_for_less_motion(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, canvas: Canvas
) -> None:
    add_notes(mara, canvas.pk, section="needs", texts=["one", "two"])
    context = browser.new_context(reduced_motion="reduce")
    enter_as(context, mara)
    board = Board(context.new_page(), served, mara, canvas).open()

    board.note("one").focus()
    board.press("Alt+ArrowDown")

    assert board.note("one").evaluate("note => note.closest('li').getAnimations().length") == 0
    board.has("needs", "two", "one")
    context.close()
