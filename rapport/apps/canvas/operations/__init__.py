"""The only writers of canvases. Every one is a gesture: one transaction, one record, one step of undo.

The verbs here speak of one note at a time, or of many texts at once; `record_gesture` takes what a page sends.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.business_models import import_business_model
from rapport.apps.canvas.operations.canvases import (
    archive_canvas,
    create_canvas,
    name_colours,
    rename_canvas,
    restore_canvas,
    set_up_canvas,
)
from rapport.apps.canvas.operations.claims import (
    add_evidence,
    add_evidences,
    add_file_evidence,
    change_evidence,
    remove_evidence,
    restore_evidence,
    weigh_note,
)
from rapport.apps.canvas.operations.comments import (
    add_comment,
    edit_comment,
    remove_comment,
    reopen_comment,
    resolve_comment,
    restore_comment,
)
from rapport.apps.canvas.operations.gestures import record_gesture
from rapport.apps.canvas.operations.layouts import lay_out_canvas
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.presence import be_here, leave
from rapport.apps.canvas.operations.starters import begin_with_examples
from rapport.apps.canvas.operations.templates import (
    archive_template,
    change_template,
    make_template,
    restore_template,
    share_template,
)
from rapport.apps.canvas.operations.undo import redo, undo
from rapport.apps.canvas.operations.workshops import (
    close_voting,
    end_workshop,
    extend_timer,
    hide_new_notes,
    open_voting,
    reveal_notes,
    start_timer,
    start_workshop,
    stop_timer,
)

__all__ = [
    "Outcome",
    "add_comment",
    "add_evidence",
    "add_evidences",
    "add_file_evidence",
    "add_notes",
    "archive_canvas",
    "be_here",
    "change_evidence",
    "change_note",
    "change_template",
    "close_voting",
    "create_canvas",
    "delete_note",
    "edit_comment",
    "edit_note",
    "import_business_model",
    "lay_out_canvas",
    "make_template",
    "restore_template",
    "share_template",
    "archive_template",
    "begin_with_examples",
    "end_workshop",
    "extend_timer",
    "hide_new_notes",
    "leave",
    "move_note",
    "name_colours",
    "open_voting",
    "record_gesture",
    "redo",
    "remove_comment",
    "remove_evidence",
    "rename_canvas",
    "reopen_comment",
    "resolve_comment",
    "restore_canvas",
    "restore_comment",
    "restore_evidence",
    "restore_note",
    "reveal_notes",
    "set_up_canvas",
    "settle_note",
    "start_timer",
    "start_workshop",
    "stop_timer",
    "undo",
    "weigh_note",
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
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    *,
    kind: str,
    hue: str,
    importance: int | None,
    tags: Sequence[str] | None = None,
) -> Outcome:
    """Set what a note is, its colour, its importance and its tags (None leaves them), as one step."""

    def act(desk: Desk) -> None:
        notes.classify(desk, note_id, kind)
        notes.recolour(desk, note_id, hue)
        notes.weigh(desk, note_id, importance)
        if tags is not None:
            notes.retag(desk, note_id, tags)

    return perform(member, canvas_id, "note.changed", act)


def delete_note(member: Member, canvas_id: int, note_id: uuid.UUID) -> Outcome:
    """Take a note off the canvas; `restore_note` and undo bring it back."""
    return perform(member, canvas_id, "note.deleted", lambda desk: notes.delete(desk, note_id))


def restore_note(member: Member, canvas_id: int, note_id: uuid.UUID) -> Outcome:
    """Put a deleted note back where it was."""
    return perform(member, canvas_id, "note.restored", lambda desk: notes.restore(desk, note_id))
