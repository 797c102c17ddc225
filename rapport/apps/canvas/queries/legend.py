"""What the colours and tags on a board stand for, and how many notes bear each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.note_views import NoteView
from rapport.apps.customers.models import HUES

HUE_NAMES = {
    "teal": gettext_lazy("Teal"),
    "coral": gettext_lazy("Coral"),
    "indigo": gettext_lazy("Indigo"),
    "amber": gettext_lazy("Amber"),
    "green": gettext_lazy("Green"),
    "violet": gettext_lazy("Violet"),
    "blue": gettext_lazy("Blue"),
    "rose": gettext_lazy("Rose"),
    "olive": gettext_lazy("Olive"),
    "slate": gettext_lazy("Slate"),
}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour for notes: its name, what it means on this canvas ("" if nobody has said), and how many bear it."""

    hue: str
    name: str
    meaning: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Legend:
    """The colours and tags of a board."""

    colours: list[Colour]
    tags: list[tuple[str, int]]
    has_votes: bool

    @property
    def shown(self) -> list[Colour]:
        """The colours that are in use or have a meaning."""
        return [colour for colour in self.colours if colour.count or colour.meaning]

    @property
    def words(self) -> list[str]:
        """The tags in use, the most used first."""
        return [tag for tag, _count in self.tags]


def legend_of(canvas: Canvas, notes: Iterable[NoteView]) -> Legend:
    """The legend of a canvas with these notes on it."""
    shown = list(notes)
    hues = Counter(note.hue for note in shown if note.hue)
    tags = Counter(tag for note in shown for tag in note.tags)
    meanings = canvas.colour_meanings
    colours = [Colour(hue, str(HUE_NAMES[hue]), meanings.get(hue, ""), hues[hue]) for hue in HUES]
    ordered = sorted(tags.items(), key=lambda item: (-item[1], item[0].casefold()))
    return Legend(colours, ordered, any(note.votes for note in shown))
