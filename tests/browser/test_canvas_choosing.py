"""Many notes at once, by hand and by keyboard (B2, B3, B5), and what colours and tags stand for."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, change_note, name_colours
from tests.browser.canvas import Board, stored
from tests.hands import wait_until
from tests.served import EnterAs


def bar(board: Board) -> Locator:
    return board.page.locator("selection-bar")


def chosen(board: Board, *texts: str) -> None:
    expect(board.page.locator(".note--chosen .note__text")).to_have_text(list(texts))


def said(board: Board, words: str) -> None:
    expect(board.page.locator("#live-words")).to_contain_text(words)


def test_b5_by_keyboard_alone_many_are_chosen_moved_and_brought_back_as_one_step(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("one").focus()
    board.press("Space")
    said(board, "Chosen: 1")
    board.press("Shift+ArrowDown")
    chosen(board, "one", "two")
    expect(bar(board)).to_contain_text("2 chosen")

    board.press("m")
    expect(bar(board).get_by_role("button", name="Move to")).to_be_focused()
    board.press("Enter")
    board.page.locator("#selection-move").get_by_role("button", name="Value proposition").press("Enter")

    board.has("value", "one", "two")
    said(board, "2 notes moved to Value proposition")
    board.saved()
    board.press("Escape")
    expect(board.note("two")).to_be_focused()
    board.press("Escape")
    expect(bar(board)).to_be_hidden()
    board.press("Control+z")
    board.has("needs", "one", "two", "three")
    board.saved()
    assert stored(canvas, "needs") == ["one", "two", "three"]


def test_b5_colour_tag_weight_and_delete_are_each_one_step_for_all(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("one").focus()
    board.press("Control+a")
    chosen(board, "one", "two", "three")

    bar(board).get_by_role("button", name="Colour").click()
    board.page.locator("#selection-colour").get_by_role("button", name="Teal").click()
    bar(board).get_by_role("button", name="Tags").click()
    board.page.get_by_label("New tag").fill("price")
    board.press("Enter")
    bar(board).get_by_role("button", name="Weight").click()
    board.page.locator("#selection-weight").get_by_role("button", name="4").click()
    expect(board.page.locator(".note__tag", has_text="price")).to_have_count(3)
    expect(board.page.get_by_text("Weight 4")).to_have_count(3)
    expect(board.page.locator("sticky-note[data-hue=teal]")).to_have_count(3)
    bar(board).get_by_role("button", name="Delete").click()
    board.has("needs")
    board.saved()

    for gone in ("", "Weight 4", "price", "teal"):
        board.press("Control+z")
        board.saved()
        wait_until(board.page, lambda gone=gone: not gone or gone not in board.section("needs").inner_html())
    board.has("needs", "one", "two", "three")


def test_b5_a_band_drawn_with_the_mouse_chooses_what_it_meets(needs: list[Note], board: Board) -> None:
    first, last = board.note("one").bounding_box(), board.note("two").bounding_box()
    assert first is not None
    assert last is not None
    mouse = board.page.mouse
    mouse.move(first["x"] - 6, first["y"] - 4)
    mouse.down()
    mouse.move(last["x"] + 30, last["y"] + 12, steps=6)
    expect(board.page.locator(".band")).to_be_visible()
    mouse.up()

    chosen(board, "one", "two")
    expect(board.page.locator(".band")).to_have_count(0)
    board.note("three").click(modifiers=["Control"])
    chosen(board, "one", "two", "three")
    board.note("two").click(modifiers=["Control"])
    chosen(board, "one", "three")
    board.note("two").click()
    chosen(board)
    board.note("one").click()
    board.note("one").click(modifiers=["Shift"])
    board.note("three").click(modifiers=["Shift"])
    chosen(board, "one", "two", "three")


def test_b5_dragging_one_of_several_carries_all(needs: list[Note], board: Board, canvas: Canvas) -> None:
    board.note("one").click(modifiers=["Control"])
    board.note("three").click(modifiers=["Control"])
    start, goal = board.note("three").bounding_box(), board.section("value").bounding_box()
    assert start is not None
    assert goal is not None
    mouse = board.page.mouse
    mouse.move(start["x"] + 40, start["y"] + 8)
    mouse.down()
    mouse.move(start["x"] + 60, start["y"] + 20, steps=3)
    expect(board.page.locator("[data-carried='2']")).to_have_count(1)
    mouse.move(goal["x"] + 60, goal["y"] + 90, steps=8)
    mouse.up()

    board.has("value", "one", "three")
    board.has("needs", "two")
    board.saved()
    assert (stored(canvas, "needs"), stored(canvas, "value")) == (["two"], ["one", "three"])


def test_b3_alt_and_arrows_carry_all_that_are_chosen(needs: list[Note], board: Board, canvas: Canvas) -> None:
    board.note("one").focus()
    board.press("Space", "Shift+ArrowDown", "Alt+ArrowDown")
    board.has("needs", "three", "one", "two")
    expect(board.note("two")).to_be_focused()

    board.press("Alt+ArrowRight")
    board.has("pains", "one", "two")
    board.saved()
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["three"], ["one", "two"])


def test_b5_a_refused_move_of_many_puts_all_back_and_says_why(needs: list[Note], board: Board) -> None:
    refusal = {"message": "This canvas is in the archive.", "place": "", "code": "archived"}
    board.page.route("**/gestures", lambda route: route.fulfill(status=403, json=refusal))
    board.note("one").focus()

    board.press("Control+a", "Alt+ArrowRight")

    expect(board.page.get_by_role("alert")).to_contain_text("This canvas is in the archive.")
    board.has("needs", "one", "two", "three")
    bar(board).get_by_role("button", name="Colour").click()
    board.page.locator("#selection-colour").get_by_role("button", name="Teal").click()
    expect(board.page.get_by_role("alert")).to_have_count(2)
    expect(board.page.locator("sticky-note[data-hue]")).to_have_count(0)
    board.saved()


def test_b2_letters_can_be_switched_off_and_everything_is_still_reached(needs: list[Note], board: Board) -> None:
    board.page.evaluate("localStorage.setItem('rapport.letters', 'off')")
    board.page.evaluate("import('rapport/ui/shortcuts').then((m) => m.switchLetters(false))")
    board.note("one").focus()
    board.press("m", "v", "d")
    expect(board.page.locator("note-menu")).to_be_hidden()
    expect(board.page.locator("#side-panel[open]")).to_have_count(0)

    board.press("Shift+F10")
    board.page.locator("note-menu").get_by_role("button", name="Choose, to change several").press("Enter")
    chosen(board, "one")
    board.press("Shift+F10")
    expect(bar(board).get_by_role("button", name="Move to")).to_be_focused()


def test_b2_the_new_shortcuts_are_listed(board: Board) -> None:
    board.section("needs").focus()
    board.press("?")

    for words in ("Choose several", "Vote for the note", "Choose all notes of the section"):
        expect(board.page.get_by_role("dialog")).to_contain_text(words)


def test_b25_many_are_chosen_and_tagged_by_touch_at_320_pixels(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, needs: list[Note], canvas: Canvas
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True)
    enter_as(context, mara)
    board = Board(context.new_page(), served, mara, canvas).open()
    board.note("one").locator(".note__more").tap()
    board.page.locator("note-menu").get_by_role("button", name="Choose, to change several").tap()
    board.note("two").tap()
    chosen(board, "one", "two")

    bar(board).get_by_role("button", name="Tags").tap()
    board.page.get_by_label("New tag").fill("dear")
    board.page.locator("#selection-tags").get_by_role("button", name="Add").tap()

    expect(board.page.locator(".note__tag", has_text="dear")).to_have_count(2)
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 320
    box = bar(board).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    context.close()


def test_a_tag_or_a_colour_shows_only_its_notes_and_the_address_can_be_sent(
    mara: Member, canvas: Canvas, needs: list[Note], board: Board
) -> None:
    change_note(mara, canvas.pk, needs[0].pk, kind="claim", hue="teal", importance=None, tags=["price"])
    change_note(mara, canvas.pk, needs[1].pk, kind="claim", hue="", importance=None, tags=["price", "quick"])
    name_colours(mara, canvas.pk, {"teal": "From interviews"})
    board.page.reload()
    expect(board.note("one")).to_contain_text("From interviews")

    board.page.locator("#legend").get_by_role("link", name="price 2").click()
    expect(board.note("three")).to_be_hidden()
    expect(board.page.locator("#board-filter")).to_contain_text("2 of 3 notes shown")
    board.page.locator("#legend").get_by_role("link", name="From interviews").click()
    expect(board.note("two")).to_be_hidden()
    board.page.reload()
    expect(board.note("two")).to_be_hidden()
    expect(board.note("one")).to_be_visible()

    board.page.get_by_role("link", name="Show all").click()
    expect(board.note("three")).to_be_visible()
    expect(board.page).to_have_url(board.address)


def test_colours_get_their_words_on_screen_and_open_boards_follow(
    mara: Member, canvas: Canvas, needs: list[Note], board: Board, edis: Board
) -> None:
    board.note("two").focus()
    board.press("Space")
    bar(board).get_by_role("button", name="Colour").click()
    board.page.locator("#selection-colour").get_by_role("button", name="Coral").click()
    board.saved()
    board.page.get_by_role("link", name="Name the colours").click()
    board.page.get_by_label("Coral", exact=True).fill("Must be tested first")
    board.page.locator("#side-panel").get_by_role("button", name="Save").click()

    expect(board.note("two")).to_contain_text("Must be tested first")
    expect(edis.note("two")).to_contain_text("Must be tested first")
    expect(edis.page.locator("#legend")).to_contain_text("Must be tested first")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_b25_a_board_with_chosen_coloured_and_tagged_notes_has_no_serious_fault(
    mara: Member, canvas: Canvas, needs: list[Note], board: Board, theme: str
) -> None:
    for note, hue in zip(needs, ("teal", "amber", "rose"), strict=True):
        change_note(mara, canvas.pk, note.pk, kind="claim", hue=hue, importance=3, tags=["price", "quick"])
    name_colours(mara, canvas.pk, {"teal": "From interviews"})
    board.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    board.page.reload()
    board.note("one").focus()
    board.press("Control+a")
    expect(bar(board)).to_be_visible()

    found = Axe().run(board.page).response["violations"]

    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []


def test_a_contributor_changes_only_own_notes_of_those_that_are_chosen(
    browser: Browser, served: str, enter_as: EnterAs, cora: Member, needs: list[Note], canvas: Canvas
) -> None:
    add_notes(cora, canvas.pk, section="needs", texts=["mine"])
    context = browser.new_context()
    enter_as(context, cora)
    board = Board(context.new_page(), served, cora, canvas).open()
    board.note("one").focus()

    board.press("Control+a", "Delete")

    board.has("needs", "one", "two", "three")
    expect(board.page.locator("toast-stack")).to_contain_text("Notes of others stay as they are: 3")
    context.close()


def test_who_may_only_look_has_nothing_to_choose_or_vote(
    browser: Browser, served: str, enter_as: EnterAs, vic: Member, needs: list[Note], canvas: Canvas
) -> None:
    context = browser.new_context()
    enter_as(context, vic)
    board = Board(context.new_page(), served, vic, canvas).open()
    board.note("one").focus()

    board.press("Control+a", "Space", "v", "m")

    expect(board.page.locator("note-menu")).to_be_visible()
    expect(board.page.locator("note-menu").get_by_role("button", name="Details and evidence")).to_be_focused()
    expect(board.page.locator("note-menu").get_by_role("button", name="Vote")).to_have_count(0)
    chosen(board)
    expect(board.page.get_by_role("alert")).to_have_count(0)
    context.close()
