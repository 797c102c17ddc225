"""The list of people and companies: filtered, searched, sorted, in pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Party, PartyTag
from rapport.kernel.paging import Count, Page, count_of, page_of
from rapport.kernel.text import folded

SORTS = {"name": ("name", False), "-name": ("name", True), "-new": ("created_at", True), "new": ("created_at", False)}
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """What a reader of the list asked for; ids are None where anything goes."""

    search: str = ""
    kind: str = ""
    region_id: int | None = None
    tag_id: int | None = None
    segment_id: int | None = None
    archived: bool = False
    sort: str = "name"

    @property
    def narrows(self) -> bool:
        """Does it leave anybody out?"""
        return bool(self.search or self.kind or self.region_id or self.tag_id or self.segment_id or self.archived)


@dataclass(frozen=True, slots=True)
class PartyList:
    """One page of the list and how many there are altogether."""

    page: Page[Party]
    count: Count


def list_parties(member: Member, wanted: PartyFilter, *, cursor: str = "") -> PartyList:
    """A page of people and companies with their regions and tags."""
    found = _filtered(member, wanted)
    column, descending = SORTS.get(wanted.sort, SORTS["name"])
    taggings = PartyTag.objects.of(member).select_related("tag").order_by("tag__name")
    rows = found.select_related("region", "company").prefetch_related(Prefetch("taggings", taggings))
    return PartyList(page_of(rows, column=column, descending=descending, cursor=cursor), count_of(found))


def count_parties(member: Member, wanted: PartyFilter) -> Count:
    """How many there are, exactly."""
    return count_of(_filtered(member, wanted), exactly=True)


def _filtered(member: Member, wanted: PartyFilter) -> QuerySet[Any, Party]:
    member.require("customers.view")
    rows = Party.objects.of(member).filter(archived_at__isnull=not wanted.archived)
    if wanted.kind in Party.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region_id is not None:
        rows = rows.filter(region=wanted.region_id)
    if wanted.tag_id is not None:
        tagged = PartyTag.objects.of(member).filter(tag=wanted.tag_id)
        rows = rows.filter(pk__in=tagged.values("party"))
    if wanted.segment_id is not None:
        inside = Membership.objects.of(member).filter(segment=wanted.segment_id, until=None)
        rows = rows.filter(pk__in=inside.values("party"))
    for fragment in _fragments(wanted.search):
        rows = rows.filter(search_text__contains=fragment)
    return rows


def _fragments(search: str) -> list[str]:
    """The search in pieces that must all occur; a number written with spaces, brackets or dashes is one piece."""
    text = folded(search[:LONGEST_SEARCH].replace("\x00", ""))
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) >= 5 and not any(character.isalpha() or character == "@" for character in text):
        return [digits.lstrip("0")]
    return text.split()[:8]
