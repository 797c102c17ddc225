"""From the log to what is there now: what each operation sets on the row it is about.

The same rules write the rows while people work and rebuild them from the log, so the two cannot differ.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from rapport.apps.canvas.models import CanvasOperation

Fields = dict[str, Any]


def fields_set_by(operation: CanvasOperation) -> Fields:
    """The fields of its own object that an operation sets.

    The version of a text is the place in the log of the operation that wrote it.
    """
    rule = RULES[operation.object_type]
    return {**rule(operation), **_stamps(operation)}


def picture(operations: Iterable[CanvasOperation]) -> dict[str, dict[str, Fields]]:
    """Every object as the operations leave it: `{"note": {id: fields}, "evidence": {id: fields}, "canvas": {…}}`."""
    seen: dict[str, dict[str, Fields]] = {"canvas": {}, "note": {}, "evidence": {}}
    for operation in operations:
        objects = seen[operation.object_type]
        objects[operation.object_id] = {**objects.get(operation.object_id, {}), **fields_set_by(operation)}
        if operation.object_type == "evidence":
            note_id = str(objects[operation.object_id]["note_id"])
            seen["note"][note_id].update(changed_stamps(operation))
    return seen


def changed_stamps(operation: CanvasOperation) -> Fields:
    """When and by which operation a note, or the evidence on it, was last changed."""
    return {"changed_at": operation.at, "changed_sequence": operation.sequence}


def _note(operation: CanvasOperation) -> Fields:
    if operation.field == "add":
        return {
            **_given(operation),
            "text_version": operation.sequence,
            "rivals": [],
            "author_id": operation.author_id,
            "added_at": operation.at,
            "deleted_at": None,
        }
    elif operation.field == "text":
        return {"text": operation.after, "text_version": operation.sequence}
    elif operation.field == "place":
        return _given(operation)
    else:
        return _plain(operation)


def _evidence(operation: CanvasOperation) -> Fields:
    if operation.field == "add":
        given = _given(operation)
        return {
            **given,
            "note_id": uuid.UUID(given["note_id"]),
            "author_id": operation.author_id,
            "added_at": operation.at,
            "deleted_at": None,
        }
    else:
        return _plain(operation)


def _canvas(operation: CanvasOperation) -> Fields:
    if operation.field in {"add", "set up"}:
        return _given(operation)
    elif operation.field == "archived":
        return {"archived_at": operation.at if operation.after else None}
    else:
        return _plain(operation)


def _plain(operation: CanvasOperation) -> Fields:
    if operation.field == "deleted":
        return {"deleted_at": operation.at if operation.after else None}
    else:
        return {operation.field: operation.after}


def _given(operation: CanvasOperation) -> Fields:
    given = operation.after
    if not isinstance(given, Mapping):
        raise TypeError(f"operation {operation.sequence} carries no fields")
    return dict(given)


def _stamps(operation: CanvasOperation) -> Fields:
    if operation.object_type == "note":
        return changed_stamps(operation)
    elif operation.object_type == "canvas":
        return {"changed_at": operation.at}
    else:
        return {}


RULES = {"note": _note, "evidence": _evidence, "canvas": _canvas}
