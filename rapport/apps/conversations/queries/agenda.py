"""Calls and meetings in the order of time: of a day, of a week, of a customer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Attendee, Call, Host, Meeting
from rapport.apps.conversations.queries.reach import (
    VIEW,
    mates_of,
    reached_meetings,
    reached_rows,
    shown_parties,
)
from rapport.apps.customers.models import Party

MOST = 500
WHOSE = ("mine", "team", "all")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A call or a meeting in a calendar: with whom of the customers, whose of us, and how it stands."""

    kind: str
    pk: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    parties: list[Party]
    members: list[str]
    is_held: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar."""

    date: date
    appointments: list[Appointment]
    is_today: bool


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(member: Member, monday: date, *, whose: str, today: date) -> list[Day]:
    """The seven days of a week with their calls and meetings."""
    found = appointments(member, monday, monday + timedelta(days=7), whose=whose)
    zone = member.workspace.zone
    days = [monday + timedelta(days=number) for number in range(7)]
    return [
        Day(day, [one for one in found if one.starts_at.astimezone(zone).date() == day], day == today) for day in days
    ]


def appointments(member: Member, start: date, end: date, *, whose: str = "mine") -> list[Appointment]:
    """Calls and meetings from the start of one day to that of another; `whose` is mine, team or all."""
    member.require(VIEW)
    zone = member.workspace.zone
    first, last = (datetime.combine(day, time(), tzinfo=zone) for day in (start, end))
    calls = _calls(member).filter(at__gte=first, at__lt=last)
    meetings = _meetings(member).filter(starts_at__gte=first, starts_at__lt=last)
    whom = {"mine": [member.pk], "team": mates_of(member)}.get(whose)
    if whom is not None:
        hosted = Host.objects.of(member).filter(member__in=whom).values("meeting")
        calls = calls.filter(member__in=whom)
        meetings = meetings.filter(Q(pk__in=hosted) | Q(organiser__in=whom, hosts=None))
    return _in_order(member, calls.order_by("at", "pk")[:MOST], meetings.order_by("starts_at", "pk")[:MOST])


def planned_with(member: Member, party: Party) -> list[Appointment]:
    """The calls and meetings with a customer that are still to be held."""
    member.require(VIEW)
    waiting = {"held_at": None, "cancelled_at": None}
    calls = _calls(member).filter(party=party, **waiting).order_by("at", "pk")[:MOST]
    attended = Attendee.objects.of(member).filter(party=party).values("meeting")
    meetings = _meetings(member).filter(pk__in=attended, **waiting).order_by("starts_at", "pk")[:MOST]
    return _in_order(member, calls, meetings)


def _calls(member: Member) -> Any:
    rows = Call.objects.of(member).filter(reached_rows(member, VIEW, carers=("member",)))
    return rows.select_related("member__user")


def _meetings(member: Member) -> Any:
    hosts = Host.objects.of(member).select_related("member__user").order_by("pk")
    attendees = Attendee.objects.of(member).order_by("pk")
    rows = Meeting.objects.of(member).filter(reached_meetings(member, VIEW))
    return rows.prefetch_related(Prefetch("hosts", hosts), Prefetch("attendees", attendees))


def _in_order(member: Member, calls: Iterable[Call], meetings: Iterable[Meeting]) -> list[Appointment]:
    calls, meetings = list(calls), list(meetings)
    ids = [call.party_id for call in calls] + [one.party_id for row in meetings for one in row.attendees.all()]
    seen = shown_parties(member, ids)
    found = [_of_call(call, seen) for call in calls] + [_of_meeting(meeting, seen) for meeting in meetings]
    return sorted(found, key=lambda one: (one.starts_at, one.kind, one.pk))


def _of_call(call: Call, seen: dict[int, Party]) -> Appointment:
    return Appointment(
        "call",
        call.pk,
        call.subject or _("Call"),
        call.at,
        call.at + timedelta(minutes=call.minutes) if call.minutes else None,
        "",
        _those(seen, [call.party_id]),
        [str(call.member or call.member_label)],
        call.held_at is not None,
        call.cancelled_at is not None,
    )


def _of_meeting(meeting: Meeting, seen: dict[int, Party]) -> Appointment:
    return Appointment(
        "meeting",
        meeting.pk,
        meeting.subject,
        meeting.starts_at,
        meeting.ends_at,
        meeting.place,
        _those(seen, [one.party_id for one in meeting.attendees.all()]),
        [str(host.member) for host in meeting.hosts.all()] or [meeting.organiser_label],
        meeting.held_at is not None,
        meeting.cancelled_at is not None,
    )


def _those(seen: dict[int, Party], ids: Sequence[int]) -> list[Party]:
    return [seen[one] for one in ids if one in seen]
