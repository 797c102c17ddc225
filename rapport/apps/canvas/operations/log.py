"""The one place where a canvas is written: a gesture becomes operations in the log and changes in the rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import IntegrityError

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Gesture, Note
from rapport.apps.canvas.operations.projection import changed_stamps, fields_set_by
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a gesture: how far the log has come, what its author must be told, and was it sent before."""

    sequence: int
    told: list[Told]
    repeated: bool = False


@dataclass
class Desk:
    """A canvas with all its notes taken out, so that a gesture of many steps reads and writes each table once."""

    member: Member
    canvas: Canvas
    gesture: Gesture
    at: datetime
    written: list[CanvasOperation] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    made: list[Note | Evidence] = field(default_factory=list)
    changed: dict[uuid.UUID, Note | Evidence] = field(default_factory=dict)

    @cached_property
    def notes(self) -> dict[uuid.UUID, Note]:
        """Every note, deleted ones too."""
        return {note.pk: note for note in Note.objects.of(self.member).filter(canvas=self.canvas)}

    @cached_property
    def evidence(self) -> dict[uuid.UUID, Evidence]:
        """All evidence, removed ones too."""
        return {found.pk: found for found in Evidence.objects.of(self.member).filter(canvas=self.canvas)}

    def note(self, note_id: uuid.UUID) -> Note:
        """The note, or Missing; deleted ones are found too."""
        if note_id not in self.notes:
            raise Missing("There is no such note on this canvas.")
        return self.notes[note_id]

    def require_change_of(self, note: Note) -> None:
        """Contributors change their own notes; editors change every note."""
        if not self.member.may("canvas.edit") and note.author_id != self.member.pk:
            raise NotPermitted("You may change your own notes on this canvas, not those of others.", code="canvas.edit")

    def write(
        self,
        kind: str,
        thing: Note | Evidence | Canvas,
        field: str,
        before: Any,
        after: Any,
        *,
        base: int | None = None,
    ) -> CanvasOperation:
        """Append one operation and let its row follow."""
        operation = CanvasOperation(
            workspace_id=self.canvas.workspace_id,
            canvas=self.canvas,
            sequence=self.canvas.sequence + 1,
            gesture=self.gesture,
            author=self.member,
            at=self.at,
            kind=kind,
            object_type=_type_of(thing),
            object_id=str(thing.pk),
            field=field,
            before=before,
            after=after,
            base=base,
        )
        self.canvas.sequence = operation.sequence
        self.canvas.changed_at = self.at
        self.written.append(operation)
        self._follow(operation, thing)
        return operation

    def tell(self, kind: str, message: str, **more: Any) -> None:
        """Something the author of the gesture should know, as words and for the page."""
        self.told.append({"kind": kind, "message": message, **more})

    def put_away(self) -> None:
        """Write log and rows to the database."""
        CanvasOperation.objects.bulk_create(self.written)
        try:
            Note.objects.bulk_create([row for row in self.made if isinstance(row, Note)])
            Evidence.objects.bulk_create([row for row in self.made if isinstance(row, Evidence)])
        except IntegrityError as error:
            raise Conflict("A note with this id exists already.", place="note", code="id used") from error
        self._update(Note, NOTE_FIELDS)
        self._update(Evidence, EVIDENCE_FIELDS)
        self.canvas.save()

    def _follow(self, operation: CanvasOperation, thing: Note | Evidence | Canvas) -> None:
        for name, value in fields_set_by(operation).items():
            setattr(thing, name, value)
        if operation.object_type == "canvas":
            return
        assert not isinstance(thing, Canvas)
        if operation.field == "add":
            self.made.append(thing)
        else:
            self.changed[thing.pk] = thing
        if isinstance(thing, Note):
            self.notes[thing.pk] = thing
        else:
            self.evidence[thing.pk] = thing
            self._touch(self.notes[thing.note_id], operation)

    def _touch(self, note: Note, operation: CanvasOperation) -> None:
        for name, value in changed_stamps(operation).items():
            setattr(note, name, value)
        self.changed[note.pk] = note

    def _update(self, model: type[Note | Evidence], fields: list[str]) -> None:
        new = {row.pk for row in self.made}
        rows = [row for row in self.changed.values() if isinstance(row, model) and row.pk not in new]
        model.objects.of(self.member).bulk_update(rows, fields, batch_size=100)


