"""Finding canvases, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas, Note
from rapport.kernel.errors import Missing

MOST_MARKS = 5


@dataclass(frozen=True, slots=True)
class Miniature:
    """A section in small: its colour, its width, and a mark for each note up to a few."""

    section: Section
    count: int
    marks: range


@dataclass(slots=True)
class Card:
    """A canvas in the list."""

    canvas: Canvas
    notes: int = 0
    sections: list[Miniature] = field(default_factory=list)


def canvas_of(member: Member, canvas_id: int) -> Canvas:
    """One canvas with what it is about. Raises Missing."""
    member.require("canvas.view")
    found: Canvas | None = (
        Canvas.objects.of(member).filter(pk=canvas_id).select_related("segment", "party", "region").first()
    )
    if found is None:
        raise Missing("There is no such canvas.")
    return found


def canvas_cards(member: Member, *, archived: bool = False) -> list[Card]:
    """The canvases of the workspace, last changed first, each with its notes counted by section."""
    member.require("canvas.view")
    canvases = Canvas.objects.of(member).select_related("segment", "party", "region").order_by("-changed_at")
    chosen = canvases.archived() if archived else canvases.open()
    notes = Note.objects.of(member).living().values_list("canvas_id", "section").annotate(count=Count("pk"))
    counts = {(canvas_id, section): count for canvas_id, section, count in notes.order_by()}
    return [_card(canvas, counts) for canvas in chosen]


def canvas_count(member: Member, *, archived: bool = False) -> int:
    """How many canvases there are."""
    canvases = Canvas.objects.of(member)
    return int((canvases.archived() if archived else canvases.open()).count())


def _card(canvas: Canvas, counts: dict[tuple[int, str], int]) -> Card:
    small = [_miniature(section, counts.get((canvas.pk, section.key), 0)) for section in canvas.blueprint.sections]
    return Card(canvas, sum(one.count for one in small), small)


def _miniature(section: Section, count: int) -> Miniature:
    return Miniature(section, count, range(min(count, MOST_MARKS)))
