"""Who is called by @Name in a task, a call, a meeting or a message learns of it: once, and only who may read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, Notification, User
from rapport.apps.accounts.queries import unread_count
from rapport.apps.accounts.queries.people import notices_of
from rapport.apps.conversations import operations
from rapport.apps.conversations.queries.digests import digest_for
from rapport.apps.conversations.tests.test_tasks import limited
from rapport.apps.customers.models import Party
from rapport.apps.customers.tests.test_erasing import erased
from rapport.kernel.clock import now
from tests.cast import make_member

HOUR = timedelta(hours=1)
Writes = Callable[[Member, int, str], Any]


def task(member: Member, party_id: int, text: str) -> Any:
    return operations.add_task(member, "Ring back", party_id=party_id, details=text)


def call(member: Member, party_id: int, text: str) -> Any:
    return operations.log_call(member, party_id, subject="Ring back", notes=text)


def message(member: Member, party_id: int, text: str) -> Any:
    return operations.log_message(member, party_id, direction="in", subject="Ring back", text=text)


def meeting(member: Member, party_id: int, text: str) -> Any:
    return operations.plan_meeting(
        member, "Ring back", starts_at=now() + HOUR, party_ids=[party_id], agenda=text, host_ids=[member.pk]
    )


WAYS = pytest.mark.parametrize(("write", "place"), [(task, "tasks"), (call, "calls"), (message, "messages")])
ALL_WAYS = pytest.mark.parametrize("write", [task, call, message, meeting])
CHANGES: dict[Any, Callable[[Member, int, str], Any]] = {
    task: lambda member, row, text: operations.change_task(member, row, details=text),
    call: lambda member, row, text: operations.change_call(member, row, notes=text),
    message: lambda member, row, text: operations.change_message(member, row, text=text),
    meeting: lambda member, row, text: operations.change_meeting(member, row, agenda=text),
}


@ALL_WAYS
def test_who_is_mentioned_is_told_once_and_nobody_of_their_own_words(
    write: Writes, mara: Member, edi: Member, ada: Member, ana: Party
) -> None:
    row = write(mara, ana.pk, "@Edi, @Edi Bo and @Mara: she moves")
    CHANGES[write](mara, row.pk, "@Edi and @Ada: she moves in June")

    assert [unread_count(one) for one in (mara, edi, ada)] == [0, 1, 1]
    [told] = notices_of(ada)
    assert (told.deed, told.notification.about) == ("mentioned you", "Ring back")
    assert told.notification.text == "@Edi and @Ada: she moves in June"
    assert told.notification.url == f"/w/glow/{write.__name__}s/{row.pk}"


@ALL_WAYS
def test_who_may_not_read_it_is_not_told(write: Writes, mara: Member, ana: Party, ben: Party) -> None:
    sol = limited(mara, "own")
    Party.objects.of(mara).filter(pk=ben.pk).update(account_manager=sol)

    write(mara, ana.pk, "@Sol look")
    assert unread_count(sol) == 0
    write(mara, ben.pk, "@Sol look")
    assert unread_count(sol) == 1


def test_whoever_is_given_the_work_is_told_of_that_alone(mara: Member, edi: Member, ana: Party) -> None:
    at = now() + HOUR
    operations.add_task(mara, "Ring back", owner_id=edi.pk, details="@Edi please")
    operations.plan_call(mara, ana.pk, at=at, member_id=edi.pk, notes="@Edi please")
    operations.plan_meeting(mara, "Lunch", starts_at=at, host_ids=[edi.pk], agenda="@Edi please")

    assert sorted(one.notification.kind for one in notices_of(edi)) == ["call", "meeting", "task"]


def test_a_call_that_goes_to_another_tells_that_one(mara: Member, edi: Member, ana: Party) -> None:
    planned = operations.plan_call(mara, ana.pk, at=now() + HOUR, subject="Prices")
    operations.change_call(mara, planned.pk, member_id=edi.pk)
    operations.change_call(mara, planned.pk, subject="New prices")

    [told] = notices_of(edi)
    assert (told.deed, told.notification.text) == ("planned a call for you", "Prices")
    assert not notices_of(mara)


def test_who_is_to_meet_or_call_learns_that_it_was_moved_or_cancelled(
    mara: Member, edi: Member, ada: Member, ana: Party
) -> None:
    at = now() + HOUR
    lunch = operations.plan_meeting(mara, "Lunch", starts_at=at, host_ids=[mara.pk, edi.pk])
    ring = operations.plan_call(mara, ana.pk, at=at, subject="Prices", member_id=edi.pk)
    Notification.objects.of(mara).delete()

    later = {"starts_at": at + HOUR, "ends_at": at + 2 * HOUR}
    operations.change_meeting(mara, lunch.pk, **later, host_ids=[edi.pk, ada.pk], agenda="@Edi and @Ada: menu")
    operations.change_call(mara, ring.pk, at=at + HOUR, notes="@Edi: the new list")
    for _ in range(2):
        operations.cancel_meeting(mara, lunch.pk)
        operations.cancel_call(mara, ring.pk)

    told = [(one.notification.kind, one.notification.text) for one in reversed(notices_of(edi))]
    assert told == [("moved", "Lunch"), ("moved", "Prices"), ("cancelled", "Lunch"), ("cancelled", "Prices")]
    assert [one.notification.kind for one in notices_of(ada)] == ["cancelled", "meeting"]
    assert not notices_of(mara)


def test_minutes_and_how_a_call_went_tell_too(mara: Member, edi: Member, ana: Party) -> None:
    lunch = operations.plan_meeting(mara, "Lunch", starts_at=now() - HOUR)
    planned = operations.plan_call(mara, ana.pk, at=now() + HOUR)

    operations.hold_meeting(mara, lunch.pk, minutes="@Edi sends the offer")
    operations.hold_call(mara, planned.pk, notes="@Edi knows more")

    assert [one.notification.text for one in notices_of(edi)] == ["@Edi knows more", "@Edi sends the offer"]
    assert notices_of(edi)[0].notification.about == "A call"


def test_of_two_with_one_name_the_one_chosen_from_the_list_is_told(mara: Member, client: Client, ana: Party) -> None:
    first, second = (make_member(mara.workspace, f"Eva{n}", "sales") for n in (1, 2))
    User.objects.filter(pk__in=[first.user_id, second.user_id]).update(name="Eva")
    client.force_login(mara.user)

    page = client.get("/w/glow/tasks/new")
    said = {"title": "Ring back", "kind": "to_do", "priority": "2", "details": "@Eva please", "meant": str(second.pk)}
    client.post("/w/glow/tasks/new", said)

    assert 'data-people="[{' in page.content.decode()
    assert [unread_count(one) for one in (first, second)] == [0, 1]


def test_a_mention_in_a_task_stands_in_the_digest(mara: Member, edi: Member) -> None:
    operations.add_task(mara, "Prices", details="@Edi, the new list?")

    [notice] = digest_for(edi).notices
    assert (notice.deed, notice.notification.text) == ("mentioned you", "@Edi, the new list?")


@WAYS
def test_what_was_told_of_work_with_somebody_goes_when_they_are_erased(
    write: Writes, place: str, mara: Member, edi: Member, ana: Party, ben: Party
) -> None:
    write(mara, ana.pk, "@Edi: she is ill")
    write(mara, ben.pk, "@Edi: he is well")

    erased(mara, ana)

    assert [one.notification.text for one in notices_of(edi)] == ["@Edi: he is well"], place
