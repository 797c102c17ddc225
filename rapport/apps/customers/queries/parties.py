"""One person or company, and what there is to choose from."""

from typing import Any

from django.db.models import F, Q, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Party, PartyTag, Region, Segment, Tag
from rapport.apps.customers.queries.history import Told, history_of
from rapport.kernel.errors import Missing

MOST_CHOICES = 500


def party(member: Member, party_id: int) -> Party:
    """A person or company of the member's workspace. Raises Missing."""
    member.require("customers.view")
    found: Party | None = Party.objects.of(member).select_related("region", "company").filter(pk=party_id).first()
    if found is None:
        raise Missing("There is no such person or company.")
    return found


def parties(member: Member) -> QuerySet[Any, Party]:
    """All people and companies that are not archived."""
    member.require("customers.view")
    return Party.objects.of(member).filter(archived_at=None)  # type: ignore[no-any-return]


def tags_of(member: Member, of: Party) -> QuerySet[Any, PartyTag]:
    """The tags on a record."""
    member.require("customers.view")
    taggings = PartyTag.objects.of(member).filter(party=of).select_related("tag")
    return taggings.order_by("tag__name")  # type: ignore[no-any-return]


def memberships_of(member: Member, of: Party) -> QuerySet[Any, Membership]:
    """The segments a record is or was in, current ones first, then the latest."""
    member.require("segments.view")
    found = Membership.objects.of(member).filter(party=of).select_related("segment")
    return found.order_by(F("until").desc(nulls_first=True), "-since")  # type: ignore[no-any-return]


def party_history(member: Member, of: Party) -> list[Told]:
    """The latest changes of a record."""
    return history_of(member, "party", of.pk)


def known_by(member: Member, *, email_normal: str, phone_normal: str, but: int | None = None) -> list[Party]:
    """Records that already have this address or number (both in their normal form)."""
    member.require("customers.view")
    same = Q(pk__in=[])
    if email_normal:
        same |= Q(email_normal=email_normal)
    if phone_normal:
        same |= Q(phone_normal=phone_normal)
    return list(Party.objects.of(member).filter(same).exclude(pk=but)[:5])


def regions(member: Member) -> QuerySet[Any, Region]:
    """The workspace's regions by name."""
    member.require("customers.view")
    return Region.objects.of(member).order_by("name")  # type: ignore[no-any-return]


def choices_for_filters(member: Member) -> dict[str, list[tuple[int, str]]]:
    """Regions, tags and segments by name, for the filters of a list."""
    member.require("customers.view")
    named = {
        "regions": Region.objects.of(member),
        "tags": Tag.objects.of(member),
        "segments": Segment.objects.of(member).filter(archived_at=None),
    }
    return {name: list(rows.order_by("name").values_list("pk", "name")[:MOST_CHOICES]) for name, rows in named.items()}


def tag(member: Member, tag_id: int) -> Tag:
    """A tag of the member's workspace. Raises Missing."""
    member.require("customers.view")
    found: Tag | None = Tag.objects.of(member).filter(pk=tag_id).first()
    if found is None:
        raise Missing("There is no such tag.")
    return found


def people_of(member: Member, company: Party) -> QuerySet[Any, Party]:
    """The people who work for a company."""
    member.require("customers.view")
    found = Party.objects.of(member).filter(company=company, archived_at=None)
    return found.order_by("name")[:MOST_CHOICES]  # type: ignore[no-any-return]
