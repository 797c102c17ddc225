"""Comments by keyboard, and two people in one conversation (B9, B26's neighbours: what is said about a note)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.canvas.models import Canvas, Comment, Note
from rapport.apps.canvas.operations import add_comment
from tests.browser.canvas import Board
from tests.served import Enter


def open_details(board: Board, text: str) -> Locator:
    board.note(text).focus()
    board.press("d")
    threads = board.page.locator("comment-threads")
    expect(threads).to_be_visible()
    return threads


def write_on(board: Board, text: str) -> Locator:
    field = board.page.get_by_label("Comment on this note")
    field.focus()
    board.type(text)
    return field


def test_somebody_is_mentioned_with_the_keyboard_and_hears_of_it(
    needs: list[Note], board: Board, edis: Board, ada: Member, edi: Member
) -> None:
    expect(edis.page.locator("#bell")).to_have_attribute("aria-label", "Notifications")
    open_details(board, "two")

    field = write_on(board, "Ask @e")
    listbox = board.page.get_by_role("listbox", name="People")
    expect(listbox.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", f"{listbox.get_attribute('id')}-0")
    board.press("Escape")
    expect(listbox).to_be_hidden()
    expect(board.page.locator("#side-panel")).to_have_attribute("open", "")
    board.type("d")
    board.press("Enter")
    expect(field).to_have_value("Ask @Edi ")
    board.type("please")
    board.press("Control+Enter")

    expect(board.page.locator(".remark .mention")).to_have_text("@Edi")
    expect(field).to_have_value("")
    expect(edis.page.locator("#bell")).to_have_attribute("aria-label", "Notifications, 1 new")
    edis.page.locator("#bell").click()
    edis.page.get_by_role("button", name="mentioned you").click()
    expect(edis.page.locator(".remark--found")).to_contain_text("Ask @Edi please")
    expect(edis.page.locator(".remark--found")).to_be_focused()
    assert Notification.objects.of(edi).get(member=edi).read_at is not None


def test_arrows_choose_among_people(needs: list[Note], mara: Member, ada: Member, edi: Member, board: Board) -> None:
    open_details(board, "one")

    field = write_on(board, "@")
    expect(board.page.get_by_role("listbox", name="People").get_by_role("option")).to_have_count(3)
    board.press("ArrowDown", "Tab")

    expect(field).to_have_value("@Edi ")
    expect(field).to_be_focused()


def test_b9_what_is_said_by_others_appears_while_i_write_and_my_words_stay(
    needs: list[Note], board: Board, edis: Board, mara: Member
) -> None:
    first = add_comment(mara, board.canvas.pk, "Who says so?", note_id=needs[1].pk)
    open_details(board, "two")
    open_details(edis, "two")
    reply = edis.page.locator(f"#thread-{first.pk}")
    reply.locator("summary", has_text="Reply").click()
    expect(reply.get_by_label("Your reply")).to_be_focused()
    edis.type("The interviews, I thi")
    edis.press("ArrowLeft", "ArrowLeft")

    write_on(board, "Nobody?")
    board.press("Control+Enter")

    expect(edis.page.locator(".remark", has_text="Nobody?")).to_be_visible()
    field = reply.get_by_label("Your reply")
    expect(field).to_have_value("The interviews, I thi")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("The interviews, I thi") - 2
    edis.press("Control+Enter")
    expect(board.page.locator(f"#thread-{first.pk} .thread__replies .remark")).to_contain_text("The interviews, I thi")


def test_a_resolved_thread_is_folded_away_for_everybody_and_taken_up_again(
    needs: list[Note], board: Board, edis: Board, mara: Member
) -> None:
    add_comment(mara, board.canvas.pk, "Done?", note_id=needs[1].pk)
    open_details(board, "two")
    open_details(edis, "two")

    button = board.page.get_by_role("button", name="Resolve")
    button.focus()
    board.press("Enter")

    for one in (board, edis):
        expect(one.page.locator(".talk__resolved > summary")).to_contain_text("1 resolved")
        expect(one.page.locator(".remark", has_text="Done?")).to_be_hidden()
        expect(one.page.locator("[data-threads]")).to_have_text("")
    expect(board.page.locator(".talk__resolved > summary")).to_be_focused()
    board.press("Enter")
    expect(board.page.locator(".remark", has_text="Done?")).to_contain_text("Resolved by Mara")
    board.page.get_by_role("button", name="Reopen").click()
    expect(edis.page.locator(".threads").first).to_contain_text("Done?")
    expect(edis.page.locator("[data-threads]")).to_have_text("1")


def test_undo_is_offered_though_the_live_stream_was_quicker(needs: list[Note], board: Board, mara: Member) -> None:
    comment = add_comment(mara, board.canvas.pk, "The price", note_id=needs[1].pk)
    open_details(board, "two")
    remark = board.page.locator(f"#comment-{comment.pk}")
    held: list[Route] = []
    board.page.route("**/removal", lambda route: held.append(route))

    with board.page.expect_request("**/removal"):
        remark.get_by_role("button", name="Remove").click()
    remark.evaluate("remark => remark.remove()")
    held[0].continue_()

    board.page.locator("toast-stack").get_by_role("button", name="Undo").click()
    expect(remark).to_have_count(1)


def test_ones_own_comment_is_edited_removed_and_brought_back(needs: list[Note], board: Board, mara: Member) -> None:
    comment = add_comment(mara, board.canvas.pk, "Teh price", note_id=needs[1].pk)
    open_details(board, "two")

    remark = board.page.locator(f"#comment-{comment.pk}")
    remark.locator("summary", has_text="Edit").click()
    expect(remark.locator("textarea").first).to_be_focused()
    board.press("Control+a")
    board.type("The price")
    board.press("Control+Enter")
    expect(remark.locator(".remark__text")).to_have_text("The price")
    expect(remark).to_contain_text("edited")
    remark.get_by_role("button", name="Remove").click()
    expect(remark).to_have_count(0)
    board.page.locator("toast-stack").get_by_role("button", name="Undo").click()

    expect(remark.locator(".remark__text")).to_have_text("The price")


def test_a_draft_outlives_a_look_at_another_note(needs: list[Note], board: Board) -> None:
    open_details(board, "two")
    write_on(board, "Half a thou")
    open_details(board, "three")
    expect(board.page.get_by_label("Comment on this note")).to_have_value("")

    open_details(board, "two")

    expect(board.page.get_by_label("Comment on this note")).to_have_value("Half a thou")


def test_words_written_while_a_comment_is_on_its_way_stay(needs: list[Note], board: Board) -> None:
    open_details(board, "two")
    field = write_on(board, "Who says so?")
    held: list[Route] = []
    board.page.route(
        "**/canvases/**", lambda route: held.append(route) if route.request.method == "POST" else route.fallback()
    )

    board.press("Control+Enter")
    while not held:
        board.page.wait_for_timeout(20)
    board.type(" And since when")
    held[0].continue_()

    expect(board.page.locator(".remark__text")).to_have_text("Who says so?")
    expect(field).to_have_value("And since when")
    expect(field).to_be_focused()


def test_the_canvas_as_a_whole_is_talked_about_and_leads_to_its_notes(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    add_comment(mara, canvas.pk, "Who says so?", note_id=needs[1].pk)
    expect(board.page.locator("[data-threads]")).to_have_text("1")

    board.page.get_by_role("link", name="Comments 1").focus()
    board.press("Enter")
    field = board.page.get_by_label("Comment on the whole canvas")
    field.fill("Good work")
    field.press("Control+Enter")
    expect(board.page.locator(".remark", has_text="Good work")).to_be_visible()
    board.page.get_by_role("link", name="Who says so?").click()

    expect(board.note("two")).to_have_class("note note--found")
    expect(board.page.locator(".remark--found")).to_contain_text("Who says so?")
    assert Comment.objects.of(mara).filter(note=None).get().text == "Good work"


def test_readers_find_nothing_to_complain_about_in_a_conversation(
    page: Page, served: str, enter: Enter, mara: Member, edi: Member, canvas: Canvas, needs: list[Note]
) -> None:
    first = add_comment(edi, canvas.pk, "@Mara who says so?", note_id=needs[1].pk)
    add_comment(mara, canvas.pk, "The interviews", parent_id=first.pk)
    enter(mara)
    base = f"{served}/w/glow"
    for address in (f"canvases/{canvas.pk}/talk", f"canvases/{canvas.pk}/notes/{needs[1].pk}", "notifications/"):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{base}/{address}")
        expect(page.locator("html[data-ready]")).to_be_attached()

        assert page.evaluate("document.documentElement.scrollWidth") == 320
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        serious = [one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
        assert serious == [], found.generate_report()


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("Ask @ed", {"start": 4, "typed": "ed"}),
        ("@", {"start": 0, "typed": ""}),
        ("(@Ana Lu", {"start": 1, "typed": "Ana Lu"}),
        ("@Ana Lund knows", None),
        ("mail@shop", None),
        ("no name", None),
    ],
)
def test_a_name_is_being_typed_after_the_sign(page: Page, served: str, text: str, begun: object) -> None:
    page.goto(f"{served}/styleguide")

    found = page.evaluate("async (text) => (await import('rapport/ui/mention')).nameBefore(text, text.length)", text)

    assert found == begun
