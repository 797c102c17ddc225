"""Segments and regions of a workspace by id or by name."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Region, Segment
from rapport.kernel.errors import Missing, Refused

MOST_SEGMENTS = 50


def segments_of(member: Member, ids: Sequence[int]) -> list[Segment]:
    """The segments of these ids, in this order. Raises Missing, or Refused for more than 50."""
    if len(ids) > MOST_SEGMENTS:
        raise Refused(f"At most {MOST_SEGMENTS} segments at a time.", place="segments")
    found = {segment.pk: segment for segment in Segment.objects.of(member).filter(pk__in=ids)} if ids else {}
    if missing := [id for id in ids if id not in found]:
        raise Missing("There is no such segment.", place=f"segment {missing[0]}")
    return [found[id] for id in ids]


def regions_of(member: Member, ids: Sequence[int]) -> list[Region]:
    """The regions of these ids, in this order. Raises Missing."""
    found = {region.pk: region for region in Region.objects.of(member).filter(pk__in=ids)} if ids else {}
    if any(id not in found for id in ids):
        raise Missing("There is no such region.", place="region")
    return [found[id] for id in ids]


def segments_called(member: Member, names: Sequence[str], *, every: str) -> list[int]:
    """The ids of segments by their names; `every` stands for all. Raises Missing, naming the one unknown."""
    member.require("segments.view")
    found = dict(Segment.objects.of(member).filter(archived_at=None).order_by("name").values_list("name", "pk"))
    if every in names:
        return list(found.values())
    if missing := [name for name in names if name not in found]:
        raise Missing(f"There is no segment “{missing[0]}”.", place="segment")
    return [found[name] for name in names]


def region_called(member: Member, name: str) -> int:
    """The id of a region by its name. Raises Missing."""
    region = Region.objects.of(member).filter(name__iexact=name).first()
    if region is None:
        raise Missing(f"There is no region “{name}”.", place="region")
    return int(region.pk)


def in_several(member: Member, ids: Sequence[int]) -> int:
    """How many customers belong to more than one of these segments today."""
    open_ones = Membership.objects.of(member).filter(segment_id__in=ids, until=None)
    counted = open_ones.values("party_id").annotate(segments=Count("segment_id", distinct=True))
    return int(counted.filter(segments__gt=1).count())


def shared_words(member: Member, ids: Sequence[int]) -> str:
    """That customers belong to more than one of these segments: "3 customers are"; empty where nobody does."""
    shared = in_several(member, ids)
    return "" if not shared else "1 customer is" if shared == 1 else f"{shared:,} customers are"
