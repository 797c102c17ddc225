"""Comments: who says what, who is told, what is folded away, and what nobody else sees."""

from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, CanvasOperation, Comment, Note
from rapport.apps.canvas.operations.log import perform
from rapport.apps.canvas.queries.talk import open_threads, talk_of
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.mentions import Person, mentions_in, pieces_of, text_of_today
from tests.cast import make_member

EDI, ADA, EDITH = Person(1, "Edi Bo", "edi@x.example"), Person(2, "Ada", "ada@x.example"), Person(3, "Edith", "")


def told(member: Member) -> list[tuple[str, str]]:
    rows = Notification.objects.of(member).filter(member=member).order_by("pk")
    return [(row.kind, row.text) for row in rows]


def row(comment: Comment) -> Comment:
    found: Comment = Comment.objects.of(comment.workspace_id).get(pk=comment.pk)
    return found


def hide(member: Member, note: Note) -> None:
    perform(
        member,
        note.canvas_id,
        "note.hidden",
        lambda desk: desk.set(desk.note(note.pk), "note.hidden", "is_private", True),
    )


@pytest.mark.parametrize(
    ("text", "spoken_to"),
    [
        ("@Edi Bo, look", [(1, "Edi Bo")]),
        ("@edi bo look", [(1, "edi bo")]),
        ("@Edi?", [(1, "Edi")]),
        ("@Edith and @ada@x.example.", [(3, "Edith"), (2, "ada@x.example")]),
        ("mail me at x@Ada", []),
        ("@Nobody, @Adam", []),
        ("(@Ada) @Ada", [(2, "Ada"), (2, "Ada")]),
    ],
)
def test_a_name_after_the_sign_speaks_to_somebody(text: str, spoken_to: list[tuple[int, str]]) -> None:
    found = mentions_in(text, [EDI, ADA, EDITH])

    assert [(one["member"], one["name"]) for one in found] == spoken_to


def test_of_two_with_one_name_the_chosen_one_is_meant() -> None:
    twins = [Person(4, "Kim", ""), Person(5, "Kim", "")]

    assert [one["member"] for one in mentions_in("@Kim", twins, meant=[5])] == [5]


def test_a_renamed_member_reads_right_everywhere_they_are_mentioned() -> None:
    mentions = mentions_in("Ask @Ada and @Edi Bo, @Ada!", [EDI, ADA])
    today = {1: "Edi Berg", 2: "Ada Roe"}

    pieces = pieces_of("Ask @Ada and @Edi Bo, @Ada!", mentions, today, me=2)

    assert [(piece.text, piece.is_mention, piece.is_me) for piece in pieces] == [
        ("Ask ", False, False),
        ("@Ada Roe", True, True),
        (" and ", False, False),
        ("@Edi Berg", True, False),
        (", ", False, False),
        ("@Ada Roe", True, True),
        ("!", False, False),
    ]
    assert text_of_today("Ask @Ada and @Edi Bo, @Ada!", mentions, today) == "Ask @Ada Roe and @Edi Berg, @Ada Roe!"


def test_a_mention_tells_once_and_never_oneself(mara: Member, edi: Member, ada: Member, price: Note) -> None:
    operations.add_comment(edi, price.canvas_id, "@Mara @Mara @Ada @Edi: look", note_id=price.pk)

    assert [kind for kind, _ in told(mara)] == ["mention"]
    assert [kind for kind, _ in told(ada)] == ["mention"]
    assert told(edi) == []


