"""One note from near: its evidence, its history; and the notes that were deleted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Note
from rapport.apps.canvas.models.notes import NoteQuerySet
from rapport.apps.canvas.queries.board import NoteView, evidence_on, note_view
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.standing import Judged
from rapport.apps.canvas.queries.talk import Talk, talk_on_note
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing

LONGEST_HISTORY = 50
KEPT = timedelta(days=90)

DEEDS = {
    "note.added": "wrote it",
    "note.edited": "changed the text",
    "note.moved": "moved it",
    "note.deleted": "deleted it",
    "note.restored": "brought it back",
    "note.recoloured": "changed its colour",
    "note.classified": "changed its kind",
    "note.weighed": "changed its importance",
    "note.tagged": "changed its tags",
    "note.revealed": "revealed it",
    "note.rivalled": "wrote another text at the same time",
    "note.settled": "chose between two texts",
    "evidence.added": "added evidence",
    "evidence.removed": "removed evidence",
    "evidence.restored": "put evidence back",
    "evidence.turned": "changed what evidence means",
    "evidence.weighed": "changed how strong evidence is",
    "evidence.requoted": "changed the words quoted",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of a note's history: who did what, and the text it replaced."""

    who: str
    what: str
    at: datetime
    before: str


@dataclass(frozen=True, slots=True)
class Details:
    """Everything about one note."""

    canvas: Canvas
    note: NoteView
    added_at: datetime
    evidence: list[Judged]
    talk: Talk
    removed: list[Evidence]
    history: list[Deed]


def note_details(member: Member, canvas_id: int, note_id: uuid.UUID) -> Details:
    """A note with its evidence and history; deleted ones are found too. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    notes: NoteQuerySet = Note.objects.of(member).filter(canvas=canvas, pk=note_id)
    note: Note | None = notes.visible_to(member).first()
    if note is None:
        raise Missing("There is no such note on this canvas.")
    pieces = evidence_on(member, canvas, note)
    return Details(
        canvas=canvas,
        note=note_view(member, canvas, note, pieces),
        added_at=note.added_at,
        evidence=pieces,
        talk=talk_on_note(member, canvas, note),
        removed=_removed(member, note),
        history=_history(member, canvas, note),
    )


def deleted_notes(member: Member, canvas_id: int) -> list[Note]:
    """Notes taken off the canvas in the last three months, the latest first."""
    canvas = canvas_of(member, canvas_id)
    gone: NoteQuerySet = Note.objects.of(member).filter(canvas=canvas, deleted_at__gte=now() - KEPT)
    return list(gone.visible_to(member).select_related("author__user").order_by("-deleted_at"))


def _removed(member: Member, note: Note) -> list[Evidence]:
    """Evidence taken off the note in the last three months, the latest first."""
    gone = Evidence.objects.of(member).filter(note=note, deleted_at__gte=now() - KEPT)
    return list(gone.select_related("author__user").order_by("-deleted_at"))


def _history(member: Member, canvas: Canvas, note: Note) -> list[Deed]:
    evidence = Evidence.objects.of(member).filter(note=note).values_list("pk", flat=True)
    ids = [str(note.pk), *map(str, evidence)]
    log = CanvasOperation.objects.of(member).filter(canvas=canvas, object_id__in=ids)
    if note.author_id != member.pk:
        log = log.filter(sequence__gte=_revealed_at(log))
    newest = log.select_related("author__user").order_by("-sequence")[:LONGEST_HISTORY]
    return [_deed(operation) for operation in newest]


def _revealed_at(log: QuerySet[CanvasOperation]) -> int:
    """Where a note was shown to others; what its author did in private before is theirs. 0 where it always was."""
    revealed = log.filter(kind="note.revealed").order_by("-sequence").values_list("sequence", flat=True)
    return int(revealed.first() or 0)


def _deed(operation: CanvasOperation) -> Deed:
    before = operation.before if operation.field == "text" else ""
    who = str(operation.author) if operation.author else "Somebody"
    return Deed(who, DEEDS.get(operation.kind, operation.kind), operation.at, before or "")
