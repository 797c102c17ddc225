"""Whose tasks, calls, meetings and messages a member reaches: those about customers in reach, and one's own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from rapport.apps.accounts.models import Member, TeamMember
from rapport.apps.conversations.models import Attendee, Call, Host, Meeting, Message, Task
from rapport.apps.customers.models import Party
from rapport.apps.customers.models.parties import reached_by
from rapport.kernel.bulk import chunks

VIEW, EDIT = "conversations.view", "conversations.edit"
CARERS: dict[Any, tuple[str, ...]] = {Task: ("owner", "author"), Call: ("member",), Message: ("member",)}


def reached_rows(member: Member, right: str, *, carers: Sequence[str]) -> Q:
    """A predicate over rows with a `party`: `carers` are the columns of the members whose row it is."""
    scope = member.scope(right)
    if not scope:
        return Q(pk__in=[])
    if scope == "all" and member.scope("customers.view") == "all":
        return Q()
    mine = _cared_for(member, scope, carers)
    about = Q(party__isnull=False) & _party_reached(member, right)
    return mine | about | Q(party=None) if scope == "all" else mine | about


def reached_meetings(member: Member, right: str) -> Q:
    """A predicate over meetings: those with a customer in reach, and those a member organises or hosts."""
    scope = member.scope(right)
    if not scope:
        return Q(pk__in=[])
    if scope == "all" and member.scope("customers.view") == "all":
        return Q()
    attended = Attendee.objects.of(member)
    hosted = Host.objects.of(member).filter(_cared_for(member, scope, ["member"]))
    mine = _cared_for(member, scope, ["organiser"]) | Q(pk__in=hosted.values("meeting"))
    about = Q(pk__in=attended.filter(_party_reached(member, right)).values("meeting"))
    return mine | about | ~Q(pk__in=attended.values("meeting")) if scope == "all" else mine | about


def may_read(reader: Member, row: Any) -> bool:
    """Does the reader reach this task, call, meeting or message?"""
    kind = type(row)
    reach = reached_meetings(reader, VIEW) if kind is Meeting else reached_rows(reader, VIEW, carers=CARERS[kind])
    return bool(kind.objects.of(reader).filter(reach, pk=row.pk).exists())


def shown_parties(member: Member, party_ids: Iterable[int | None]) -> dict[int, Party]:
    """Those of the customers that the member may see, by id, without what the member's roles hide."""
    if not member.may("customers.view"):
        return {}
    found: dict[int, Party] = {}
    for part in chunks(sorted({one for one in party_ids if one is not None})):
        found |= {one.pk: one for one in Party.objects.within(member).filter(pk__in=part).defer("search_text")}
    return found


def mates_of(member: Member) -> Any:
    """The members of the member's teams, as a query over their ids."""
    return TeamMember.objects.of(member).filter(team__in=list(member.team_ids)).values("member")


def _cared_for(member: Member, scope: str, carers: Sequence[str]) -> Q:
    mine = Q(pk__in=[])
    for carer in carers:
        mine |= Q(**{carer: member.pk})
        if scope == "team":
            mine |= Q(**{f"{carer}__in": mates_of(member)})
    return mine


def _party_reached(member: Member, right: str) -> Q:
    return reached_by(member, right, party="party") & reached_by(member, "customers.view", party="party")