def test_whom_a_comment_concerns_is_told_for_the_reason_that_concerns_them_most(
    mara: Member, edi: Member, ada: Member, cora: Member, price: Note
) -> None:
    first = operations.add_comment(edi, price.canvas_id, "Too high for whom?", note_id=price.pk)
    operations.add_comment(ada, price.canvas_id, "For students", parent_id=first.pk)
    operations.add_comment(cora, price.canvas_id, "And @Ada, for pupils", parent_id=first.pk)

    assert told(mara) == [("comment", "Too high for whom?")]
    assert [kind for kind, _ in told(edi)] == ["reply", "reply"]
    assert [kind for kind, _ in told(ada)] == ["mention"]
    operations.add_comment(edi, price.canvas_id, "Thanks", parent_id=first.pk)
    assert [kind for kind, _ in told(cora)] == ["thread"]


def test_a_notification_leads_to_the_comment_on_its_note(edi: Member, mara: Member, price: Note) -> None:
    comment = operations.add_comment(edi, price.canvas_id, "@Mara why?", note_id=price.pk)

    found = Notification.objects.of(mara).get(member=mara)
    board = f"/w/glow/canvases/{price.canvas_id}"
    assert found.url == f"{board}?note={price.pk}&comment={comment.pk}#note-{price.pk}"
    assert (found.actor_label, found.about) == ("Edi", "Close to young women")


def test_a_reply_to_a_reply_stays_in_the_thread_and_opens_it_again(edi: Member, ada: Member, board: Canvas) -> None:
    first = operations.add_comment(edi, board.pk, "Ready?")
    second = operations.add_comment(ada, board.pk, "Nearly", parent_id=first.pk)
    operations.resolve_comment(ada, board.pk, first.pk)

    third = operations.add_comment(edi, board.pk, "When?", parent_id=second.pk)

    assert row(third).parent_id == first.pk
    assert row(first).resolved is False


def test_editing_tells_only_those_who_are_mentioned_for_the_first_time(
    edi: Member, ada: Member, mara: Member, board: Canvas
) -> None:
    comment = operations.add_comment(edi, board.pk, "@Ada look")

    operations.edit_comment(edi, board.pk, comment.pk, "@Ada and @Mara look again")

    assert row(comment).text == "@Ada and @Mara look again"
    assert len(told(ada)) == 1
    assert [kind for kind, _ in told(mara)] == ["mention"]


def test_editing_after_a_renaming_keeps_the_mention(edi: Member, ada: Member, board: Canvas) -> None:
    comment = operations.add_comment(edi, board.pk, "@Ada look")
    ada.user.name = "Ada Roe"
    ada.user.save()

    operations.edit_comment(edi, board.pk, comment.pk, "@Ada Roe look here")

    assert row(comment).mentions == [{"member": ada.pk, "name": "Ada Roe"}]
    assert len(told(ada)) == 1


def test_saving_without_a_change_writes_nothing(edi: Member, board: Canvas) -> None:
    comment = operations.add_comment(edi, board.pk, "Ready?")
    before = operations.resolve_comment(edi, board.pk, comment.pk).sequence

    assert operations.edit_comment(edi, board.pk, comment.pk, " Ready? ").sequence == before
    assert operations.resolve_comment(edi, board.pk, comment.pk).sequence == before


def test_people_change_their_own_comments_only(mara: Member, edi: Member, cora: Member, board: Canvas) -> None:
    coras = operations.add_comment(cora, board.pk, "Mine")
    edis = operations.add_comment(edi, board.pk, "His")

    with pytest.raises(NotPermitted):
        operations.edit_comment(mara, board.pk, coras.pk, "Hers no more")
    with pytest.raises(NotPermitted):
        operations.remove_comment(cora, board.pk, edis.pk)
    operations.remove_comment(edi, board.pk, coras.pk)
    assert row(coras).deleted_at is not None


