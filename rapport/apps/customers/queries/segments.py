"""Segments: how many people are in them, who they are, what a rule would mean."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Party, Segment, segment_hue
from rapport.apps.customers.queries.history import Told, history_of
from rapport.apps.customers.queries.rules import meant_by
from rapport.apps.customers.rights import fields_of
from rapport.kernel.conditions import Scope, parse
from rapport.kernel.errors import Missing

SAMPLE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Matches:
    """Whom a rule means: how many, which share of all, ten from all over them, and the rule in words."""

    count: int
    share: float
    sample: list[Party]
    sentence: str


def customer_base(member: Member) -> int:
    """How many people and companies there are, archived ones left out."""
    member.require("segments.view")
    return int(Party.objects.of(member).filter(archived_at=None).order_by().count())


def segments(member: Member, *, archived: bool = False) -> list[Segment]:
    """The segments by name, each with its `size`, its `share` of all (also as `percent`) and its rule as `sentence`."""
    member.require("segments.view")
    rows = Segment.objects.of(member).filter(archived_at__isnull=not archived).order_by("name")
    found = list(_with_size(member, rows))
    base = customer_base(member) if found else 0
    scope = Scope(member.workspace)
    return [_described(scope, one, base) for one in found]


def named_segments(member: Member) -> list[tuple[int, str]]:
    """Ids and names of the segments in use, by name."""
    member.require("segments.view")
    rows = Segment.objects.of(member).filter(archived_at=None).order_by("name")
    return list(rows.values_list("pk", "name"))


def segment(member: Member, segment_id: int) -> Segment:
    """One segment with `size`, `share` and `sentence`. Raises Missing."""
    member.require("segments.view")
    found = _with_size(member, Segment.objects.of(member).filter(pk=segment_id)).first()
    if found is None:
        raise Missing("There is no such segment.")
    return _described(Scope(member.workspace), found, customer_base(member))


def next_hue(member: Member) -> str:
    """The colour that the next segment gets when nobody chooses one."""
    member.require("segments.view")
    return segment_hue(Segment.objects.of(member).count())


def segment_members(member: Member, of: Segment) -> QuerySet[Any, Party]:
    """The parties that are in a segment now and that the member reaches; its size counts all."""
    member.require("segments.view")
    inside = Membership.objects.of(member).filter(segment=of, until=None).values("party")
    return Party.objects.within(member).filter(archived_at=None, pk__in=inside)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class RegionPart:
    """The members of a segment in one region; `region_id` is None for those whose region is not known.

    `share` is of the segment, `percent` the same for a drawing.
    """

    region_id: int | None
    name: str
    count: int
    share: float

    @property
    def percent(self) -> str:
        """A text, because templates would write the number with the reader's comma."""
        return f"{self.share * 100:.2f}"


def segment_regions(member: Member, of: Segment) -> list[RegionPart]:
    """A segment by region, the largest first; like its size it counts all members, archived records aside."""
    member.require("segments.view")
    inside = Membership.objects.of(member).filter(segment=of, until=None, party__archived_at=None)
    rows = inside.order_by().values_list("party__region", "party__region__name").annotate(count=Count("pk"))
    found = sorted(rows, key=lambda row: (-row[2], row[1] or ""))
    size = sum(count for _id, _name, count in found)
    return [RegionPart(region_id, name or "", count, count / size) for region_id, name, count in found]


@dataclass(frozen=True, slots=True)
class PastMembers:
    """Who was in a segment at the end of a past day: how many, and those of them whom the member reaches."""

    day: date
    known: bool
    count: int
    members: QuerySet[Any, Party]


def members_on(member: Member, of: Segment, day: date) -> PastMembers:
    """Who was in a segment at the end of that day in the workspace's zone, records archived since among them.

    Nothing is known of days before the segment was made.
    """
    member.require("segments.view")
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=member.workspace.zone)
    there = Membership.objects.of(member).filter(Q(until=None) | Q(until__gt=end), segment=of, since__lte=end)
    parties = Party.objects.within(member).filter(pk__in=there.values("party"))
    return PastMembers(day, end > of.created_at, there.order_by().values("party").distinct().count(), parties)


def segment_history(member: Member, of: Segment) -> list[Told]:
    """The latest changes of a segment and its members."""
    return history_of(member, "segment", of.pk)


def count_and_sample(member: Member, tree: Any) -> Matches:
    """Whom a rule would mean, counted exactly over all; the sample is of those the member reaches.

    Raises ConditionError where it is no rule, NotPermitted for one about fields the member does not see.
    """
    member.require("segments.view")
    node = parse(tree)
    fields_of(member).require_visible(leaf.fact for leaf in node.leaves())
    # Read once: counting and picking in two statements would ask all of the rule's questions twice.
    ids = list(meant_by(member.workspace, node.tree()).order_by("pk").values_list("pk", flat=True))
    base, count = customer_base(member), len(ids)
    spread = _spread(member, ids)
    sample = Party.objects.within(member).filter(pk__in=spread).select_related("region").order_by("name", "pk")
    return Matches(count, count / base if base else 0.0, list(sample), node.sentence(member.workspace))


def _spread(member: Member, ids: list[int]) -> set[int]:
    """Ten ids from all over the ids, or over those of them that the member reaches."""
    if member.scope("customers.view") != "all":
        reached = set(Party.objects.within(member).values_list("pk", flat=True))
        ids = [party_id for party_id in ids if party_id in reached]
    return {ids[place * len(ids) // SAMPLE_SIZE] for place in range(SAMPLE_SIZE)} if ids else set()


def _with_size(member: Member, rows: QuerySet[Any, Segment]) -> QuerySet[Any, Segment]:
    inside = Membership.objects.of(member).filter(segment=OuterRef("pk"), until=None, party__archived_at=None)
    counted = inside.order_by().values("segment").annotate(size=Count("pk")).values("size")
    return rows.annotate(size=Coalesce(Subquery(counted), 0))


def _described(scope: Scope, one: Any, base: int) -> Segment:
    one.share = one.size / base if base else 0.0
    # A text, because templates would write the number with the reader's comma, which no drawing understands.
    one.percent = f"{one.share * 100:.2f}"
    one.sentence = parse(one.rule).sentence(scope) if one.kind == Segment.Kind.RULE else ""
    return one  # type: ignore[no-any-return]
