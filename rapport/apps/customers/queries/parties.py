"""One person or company, and what there is to choose from."""

from typing import Any

from django.db.models import F, Q, QuerySet

from rapport.apps.accounts.models import Member, Team
from rapport.apps.customers.models import ContactPoint, Membership, Party, PartyTag, Region, Segment, Tag
from rapport.apps.customers.queries.history import Told, history_of
from rapport.kernel.errors import Missing

MOST_CHOICES = 500
BESIDE = ("region", "company", "account_manager__user", "sales_rep__user", "service_team")


def party(member: Member, party_id: int) -> Party:
    """A person or company of the member's workspace. Raises Missing."""
    member.require("customers.view")
    rows = Party.objects.within(member).select_related(*BESIDE)
    found: Party | None = rows.filter(pk=party_id).first()
    if found is None:
        raise Missing("There is no such person or company.")
    return found


def may_change(member: Member, of: Party) -> bool:
    """Is the record among those that the member may change?"""
    return bool(Party.objects.within(member, "customers.edit").filter(pk=of.pk).exists())


def web_address(of: Party) -> str:
    """The website as an address that a browser can open; empty where there is none."""
    site = of.website.strip()
    return site if not site or site.lower().startswith(("http://", "https://")) else f"https://{site}"


def parties(member: Member) -> QuerySet[Any, Party]:
    """All people and companies that are not archived."""
    member.require("customers.view")
    return Party.objects.within(member).filter(archived_at=None)  # type: ignore[no-any-return]


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
    for kind, normal in (("email", email_normal), ("phone", phone_normal)):
        if normal:
            further = ContactPoint.objects.of(member).filter(kind=kind, normal=normal)
            same |= Q(**{f"{kind}_normal": normal}) | Q(pk__in=further.values("party"))
    # Also those out of the member's reach: a second record of the same person helps nobody.
    return list(Party.objects.of(member).filter(same).exclude(pk=but)[:5])


def carers_of(member: Member) -> dict[str, list[tuple[int, str]]]:
    """Who may look after a record: members and teams of the workspace, by name."""
    member.require("customers.view")
    people = Member.objects.of(member).active().with_account().select_related("user")
    teams = Team.objects.of(member).order_by("name").values_list("pk", "name")
    return {"members": sorted(((one.pk, str(one)) for one in people), key=lambda one: one[1]), "teams": list(teams)}


def regions(member: Member) -> QuerySet[Any, Region]:
    """The workspace's regions by name."""
    member.require("customers.view")
    return Region.objects.of(member).order_by("name")  # type: ignore[no-any-return]


def choices_for_filters(member: Member) -> dict[str, list[tuple[int, str]]]:
    """Regions, tags, segments and those of them that are fixed lists, by name, for the filters of a list."""
    member.require("customers.view")
    segments = Segment.objects.of(member).filter(archived_at=None).order_by("name")
    found = list(segments.values_list("pk", "name", "kind")[:MOST_CHOICES])
    named = {"regions": Region.objects.of(member), "tags": Tag.objects.of(member)}
    choices = {
        name: list(rows.order_by("name").values_list("pk", "name")[:MOST_CHOICES]) for name, rows in named.items()
    }
    choices["segments"] = [(key, name) for key, name, _kind in found]
    choices["fixed_segments"] = [(key, name) for key, name, kind in found if kind == Segment.Kind.FIXED]
    return choices


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
    found = Party.objects.within(member).filter(company=company, archived_at=None)
    return found.order_by("name")[:MOST_CHOICES]  # type: ignore[no-any-return]
