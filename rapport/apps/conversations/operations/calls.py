"""Calls: logged when they were held, or planned, held and cancelled."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import notify_members
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.conversations.models import Call
from rapport.apps.conversations.operations._asking import (
    checked_choice,
    checked_line,
    checked_moment,
    checked_text,
    colleague,
    needed_party,
    row_for,
)
from rapport.apps.conversations.operations._keeping import alter, drop, label_of, make, name_subject
from rapport.apps.conversations.operations._telling import tell_of_words
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.reach import EDIT
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Refused

LONGEST_CALL = 24 * 60
FIELDS = ("subject", "direction", "at", "minutes", "result", "notes", "remind_at", "member_id")


def log_call(
    member: Member,
    party_id: int | None,
    *,
    at: datetime | None = None,
    direction: str = Call.Direction.OUT,
    result: str = Call.Result.SPOKE,
    minutes: int | None = None,
    subject: str = "",
    notes: str = "",
    meant: Sequence[int] = (),
) -> Call:
    """A call that was held, by the member, just now unless `at` says when it began; who is mentioned is told.

    `meant` are members chosen from the list while writing, for names that several people have.
    """
    began = checked_moment(at or now(), place="at", held=True)
    said = {"at": began, "direction": direction, "result": result, "minutes": minutes}
    said |= {"subject": subject, "notes": notes, "held_at": began}
    return _new(member, party_id, "call.logged", said, meant)


def plan_call(
    member: Member,
    party_id: int | None,
    *,
    at: datetime,
    subject: str = "",
    notes: str = "",
    remind_at: datetime | None = None,
    member_id: int | None = None,
    meant: Sequence[int] = (),
) -> Call:
    """A call that is to be held, by the member unless another one is named, who is told."""
    said = {"at": at, "subject": subject, "notes": notes, "remind_at": remind_at}
    return _new(member, party_id, "call.planned", {**said, "member_id": member_id or member.pk}, meant)


def change_call(member: Member, call_id: int, *, meant: Sequence[int] = (), **said: Any) -> Call:
    """Change what is named; a planned call that is moved is reminded of anew, and who is to call now is told."""
    if unknown := set(said) - set(FIELDS):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="call")
    with _changing(member, call_id, "call.changed") as (change, call):
        values, before, at = _checked(member, said), call.member_id, call.at
        if said.get("at") and call.held_at:
            values["held_at"] = checked_moment(said["at"], place="at", held=True)
        if "remind_at" in said and said["remind_at"] != call.remind_at:
            values["reminded_at"] = None
        _write(change, call, values)
        told = _tell(member, call, before=before)
        if call.at != at and not told:
            told = _tell_caller(member, call, "moved")
        tell_of_words(member, change, call, meant=meant, told=told)
    return call


def hold_call(
    member: Member,
    call_id: int,
    *,
    result: str = Call.Result.SPOKE,
    minutes: int | None = None,
    notes: str | None = None,
    meant: Sequence[int] = (),
) -> Call:
    """A planned call was held; its time is when it was, where that was earlier than planned."""
    with _changing(member, call_id, "call.held") as (change, call):
        if call.cancelled_at:
            raise Conflict(_("This was cancelled. Take it up again first."), code="cancelled")
        said = {"result": result, "minutes": minutes, **({} if notes is None else {"notes": notes})}
        at = min(call.at, now())
        _write(change, call, {**_checked(member, said), "at": at, "held_at": call.held_at or now()})
        tell_of_words(member, change, call, meant=meant)
    return call


def cancel_call(member: Member, call_id: int) -> Call:
    """A planned call is not going to be held; whoever was to make it is told."""
    with _changing(member, call_id, "call.cancelled") as (change, call):
        if call.held_at:
            raise Conflict(_("This was held already."), code="held")
        if call.cancelled_at is None:
            _tell_caller(member, call, "cancelled")
        _write(change, call, {"cancelled_at": call.cancelled_at or now()})
    return call


def resume_call(member: Member, call_id: int) -> Call:
    """A cancelled call is going to be held after all."""
    with _changing(member, call_id, "call.resumed") as (change, call):
        _write(change, call, {"cancelled_at": None})
    return call


def remove_call(member: Member, call_id: int) -> int:
    """Take a call away; returns the place in the log by which `take_back` brings it back."""
    with _changing(member, call_id, "call.removed") as (change, call):
        drop(change, call)
    return change.sequence


def _new(member: Member, party_id: int | None, verb: str, said: dict[str, Any], meant: Sequence[int]) -> Call:
    member.require(EDIT)
    with recorded(member.actor, verb) as change:
        party = needed_party(member, party_id)
        caller = colleague(member, said.get("member_id", member.pk)) or member
        values = {**_checked(member, said), "member_id": caller.pk, "member_label": label_of(caller)}
        call = Call(workspace_id=member.workspace_id, party=party, **values)
        make(change, call)
        _name(change, call)
        tell_of_words(member, change, call, meant=meant, told=_tell(member, call, before=None))
    return call


def _tell(member: Member, call: Call, *, before: int | None) -> list[int]:
    """Tell whoever is to make a planned call; returns whom."""
    return _tell_caller(member, call, "call") if call.member_id != before else []


def _tell_caller(member: Member, call: Call, kind: str) -> list[int]:
    """Tell whoever is to make a planned call what became of it; returns whom."""
    if call.member_id is None or call.held_at or call.cancelled_at:
        return []
    url = address_of(member.workspace.slug, "call", call.pk)
    notify_members(member, [call.member_id], kind=kind, url=url, text=call.subject or _("A call"))
    return [call.member_id]


@contextmanager
def _changing(member: Member, call_id: int, verb: str) -> Iterator[tuple[Change, Call]]:
    member.require(EDIT)
    with recorded(member.actor, verb) as change:
        call = row_for(member, Call, call_id)
        _name(change, call)
        yield change, call


def _write(change: Change, call: Call, values: dict[str, Any]) -> None:
    if not alter(change, call, values):
        change.leave_no_record()


def _checked(member: Member, said: dict[str, Any]) -> dict[str, Any]:
    checked = dict(said)
    if "subject" in said:
        checked["subject"] = checked_line(said["subject"], place="subject", needed=False)
    if "notes" in said:
        checked["notes"] = checked_text(said["notes"], place="notes")
    if "direction" in said:
        checked_choice(said["direction"], Call.Direction.values, place="direction")
    if "result" in said:
        checked_choice(said["result"], ["", *Call.Result.values], place="result")
    if "at" in said and checked_moment(said["at"], place="at") is None:
        raise Refused(_("Say when."), place="at", code="moment")
    if said.get("minutes") is not None and not 0 <= said["minutes"] <= LONGEST_CALL:
        raise Refused(_("A call lasts from 0 minutes to a day."), place="minutes", code="minutes")
    if said.get("member_id") is not None:
        checked["member_label"] = label_of(colleague(member, said["member_id"]) or member)
    checked_moment(said.get("remind_at"), place="remind_at")
    return checked


def _name(change: Change, call: Call) -> None:
    name_subject(change, "call", call, call.party, str(call))