NOTE_FIELDS = [
    "section", "order_key", "text", "text_version", "kind", "hue", "importance", "rivals",
    "changed_at", "changed_sequence", "deleted_at",
]  # fmt: skip
EVIDENCE_FIELDS = ["settings", "direction", "strength", "quote", "deleted_at"]


def perform(
    member: Member,
    canvas_id: int,
    verb: str,
    act: Callable[[Desk], None],
    *,
    right: str = "canvas.contribute",
    key: uuid.UUID | None = None,
    digest: str = "",
    role: Gesture.Role = Gesture.Role.DO,
) -> Outcome:
    """Do something to a canvas as one gesture: one transaction, one record, one step of undo.

    A gesture whose `key` is known already is not done again; its first outcome is returned. The same key with
    another `digest` of what was asked is refused.
    """
    member.require(right)
    with recorded(member.actor, verb, topics=[f"canvas:{canvas_id}"]) as change:
        canvas = canvas_for_writing(member, canvas_id)
        earlier = _sent_before(canvas, key, digest)
        if earlier is not None:
            change.leave_no_record()
            return Outcome(canvas.sequence, earlier.outcome.get("told", []), repeated=True)
        _refuse_archived(canvas, role)
        desk = Desk(member, canvas, _gesture(member, canvas, key, digest, role), now())
        act(desk)
        _finish(desk, change)
    return Outcome(canvas.sequence, desk.told)


def canvas_for_writing(member: Member, canvas_id: int) -> Canvas:
    """The canvas of that id in the member's workspace, or Missing."""
    canvas: Canvas | None = Canvas.objects.of(member).filter(pk=canvas_id).first()
    if canvas is None:
        raise Missing("There is no such canvas.")
    return canvas


def _refuse_archived(canvas: Canvas, role: Gesture.Role) -> None:
    if canvas.archived_at and role != Gesture.Role.SET_UP:
        raise Refused(
            "This canvas is in the archive. Put it back in use to change it.", place="canvas", code="archived"
        )


def _sent_before(canvas: Canvas, key: uuid.UUID | None, digest: str) -> Gesture | None:
    if key is None:
        return None
    earlier: Gesture | None = Gesture.objects.of(canvas).filter(canvas=canvas, key=key).first()
    if earlier is not None and earlier.digest != digest:
        raise Refused("Something else was sent under the same key before.", place="gesture", code="key used")
    return earlier


def _gesture(member: Member, canvas: Canvas, key: uuid.UUID | None, digest: str, role: Gesture.Role) -> Gesture:
    return Gesture.objects.create(
        workspace_id=canvas.workspace_id,
        canvas=canvas,
        key=key or new_id(),
        digest=digest,
        member=member,
        role=role,
    )


def _finish(desk: Desk, change: Change) -> None:
    desk.gesture.outcome = {"told": desk.told}
    desk.gesture.size = len(desk.written)
    desk.gesture.save(update_fields=["outcome", "size", "turns"])
    if not desk.written:
        change.leave_no_record()
        return
    desk.put_away()
    first = desk.written[0]
    change.subject = Subject(first.object_type, first.object_id, _label(desk, first))
    change.details.update(canvas=desk.canvas.pk, sequence=desk.canvas.sequence, operations=len(desk.written))


def _label(desk: Desk, operation: CanvasOperation) -> str:
    if operation.object_type == "note":
        return desk.notes[uuid.UUID(operation.object_id)].text[:80]
    else:
        return desk.canvas.title


def _type_of(thing: Note | Evidence | Canvas) -> str:
    return {Note: "note", Evidence: "evidence", Canvas: "canvas"}[type(thing)]
