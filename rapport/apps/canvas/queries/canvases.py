"""Finding canvases, and the list of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, Cell, Section
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.customers.models import Party, Segment
from rapport.kernel.errors import Missing

MOST_MARKS = 5
MOST_ABOUT_ONE = 6


@dataclass(frozen=True, slots=True)
class Miniature:
    """A section in small: its colour, its width, and a mark for each note up to a few."""

    section: Section
    count: int
    marks: range


@dataclass(frozen=True, slots=True)
class SmallCell:
    """A place on the board in small."""

    cell: Cell
    sections: list[Miniature]


@dataclass(frozen=True, slots=True)
class Card:
    """A canvas in the list."""

    canvas: Canvas
    notes: int
    cells: list[SmallCell]
    scenarios: list[Canvas] = field(default_factory=list)


def canvas_of(member: Member, canvas_id: int) -> Canvas:
    """One canvas with what it is about. Raises Missing."""
    member.require("canvas.view")
    found: Canvas | None = (
        Canvas.objects.within(member)
        .filter(pk=canvas_id)
        .select_related("segment", "party", "region", "own_template")
        .first()
    )
    if found is None:
        raise Missing("There is no such canvas.")
    return found


def canvas_cards(member: Member, *, archived: bool = False) -> list[Card]:
    """The canvases of the workspace, last changed first, each with its notes counted by section.

    Scenarios stand under the canvas they were made from; in the archive they stand for themselves.
    """
    member.require("canvas.view")
    canvases = (
        Canvas.objects.within(member)
        .select_related("segment", "party", "region", "own_template")
        .order_by("-changed_at")
    )
    chosen = canvases.archived() if archived else canvases.open().filter(scenario_of=None)
    scenarios = defaultdict(list)
    for one in canvases.open().exclude(scenario_of=None).order_by("created_at", "pk"):
        scenarios[one.scenario_of_id].append(one)
    notes = Note.objects.of(member).visible_to(member).living().order_by()
    by_section = notes.values_list("canvas_id", "section").annotate(count=Count("pk"))
    counts = {(canvas_id, section): count for canvas_id, section, count in by_section}
    return [_card(canvas, counts, scenarios[canvas.pk]) for canvas in chosen]


def canvases_about(member: Member, customer: Party, segments: Sequence[Segment]) -> list[Canvas]:
    """The canvases of one customer, and those of the segments given, last changed first."""
    member.require("canvas.view")
    about = Q(party=customer) | Q(segment__in=[segment.pk for segment in segments])
    canvases = Canvas.objects.within(member).open().filter(about, scenario_of=None).order_by("-changed_at")
    return list(canvases[:MOST_ABOUT_ONE])


def latest_canvas_of_segment(member: Member, segment_id: int) -> Canvas | None:
    """The canvas of a segment that was changed last, None where there is none yet. Raises Missing for the segment."""
    member.require("canvas.view")
    if not Segment.objects.of(member).filter(pk=segment_id).exists():
        raise Missing("There is no such segment.")
    canvases = Canvas.objects.within(member).open().filter(segment=segment_id, scenario_of=None)
    found: Canvas | None = canvases.order_by("-changed_at").first()
    return found


def canvas_count(member: Member, *, archived: bool = False) -> int:
    """How many canvases there are, scenarios in use aside."""
    canvases = Canvas.objects.within(member)
    return int((canvases.archived() if archived else canvases.open().filter(scenario_of=None)).count())


def _card(canvas: Canvas, counts: dict[tuple[int, str], int], scenarios: list[Canvas]) -> Card:
    own = {section: count for (canvas_id, section), count in counts.items() if canvas_id == canvas.pk}
    return Card(canvas, sum(own.values()), drawn(canvas.blueprint, own), scenarios)


def drawn(blueprint: Blueprint, counts: Mapping[str, int]) -> list[SmallCell]:
    """A template in small, with how many notes each section has."""
    return [
        SmallCell(cell, [_miniature(section, counts.get(section.key, 0)) for section in cell.sections])
        for cell in blueprint.cells
    ]


def _miniature(section: Section, count: int) -> Miniature:
    return Miniature(section, count, range(min(count, MOST_MARKS)))
