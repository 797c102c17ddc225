"""Writing on an empathy map: notes go to the section of the canvas where their field belongs, and bear its word."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.log import Desk, perform
from rapport.apps.canvas.queries.empathy import MAP, TAGGED, WHOLE_SECTIONS, home_of
from rapport.kernel.errors import Refused


def add_to_empathy_map(member: Member, canvas_id: int, *, field: str, texts: Sequence[str]) -> list[Note]:
    """New notes in a field of the map: says, thinks, does, feels, pains or gains. One gesture."""
    made: list[Note] = []

    def act(desk: Desk) -> None:
        if field not in (*TAGGED, *WHOLE_SECTIONS):
            raise Refused("The empathy map has no such field.", place="field", code="choice")
        home = home_of(desk.canvas.blueprint, field)
        made.extend(notes.add(desk, section=home.key, texts=texts))
        if field in TAGGED and desk.canvas.blueprint.name != MAP:
            for note in made:
                notes.tag(desk, note.pk, field)

    perform(member, canvas_id, "note.added", act)
    return made
