"""What was private in a workshop stays so: drafts, deleted notes, votes, types chosen meanwhile."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, record_gesture, start_workshop, undo
from rapport.apps.canvas.operations.relationship import choose_type
from rapport.apps.canvas.operations.versions import name_version, restore_version
from rapport.apps.canvas.queries import board_of, deleted_notes, note_details
from rapport.apps.canvas.queries.board import NoteView
from rapport.kernel.ids import new_id


def send(member: Member, canvas: Canvas, *steps: dict[str, Any]) -> None:
    record_gesture(member, canvas.pk, {"key": str(new_id()), "steps": list(steps)})


def vote(member: Member, note: Note, times: int = 1, do: str = "vote") -> None:
    for _ in range(times):
        send(member, note.canvas, {"do": do, "note": str(note.pk)})


def seen(member: Member, canvas: Canvas) -> list[NoteView]:
    return board_of(member, canvas.pk).notes


def texts(member: Member, canvas: Canvas) -> list[str]:
    return [note.text for note in seen(member, canvas)]


def test_what_was_written_in_private_and_taken_back_is_not_revealed(mara: Member, cora: Member, board: Canvas) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [gone] = add_notes(cora, board.pk, section="needs", texts=["a thought taken back"])
    operations.delete_note(cora, board.pk, gone.pk)

    operations.end_workshop(mara, board.pk)

    assert deleted_notes(mara, board.pk) == []
    operations.restore_note(cora, board.pk, gone.pk)
    assert texts(mara, board) == ["a thought taken back"]


def test_a_revealed_note_does_not_tell_what_it_said_in_private(mara: Member, cora: Member, board: Canvas) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [note] = add_notes(cora, board.pk, section="needs", texts=["an angry draft"])
    operations.edit_note(cora, board.pk, note.pk, "a fair word")

    operations.reveal_notes(mara, board.pk)

    assert [deed.before for deed in note_details(mara, board.pk, note.pk).history] == [""]
    assert "an angry draft" in [deed.before for deed in note_details(cora, board.pk, note.pk).history]


def test_going_back_does_not_bring_up_what_a_note_said_in_private(mara: Member, cora: Member, board: Canvas) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [note] = add_notes(cora, board.pk, section="needs", texts=["an angry draft"])
    begun = name_version(mara, board.pk, "Begun")
    operations.edit_note(cora, board.pk, note.pk, "a fair word")
    operations.reveal_notes(mara, board.pk)

    restore_version(mara, board.pk, f"version-{begun.pk}")

    assert texts(mara, board) == ["a fair word"]


def test_undo_changes_no_vote_once_voting_is_closed(mara: Member, cora: Member, board: Canvas, price: Note) -> None:
    start_workshop(mara, board.pk)
    operations.open_voting(mara, board.pk)
    vote(cora, price)
    operations.close_voting(mara, board.pk)

    outcome = undo(cora, board.pk)

    assert seen(mara, board)[0].votes == 1
    assert [told["kind"] for told in outcome.told] == ["skipped"]


def test_a_type_that_is_chosen_while_notes_are_hidden_is_seen_by_all(mara: Member, edi: Member, board: Canvas) -> None:
    start_workshop(mara, board.pk, is_private=True)

    choose_type(mara, board.pk, "community")

    assert len(texts(edi, board)) == 1