def test_viewers_read_and_do_not_comment(vic: Member, mara: Member, board: Canvas) -> None:
    comment = operations.add_comment(mara, board.pk, "Hello")

    talk = talk_of(vic, board.pk)

    assert (len(talk.open), talk.may_comment) == (1, False)
    for act in (
        lambda: operations.add_comment(vic, board.pk, "Me too"),
        lambda: operations.resolve_comment(vic, board.pk, comment.pk),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_undo_takes_back_each_step_of_a_conversation(edi: Member, board: Canvas) -> None:
    comment = operations.add_comment(edi, board.pk, "First")
    operations.edit_comment(edi, board.pk, comment.pk, "Second")
    operations.resolve_comment(edi, board.pk, comment.pk)

    operations.undo(edi, board.pk)
    assert row(comment).resolved is False
    operations.undo(edi, board.pk)
    assert row(comment).text == "First"
    operations.undo(edi, board.pk)
    assert row(comment).deleted_at is not None
    operations.redo(edi, board.pk)
    assert row(comment).deleted_at is None


def test_the_log_says_in_words_what_happened(edi: Member, board: Canvas) -> None:
    comment = operations.add_comment(edi, board.pk, "First")
    operations.edit_comment(edi, board.pk, comment.pk, "Second")
    operations.resolve_comment(edi, board.pk, comment.pk)
    operations.reopen_comment(edi, board.pk, comment.pk)
    operations.remove_comment(edi, board.pk, comment.pk)
    operations.restore_comment(edi, board.pk, comment.pk)

    log = CanvasOperation.objects.of(edi).filter(object_id=str(comment.pk)).order_by("sequence")
    kinds = ["added", "edited", "resolved", "reopened", "removed", "restored"]
    assert [one.kind for one in log] == [f"comment.{kind}" for kind in kinds]


def test_a_removed_comment_leaves_its_place_to_the_replies(edi: Member, ada: Member, board: Canvas) -> None:
    first = operations.add_comment(edi, board.pk, "First")
    operations.add_comment(ada, board.pk, "Second", parent_id=first.pk)
    lone = operations.add_comment(edi, board.pk, "Alone")

    operations.remove_comment(edi, board.pk, first.pk)
    operations.remove_comment(edi, board.pk, lone.pk)

    [thread] = talk_of(ada, board.pk).open
    assert thread.first.is_removed
    assert [reply.text for reply in thread.replies] == ["Second"]


def test_resolved_threads_are_apart_and_say_by_whom(edi: Member, ada: Member, board: Canvas) -> None:
    first = operations.add_comment(edi, board.pk, "Done?")
    operations.resolve_comment(ada, board.pk, first.pk)

    talk = talk_of(edi, board.pk)

    assert talk.open == []
    assert [(thread.first.text, thread.resolved_by) for thread in talk.resolved] == [("Done?", "Ada")]
    assert open_threads(edi, board) == 0


def test_comments_on_a_private_note_are_its_author_s_alone(mara: Member, edi: Member, price: Note) -> None:
    board = price.canvas
    comment = operations.add_comment(mara, board.pk, "@Edi not yet", note_id=price.pk)
    before = len(told(edi))
    hide(mara, price)

    operations.add_comment(mara, board.pk, "@Edi still not", note_id=price.pk)

    assert len(told(edi)) == before
    assert (open_threads(mara, board), open_threads(edi, board)) == (2, 0)
    assert talk_of(edi, board.pk).on_notes == []
    for act in (
        lambda: talk_of(edi, board.pk, note_id=price.pk),
        lambda: operations.add_comment(edi, board.pk, "Found", note_id=price.pk),
        lambda: operations.add_comment(edi, board.pk, "Found", parent_id=comment.pk),
        lambda: operations.resolve_comment(edi, board.pk, comment.pk),
    ):
        with pytest.raises(Missing):
            act()


def test_a_deleted_note_is_not_commented_on(mara: Member, price: Note) -> None:
    operations.delete_note(mara, price.canvas_id, price.pk)

    with pytest.raises(Missing):
        operations.add_comment(mara, price.canvas_id, "Why?", note_id=price.pk)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "nul\x00"])
def test_what_is_no_comment_is_refused(mara: Member, board: Canvas, text: str) -> None:
    with pytest.raises(Refused):
        operations.add_comment(mara, board.pk, text)


