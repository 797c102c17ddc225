"""Segments and who is, or was, in them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Day, Told
from rapport.api.lists import Paging, page, place_of
from rapport.api.noun import Noun
from rapport.api.parties import Customers, page_of_customers
from rapport.apps.customers import models, queries
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.paging import page_of

segments = Noun(
    "segments", "Segments", "Groups of customers: their rules, sizes and members, today and before.", order=40
)


class Segment(Told):
    """A segment: `size` people and companies are in it, a `share` of all; `rule` is a tree of conditions."""

    id: int
    name: str
    description: str
    kind: Literal["rule", "fixed"]
    rule: dict[str, Any]
    sentence: str
    hue: str
    size: int
    share: float
    refreshed_at: datetime | None


class Segments(Told):
    """All of them, by name."""

    items: list[Segment]


class MembersPage(Paging):
    """A page of members."""

    on: Annotated[Day | None, Field(description="Who was in it at the end of this day.")] = None


@segments.get("/segments", "segments.view", Segments)
def list_segments(request: Request) -> Segments:
    """The segments in use."""
    return Segments(items=[_told(one) for one in queries.segments(request.member)])


@segments.get("/segments/{segment_id}", "segments.view", Segment)
def get_segment(request: Request, segment_id: AddressId) -> Segment:
    """One segment with its size."""
    return _told(queries.segment(request.member, segment_id))


@segments.get("/segments/{segment_id}/members", "segments.view", Customers)
def list_segment_members(request: Request, segment_id: AddressId, wanted: Query[MembersPage]) -> dict[str, Any]:
    """Who is in a segment, or was on a past day; of those whom you reach."""
    member = request.member
    if not member.may("customers.view"):
        raise NotPermitted("Your roles do not show single customers.", code="customers.view")
    of = queries.segment(member, segment_id)
    if wanted.on is None:
        rows = queries.segment_members(member, of)
    else:
        past = queries.members_on(member, of, wanted.on)
        if not past.known:
            raise Refused("Nothing is known of days before the segment was made.", place="on", code="unknown_day")
        rows = past.members
    shown = queries.with_tags(member, rows)
    cursor = place_of(request, wanted.cursor)
    found = page_of(shown, column="name", descending=False, cursor=cursor, size=wanted.limit)
    return page(request, page_of_customers(member, found.rows), found)


def _told(one: models.Segment) -> Segment:
    names = ("name", "description", "kind", "rule", "hue", "refreshed_at", "size", "share", "sentence")
    return Segment(id=one.pk, **{name: getattr(one, name) for name in names})
