"""Meetings: planned, changed, held with minutes, cancelled; who takes part of the customers and of us."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import notify_members
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.conversations.models import Attendee, Host, Meeting
from rapport.apps.conversations.operations._asking import (
    checked_line,
    checked_moment,
    checked_text,
    colleague,
    meeting_for,
    party_for,
)
from rapport.apps.conversations.operations._keeping import alter, drop, label_of, make, name_subject
from rapport.apps.conversations.operations._telling import tell_of_words
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.reach import EDIT
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused

LONGEST_MEETING = timedelta(days=14)
MOST_PEOPLE = 100
FIELDS = ("subject", "starts_at", "ends_at", "place", "agenda", "minutes", "remind_at", "host_ids")


def plan_meeting(
    member: Member,
    subject: str,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    party_ids: Sequence[int] = (),
    host_ids: Sequence[int] = (),
    place: str = "",
    agenda: str = "",
    remind_at: datetime | None = None,
    meant: Sequence[int] = (),
) -> Meeting:
    """A meeting of an hour unless `ends_at` says otherwise; other hosts are told, and who is mentioned.

    `meant` are members chosen from the list while writing, for names that several people have.
    """
    member.require(EDIT)
    said = {"subject": subject, "starts_at": starts_at, "ends_at": ends_at or starts_at + timedelta(hours=1)}
    with recorded(member.actor, "meeting.planned") as change:
        values = _checked({**said, "place": place, "agenda": agenda, "remind_at": remind_at})
        _check_span(values["starts_at"], values["ends_at"])
        own = {"organiser": member, "organiser_label": label_of(member)}
        meeting = Meeting(workspace_id=member.workspace_id, **values, **own)
        make(change, meeting)
        for party_id in dict.fromkeys(party_ids):
            _invite(member, change, meeting, party_id)
        _set_hosts(member, change, meeting, [*host_ids] or [member.pk])
        _name(change, meeting)
        tell_of_words(member, change, meeting, meant=meant, told=_new_hosts(change))
    return meeting


def change_meeting(member: Member, meeting_id: int, *, meant: Sequence[int] = (), **said: Any) -> Meeting:
    """Change what is named; a meeting that is moved takes its attendees' times along, and its hosts are told."""
    if unknown := set(said) - set(FIELDS):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="meeting")
    with _changing(member, meeting_id, "meeting.changed") as (change, meeting):
        host_ids = said.pop("host_ids", None)
        values = _checked(said)
        _check_span(values.get("starts_at", meeting.starts_at), values.get("ends_at", meeting.ends_at))
        if "remind_at" in values and values["remind_at"] != meeting.remind_at:
            values["reminded_at"] = None
        before = meeting.starts_at
        changed = alter(change, meeting, values)
        changed = _move_attendees(change, meeting) or changed
        if host_ids is not None:
            changed = _set_hosts(member, change, meeting, host_ids) or changed
        told = _new_hosts(change)
        if meeting.starts_at != before and meeting.held_at is None:
            told += _tell_hosts(member, meeting, "moved", but=told)
        tell_of_words(member, change, meeting, meant=meant, told=told)
        if not changed:
            change.leave_no_record()
    return meeting


def add_attendee(member: Member, meeting_id: int, party_id: int) -> Meeting:
    """A customer takes part."""
    with _changing(member, meeting_id, "meeting.joined") as (change, meeting):
        if not _invite(member, change, meeting, party_id):
            change.leave_no_record()
    return meeting


def remove_attendee(member: Member, meeting_id: int, party_id: int) -> int:
    """A customer takes no part after all; returns the place in the log."""
    with _changing(member, meeting_id, "meeting.left") as (change, meeting):
        attendee = Attendee.objects.of(member).filter(meeting=meeting, party=party_id).first()
        if attendee is None:
            raise Missing(_("There is no such person or company."))
        party_for(member, party_id)
        drop(change, attendee)
    return change.sequence


def hold_meeting(member: Member, meeting_id: int, *, minutes: str | None = None, meant: Sequence[int] = ()) -> Meeting:
    """The meeting was held; `minutes` are what was said, and who is mentioned there is told."""
    with _changing(member, meeting_id, "meeting.held") as (change, meeting):
        if meeting.cancelled_at:
            raise Conflict(_("This was cancelled. Take it up again first."), code="cancelled")
        said = {} if minutes is None else {"minutes": minutes}
        _settle(change, meeting, {**_checked(said), "held_at": meeting.held_at or now()})
        tell_of_words(member, change, meeting, meant=meant)
    return meeting


def cancel_meeting(member: Member, meeting_id: int) -> Meeting:
    """The meeting is not going to be held; its hosts are told."""
    with _changing(member, meeting_id, "meeting.cancelled") as (change, meeting):
        if meeting.held_at:
            raise Conflict(_("This was held already."), code="held")
        if _settle(change, meeting, {"cancelled_at": meeting.cancelled_at or now()}):
            _tell_hosts(member, meeting, "cancelled")
    return meeting


