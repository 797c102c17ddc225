"""Beginning a canvas with examples of one line of business."""

from __future__ import annotations

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.starter_sets import starter_sets
from rapport.kernel.errors import Conflict, Refused

TAG = "example"


def begin_with_examples(member: Member, canvas_id: int, name: str) -> Outcome:
    """Put a starter set on an empty canvas, as one step of undo: claims and questions to test, never facts."""
    if name not in starter_sets:
        raise Refused("There are no such examples.", place="starter", code="choice")
    starter = starter_sets.get(name)

    def act(desk: Desk) -> None:
        if any(not note.deleted_at for note in desk.notes.values()):
            raise Conflict("Examples are for an empty canvas; this one has notes.", place="canvas", code="not empty")
        for nine, texts in starter.notes.items():
            section = desk.canvas.blueprint.home_of_nine(nine).key
            for kind in (Note.Kind.CLAIM, Note.Kind.QUESTION):
                chosen = [text for text in texts if (kind == Note.Kind.QUESTION) == text.endswith("?")]
                if chosen:
                    notes.add(desk, section=section, texts=chosen, kind=kind, tags=[TAG])

    return perform(member, canvas_id, "canvas.begun", act)
