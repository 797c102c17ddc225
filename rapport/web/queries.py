"""What the overview shows, gathered from the rooms."""

from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.queries import Filters, log_of
from rapport.apps.canvas.queries.canvases import Card, canvas_cards
from rapport.apps.customers.models import Segment
from rapport.apps.customers.queries.segments import customer_base, segments
from rapport.apps.sales.queries import has_orders
from rapport.web.activity.reach import SIGN_INS, seen_in_log

LATEST = 8
CANVASES = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards a first filled canvas."""

    title: str
    help: str
    route: str
    action: str
    done: bool


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment with the canvas that is bound to it, if there is one."""

    segment: Segment
    canvas: Card | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The workspace's home: what there is, what to do first, what happened."""

    steps: list[Step]
    segments: list[SegmentRow]
    canvases: list[Card]
    latest: list[Activity]

    @property
    def is_new(self) -> bool:
        """Is something of the first steps still to do?"""
        return not all(step.done for step in self.steps)

    @property
    def has_data(self) -> bool:
        """Is there anybody to show figures of?"""
        return bool(self.steps) and self.steps[0].done


def overview_of(member: Member) -> Overview:
    """Everything on the overview but the figures, which load by themselves."""
    cards = canvas_cards(member)
    found = segments(member) if member.may("segments.view") else []
    by_segment = {card.canvas.segment_id: card for card in reversed(cards) if card.canvas.segment_id}
    return Overview(
        steps=_steps(member, has_segments=bool(found), has_canvases=bool(cards)),
        segments=[SegmentRow(segment, by_segment.get(segment.pk)) for segment in found],
        canvases=cards[:CANVASES],
        latest=_latest(member) if member.may("activity.view") else [],
    )


def _latest(member: Member) -> list[Activity]:
    return log_of(member, Filters(), within=seen_in_log(member) & ~SIGN_INS, size=LATEST).rows


def _steps(member: Member, *, has_segments: bool, has_canvases: bool) -> list[Step]:
    if not all(member.may(right) for right in ("orders.view", "segments.view")):
        return []
    has_people = has_orders(member) or customer_base(member) > 0
    return [
        Step(
            "Bring in your orders",
            "A file from your shop is enough: CSV or Excel. You see what will happen before anything is written.",
            "exchange:imports",
            "Import a file",
            has_people,
        ),
        Step(
            "Find your segments",
            "Groups of customers you want one kind of relationship with, by rule, with a live count.",
            "customers:segments",
            "Make a segment",
            has_segments,
        ),
        Step(
            "Draw the relationship",
            "A canvas for a segment: what you know, what you promise, what you do, with its figures beside it.",
            "canvas:new",
            "Start a canvas",
            has_canvases,
        ),
    ]
