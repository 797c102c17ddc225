"""What a page sends: a gesture of one or more steps under a key of its own, so that sending twice counts once."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import notes, votes
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.undo import redo, undo
from rapport.kernel.errors import Refused

MOST_STEPS = 500
LARGEST = 2**53
Step = Mapping[str, Any]


def record_gesture(member: Member, canvas_id: int, gesture: object) -> Outcome:
    """Carry out `{"key": uuid, "steps": [{"do": "add", …}, …]}` as one step of undo; all of it or nothing.

    Raises Refused naming the step and field that is wrong.
    """
    if not isinstance(gesture, Mapping):
        raise Refused("A gesture is an object with a key and steps.", place="gesture", code="gesture")
    key = _uuid(gesture.get("key"), "key")
    steps = _steps(gesture)
    deeds = [step["do"] for step in steps]
    if deeds in (["undo"], ["redo"]):
        return (undo if deeds == ["undo"] else redo)(member, canvas_id, key=key)

    def act(desk: Desk) -> None:
        for number, step in enumerate(steps, start=1):
            _act(desk, number, step)

    return perform(member, canvas_id, _verb(deeds), act, key=key, digest=_digest(steps))


def _steps(gesture: Step) -> list[Step]:
    steps = gesture.get("steps")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise Refused(f"A gesture has between 1 and {MOST_STEPS} steps.", place="steps", code="steps")
    for number, step in enumerate(steps, start=1):
        if not isinstance(step, Mapping) or step.get("do") not in [*DEEDS, "undo", "redo"]:
            raise Refused("Unknown step.", place=f"step {number} › do", code="step")
        if step["do"] in {"undo", "redo"} and len(steps) > 1:
            raise Refused("Undo and redo stand alone in a gesture.", place=f"step {number} › do", code="step")
    return steps


def _act(desk: Desk, number: int, step: Step) -> None:
    try:
        DEEDS[step["do"]][1](desk, step)
    except Refused as refused:
        refused.place = " › ".join(filter(None, [f"step {number}", refused.place]))
        raise


def _add(desk: Desk, step: Step) -> None:
    texts = step.get("texts", [step.get("text")])
    ids = step.get("notes", [step["note"]] if "note" in step else [])
    if not isinstance(texts, list) or not isinstance(ids, list) or len(ids) > len(texts) or len(texts) > MOST_STEPS:
        raise Refused(
            f"Give between 1 and {MOST_STEPS} texts, with an id for each or none.", place="texts", code="texts"
        )
    notes.add(
        desk,
        section=_word(step, "section"),
        texts=texts,
        below=_below(step),
        note_ids=[_uuid(one, "notes") for one in ids],
    )


def _edit(desk: Desk, step: Step) -> None:
    builds_on = _uuid(step["builds_on"], "builds_on") if step.get("builds_on") else None
    notes.edit(desk, _note(step), step.get("text"), base=_whole(step, "base"), builds_on=builds_on)  # type: ignore[arg-type]


def _move(desk: Desk, step: Step) -> None:
    notes.move(desk, _note(step), section=_word(step, "section"), below=_below(step))


def _settle(desk: Desk, step: Step) -> None:
    notes.settle(desk, _note(step), _word(step, "rival"), _word(step, "choice"))


def _note(step: Step) -> uuid.UUID:
    return _uuid(step.get("note"), "note")


def _below(step: Step) -> notes.Below:
    below = step.get("below", notes.AT_THE_END)
    return below if below in (None, notes.AT_THE_END) else _uuid(below, "below")


def _uuid(given: object, place: str) -> uuid.UUID:
    try:
        return uuid.UUID(given) if isinstance(given, str) else _refuse_id(place)
    except ValueError:
        return _refuse_id(place)


def _refuse_id(place: str) -> uuid.UUID:
    raise Refused("This should be an id.", place=place, code="id")


def _word(step: Step, name: str) -> str:
    given = step.get(name)
    if not isinstance(given, str):
        raise Refused("This should be a word.", place=name, code="word")
    return given


def _whole(step: Step, name: str) -> int | None:
    given = step.get(name)
    if given is not None and (type(given) is not int or abs(given) > LARGEST):
        raise Refused("This should be a whole number.", place=name, code="number")
    return given


def _verb(deeds: list[str]) -> str:
    verbs = {DEEDS[deed][0] for deed in deeds}
    return verbs.pop() if len(verbs) == 1 else "canvas.changed"


def _digest(steps: list[Step]) -> str:
    return hashlib.sha256(json.dumps(steps, sort_keys=True).encode()).hexdigest()


DEEDS: dict[str, tuple[str, Callable[[Desk, Step], object]]] = {
    "add": ("note.added", _add),
    "edit": ("note.edited", _edit),
    "settle": ("note.settled", _settle),
    "move": ("note.moved", _move),
    "recolour": ("note.recoloured", lambda desk, step: notes.recolour(desk, _note(step), _word(step, "hue"))),
    "classify": ("note.classified", lambda desk, step: notes.classify(desk, _note(step), _word(step, "kind"))),
    "weigh": ("note.weighed", lambda desk, step: notes.weigh(desk, _note(step), _whole(step, "importance"))),
    "tag": ("note.tagged", lambda desk, step: notes.tag(desk, _note(step), _word(step, "tag"))),
    "untag": ("note.tagged", lambda desk, step: notes.untag(desk, _note(step), _word(step, "tag"))),
    "vote": ("vote.added", lambda desk, step: votes.vote(desk, _note(step))),
    "unvote": ("vote.removed", lambda desk, step: votes.take_back(desk, _note(step))),
    "delete": ("note.deleted", lambda desk, step: notes.delete(desk, _note(step))),
    "restore": ("note.restored", lambda desk, step: notes.restore(desk, _note(step))),
}