def resume_meeting(member: Member, meeting_id: int) -> Meeting:
    """A cancelled meeting is going to be held after all."""
    with _changing(member, meeting_id, "meeting.resumed") as (change, meeting):
        _settle(change, meeting, {"cancelled_at": None})
    return meeting


def remove_meeting(member: Member, meeting_id: int) -> int:
    """Take a meeting away with who takes part; returns the place in the log by which `take_back` brings it back."""
    with _changing(member, meeting_id, "meeting.removed") as (change, meeting):
        for model in (Attendee, Host):
            for row in model.objects.of(member).filter(meeting=meeting):
                drop(change, row)
        drop(change, meeting)
    return change.sequence


@contextmanager
def _changing(member: Member, meeting_id: int, verb: str) -> Iterator[tuple[Change, Meeting]]:
    member.require(EDIT)
    with recorded(member.actor, verb) as change:
        meeting = meeting_for(member, meeting_id)
        _name(change, meeting)
        yield change, meeting


def _settle(change: Change, meeting: Meeting, values: dict[str, Any]) -> bool:
    changed = alter(change, meeting, values)
    if not changed:
        change.leave_no_record()
    return changed


def _invite(member: Member, change: Change, meeting: Meeting, party_id: int) -> bool:
    there = Attendee.objects.of(member).filter(meeting=meeting)
    party = party_for(member, party_id)
    if party is None or there.filter(party=party).exists():
        return False
    if there.count() >= MOST_PEOPLE:
        raise Refused(_("At most 100 people take part in a meeting."), place="party", code="many")
    make(change, Attendee(workspace_id=member.workspace_id, meeting=meeting, party=party, at=meeting.starts_at))
    return True


def _set_hosts(member: Member, change: Change, meeting: Meeting, host_ids: Sequence[int]) -> bool:
    wanted = dict.fromkeys(host_ids)
    there = {host.member_id: host for host in Host.objects.of(member).filter(meeting=meeting)}
    for gone in set(there) - set(wanted):
        drop(change, there[gone])
    new = [host for host in wanted if host not in there]
    for host in new:
        make(change, Host(workspace_id=member.workspace_id, meeting=meeting, member=colleague(member, host)))
    if new:
        url = address_of(member.workspace.slug, "meeting", meeting.pk)
        notify_members(member, new, kind="meeting", url=url, text=meeting.subject)
    return set(there) != set(wanted)


def _new_hosts(change: Change) -> list[int]:
    """Whom the deed made a host of the meeting."""
    rows = change.details.get("rows", [])
    return [row["after"]["member_id"] for row in rows if row["model"] == "host" and row["before"] is None]


def _tell_hosts(member: Member, meeting: Meeting, kind: str, *, but: Sequence[int] = ()) -> list[int]:
    """Tell the hosts what became of their meeting; returns whom."""
    hosts = Host.objects.of(meeting).filter(meeting=meeting).exclude(member__in=but)
    concerned = list(hosts.values_list("member", flat=True))
    url = address_of(member.workspace.slug, "meeting", meeting.pk)
    notify_members(member, concerned, kind=kind, url=url, text=meeting.subject)
    return concerned


def _move_attendees(change: Change, meeting: Meeting) -> bool:
    rows = Attendee.objects.of(meeting).filter(meeting=meeting)
    return any([alter(change, row, {"at": meeting.starts_at}) for row in rows])  # noqa: C419 - all of them


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    checked = dict(said)
    if "subject" in said:
        checked["subject"] = checked_line(said["subject"], place="subject")
    if "place" in said:
        checked["place"] = checked_line(said["place"], place="place", needed=False)
    for name in ("agenda", "minutes"):
        if name in said:
            checked[name] = checked_text(said[name], place=name)
    for name in ("starts_at", "ends_at"):
        if name in said and checked_moment(said[name], place=name) is None:
            raise Refused(_("Say when."), place=name, code="moment")
    checked_moment(said.get("remind_at"), place="remind_at")
    return checked


def _check_span(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at < starts_at:
        raise Refused(_("The end comes before the start."), place="ends_at", code="moment")
    if ends_at - starts_at > LONGEST_MEETING:
        raise Refused(_("A meeting lasts two weeks at most."), place="ends_at", code="moment")


def _name(change: Change, meeting: Meeting) -> None:
    rows = Attendee.objects.of(meeting).filter(meeting=meeting).select_related("party").order_by("pk")
    parties = [row.party for row in rows]
    name_subject(change, "meeting", meeting, parties[0] if parties else None, meeting.subject)
    change.topics += [f"party:{party.pk}" for party in parties[1:]]
