"""What has to be written so that a canvas is again as it was: only what differs, through the log."""

from __future__ import annotations

import uuid

from rapport.apps.canvas.models import Note, Projected, projected_models
from rapport.apps.canvas.operations.layouts import rehouse_strays
from rapport.apps.canvas.operations.log import Desk
from rapport.apps.canvas.queries.past import Moment
from rapport.apps.canvas.queries.projection import Fields, Picture
from rapport.apps.canvas.queries.replay import state_at

TALK = {"comment", "vote"}
STAMPS = {"text_version", "changed_at", "changed_sequence", "rivals", "is_private"}
PLACE = ("section", "order_key")
OWN = (
    "title", "blueprint_name", "own_template_id", "rows", "region_id", "period", "fresh_days", "colour_meanings",
    "assumptions",
)  # fmt: skip


class Restoration:
    """A canvas on its way back to a moment."""

    def __init__(self, desk: Desk, moment: Moment) -> None:
        self.desk = desk
        self.then: Picture = state_at(desk.canvas, moment.sequence)

    def carry_out(self) -> None:
        """Write what differs: the canvas itself, then everything on it, notes first."""
        before = self.desk.canvas.blueprint
        self._own_fields()
        for name, model in sorted(projected_models().items(), key=lambda pair: pair[0] != Note.TYPE):
            if name not in TALK:
                self._things(name, model)
        rehouse_strays(self.desk, before)

    def _own_fields(self) -> None:
        canvas = self.desk.canvas
        then = next(iter(self.then["canvas"].values()), {})
        wanted = {name: then[name] for name in OWN if name in then and then[name] != getattr(canvas, name)}
        if wanted:
            before = {name: getattr(canvas, name) for name in wanted}
            self.desk.write("canvas.updated", canvas, "set up", before, wanted)

    def _things(self, name: str, model: type[Projected]) -> None:
        for thing in list(self.desk.rows(model).values()):
            then = self.then[name].get(str(thing.pk))
            if self._is_out_of_reach(thing):
                continue
            if then is None or then.get("deleted_at"):
                self.desk.remove(thing, _word(name, "deleted" if name == Note.TYPE else "removed"))
            else:
                self.desk.put_back(thing, _word(name, "restored"))
                self._fields(name, thing, then)

    def _fields(self, name: str, thing: Projected, then: Fields) -> None:
        if name == Note.TYPE and any(then[part] != getattr(thing, part) for part in PLACE):
            before = {part: getattr(thing, part) for part in PLACE}
            self.desk.write("note.moved", thing, "place", before, {part: then[part] for part in PLACE})
        left = STAMPS | set(PLACE if name == Note.TYPE else ())
        for column in type(thing).LOGGED:
            if column in then and column not in left:
                self.desk.set(thing, _changed(name, column), column, then[column])

    def _is_out_of_reach(self, thing: Projected) -> bool:
        """The notes of others that are private, or were then, and what hangs on them, are theirs alone."""
        note_id: uuid.UUID | None = thing.pk if isinstance(thing, Note) else getattr(thing, "note_id", None)
        note = self.desk.notes.get(note_id) if note_id else None
        if note is None or note.author_id == self.desk.member.pk:
            return False
        return note.is_private or bool(self.then["note"].get(str(note_id), {}).get("is_private"))


NOTE_VERBS = {
    "text": "note.edited",
    "kind": "note.classified",
    "hue": "note.recoloured",
    "importance": "note.weighed",
    "tags": "note.tagged",
}


def _changed(name: str, column: str) -> str:
    return NOTE_VERBS.get(column, "note.changed") if name == Note.TYPE else _word(name, "changed")


def _word(name: str, deed: str) -> str:
    return f"{name}.{deed}"
