"""Naming versions, going back to one, bringing one note back."""

from datetime import UTC, datetime

import pytest
import time_machine

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, CanvasVersion, Evidence, Gesture, Note
from rapport.apps.canvas.operations import (
    add_evidence,
    add_notes,
    delete_note,
    edit_note,
    move_note,
    rename_canvas,
    undo,
)
from rapport.apps.canvas.operations.log import perform
from rapport.apps.canvas.operations.versions import copy_note_back, name_version, restore_version
from rapport.apps.canvas.queries import canvas_of
from rapport.apps.canvas.queries.past import NOW, difference_between, moment_of, still_at
from rapport.kernel.errors import Missing, NotPermitted, Refused


def living(board: Canvas, section: str = "needs") -> list[str]:
    notes = Note.objects.of(board).living().filter(canvas=board, section=section)
    return [note.text for note in sorted(notes, key=lambda note: (note.order_key, note.pk))]


def word_of(version: CanvasVersion) -> str:
    return f"version-{version.pk}"


@pytest.fixture
def needs(mara: Member, board: Canvas) -> list[Note]:
    return add_notes(mara, board.pk, section="needs", texts=["advice", "speed", "trust"])


@pytest.fixture
def begun(mara: Member, board: Canvas, needs: list[Note], price: Note) -> str:
    return word_of(name_version(mara, board.pk, "Begun"))


def change_everything(member: Member, board: Canvas, needs: list[Note], price: Note) -> None:
    edit_note(member, board.pk, needs[0].pk, "good advice")
    move_note(member, board.pk, needs[1].pk, section="pains", below=None)
    delete_note(member, board.pk, needs[2].pk)
    add_notes(member, board.pk, section="needs", texts=["new"])
    rename_canvas(member, board.pk, "Renamed")
    settings = {"source": "Rosa", "said_on": ""}
    add_evidence(member, board.pk, price.pk, kind="quotation", settings=settings, direction="supports", quote="Dear")


def test_a_version_is_a_name_for_the_present_place_in_the_log(mara: Member, board: Canvas, needs: list[Note]) -> None:
    version = name_version(mara, board.pk, "  Before the workshop ")

    assert (version.title, version.reason, version.made_by) == ("Before the workshop", "named", mara)
    assert version.sequence == canvas_of(mara, board.pk).sequence


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_a_version_needs_a_name_that_fits(mara: Member, board: Canvas, title: str) -> None:
    with pytest.raises(Refused):
        name_version(mara, board.pk, title)


def test_going_back_brings_everything_to_the_state_of_then(
    mara: Member, board: Canvas, needs: list[Note], price: Note, begun: str
) -> None:
    change_everything(mara, board, needs, price)

    restore_version(mara, board.pk, begun)

    canvas = canvas_of(mara, board.pk)
    assert living(board) == ["advice", "speed", "trust"]
    assert living(board, "pains") == ["The price is too high"]
    assert not Evidence.objects.of(board).living().exists()
    assert canvas.title == "Close to young women"
    assert difference_between(mara, canvas, moment_of(mara, canvas, begun), moment_of(mara, canvas, NOW)).is_empty


def test_going_back_removes_nothing_from_the_log_and_keeps_what_was_there_as_a_version(
    mara: Member, board: Canvas, needs: list[Note], price: Note, begun: str
) -> None:
    change_everything(mara, board, needs, price)
    log = list(CanvasOperation.objects.of(board).filter(canvas=board).values_list("pk", flat=True))
    lost = canvas_of(mara, board.pk)

    restore_version(mara, board.pk, begun)

    assert list(CanvasOperation.objects.of(board).filter(canvas=board).values_list("pk", flat=True))[: len(log)] == log
    versions = list(CanvasVersion.objects.of(board).order_by("pk"))
    assert [(one.title, one.reason) for one in versions] == [
        ("Begun", "named"), ("Before going back to “Begun”", "safety"), ("Back to “Begun”", "named"),
    ]  # fmt: skip
    assert versions[1].sequence == lost.sequence
    kept = still_at(mara, lost, moment_of(mara, lost, word_of(versions[1])))
    assert sorted(note.text for note in kept.notes.values()) == sorted(
        ["good advice", "speed", "new", "The price is too high"]
    )


