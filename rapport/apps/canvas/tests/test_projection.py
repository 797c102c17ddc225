"""The log alone is enough: replaying it gives exactly the rows."""

import uuid
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Note
from rapport.apps.canvas.queries.projection import picture
from rapport.kernel.errors import Refused

SECTIONS = ["needs", "pains", "actions"]
NOTE_FIELDS = [
    "section", "order_key", "text", "text_version", "kind", "hue", "importance", "rivals",
    "author_id", "added_at", "changed_at", "changed_sequence", "deleted_at",
]  # fmt: skip
EVIDENCE_FIELDS = [
    "note_id", "kind", "settings", "direction", "strength", "quote", "author_id", "added_at", "deleted_at",
]  # fmt: skip

who = st.sampled_from(["mara", "edi"])
which = st.integers(0, 6)
deeds = st.one_of(
    st.tuples(st.just("add"), who, which, st.sampled_from(SECTIONS), st.integers(1, 3)),
    st.tuples(st.just("edit"), who, which, st.text("abc", min_size=1, max_size=4), st.booleans()),
    st.tuples(st.just("move"), who, which, st.sampled_from(SECTIONS), which),
    st.tuples(st.just("delete"), who, which),
    st.tuples(st.just("restore"), who, which),
    st.tuples(st.just("weigh"), who, which, st.sampled_from([None, 1, 5])),
    st.tuples(st.just("support"), who, which),
    st.tuples(st.just("doubt"), who, which),
    st.tuples(st.just("settle"), who, which, st.sampled_from(["theirs", "mine", "both"])),
    st.tuples(st.just("undo"), who),
    st.tuples(st.just("redo"), who),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(deeds, max_size=25))
def test_replaying_the_log_rebuilds_the_rows_exactly(mara: Member, edi: Member, story: list[tuple[Any, ...]]) -> None:
    canvas = operations.create_canvas(mara)
    people = {"mara": mara, "edi": edi}

    for deed, person, *rest in story:
        try:
            DEEDS[deed](people[person], canvas, *rest)
        except Refused:
            continue

    assert rows_of(canvas) == replayed(canvas)
    assert sequences(canvas) == list(range(1, len(sequences(canvas)) + 1))
    assert no_two_notes_share_a_place(canvas)


def rows_of(canvas: Canvas) -> dict[str, dict[str, dict[str, Any]]]:
    notes = Note.objects.of(canvas).filter(canvas=canvas)
    evidence = Evidence.objects.of(canvas).filter(canvas=canvas)
    return {
        "note": {str(note.pk): {name: getattr(note, name) for name in NOTE_FIELDS} for note in notes},
        "evidence": {str(one.pk): {name: getattr(one, name) for name in EVIDENCE_FIELDS} for one in evidence},
    }


def replayed(canvas: Canvas) -> dict[str, dict[str, dict[str, Any]]]:
    found = picture(CanvasOperation.objects.of(canvas).filter(canvas=canvas).order_by("sequence"))
    return {"note": found["note"], "evidence": found["evidence"]}


def sequences(canvas: Canvas) -> list[int]:
    log = CanvasOperation.objects.of(canvas).filter(canvas=canvas).order_by("sequence")
    return list(log.values_list("sequence", flat=True))


def no_two_notes_share_a_place(canvas: Canvas) -> bool:
    places = [(note.section, note.order_key) for note in Note.objects.of(canvas).living().filter(canvas=canvas)]
    return len(set(places)) == len(places)


def _pick(canvas: Canvas, number: int) -> Note:
    notes = list(Note.objects.of(canvas).filter(canvas=canvas).order_by("added_at", "pk"))
    if not notes:
        raise Refused("Nothing there yet.")
    return notes[number % len(notes)]


def _edit(member: Member, canvas: Canvas, number: int, text: str, late: bool) -> None:
    note = _pick(canvas, number)
    base = note.text_version - 1 if late else note.text_version
    operations.edit_note(member, canvas.pk, note.pk, text, base=base)


def _move(member: Member, canvas: Canvas, number: int, section: str, below: int) -> None:
    note = _pick(canvas, number)
    operations.move_note(member, canvas.pk, note.pk, section=section, below=_pick(canvas, below).pk)


def _support(member: Member, canvas: Canvas, number: int) -> None:
    note = _pick(canvas, number)
    operations.add_evidence(
        member, canvas.pk, note.pk, kind="quotation", settings={"source": "Call"}, direction="supports"
    )


def _doubt(member: Member, canvas: Canvas, number: int) -> None:
    for evidence in Evidence.objects.of(member).filter(note=_pick(canvas, number))[:1]:
        operations.remove_evidence(member, canvas.pk, evidence.pk)


def _settle(member: Member, canvas: Canvas, number: int, choice: str) -> None:
    note = _pick(canvas, number)
    for rival in note.rivals[:1]:
        operations.settle_note(member, canvas.pk, note.pk, rival=rival["id"], choice=choice)


def _add(member: Member, canvas: Canvas, number: int, section: str, count: int) -> None:
    below = None if number == 0 else "end"
    operations.add_notes(member, canvas.pk, section=section, texts=[f"note {n}" for n in range(count)], below=below)


def _weigh(member: Member, canvas: Canvas, number: int, importance: int | None) -> None:
    note = _pick(canvas, number)
    operations.change_note(member, canvas.pk, note.pk, kind=note.kind, hue=note.hue, importance=importance)


def _id(canvas: Canvas, number: int) -> uuid.UUID:
    return _pick(canvas, number).pk


DEEDS: dict[str, Any] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "delete": lambda member, canvas, number: operations.delete_note(member, canvas.pk, _id(canvas, number)),
    "restore": lambda member, canvas, number: operations.restore_note(member, canvas.pk, _id(canvas, number)),
    "weigh": _weigh,
    "support": _support,
    "doubt": _doubt,
    "settle": _settle,
    "undo": lambda member, canvas: operations.undo(member, canvas.pk),
    "redo": lambda member, canvas: operations.redo(member, canvas.pk),
}
