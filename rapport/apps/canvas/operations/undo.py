"""Undo and redo: a gesture taken back is a new gesture in the log, never a rewriting of it.

Each person undoes their own gestures only, and of those only what nobody else has changed since.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, Gesture, Note, Projected, Vote
from rapport.apps.canvas.operations import votes
from rapport.apps.canvas.operations.layouts import rehouse_strays
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.notes import free_place

REMEMBERED = 1_000

GONE = {"note": "deleted"}


@dataclass
class Stacks:
    """The gestures a person can undo and redo, the next one last."""

    done: list[Gesture] = field(default_factory=list)
    undone: list[Gesture] = field(default_factory=list)


def undo(member: Member, canvas_id: int, *, key: uuid.UUID | None = None) -> Outcome:
    """Take back the member's last gesture on this canvas."""
    return _turn(member, canvas_id, Gesture.Role.UNDO, "canvas.undone", key)


def redo(member: Member, canvas_id: int, *, key: uuid.UUID | None = None) -> Outcome:
    """Do again what the member's last undo took back."""
    return _turn(member, canvas_id, Gesture.Role.REDO, "canvas.redone", key)


def stacks_of(member: Member, canvas: Canvas) -> Stacks:
    """What the member can undo and redo, from their own gestures in the order they were made."""
    own = Gesture.objects.of(member).filter(canvas=canvas, member=member).exclude(role=Gesture.Role.SET_UP)
    stacks = Stacks()
    for gesture in reversed(own.order_by("-pk")[:REMEMBERED]):
        _stack(stacks, gesture)
    return stacks


def _stack(stacks: Stacks, gesture: Gesture) -> None:
    if gesture.role == Gesture.Role.DO and gesture.size:
        stacks.done.append(gesture)
        stacks.undone.clear()
    elif gesture.role == Gesture.Role.UNDO and gesture.turns_id:
        stacks.done = [other for other in stacks.done if other.pk != gesture.turns_id]
        stacks.undone += [gesture] if gesture.size else []
    elif gesture.role == Gesture.Role.REDO and gesture.turns_id:
        stacks.undone = [other for other in stacks.undone if other.pk != gesture.turns_id]
        stacks.done.append(gesture)


def _turn(member: Member, canvas_id: int, role: Gesture.Role, verb: str, key: uuid.UUID | None) -> Outcome:
    def act(desk: Desk) -> None:
        stacks = stacks_of(member, desk.canvas)
        waiting = stacks.done if role == Gesture.Role.UNDO else stacks.undone
        own = [gesture for gesture in waiting if gesture.pk != desk.gesture.pk]
        if not own:
            desk.tell("nothing", f"There is nothing to {role.value}.")
            return
        desk.gesture.turns = own[-1]
        _invert(desk, own[-1])

    return perform(member, canvas_id, verb, act, key=key, role=role, digest=role.value)


def _invert(desk: Desk, gesture: Gesture) -> None:
    before = desk.canvas.blueprint
    operations = CanvasOperation.objects.of(desk.member).filter(canvas=desk.canvas, gesture=gesture)
    turned = list(operations.order_by("-sequence"))
    since = _later_by_others(desk, turned)
    skipped = [operation for operation in turned if _changed_since(desk, operation, since)]
    cast = _votes_that_stay(desk, turned)
    for operation in turned:
        if operation not in skipped and operation not in cast:
            _invert_one(desk, operation)
    # Also where this gesture left the template alone: somebody may have taken sections out of it since.
    rehouse_strays(desk, before)
    if skipped:
        _tell_skipped(desk, skipped, since)


def _votes_that_stay(desk: Desk, turned: list[CanvasOperation]) -> list[CanvasOperation]:
    cast = [operation for operation in turned if operation.object_type == Vote.TYPE]
    if not cast or votes.is_open(desk):
        return []
    desk.tell("skipped", "Your votes stay as they are: voting is not open at the moment.")
    return cast


def _invert_one(desk: Desk, operation: CanvasOperation) -> None:
    thing = desk.thing(operation)
    kind = _opposite(operation.kind)
    if operation.field == "add":
        desk.write(kind, thing, "deleted", False, True)
    elif operation.field == "place" and isinstance(thing, Note):
        desk.write(kind, thing, "place", operation.after, free_place(desk, thing, operation.before or {}))
    else:
        desk.write(kind, thing, operation.field, operation.after, operation.before)


def _opposite(kind: str) -> str:
    """note.added ↔ note.deleted, comment.removed ↔ comment.restored; every other kind is its own opposite."""
    noun, _, verb = kind.partition(".")
    gone = GONE.get(noun, "removed")
    opposites = {"added": gone, "restored": gone, gone: "restored"}
    return f"{noun}.{opposites.get(verb, verb)}"


def _later_by_others(desk: Desk, turned: list[CanvasOperation]) -> list[CanvasOperation]:
    if not turned:
        return []
    later = CanvasOperation.objects.of(desk.member).filter(canvas=desk.canvas, sequence__gt=turned[-1].sequence)
    return list(later.exclude(author=desk.member).select_related("author__user"))


def _changed_since(desk: Desk, operation: CanvasOperation, since: list[CanvasOperation]) -> bool:
    return any(_touches(desk, later, operation) for later in since if later.sequence > operation.sequence)


def _touches(desk: Desk, later: CanvasOperation, operation: CanvasOperation) -> bool:
    """Would taking back the operation also take back what somebody else did later?"""
    if later.kind == "note.revealed":
        return False
    same = later.object_id == operation.object_id
    if operation.field == "add":
        return same or _on_note(desk, later) == operation.object_id
    else:
        return same and later.field == operation.field


def _on_note(desk: Desk, operation: CanvasOperation) -> str:
    return str(getattr(desk.thing(operation), "note_id", ""))


def _tell_skipped(desk: Desk, skipped: list[CanvasOperation], since: list[CanvasOperation]) -> None:
    for object_id in dict.fromkeys(operation.object_id for operation in skipped):
        mine = next(operation for operation in skipped if operation.object_id == object_id)
        later = next(other for other in reversed(since) if _touches(desk, other, mine))
        words = _words(desk, desk.thing(mine))
        desk.tell("skipped", f"“{words}” stays as it is: {later.author or 'somebody'} has changed it since.")


def _words(desk: Desk, thing: Projected | Canvas) -> str:
    """What people know a thing by."""
    named = desk.notes.get(getattr(thing, "note_id", None), thing)  # type: ignore[arg-type]
    return _short(next((getattr(named, name) for name in ("text", "statement", "title") if hasattr(named, name)), ""))


def _short(text: str) -> str:
    line = (text.splitlines() or [""])[0]
    return line if len(line) <= 40 else f"{line[:39]}…"