def test_guests_and_those_who_left_are_not_told(mara: Member, edi: Member, board: Canvas) -> None:
    guest = make_member(mara.workspace, "Gus", "guest")
    operations.add_comment(guest, board.pk, "@Edi hello")
    operations.add_comment(edi, board.pk, "@Gus hello")

    assert told(guest) == []
    assert told(edi) == []


# Pages


@pytest.fixture
def at_home(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


def send(client: Client, address: str, **body: Any) -> str:
    answer = client.post(address, body, headers={"hx-request": "true", "hx-target": "comments"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_plain_forms_comment_reply_edit_resolve_and_remove(at_home: Client, mara: Member, price: Note) -> None:
    talk = f"/w/glow/canvases/{price.canvas_id}/comments"
    answer = at_home.post(talk, {"text": "Why?", "note": str(price.pk)})

    first = Comment.objects.of(mara).get()
    page_of_note = f"/w/glow/canvases/{price.canvas_id}/notes/{price.pk}"
    assert answer["Location"] == f"{page_of_note}#comment-{first.pk}"
    at_home.post(talk, {"text": "Because", "parent": str(first.pk)})
    at_home.post(f"{talk}/{first.pk}", {"text": "Why so?"})
    at_home.post(f"{talk}/{first.pk}/resolution")
    page = at_home.get(page_of_note).content.decode()
    assert all(words in page for words in ("Why so?", "Because", "Resolved by Mara", "edited"))
    at_home.post(f"{talk}/{first.pk}/resolution", {"_method": "delete"})
    at_home.post(f"{talk}/{first.pk}/removal")
    assert "This comment was removed." in at_home.get(page_of_note).content.decode()


def test_the_panel_of_the_canvas_shows_its_threads_and_leads_to_those_on_notes(
    at_home: Client, mara: Member, edi: Member, price: Note
) -> None:
    operations.add_comment(edi, price.canvas_id, "On the whole, good")
    operations.add_comment(edi, price.canvas_id, "Too high for whom?", note_id=price.pk)
    address = f"/w/glow/canvases/{price.canvas_id}/talk"

    panel = at_home.get(address, headers={"hx-request": "true", "hx-target": "side-panel"}).content.decode()

    assert "On the whole, good" in panel
    assert f"?note={price.pk}&amp;comment=" in panel
    assert "The price is too high" in panel
    assert "On the whole, good" in at_home.get(address).content.decode()


def test_text_in_a_comment_is_text_and_a_mention_is_a_chip(at_home: Client, edi: Member, board: Canvas) -> None:
    page = send(at_home, f"/w/glow/canvases/{board.pk}/comments", text="<b>@Edi</b> & @Mara")

    assert '&lt;b&gt;<span class="mention">@Edi</span>&lt;/b&gt; &amp; <span class="mention mention--me">@Mara' in page


def test_a_removed_comment_can_be_put_back_from_the_toast(at_home: Client, mara: Member, board: Canvas) -> None:
    comment = operations.add_comment(mara, board.pk, "Hello")
    address = f"/w/glow/canvases/{board.pk}/comments/{comment.pk}"

    answer = at_home.post(f"{address}/removal", headers={"hx-request": "true", "hx-target": "comments"})

    assert f"{address}/restoration" in answer["HX-Trigger"]
    send(at_home, f"{address}/restoration")
    assert row(comment).deleted_at is None


def test_the_board_says_how_many_threads_are_open(at_home: Client, edi: Member, board: Canvas) -> None:
    operations.add_comment(edi, board.pk, "One")
    operations.add_comment(edi, board.pk, "Two")

    page = at_home.get(f"/w/glow/canvases/{board.pk}").content.decode()
    changes = at_home.get(f"/w/glow/canvases/{board.pk}/changes?since=0").json()

    assert "data-threads>2<" in page
    assert changes["threads"] == 2
