"""Changing the template of a canvas: every note is kept and finds a place, in one step of undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint
from rapport.apps.canvas.models import Note
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.order_keys import key_between, keys_between
from rapport.apps.canvas.queries.layouts import Place, layout_of, places_in
from rapport.apps.canvas.queries.layouts.places import REHOUSED


def lay_out_canvas(
    member: Member, canvas_id: int, template: str, *, region_ids: Sequence[int] | None = None
) -> Outcome:
    """Lay a canvas out by another template, or by the same one with other rows; its notes go where they belong."""
    layout = layout_of(member, template, region_ids)

    def act(desk: Desk) -> None:
        if layout.is_that_of(desk.canvas):
            return
        places = places_in(desk.canvas, desk.notes.values(), layout.blueprint, layout.fields)
        before = {name: getattr(desk.canvas, name) for name in layout.fields}
        desk.write("canvas.laid_out", desk.canvas, "layout", before, layout.fields)
        rehouse(desk, places)

    return perform(member, canvas_id, "canvas.laid_out", act, right="canvas.edit")


def rehouse(desk: Desk, places: Mapping[UUID, Place]) -> None:
    """Put notes into other sections: at their old place there, or after the others in the order given."""
    arrivals: dict[str, list[Note]] = defaultdict(list)
    for note_id, place in places.items():
        if place.order_key:
            _place(desk, desk.notes[note_id], place.section, _free_key(desk, note_id, place))
        else:
            arrivals[place.section].append(desk.notes[note_id])
    for section, notes in arrivals.items():
        taken = max((note.order_key for note in desk.notes.values() if note.section == section), default="")
        for note, key in zip(notes, keys_between(taken, None, len(notes)), strict=True):
            _place(desk, note, section, key)


def rehouse_strays(desk: Desk, before: Blueprint) -> None:
    """Give notes a place whose section is not in the template any more; `before` is the template they stood in."""
    now = desk.canvas.blueprint
    strays = sorted(
        (note for note in desk.notes.values() if now.section(note.section) is None),
        key=lambda note: (note.order_key, note.pk),
    )
    homes = {note.pk: before.section(note.section) for note in strays}
    rehouse(desk, {key: Place((now.home_of(home) if home else now.sections[0]).key) for key, home in homes.items()})


def _place(desk: Desk, note: Note, section: str, key: str) -> None:
    before = {"section": note.section, "order_key": note.order_key}
    desk.write(REHOUSED, note, "place", before, {"section": section, "order_key": key})


def _free_key(desk: Desk, note_id: UUID, place: Place) -> str:
    others = {one.order_key for one in desk.notes.values() if one.section == place.section and one.pk != note_id}
    if place.order_key not in others:
        return place.order_key
    return key_between(place.order_key, min((key for key in others if key > place.order_key), default=None))
