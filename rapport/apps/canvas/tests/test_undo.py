"""Undo and redo (B7): my own gestures only, whole gestures, and never over what others did since."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.tests.test_operations import texts
from rapport.kernel.ids import new_id


def test_a_adds_three_b_adds_two_a_undoes_three(mara: Member, edi: Member, board: Canvas) -> None:
    for text in ("a1", "a2"):
        operations.add_notes(mara, board.pk, section="needs", texts=[text])
    operations.add_notes(edi, board.pk, section="needs", texts=["b1"])
    operations.add_notes(mara, board.pk, section="needs", texts=["a3"])
    operations.add_notes(edi, board.pk, section="needs", texts=["b2"])

    for _ in range(3):
        operations.undo(mara, board.pk)

    assert texts(board, "needs") == ["b1", "b2"]
    assert operations.undo(mara, board.pk).told[0]["kind"] == "nothing"


def test_redo_restores_place(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])
    operations.add_notes(mara, board.pk, section="needs", texts=["between"], below=None)

    operations.undo(mara, board.pk)
    operations.undo(mara, board.pk)
    operations.redo(mara, board.pk)
    operations.redo(mara, board.pk)

    assert texts(board, "needs") == ["between", "one", "two", "three"]


def test_a_pasted_list_is_undone_as_one_step(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["kept"])
    operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])

    operations.undo(mara, board.pk)

    assert texts(board, "needs") == ["kept"]


def test_what_others_changed_since_is_skipped_and_said(mara: Member, edi: Member, board: Canvas, price: Note) -> None:
    operations.edit_note(mara, board.pk, price.pk, "Mara's words", base=price.text_version)
    now = Note.objects.of(mara).get(pk=price.pk)
    operations.edit_note(edi, board.pk, price.pk, "Edi's words", base=now.text_version)

    outcome = operations.undo(mara, board.pk)

    assert texts(board, "pains") == ["Edi's words"]
    assert outcome.told == [{"kind": "skipped", "message": "“Edi's words” stays as it is: Edi has changed it since."}]


def test_a_note_that_somebody_else_worked_on_is_not_taken_away(
    mara: Member, edi: Member, board: Canvas, price: Note
) -> None:
    operations.move_note(edi, board.pk, price.pk, section="needs")

    outcome = operations.undo(mara, board.pk)

    assert texts(board, "needs") == ["The price is too high"]
    assert outcome.told[0]["kind"] == "skipped"


def test_my_move_is_undone_although_somebody_edited_the_text(
    mara: Member, edi: Member, board: Canvas, price: Note
) -> None:
    operations.move_note(mara, board.pk, price.pk, section="needs")
    operations.edit_note(edi, board.pk, price.pk, "Fair price", base=price.text_version)

    operations.undo(mara, board.pk)

    assert texts(board, "pains") == ["Fair price"]


def test_a_deleted_note_returns_to_its_place_with_its_evidence(mara: Member, board: Canvas) -> None:
    _one, two, _three = operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])
    operations.delete_note(mara, board.pk, two.pk)
    operations.add_notes(mara, board.pk, section="pains", texts=["elsewhere"])

    operations.undo(mara, board.pk)
    operations.undo(mara, board.pk)

    assert texts(board, "needs") == ["one", "two", "three"]


def test_a_new_gesture_ends_what_could_be_redone(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["one"])
    operations.undo(mara, board.pk)
    operations.add_notes(mara, board.pk, section="needs", texts=["two"])

    assert operations.redo(mara, board.pk).told[0]["kind"] == "nothing"
    assert texts(board, "needs") == ["two"]


def test_an_undo_sent_twice_undoes_once(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["one"])
    operations.add_notes(mara, board.pk, section="needs", texts=["two"])
    key = new_id()

    operations.undo(mara, board.pk, key=key)
    again = operations.undo(mara, board.pk, key=key)

    assert (texts(board, "needs"), again.repeated) == (["one"], True)


def test_removed_evidence_can_be_put_back(mara: Member, board: Canvas, price: Note) -> None:
    evidence = operations.add_evidence(
        mara, board.pk, price.pk, kind="quotation", settings={"source": "Call"}, direction="contradicts"
    )
    operations.remove_evidence(mara, board.pk, evidence.pk)

    operations.undo(mara, board.pk)

    evidence.refresh_from_db()
    assert evidence.deleted_at is None


def test_a_place_taken_meanwhile_is_shared_in_order(mara: Member, edi: Member, board: Canvas) -> None:
    one, two, three = operations.add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])
    operations.move_note(mara, board.pk, two.pk, section="pains")
    operations.add_notes(edi, board.pk, section="needs", texts=["new"], below=one.pk)

    operations.undo(mara, board.pk)

    keys = Note.objects.of(mara).filter(canvas=board, section="needs").values_list("order_key", flat=True)
    assert len(set(keys)) == 4
    assert texts(board, "needs")[0] == "one"
    assert texts(board, "needs")[-1] == three.text


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_undo_and_redo_of_everything_is_where_one_began(mara: Member, board: Canvas, steps: int) -> None:
    for number in range(steps):
        operations.add_notes(mara, board.pk, section="needs", texts=[f"note {number}"])
    before = texts(board, "needs")

    for _ in range(steps):
        operations.undo(mara, board.pk)
    empty = texts(board, "needs")
    for _ in range(steps):
        operations.redo(mara, board.pk)

    assert (empty, texts(board, "needs")) == ([], before)
