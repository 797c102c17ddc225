"""Where each note belongs in another template: where it stood there before, or the section nearest in meaning."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapport.apps.canvas.blueprints import Blueprint, Row, Section, blueprints
from rapport.apps.canvas.models import Canvas, CanvasOperation, Note, OwnTemplate

REHOUSED = "note.rehoused"
IDENTITY = ("blueprint_name", "own_template_id")


@dataclass(frozen=True, slots=True)
class Place:
    """A section, and there the key of a note's old place; "" means after all others."""

    section: str
    order_key: str = ""


def places_in(
    canvas: Canvas, notes: Iterable[Note], wanted: Blueprint, identity: dict[str, Any] | None = None
) -> dict[uuid.UUID, Place]:
    """A place in the wanted template for every note whose own section is not the same there.

    `identity` are the fields by which the canvas names that template. If the canvas had it before, notes that nobody
    has moved since return to where they stood.
    """
    rows = list(notes)
    now = canvas.blueprint
    back = _places_left(canvas, identity) if identity else {}
    found: dict[uuid.UUID, Place] = {}
    for note in sorted(rows, key=lambda one: (_rank(now, one.section), one.order_key, one.pk)):
        place = back.get(str(note.pk))
        if place is None or wanted.section(place.section) is None:
            place = Place(_home(wanted, now.section(note.section)))
        if place.section != note.section:
            found[note.pk] = place
    return found


def earlier_section(canvas: Canvas, key: str) -> Section | None:
    """A section that the canvas had before its template changed; whoever still names it means its notes' home."""
    for _sequence, fields in _layouts_before(canvas):
        before = _blueprint_of(canvas, fields)
        section = before.section(key) if before else None
        if section is not None:
            return section
    return None


def _home(wanted: Blueprint, section: Section | None) -> str:
    return (wanted.home_of(section) if section else wanted.sections[0]).key


def _rank(blueprint: Blueprint, key: str) -> int:
    keys = [section.key for section in blueprint.sections]
    return keys.index(key) if key in keys else len(keys)


def _places_left(canvas: Canvas, identity: dict[str, Any]) -> dict[str, Place]:
    """Where each note stood when the canvas last left that template, if nobody has moved it since."""
    left = next((sequence for sequence, one in _layouts_before(canvas) if _named(one) == _named(identity)), None)
    if left is None:
        return {}
    placed = CanvasOperation.objects.of(canvas).filter(canvas=canvas, object_type=Note.TYPE, field__in=("add", "place"))
    places: dict[str, Place] = {}
    for operation in placed.order_by("sequence"):
        if operation.sequence < left and operation.after:
            places[operation.object_id] = Place(operation.after["section"], operation.after["order_key"])
        elif operation.kind != REHOUSED:
            places.pop(operation.object_id, None)
    return places


def _layouts_before(canvas: Canvas) -> list[tuple[int, dict[str, Any]]]:
    """The layouts that the canvas has left, with when; the last one first."""
    own = CanvasOperation.objects.of(canvas).filter(canvas=canvas, object_type="canvas", field__in=("layout", "set up"))
    left = own.order_by("-sequence").values_list("sequence", "before")
    return [(sequence, fields) for sequence, fields in left if fields and "blueprint_name" in fields]


def _named(fields: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(fields.get(name) for name in IDENTITY)


def _blueprint_of(canvas: Canvas, fields: dict[str, Any]) -> Blueprint | None:
    own = fields.get("own_template_id")
    if own:
        template: OwnTemplate | None = OwnTemplate.objects.of(canvas).filter(pk=own).first()
        return template.blueprint if template else None
    name = fields.get("blueprint_name", "")
    rows = [Row(**row) for row in fields.get("rows") or []]
    return blueprints.get(name).for_rows(rows) if name in blueprints else None
