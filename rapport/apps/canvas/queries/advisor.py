"""The advisor: which types of relationship the numbers of a group speak for, by which rule, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.economics import economics_of
from rapport.apps.canvas.queries.relationship import chosen_types, design_of
from rapport.apps.canvas.relationship_types import Economics, Proposal, RelationshipType, Weighed, relationship_types
from rapport.apps.insights.queries.subjects import Subject, named


@dataclass(frozen=True, slots=True)
class Proposed:
    """A type that is proposed, and why."""

    entry: RelationshipType
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Considered:
    """A type that is not proposed, and why not."""

    entry: RelationshipType
    weighed: Weighed


@dataclass(slots=True)
class Advice:
    """What the advisor says: proposals, the clear ones first; types of which nothing can be said for lack of data;
    types that the numbers do not speak for; types somebody has dismissed; and how many are chosen already.
    """

    canvas: Canvas
    period: str = ""
    against: str = ""
    proposed: list[Proposed] = field(default_factory=list)
    unknown: list[Considered] = field(default_factory=list)
    against_numbers: list[Considered] = field(default_factory=list)
    dismissed: list[RelationshipType] = field(default_factory=list)
    chosen: int = 0
    may_edit: bool = False
    may_add: bool = False

    @property
    def knows_nothing(self) -> bool:
        """Is there not one number to weigh?"""
        return not self.proposed and not self.against_numbers and bool(self.unknown)


def advice_for(member: Member, canvas_id: int) -> Advice:
    """What the advisor says about a canvas. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    member.require("metrics.view")
    open_canvas = canvas.archived_at is None
    advice = Advice(
        canvas,
        against=_everybody(member, canvas),
        may_edit=open_canvas and member.may("canvas.edit"),
        may_add=open_canvas and member.may("canvas.contribute"),
    )
    _weigh(
        advice,
        economics_of(member, canvas),
        set(chosen_types(member, canvas).values()),
        design_of(member, canvas).dismissed,
    )
    return advice


def _weigh(advice: Advice, economics: Economics, chosen: set[str], dismissed: list[str]) -> None:
    advice.period = next((number.period for number in economics.numbers.values() if number.period), "")
    for entry in relationship_types:
        proposal, weighed = entry.fits(economics), entry.weighed(economics)
        if entry.name in chosen:
            advice.chosen += 1
        elif entry.name in dismissed:
            advice.dismissed.append(entry)
        elif proposal is not None:
            advice.proposed.append(Proposed(entry, proposal))
        elif weighed.verdict == "unknown":
            advice.unknown.append(Considered(entry, weighed))
        else:
            advice.against_numbers.append(Considered(entry, weighed))
    advice.proposed.sort(key=lambda one: (not one.proposal.is_clear, one.entry.order))


def _everybody(member: Member, canvas: Canvas) -> str:
    """With whom the group is compared, in words; "" where it is everybody itself."""
    if canvas.subject_kind == Canvas.Subject.EVERYBODY:
        return ""
    return named(member, Subject.everybody(), canvas.region_id).words
