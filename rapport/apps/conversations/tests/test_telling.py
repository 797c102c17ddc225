"""Who is told: mentions in notes, customers given to look after, reminders once, and conditions that follow talks."""

from datetime import timedelta
from typing import Any

import pytest

from rapport.apps.accounts.models import Member, Notification, Team, TeamMember
from rapport.apps.accounts.queries import unread_count
from rapport.apps.accounts.queries.people import notices_of
from rapport.apps.activity.followers import follow
from rapport.apps.conversations import operations
from rapport.apps.conversations.followers import carers
from rapport.apps.conversations.models import Task
from rapport.apps.conversations.operations import reminders
from rapport.apps.conversations.operations.reminders import give_reminders
from rapport.apps.conversations.tests.test_tasks import limited
from rapport.apps.customers.models import Membership, Party, Segment
from rapport.apps.customers.operations import (
    create_party,
    create_segment,
    edit_note,
    merge_parties,
    refresh_segments,
    unmerge,
    update_party,
    write_note,
)
from rapport.apps.customers.operations.bulk import Doing, do_to_all
from rapport.kernel.clock import now
from rapport.kernel.conditions import Scope, parse

HOUR = timedelta(hours=1)


def test_who_is_mentioned_in_a_note_is_told_once(mara: Member, edi: Member, ada: Member, ana: Party) -> None:
    note = write_note(mara, ana.pk, "@Edi and @Mara: she moves in May")
    edit_note(mara, note.pk, "@Edi and @Ada: she moves in June")

    assert [unread_count(one) for one in (mara, edi, ada)] == [0, 1, 1]
    [told] = notices_of(edi)
    assert (told.deed, told.notification.about) == ("mentioned you", "Ana Prado")
    assert told.notification.url == f"/w/glow/customers/{ana.pk}#remark-{note.pk}"


def test_who_may_not_read_the_note_is_not_told(mara: Member, ana: Party, ben: Party) -> None:
    sol = limited(mara, "own")
    Party.objects.of(mara).filter(pk=ben.pk).update(account_manager=sol)

    write_note(mara, ana.pk, "@Sol look")
    assert unread_count(sol) == 0
    write_note(mara, ben.pk, "@Sol look")
    assert unread_count(sol) == 1


def test_who_is_given_a_customer_is_told_and_nobody_of_their_own_act(mara: Member, edi: Member, ana: Party) -> None:
    follow([carers])
    update_party(mara, ana.pk, account_manager_id=edi.pk)
    update_party(mara, ana.pk, city="Vigo")
    create_party(edi, name="Own", account_manager_id=edi.pk)
    create_party(mara, name="New", sales_rep_id=edi.pk)
    follow([carers])

    assert [one.notification.text for one in notices_of(edi)] == ["New", "Ana Prado"]
    assert {one.deed for one in notices_of(edi)} == {"gave you customers to look after"}


