"""The one place where a canvas is written: a gesture becomes operations in the log and changes in the rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Gesture, Note, Projected, projected_models
from rapport.apps.canvas.queries.projection import changed_stamps, fields_set_by
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id

Told = dict[str, Any]
Thing = TypeVar("Thing", bound=Projected)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a gesture: how far the log has come, what its author must be told, and was it sent before."""

    sequence: int
    told: list[Told]
    repeated: bool = False


@dataclass
class Desk:
    """A canvas with what is needed of it taken out, so that a gesture reads and writes each table once."""

    member: Member
    canvas: Canvas
    gesture: Gesture
    at: datetime
    written: list[CanvasOperation] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    made: list[Projected] = field(default_factory=list)
    changed: dict[uuid.UUID, Projected] = field(default_factory=dict)
    shelves: dict[type[Projected], dict[uuid.UUID, Any]] = field(default_factory=dict)

    def rows(self, model: type[Thing]) -> dict[uuid.UUID, Thing]:
        """Everything of a kind on the canvas, deleted things too."""
        if model not in self.shelves:
            self.shelves[model] = {row.pk: row for row in model.objects.of(self.member).filter(canvas=self.canvas)}
        return self.shelves[model]

    def find(self, model: type[Thing], thing_id: uuid.UUID, words: str) -> Thing:
        """A living thing of a kind, or Missing with these words for it."""
        found = self.rows(model).get(thing_id)
        if found is None or found.deleted_at:
            raise Missing(f"There is no such {words} on this canvas.")
        return found

    @property
    def notes(self) -> dict[uuid.UUID, Note]:
        """Every note, deleted ones too."""
        return self.rows(Note)

    @property
    def evidence(self) -> dict[uuid.UUID, Evidence]:
        """All evidence, removed ones too."""
        return self.rows(Evidence)

    def note(self, note_id: uuid.UUID) -> Note:
        """The note, or Missing; deleted ones are found too, private ones of others are not."""
        note = self.notes.get(note_id)
        if note is None or (note.is_private and note.author_id != self.member.pk):
            raise Missing("There is no such note on this canvas.")
        return note

    def require_change_of(self, thing: Projected) -> None:
        """Contributors change what is their own; editors change everything."""
        if not self.member.may("canvas.edit") and thing.author_id != self.member.pk:
            raise NotPermitted("You may change your own notes on this canvas, not those of others.", code="canvas.edit")

    def add(self, thing: Projected, kind: str, /, **given: Any) -> None:
        """A new thing on the canvas, with these columns; its id, workspace and canvas are set already."""
        self.write(kind, thing, "add", None, {name: _as_json(value) for name, value in given.items()})

    def set(self, thing: Projected | Canvas, kind: str, column: str, value: Any) -> None:
        """Set one column if it differs."""
        before, after = _as_json(getattr(thing, column)), _as_json(value)
        if before != after:
            self.write(kind, thing, column, before, after)

    def remove(self, thing: Projected, kind: str) -> None:
        """Take a thing off the canvas; it stays in the log."""
        if not thing.deleted_at:
            self.write(kind, thing, "deleted", False, True)

    def put_back(self, thing: Projected, kind: str) -> None:
        """Put a removed thing back."""
        if thing.deleted_at:
            self.write(kind, thing, "deleted", True, False)

    def write(
        self,
        kind: str,
        thing: Projected | Canvas,
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
            object_type=thing.TYPE if isinstance(thing, Projected) else "canvas",
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

    def thing(self, operation: CanvasOperation) -> Projected | Canvas:
        """What an operation of this canvas is about."""
        if operation.object_type == "canvas":
            return self.canvas
        return self.rows(projected_models()[operation.object_type])[uuid.UUID(operation.object_id)]

    def put_away(self) -> None:
        """Write log and rows to the database."""
        CanvasOperation.objects.bulk_create(self.written)
        for row in [*self.made, *self.changed.values()]:
            row.derive()
        try:
            for model in projected_models().values():
                model.objects.bulk_create([row for row in self.made if type(row) is model])
        except IntegrityError as error:
            raise Conflict("Something with this id exists already.", place="note", code="id used") from error
        for model in projected_models().values():
            self._update(model)
        self.canvas.save()

    def _follow(self, operation: CanvasOperation, thing: Projected | Canvas) -> None:
        for name, value in fields_set_by(operation).items():
            setattr(thing, name, value)
        if isinstance(thing, Canvas):
            return
        if operation.field == "add":
            self.made.append(thing)
        else:
            self.changed[thing.pk] = thing
        self.rows(type(thing))[thing.pk] = thing
        note_id = getattr(thing, "note_id", None)
        if note_id and note_id in self.notes:
            self._touch(self.notes[note_id], operation)

    def _touch(self, note: Note, operation: CanvasOperation) -> None:
        for name, value in changed_stamps(operation).items():
            setattr(note, name, value)
        self.changed[note.pk] = note

    def _update(self, model: type[Projected]) -> None:
        new = {row.pk for row in self.made}
        rows = [row for row in self.changed.values() if type(row) is model and row.pk not in new]
        model.objects.of(self.member).bulk_update(rows, [*model.LOGGED, *model.DERIVED, "deleted_at"], batch_size=100)


def fixed_id(canvas: Canvas, *words: object) -> uuid.UUID:
    """The same id for the same words on the same canvas: for what there is one of, so that it is put back, not made
    again."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, (canvas.workspace_id, canvas.pk, *words))))


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
    canvas: Canvas | None = Canvas.objects.within(member).filter(pk=canvas_id).first()
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
    """What the record is about, for everybody to read: never a word of a private note."""
    thing = desk.thing(operation)
    note = thing if isinstance(thing, Note) else desk.notes.get(getattr(thing, "note_id", None))  # type: ignore[arg-type]
    hidden = note is not None and note.is_private
    words = {"note": "text", "action": "text", "proposition": "statement"}.get(operation.object_type)
    return getattr(thing, words)[:80] if words and not hidden else desk.canvas.title


def _as_json(value: Any) -> Any:
    """A value as the log has it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    elif isinstance(value, uuid.UUID):
        return str(value)
    elif isinstance(value, date):
        return value.isoformat()
    else:
        return value
