"""What a change of template would do, for people to see before it happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries.layouts.choices import Layout
from rapport.apps.canvas.queries.layouts.places import places_in


@dataclass(frozen=True, slots=True)
class Move:
    """So many notes of a section, and the section they go to; the same one where they stay."""

    origin: Section
    goal: Section
    count: int

    @property
    def stays(self) -> bool:
        """Do they keep their section?"""
        return self.origin.name == self.goal.name


def moves_to(member: Member, canvas: Canvas, layout: Layout) -> list[Move]:
    """Where the notes of the canvas would go, in reading order of the sections they leave."""
    notes = list(Note.objects.of(member).visible_to(member).living().filter(canvas=canvas))
    places = places_in(canvas, notes, layout.blueprint, layout.fields)
    goals = Counter((note.section, places[note.pk].section if note.pk in places else note.section) for note in notes)
    now = canvas.blueprint
    return [
        Move(origin, goal, goals[origin.key, goal.key])
        for origin in now.sections
        for goal in layout.blueprint.sections
        if goals[origin.key, goal.key]
    ]