def test_many_customers_are_one_notification_with_their_count(
    mara: Member, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.apps.customers.operations.bulk.PORTION", 2)
    ids = [create_party(mara, name=f"P {number}").pk for number in range(5)]
    follow([carers])

    for _ in do_to_all(mara, ids, Doing("edit", field="account_manager_id", value=str(edi.pk)), token="t1"):
        follow([carers])

    [told] = notices_of(edi)
    assert told.notification.text == "5 customers"


def test_who_gets_a_customer_by_merging_is_told_once_and_of_its_undo_nothing(
    mara: Member, edi: Member, ada: Member
) -> None:
    kept, other = create_party(mara, name="Ana"), create_party(mara, name="Ana P", account_manager_id=edi.pk)
    follow([carers])
    Notification.objects.of(mara).delete()

    merge = merge_parties(mara, kept.pk, [other.pk])
    follow([carers])
    unmerge(mara, merge.pk)
    follow([carers])

    assert [one.notification.text for one in notices_of(edi)] == ["Ana"]
    assert not notices_of(ada)


def test_the_merges_of_one_job_are_one_notification_with_their_count(mara: Member, edi: Member) -> None:
    pairs = [(create_party(mara, name=f"P {n}"), create_party(mara, name=f"Q {n}")) for n in range(3)]
    follow([carers])
    Party.objects.of(mara).filter(name__startswith="Q").update(account_manager=edi, sales_rep=edi)

    for kept, other in pairs:
        merge_parties(mara, kept.pk, [other.pk], doing="job")
        follow([carers])
    merge_parties(mara, pairs[0][0].pk, [pairs[1][0].pk], doing="job")
    follow([carers])

    [told] = notices_of(edi)
    assert told.notification.text == "3 customers, by merging duplicates"
    assert len(told.notification.url) <= 300


def test_a_team_is_told_of_a_customer_it_was_given(mara: Member, edi: Member, ada: Member, ana: Party) -> None:
    follow([carers])
    team = Team.objects.create(workspace=mara.workspace, name="Hotline")
    TeamMember.objects.create(workspace=mara.workspace, team=team, member=edi)

    update_party(mara, ana.pk, service_team_id=team.pk)
    follow([carers])

    assert [one.notification.text for one in notices_of(edi)] == ["Ana Prado"]
    assert not notices_of(ada)


def test_a_reminder_is_given_once_also_late_and_only_to_whom_it_concerns(
    mara: Member, edi: Member, ada: Member, otto: Member, ana: Party
) -> None:
    past = now() - timedelta(days=3)
    operations.add_task(edi, "Ring back", owner_id=edi.pk, remind_at=past)
    operations.add_task(edi, "Of nobody", remind_at=past)
    operations.add_task(edi, "Later", owner_id=edi.pk, remind_at=now() + HOUR)
    done = operations.add_task(edi, "Done", owner_id=edi.pk, remind_at=past)
    operations.finish_task(edi, done.pk)
    operations.plan_call(edi, ana.pk, at=now() + HOUR, remind_at=past)
    operations.plan_meeting(edi, "Lunch", starts_at=now() + HOUR, host_ids=[ada.pk], remind_at=past)

    counts = [give_reminders(mara.workspace) for _ in range(2)] + [give_reminders(otto.workspace)]

    assert counts == [4, 0, 0]
    assert sorted(one.notification.text for one in notices_of(edi)) == ["A call", "Of nobody", "Ring back"]
    assert {one.notification.kind for one in notices_of(ada)} == {"meeting", "reminder"}


def test_a_kill_in_the_middle_gives_nothing_and_the_next_start_everything(
    edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        operations.add_task(edi, f"Task {number}", owner_id=edi.pk, remind_at=now())
    whole, calls = reminders._remind, [0]

    def dies(workspace: Any, row: Any) -> None:
        calls[0] += 1
        if calls[0] == 3:
            raise SystemExit
        whole(workspace, row)

    monkeypatch.setattr(reminders, "_remind", dies)
    with pytest.raises(SystemExit):
        give_reminders(edi.workspace)
    assert not Notification.objects.of(edi).exists()
    monkeypatch.setattr(reminders, "_remind", whole)

    assert give_reminders(edi.workspace) == 3
    assert Notification.objects.of(edi).count() == 3


def test_a_new_time_lets_a_reminder_come_again(edi: Member) -> None:
    task = operations.add_task(edi, "Ring back", owner_id=edi.pk, remind_at=now())
    give_reminders(edi.workspace)

    operations.change_task(edi, task.pk, remind_at=now() - HOUR)

    assert give_reminders(edi.workspace) == 1
    assert Task.objects.of(edi).get().reminded_at is not None


def test_conditions_follow_tasks_and_talks(mara: Member, ana: Party, ben: Party) -> None:
    eva = create_party(mara, name="Eva")
    operations.add_task(mara, "Ring back", party_id=ana.pk)
    operations.log_call(mara, ana.pk, at=now() - timedelta(days=40))
    operations.log_message(mara, ben.pk, direction="in", text="Hello", at=now() - timedelta(days=40))
    held = operations.plan_meeting(mara, "Lunch", starts_at=now() - HOUR, party_ids=[ben.pk])
    operations.plan_meeting(mara, "To come", starts_at=now() + HOUR, party_ids=[eva.pk])
    operations.hold_meeting(mara, held.pk)

    def fits(condition: str, operator: str, value: Any = None) -> set[str]:
        leaf = {"condition": condition, "operator": operator, **({} if value is None else {"value": value})}
        found = parse({"all": [leaf]}).predicate(Scope.of(mara.workspace))
        return set(Party.objects.of(mara).filter(found).values_list("name", flat=True))

    assert fits("open_task", "is", "yes") == {"Ana Prado"}
    assert fits("open_task", "is_not", "yes") == {"Ben Ortega", "Eva"}
    assert fits("last_contact", "in_last_days", 7) == {"Ben Ortega"}
    assert fits("last_contact", "more_than_days_ago", 30) == {"Ana Prado"}
    assert fits("last_contact", "is_unknown") == {"Eva"}
    assert fits("last_contact", "before", "2026-01-01") == set()
    assert fits("last_contact", "on_or_after", "2026-01-01") == {"Ana Prado", "Ben Ortega"}


def test_members_of_segments_follow_tasks_that_move_and_meetings_that_were_held_after_all(
    mara: Member, ana: Party, ben: Party
) -> None:
    waiting = segment(mara, "Waiting", {"condition": "open_task", "operator": "is", "value": "yes"})
    met = segment(mara, "Met", {"condition": "last_contact", "operator": "is_known"})
    task = operations.add_task(mara, "Ring back", party_id=ana.pk)
    lunch = operations.plan_meeting(mara, "Lunch", starts_at=now() - HOUR, party_ids=[ben.pk])
    assert inside(mara, waiting, met) == [{"Ana Prado"}, set()]

    moved = operations.change_task(mara, task.pk, party_id=ben.pk)
    held = operations.hold_meeting(mara, lunch.pk)
    assert inside(mara, waiting, met) == [{"Ben Ortega"}, {"Ben Ortega"}]

    operations.take_back(mara, moved.change)
    operations.take_back(mara, held.change)
    assert inside(mara, waiting, met) == [{"Ana Prado"}, set()]

    operations.remove_task(mara, task.pk)
    assert inside(mara, waiting, met) == [set(), set()]


def segment(member: Member, name: str, leaf: dict[str, Any]) -> Segment:
    """A segment by one condition, up to date."""
    made = create_segment(member, name=name, rule={"all": [leaf]})
    refresh_segments(member.workspace)
    return made


def inside(member: Member, *segments: Segment) -> list[set[str]]:
    """Who is in each segment once what has changed was asked about."""
    refresh_segments(member.workspace)
    rows = Membership.objects.of(member).filter(until=None)
    return [set(rows.filter(segment=one).values_list("party__name", flat=True)) for one in segments]
