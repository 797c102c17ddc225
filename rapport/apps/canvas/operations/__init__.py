"""The only writers of canvases. Every one is a gesture: one transaction, one record, one step of undo.

The verbs here speak of one note at a time, or of many texts at once; `record_gesture` takes what a page sends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Evidence, Note
from rapport.apps.canvas.operations import evidence as evidence_steps
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.canvases import (
    archive_canvas,
    create_canvas,
    rename_canvas,
    restore_canvas,
    set_up_canvas,
)
from rapport.apps.canvas.operations.gestures import record_gesture
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.undo import redo, undo

__all__ = [
    "Outcome",
    "add_evidence",
    "add_notes",
    "archive_canvas",
    "change_note",
    "create_canvas",
    "delete_note",
    "edit_note",
    "move_note",
    "record_gesture",
    "redo",
    "remove_evidence",
    "rename_canvas",
    "restore_canvas",
    "restore_note",
    "set_up_canvas",
    "settle_note",
    "undo",
]


def add_notes(
    member: Member,
    canvas_id: int,
    *,
    section: str,
    texts: Sequence[str],
    below: notes.Below = notes.AT_THE_END,
    kind: str = "",
    hue: str = "",
) -> list[Note]:
    """New notes in a section, one for each text, as one step of undo."""
    made: list[Note] = []

    def act(desk: Desk) -> None:
        made.extend(notes.add(desk, section=section, texts=texts, below=below, kind=kind, hue=hue))

    perform(member, canvas_id, "note.added", act)
    return made


def edit_note(member: Member, canvas_id: int, note_id: uuid.UUID, text: str, *, base: int | None = None) -> Outcome:
    """Write a note's text; where somebody else wrote it since `base`, both texts are kept."""
    return perform(member, canvas_id, "note.edited", lambda desk: notes.edit(desk, note_id, text, base=base))


def settle_note(member: Member, canvas_id: int, note_id: uuid.UUID, *, rival: str, choice: str) -> Outcome:
    """Choose between two texts of a note: `theirs`, `mine` or `both`."""
    return perform(member, canvas_id, "note.settled", lambda desk: notes.settle(desk, note_id, rival, choice))


def move_note(
    member: Member, canvas_id: int, note_id: uuid.UUID, *, section: str, below: notes.Below = notes.AT_THE_END
) -> Outcome:
    """Put a note into a section: below another one, at the top (None) or at the end."""
    return perform(
        member, canvas_id, "note.moved", lambda desk: notes.move(desk, note_id, section=section, below=below)
    )


def change_note(
    member: Member, canvas_id: int, note_id: uuid.UUID, *, kind: str, hue: str, importance: int | None
) -> Outcome:
    """Set what a note is, its colour and its importance, as one step."""

    def act(desk: Desk) -> None:
        notes.classify(desk, note_id, kind)
        notes.recolour(desk, note_id, hue)
        notes.weigh(desk, note_id, importance)

    return perform(member, canvas_id, "note.changed", act)


def delete_note(member: Member, canvas_id: int, note_id: uuid.UUID) -> Outcome:
    """Take a note off the canvas; `restore_note` and undo bring it back."""
    return perform(member, canvas_id, "note.deleted", lambda desk: notes.delete(desk, note_id))


def restore_note(member: Member, canvas_id: int, note_id: uuid.UUID) -> Outcome:
    """Put a deleted note back where it was."""
    return perform(member, canvas_id, "note.restored", lambda desk: notes.restore(desk, note_id))


def add_evidence(
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    *,
    kind: str,
    settings: Mapping[str, Any],
    direction: str,
    strength: int = Evidence.Strength.MEDIUM,
    quote: str = "",
) -> Evidence:
    """Put a piece of evidence on a note."""
    made: list[Evidence] = []

    def act(desk: Desk) -> None:
        made.append(
            evidence_steps.add_evidence(
                desk, note_id, kind=kind, settings=settings, direction=direction, strength=strength, quote=quote
            )
        )

    perform(member, canvas_id, "evidence.added", act)
    return made[0]


def remove_evidence(member: Member, canvas_id: int, evidence_id: uuid.UUID) -> Outcome:
    """Take a piece of evidence off its note; undo brings it back."""
    return perform(
        member, canvas_id, "evidence.removed", lambda desk: evidence_steps.remove_evidence(desk, evidence_id)
    )
