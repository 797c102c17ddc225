"""From the log to what is there now: what each operation sets on the row it is about.

The same rules write the rows while people work and rebuild them from the log, so the two cannot differ. In the log
stand values of JSON; rows get them as their columns read them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rapport.apps.canvas.models import CanvasOperation, Projected, projected_models

Fields = dict[str, Any]
Picture = dict[str, dict[str, Fields]]


def fields_set_by(operation: CanvasOperation) -> Fields:
    """The fields of its own object that an operation sets.

    The version of a text is the place in the log of the operation that wrote it.
    """
    if operation.object_type == "canvas":
        return {**_canvas(operation), "changed_at": operation.at}
    model = projected_models()[operation.object_type]
    return {**_in_columns(model, _set(operation)), **_stamps(operation)}


def picture(operations: Iterable[CanvasOperation], since: Picture | None = None) -> Picture:
    """Every object as the operations leave it: `{"note": {id: fields}, …, "canvas": {id: fields}}`.

    `since` is the picture that they go on from.
    """
    seen: Picture = {"canvas": {}, **{name: {} for name in projected_models()}, **(since or {})}
    for operation in operations:
        objects = seen[operation.object_type]
        objects[operation.object_id] = {**objects.get(operation.object_id, {}), **fields_set_by(operation)}
        note_id = objects[operation.object_id].get("note_id")
        if note_id and str(note_id) in seen["note"]:
            seen["note"][str(note_id)].update(changed_stamps(operation))
    return seen


def changed_stamps(operation: CanvasOperation) -> Fields:
    """When and by which operation a note, or what hangs on it, was last changed."""
    return {"changed_at": operation.at, "changed_sequence": operation.sequence}


def _set(operation: CanvasOperation) -> Fields:
    if operation.field == "add":
        return {**_given(operation), **_beginning(operation)}
    elif operation.field == "deleted":
        return {"deleted_at": operation.at if operation.after else None}
    elif operation.field == "place" or operation.field == "fields":
        return _given(operation)
    elif operation.object_type == "note" and operation.field == "text":
        return {"text": operation.after, "text_version": operation.sequence}
    else:
        return {operation.field: operation.after}


def _beginning(operation: CanvasOperation) -> Fields:
    # What comes from a file was first written when the file says, so that old evidence stays old.
    added = _given(operation).get("added_at", operation.at)
    begun: Fields = {"author_id": operation.author_id, "added_at": added, "deleted_at": None}
    if operation.object_type == "note":
        begun |= {"text_version": operation.sequence, "rivals": []}
    return begun


def _in_columns(model: type[Projected], fields: Fields) -> Fields:
    return {name: _as_column(model, name, value) for name, value in fields.items()}


def _as_column(model: type[Projected], name: str, value: Any) -> Any:
    return None if value is None else model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]


def _canvas(operation: CanvasOperation) -> Fields:
    if operation.field in {"add", "set up", "layout"}:
        return _given(operation)
    elif operation.field == "archived":
        return {"archived_at": operation.at if operation.after else None}
    else:
        return {operation.field: operation.after}


def _given(operation: CanvasOperation) -> Fields:
    given = operation.after
    if not isinstance(given, Mapping):
        raise TypeError(f"operation {operation.sequence} carries no fields")
    return dict(given)


def _stamps(operation: CanvasOperation) -> Fields:
    return changed_stamps(operation) if operation.object_type == "note" else {}
