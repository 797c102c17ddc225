"""Trust, with a real browser and a real server: nothing is lost when the network goes, the server dies or two people
work on the same canvas (B6, B7, B8, B10, B11)."""

from random import Random

from django.conf import settings
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_evidence, change_note, remove_evidence
from tests.browser.canvas import Board, stored
from tests.browser.test_canvas_killed import WebProcess, web
from tests.served import Enter, session_of

__all__ = ["web"]
SEED = 17


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


def state(board: Board, words: str) -> None:
    expect(board.page.locator("save-state")).to_contain_text(words)


def test_b6_the_network_goes_while_a_note_is_edited_and_the_text_is_sent_when_it_is_back(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.note("two").focus()
    board.press("Enter", "End")
    board.type(" and mo")
    board.page.context.set_offline(True)
    board.type("re")
    board.press("Control+Enter")
    state(board, "Not saved yet")
    assert stored(canvas, "needs") == ["one", "two", "three"]

    board.page.context.set_offline(False)

    state(board, "Saved")
    board.saved()
    assert stored(canvas, "needs") == ["one", "two and more", "three"]


def test_b6_an_edit_a_move_and_a_deletion_made_offline_survive_a_reload(
    needs: list[Note], board: Board, canvas: Canvas
) -> None:
    board.page.context.set_offline(True)
    edit(board, "one", "uno")
    board.note("two").focus()
    board.press("Alt+ArrowRight")
    board.note("three").focus()
    board.press("Delete")
    state(board, "Not saved yet")
    board.cut()
    board.page.context.set_offline(False)

    board.page.reload()
    board.has("needs", "uno")
    board.has("pains", "two")
    state(board, "Not saved yet")
    assert stored(canvas, "needs") == ["one", "two", "three"]

    board.mend()
    board.saved()
    assert (stored(canvas, "needs"), stored(canvas, "pains")) == (["uno"], ["two"])


def test_b6_a_server_killed_between_two_saves_of_one_note_keeps_both(
    web: WebProcess, page: Page, mara: Member, needs: list[Note], canvas: Canvas
) -> None:
    chance = Random(SEED)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(mara), "url": web.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    board = Board(page, web.address, mara, canvas).open()
    edit(board, "two", "two, first save")
    page.wait_for_timeout(chance.uniform(0, 40))
    web.kill()
    edit(board, "two, first save", "two, second save")
    board.press("Alt+ArrowUp")
    state(board, "Not saved yet")

    web.start()

    expect(page.locator("save-state")).to_have_attribute("data-state", "saved", timeout=60_000)
    assert stored(canvas, "needs") == ["two, second save", "one", "three"]
    expect(page.locator(".rival")).to_have_count(0)


def test_b7_a_adds_three_b_adds_two_a_undoes_three_and_redo_restores_their_places(
    needs: list[Note], board: Board, edis: Board, canvas: Canvas
) -> None:
    for text in ("a1", "a2", "a3"):
        write(board, "pains", text)
    expect(edis.note("a3")).to_be_visible()
    for text in ("b1", "b2"):
        write(edis, "pains", text)
    board.has("pains", "a1", "a2", "a3", "b1", "b2")

    for _ in range(3):
        board.press("Control+z")
        board.saved()
    board.has("pains", "b1", "b2")
    edis.has("pains", "b1", "b2")

    for _ in range(3):
        board.press("Control+Shift+z")
        board.saved()
    board.has("pains", "a1", "a2", "a3", "b1", "b2")
    assert stored(canvas, "pains") == ["a1", "a2", "a3", "b1", "b2"]


def test_b7_undo_of_evidence_leaves_the_evidence_of_another(
    needs: list[Note], board: Board, mara: Member, edi: Member, canvas: Canvas
) -> None:
    quoted = {"kind": "quotation", "direction": "supports"}
    add_evidence(mara, canvas.pk, needs[0].pk, settings={"source": "Mara's call", "said_on": ""}, **quoted)
    add_evidence(edi, canvas.pk, needs[0].pk, settings={"source": "Edi's call", "said_on": ""}, **quoted)
    expect(board.note("one")).to_contain_text("2 for")

    board.note("one").focus()
    board.press("Control+z")

    expect(board.note("one")).to_contain_text("1 for")
    board.press("d")
    expect(board.page.locator("#side-panel .piece")).to_contain_text("Edi's call")


def test_b8_one_weighs_a_note_while_the_other_edits_it(
    needs: list[Note], board: Board, edis: Board, mara: Member, canvas: Canvas
) -> None:
    edis.note("two").focus()
    edis.press("Enter", "End")
    edis.type(" by Edi")
    change_note(mara, canvas.pk, needs[1].pk, kind="claim", hue="teal", importance=5)
    expect(board.note("two")).to_contain_text("5")

    edis.press("Control+Enter")
    edis.saved()

    expect(board.note("two by Edi")).to_contain_text("5")
    found = Note.objects.of(mara).get(pk=needs[1].pk)
    assert (found.text, found.importance, found.hue) == ("two by Edi", 5, "teal")


def test_b10_two_tabs_edit_the_same_note_one_after_the_other_without_a_question(
    page: Page, served: str, enter: Enter, mara: Member, needs: list[Note], canvas: Canvas
) -> None:
    enter(mara)
    first = Board(page, served, mara, canvas).open()
    other = Board(page.context.new_page(), served, mara, canvas).open()
    edit(first, "two", "two, here")
    expect(other.note("two, here")).to_be_visible()

    edit(other, "two, here", "two, here and there")

    expect(first.note("two, here and there")).to_be_visible()
    other.saved()
    expect(other.page.locator(".rival")).to_have_count(0)
    assert stored(canvas, "needs") == ["one", "two, here and there", "three"]


def test_b11_a_deleted_note_is_undone_in_the_session_and_put_back_from_history_after_a_reload(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    add_evidence(
        mara,
        canvas.pk,
        needs[1].pk,
        kind="quotation",
        settings={"source": "Call with Rosa", "said_on": ""},
        direction="supports",
    )
    expect(board.note("two")).to_contain_text("Supported")
    board.note("two").focus()
    board.press("Delete")
    board.has("needs", "one", "three")
    board.page.locator("toast-stack").get_by_role("button", name="Undo").click()
    board.has("needs", "one", "two", "three")

    board.note("two").focus()
    board.press("Delete")
    board.saved()
    board.page.reload()
    board.has("needs", "one", "three")
    board.page.goto(f"{board.address}/deleted")
    board.page.get_by_role("button", name="Put back").click()

    board.has("needs", "one", "two", "three")
    expect(board.note("two")).to_contain_text("Supported")


def test_b11_removed_evidence_is_still_in_the_history_of_its_note(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    settings = {"source": "Call with Rosa", "said_on": ""}
    made = add_evidence(mara, canvas.pk, needs[1].pk, kind="quotation", settings=settings, direction="supports")
    remove_evidence(mara, canvas.pk, made.pk)

    board.page.goto(f"{board.address}/notes/{needs[1].pk}")
    board.page.get_by_text("1 piece of evidence was removed").click()
    removed = board.page.get_by_role("list", name="Removed evidence")
    expect(removed).to_contain_text("Call with Rosa")
    removed.get_by_role("button", name="Put back").click()

    expect(board.page.locator(".piece")).to_contain_text("Call with Rosa")
