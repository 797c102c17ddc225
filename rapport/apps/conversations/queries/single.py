"""One call, meeting or message, and what there is to choose from."""

from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Attendee, Call, Host, Meeting, Message
from rapport.apps.conversations.queries.agenda import Appointment, planned_with
from rapport.apps.conversations.queries.reach import (
    CARERS,
    VIEW,
    reached_meetings,
    reached_rows,
    shown_parties,
)
from rapport.apps.conversations.queries.tasks import TaskRow, rows_of, tasks_for
from rapport.apps.customers.models import Party
from rapport.apps.customers.queries.finding import find_parties
from rapport.kernel.errors import Missing

MOST_OF_A_CUSTOMER = 20
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Talk:
    """A call or a message with the customer, where the reader reaches them."""

    row: Any
    party: Party | None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting with those who take part; `others` are customers out of the reader's reach, counted only."""

    meeting: Meeting
    parties: list[Party]
    others: int
    hosts: list[Member]


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with a customer."""

    tasks: list[TaskRow]
    appointments: list[Appointment]


def call_of(member: Member, call_id: int) -> Talk:
    """One call. Raises Missing."""
    return _talk(member, Call, call_id)


def message_of(member: Member, message_id: int) -> Talk:
    """One message. Raises Missing."""
    return _talk(member, Message, message_id)


def meeting_of(member: Member, meeting_id: int) -> Gathering:
    """One meeting. Raises Missing."""
    member.require(VIEW)
    rows = Meeting.objects.of(member).filter(reached_meetings(member, VIEW)).select_related("organiser__user")
    meeting: Meeting | None = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise Missing("There is no such meeting.")
    ids = list(Attendee.objects.of(member).filter(meeting=meeting).order_by("pk").values_list("party", flat=True))
    seen = shown_parties(member, ids)
    hosts = Host.objects.of(member).filter(meeting=meeting).select_related("member__user").order_by("pk")
    return Gathering(
        meeting, [seen[one] for one in ids if one in seen], len(ids) - len(seen), [host.member for host in hosts]
    )


def work_with(member: Member, party: Party) -> Work:
    """Open tasks and planned calls and meetings about a customer."""
    open_ones = tasks_for(member).filter(party=party, done_at=None).select_related("owner__user", "done_by__user")
    tasks = list(open_ones.order_by("due_on", "pk")[:MOST_OF_A_CUSTOMER])
    return Work(rows_of(member, tasks), planned_with(member, party)[:MOST_OF_A_CUSTOMER])


def colleagues(member: Member) -> list[tuple[int, str]]:
    """The members that work can be given to, by name; oneself first."""
    member.require(VIEW)
    if not member.may("members.view"):
        return [(member.pk, str(member))]
    found = Member.objects.of(member).active().with_account().select_related("user")
    return sorted(((one.pk, str(one)) for one in found), key=lambda one: (one[0] != member.pk, one[1].casefold()))


def findable_parties(member: Member, search: str) -> list[Party]:
    """Some people and companies whose name, address or number holds the search."""
    if not search.strip():
        return []
    found = find_parties(member, search, most=MOST_FOUND)
    return [party for kind in ("person", "company") for party in found[kind]][:MOST_FOUND]


def _talk(member: Member, model: Any, row_id: int) -> Talk:
    member.require(VIEW)
    rows = model.objects.of(member).filter(reached_rows(member, VIEW, carers=CARERS[model]))
    row = rows.select_related("member__user").filter(pk=row_id).first()
    if row is None:
        raise Missing("This is no longer there.")
    return Talk(row, shown_parties(member, [row.party_id]).get(row.party_id))
