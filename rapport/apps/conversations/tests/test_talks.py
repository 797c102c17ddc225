"""Calls, meetings and messages: held, planned, cancelled, undone; the file for calendars; merging customers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import unread_count
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.models import Attendee, Call, Host, Meeting, Message, Task
from rapport.apps.conversations.writers import Event, calendar_file
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import merge_parties, unmerge
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused

HOUR = timedelta(hours=1)


def test_a_call_is_planned_held_and_undone(edi: Member, ana: Party) -> None:
    call = operations.plan_call(edi, ana.pk, at=now() + HOUR, subject="Prices")

    held = operations.hold_call(edi, call.pk, result="spoke", minutes=12, notes="She agrees.")
    assert held.held_at is not None
    assert held.at <= now()
    with pytest.raises(Conflict):
        operations.cancel_call(edi, call.pk)
    operations.take_back(edi, held.change)

    again = Call.objects.of(edi).get()
    assert (again.held_at, again.result, again.minutes, again.at) == (None, "", None, call.at)


def test_a_cancelled_call_is_not_held_until_it_is_planned_again(edi: Member, ana: Party) -> None:
    call = operations.plan_call(edi, ana.pk, at=now() + HOUR)
    operations.cancel_call(edi, call.pk)

    with pytest.raises(Conflict):
        operations.hold_call(edi, call.pk)
    operations.resume_call(edi, call.pk)
    assert operations.hold_call(edi, call.pk).held_at is not None


def test_what_is_to_come_is_planned_not_logged(edi: Member, ana: Party) -> None:
    with pytest.raises(Refused):
        operations.log_call(edi, ana.pk, at=now() + HOUR)
    with pytest.raises(Refused):
        operations.log_message(edi, ana.pk, direction="out", text="x", at=now() + HOUR)
    with pytest.raises(Refused):
        operations.log_message(edi, ana.pk, direction="out", text=" ")
    assert not Call.objects.of(edi).exists()
    assert not Message.objects.of(edi).exists()


def test_a_meeting_has_attendees_and_hosts_who_are_told(edi: Member, ada: Member, ana: Party, ben: Party) -> None:
    start = now() + HOUR
    meeting = operations.plan_meeting(
        edi, "Autumn range", starts_at=start, party_ids=[ana.pk, ana.pk], host_ids=[edi.pk, ada.pk]
    )
    operations.add_attendee(edi, meeting.pk, ben.pk)
    operations.change_meeting(edi, meeting.pk, starts_at=start + HOUR, ends_at=start + 2 * HOUR)

    assert {one.at for one in Attendee.objects.of(edi)} == {start + HOUR}
    assert [unread_count(one) for one in (edi, ada)] == [0, 2]
    found = queries.meeting_of(edi, meeting.pk)
    assert [party.name for party in found.parties] == ["Ana Prado", "Ben Ortega"]
    assert [str(host) for host in found.hosts] == ["Edi", "Ada"]


def test_a_removed_meeting_comes_back_with_everybody(edi: Member, ana: Party) -> None:
    meeting = operations.plan_meeting(edi, "Lunch", starts_at=now(), party_ids=[ana.pk])
    place = operations.remove_meeting(edi, meeting.pk)
    assert not any(model.objects.of(edi).exists() for model in (Meeting, Attendee, Host))

    operations.take_back(edi, place)

    assert Meeting.objects.of(edi).get().pk == meeting.pk
    assert Attendee.objects.of(edi).get().party_id == ana.pk
    assert Host.objects.of(edi).get().member_id == edi.pk


def test_planning_is_undone_whole(edi: Member, ana: Party) -> None:
    meeting = operations.plan_meeting(edi, "Lunch", starts_at=now(), party_ids=[ana.pk])

    operations.take_back(edi, meeting.change)

    assert not any(model.objects.of(edi).exists() for model in (Meeting, Attendee, Host))


@pytest.mark.parametrize("said", [{"ends_at": now() - HOUR}, {"ends_at": now() + timedelta(days=30)}, {"subject": " "}])
def test_a_meeting_that_cannot_be_is_refused(edi: Member, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        operations.plan_meeting(edi, **{"subject": "Lunch", "starts_at": now(), **said})
    assert not Meeting.objects.of(edi).exists()


def test_rights_and_other_workspaces(edi: Member, vic: Member, otto: Member, ana: Party) -> None:
    call = operations.log_call(edi, ana.pk)
    meeting = operations.plan_meeting(edi, "Lunch", starts_at=now(), party_ids=[ana.pk])
    message = operations.log_message(edi, ana.pk, direction="in", text="Hello")

    for member, error in ((vic, NotPermitted), (otto, Missing)):
        for deed in (
            lambda member: operations.log_call(member, ana.pk),
            lambda member: operations.change_call(member, call.pk, notes="x"),
            lambda member: operations.remove_meeting(member, meeting.pk),
            lambda member: operations.hold_meeting(member, meeting.pk, minutes="x"),
            lambda member: operations.remove_message(member, message.pk),
        ):
            with pytest.raises(error):
                deed(member)
    assert (Call.objects.of(edi).get().notes, Meeting.objects.of(edi).get().minutes) == ("", "")


def test_the_file_of_a_meeting_escapes_and_folds() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    event = Event(
        "m-1", 3, at, at, at + HOUR, "Ana; Ben, \\ BEGIN:VEVENT\r\nEVIL:1", description="ñ" * 100, place="a\x00b\x07"
    )

    text = calendar_file(event).decode()

    assert "SUMMARY:Ana\\; Ben\\, \\\\ BEGIN:VEVENT\\nEVIL:1\r\n" in text
    assert "LOCATION:ab\r\n" in text
    assert "DTSTART:20260302T090000Z\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.replace("\r\n ", "").count("ñ") == 100
    assert sum(line == "BEGIN:VEVENT" for line in text.split("\r\n")) == 1


def test_merging_takes_everything_along_and_taking_apart_gives_it_back(mara: Member, ana: Party, ben: Party) -> None:
    task = operations.add_task(mara, "Ring back", party_id=ben.pk)
    call = operations.log_call(mara, ben.pk)
    message = operations.log_message(mara, ben.pk, direction="in", text="Hello")
    both = operations.plan_meeting(mara, "Both", starts_at=now(), party_ids=[ana.pk, ben.pk])
    alone = operations.plan_meeting(mara, "Alone", starts_at=now(), party_ids=[ben.pk])

    def whose() -> list[list[int]]:
        singles = [
            [model.objects.of(mara).get(pk=row.pk).party_id]
            for model, row in ((Task, task), (Call, call), (Message, message))
        ]
        met = [
            sorted(Attendee.objects.of(mara).filter(meeting=one).values_list("party", flat=True))
            for one in (both, alone)
        ]
        return singles + met

    before = whose()
    merge = merge_parties(mara, ana.pk, [ben.pk])
    assert whose() == [[ana.pk]] * 5
    unmerge(mara, merge.pk)
    assert whose() == before
