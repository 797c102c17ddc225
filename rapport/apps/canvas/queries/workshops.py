"""The workshop on a canvas: what is on at the moment, and how many votes each has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note, Vote, Workshop
from rapport.kernel.clock import now

VOTES_EACH = 5


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """The bar of a workshop as one member sees it; `workshop` is None where none is on.

    `hidden_notes` counts the private notes of everybody, `votes_left` the member's own dots.
    """

    canvas: Canvas
    workshop: Workshop | None
    leader: str
    may_lead: bool
    hidden_notes: int
    votes_left: int
    votes_each: int
    at: datetime

    @property
    def timer_runs(self) -> bool:
        """Is the timer running, with some time left?"""
        ends = self.workshop.timer_ends_at if self.workshop else None
        return ends is not None and ends > self.at


def running_workshop(member: Member, canvas: Canvas) -> Workshop | None:
    """The workshop that is on, or None."""
    found: Workshop | None = (
        Workshop.objects.of(member).filter(canvas=canvas, ended_at=None).select_related("started_by__user").first()
    )
    return found


def votes_each(member: Member, canvas: Canvas) -> int:
    """How many dots a member may give on a canvas: as the newest workshop says, else five."""
    said = Workshop.objects.of(member).filter(canvas=canvas).order_by("-pk").values_list("votes_each", flat=True)
    return int(said.first() or VOTES_EACH)


def votes_given(member: Member, canvas: Canvas) -> int:
    """The dots a member has on notes that are still there."""
    own = Vote.objects.of(member).living().filter(canvas=canvas, author=member, note__deleted_at=None)
    return int(own.aggregate(sum=Sum("dots"))["sum"] or 0)


def workshop_on(member: Member, canvas: Canvas) -> WorkshopView:
    """The workshop on a canvas as a member sees it."""
    return workshop_view(member, canvas, running_workshop(member, canvas))


def workshop_view(member: Member, canvas: Canvas, workshop: Workshop | None) -> WorkshopView:
    """The same where it is known already which workshop is on."""
    given = votes_given(member, canvas) if workshop else 0
    each = workshop.votes_each if workshop else VOTES_EACH
    hidden = Note.objects.of(member).living().filter(canvas=canvas, is_private=True).count() if workshop else 0
    return WorkshopView(
        canvas=canvas,
        workshop=workshop,
        leader=str(workshop.started_by.user) if workshop and workshop.started_by else "",
        may_lead=member.may("canvas.edit") and canvas.archived_at is None,
        hidden_notes=hidden,
        votes_left=max(0, each - given),
        votes_each=each,
        at=now(),
    )