def test_going_back_is_one_step_of_undo(
    mara: Member, board: Canvas, needs: list[Note], price: Note, begun: str
) -> None:
    change_everything(mara, board, needs, price)

    restore_version(mara, board.pk, begun)
    assert Gesture.objects.of(board).filter(canvas=board).latest("pk").size > 5
    undo(mara, board.pk)

    assert living(board) == ["good advice", "new"]
    assert canvas_of(mara, board.pk).title == "Renamed"


def test_others_go_on_working_after_somebody_went_back(
    mara: Member, edi: Member, board: Canvas, needs: list[Note], price: Note, begun: str
) -> None:
    [late] = add_notes(edi, board.pk, section="needs", texts=["late"])
    restore_version(mara, board.pk, begun)

    edit_note(edi, board.pk, late.pk, "what Edi was writing", base=late.text_version)

    assert "what Edi was writing" in living(board)


def test_going_back_where_nothing_differs_writes_nothing(mara: Member, board: Canvas, begun: str) -> None:
    outcome = restore_version(mara, board.pk, begun)

    assert outcome.told[0]["kind"] == "nothing"
    assert CanvasVersion.objects.of(board).count() == 1


def test_private_notes_of_others_stay_where_they_are(mara: Member, edi: Member, board: Canvas, begun: str) -> None:
    [own] = add_notes(edi, board.pk, section="needs", texts=["a secret"])
    perform(edi, board.pk, "note.hidden", lambda desk: desk.set(desk.note(own.pk), "note.hidden", "is_private", True))

    restore_version(mara, board.pk, begun)

    assert Note.objects.of(board).get(pk=own.pk).deleted_at is None


def test_a_note_that_is_gone_comes_back_with_its_text_of_then(
    mara: Member, board: Canvas, needs: list[Note], begun: str
) -> None:
    edit_note(mara, board.pk, needs[0].pk, "other")
    delete_note(mara, board.pk, needs[0].pk)

    copy_note_back(mara, board.pk, needs[0].pk, begun)

    assert living(board) == ["advice", "speed", "trust"]


def test_a_note_that_still_stands_is_not_overwritten_but_copied_below(
    mara: Member, board: Canvas, needs: list[Note], price: Note
) -> None:
    settings = {"source": "Rosa", "said_on": ""}
    add_evidence(mara, board.pk, needs[0].pk, kind="quotation", settings=settings, direction="supports", quote="Yes")
    begun = word_of(name_version(mara, board.pk, "Begun"))
    edit_note(mara, board.pk, needs[0].pk, "other")

    copy_note_back(mara, board.pk, needs[0].pk, begun)

    assert living(board) == ["other", "advice", "speed", "trust"]
    copied = Note.objects.of(board).get(text="advice")
    assert Evidence.objects.of(board).get(note=copied).quote == "Yes"


def test_a_note_that_was_not_there_then_is_missing(mara: Member, board: Canvas, begun: str) -> None:
    [late] = add_notes(mara, board.pk, section="needs", texts=["late"])

    with pytest.raises(Missing):
        copy_note_back(mara, board.pk, late.pk, begun)


def test_contributors_copy_notes_and_do_not_go_back(
    mara: Member, cora: Member, board: Canvas, needs: list[Note], begun: str
) -> None:
    delete_note(mara, board.pk, needs[0].pk)

    copy_note_back(cora, board.pk, needs[0].pk, begun)

    assert living(board) == ["speed", "trust", "advice"]
    with pytest.raises(NotPermitted):
        restore_version(cora, board.pk, begun)
    with pytest.raises(NotPermitted):
        name_version(cora, board.pk, "Mine")


def test_evidence_of_a_note_that_is_copied_back_stays_as_old_as_it_is(
    mara: Member, board: Canvas, needs: list[Note]
) -> None:
    settings = {"source": "Rosa", "said_on": ""}
    with time_machine.travel(datetime(2024, 1, 2, tzinfo=UTC)):
        add_evidence(mara, board.pk, needs[0].pk, kind="quotation", settings=settings, direction="supports")
    begun = word_of(name_version(mara, board.pk, "Begun"))
    edit_note(mara, board.pk, needs[0].pk, "other")

    copy_note_back(mara, board.pk, needs[0].pk, begun)

    copied = Note.objects.of(board).get(text="advice")
    assert Evidence.objects.of(board).get(note=copied).added_at.year == 2024
