"""My day: what there is to do today, whose birthday it is, and that roles bound it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.accounts.operations import notify_members
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.operations.actions import add_action, change_action
from rapport.apps.conversations import operations
from rapport.apps.conversations.queries import today_of
from rapport.apps.customers.operations import add_personal_fact, create_party
from rapport.web.my_day.celebrations import next_time
from rapport.web.my_day.day import day_of
from rapport.web.search.finding import found_for
from tests.cast import make_member


def at(member: Member, hour: int, *, days: int = 0) -> datetime:
    """An hour of today or of a day near it, in the workspace's zone."""
    day = today_of(member) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=member.workspace.zone)


def born(member: Member, *, in_days: int) -> date:
    """A day of birth that comes round in some days."""
    day = today_of(member) + timedelta(days=in_days)
    return day.replace(year=1988) if (day.month, day.day) != (2, 29) else date(1988, 2, 29)


def test_the_day_holds_what_is_due_and_nothing_else(mara: Member, edi: Member, ada: Member) -> None:
    today = today_of(edi)
    ana = create_party(mara, name="Ana Prado")
    for title, days, owner in (("Late", -2, edi), ("Today's", 0, edi), ("Later", 1, edi), ("Ada's", 0, ada)):
        operations.add_task(mara, title, owner_id=owner.pk, due_on=today + timedelta(days=days), party_id=ana.pk)
    operations.plan_meeting(edi, "At noon", starts_at=at(edi, 12), party_ids=[ana.pk])
    operations.plan_call(edi, ana.pk, at=at(edi, 9), subject="At nine")
    operations.plan_call(edi, ana.pk, at=at(edi, 9, days=1), subject="Tomorrow")
    canvas = create_canvas(edi, title="Ours")
    for text, days in (("Due", 0), ("Not yet", 5)):
        action = add_action(edi, canvas.pk, text=text)
        change_action(edi, canvas.pk, action.pk, owner_id=edi.pk, due=today + timedelta(days=days))

    day = day_of(edi)

    assert [row.task.title for row in day.overdue + day.today] == ["Late", "Today's"]
    assert [one.title for one in day.appointments] == ["At nine", "At noon"]
    assert [action.text for action in day.actions] == ["Due"]
    assert day.to_do == 5
    assert {one.notification.text for one in day.notices} == {"Late", "Today's", "Later"}


def test_birthdays_of_ones_own_customers_within_a_week(edi: Member, ada: Member) -> None:
    mine = create_party(edi, name="Mine", birth_date=born(edi, in_days=6), account_manager_id=edi.pk)
    create_party(edi, name="Too far", birth_date=born(edi, in_days=9), account_manager_id=edi.pk)
    create_party(edi, name="Ada's", birth_date=born(edi, in_days=1), account_manager_id=ada.pk)
    served = create_party(edi, name="Served", sales_rep_id=edi.pk)
    add_personal_fact(edi, served.pk, kind="anniversary", text="Wedding", on=born(edi, in_days=0))

    found = day_of(edi).celebrations

    assert [(one.party.name, one.what, one.is_today) for one in found] == [
        ("Served", "Anniversary: Wedding", True),
        ("Mine", "Birthday", False),
    ]
    assert found[1].years == found[1].on.year - 1988
    assert mine.pk == found[1].party.pk


def test_a_hidden_birth_date_is_no_birthday(mara: Member) -> None:
    rights = dict.fromkeys(("customers.view", "conversations.view", "activity.view"), "all")
    fields = {"customers.birth_date": "hide", "customers.personal_facts": "hide"}
    role = OwnRole.objects.create(workspace=mara.workspace, name="Blind", grants=rights, fields=fields)
    hal = make_member(mara.workspace, "Hal", "custom")
    RoleHolder.objects.create(workspace=mara.workspace, role=role, member=hal)
    ana = create_party(mara, name="Ana", birth_date=born(mara, in_days=1), account_manager_id=hal.pk)
    add_personal_fact(mara, ana.pk, kind="child", text="Twins", on=born(mara, in_days=1))

    assert day_of(hal).celebrations == []


@pytest.mark.parametrize(
    ("first", "today", "on"),
    [
        (date(1996, 2, 29), date(2027, 2, 27), date(2027, 2, 28)),
        (date(1996, 2, 29), date(2028, 2, 28), date(2028, 2, 29)),
        (date(1980, 1, 2), date(2026, 12, 30), date(2027, 1, 2)),
        (date(1980, 12, 30), date(2026, 12, 30), date(2026, 12, 30)),
    ],
)
def test_a_day_comes_round(first: date, today: date, on: date) -> None:
    assert next_time(first, today) == on


def test_an_empty_day_says_so_and_a_full_one_costs_few_queries(
    client: Client, mara: Member, edi: Member, django_assert_max_num_queries: Any
) -> None:
    client.force_login(edi.user)
    assert "Your day is free" in client.get("/w/glow/my-day").content.decode()

    for number in range(8):
        party = create_party(mara, name=f"P {number}", birth_date=born(mara, in_days=2), account_manager_id=edi.pk)
        operations.add_task(mara, f"Task {number}", owner_id=edi.pk, due_on=today_of(mara), party_id=party.pk)
        operations.plan_meeting(mara, f"M {number}", starts_at=at(mara, 10), host_ids=[edi.pk], party_ids=[party.pk])
    notify_members(mara, [edi.pk], kind="mention", url="/w/glow/", text="Look")

    with django_assert_max_num_queries(22):
        page = client.get("/w/glow/my-day").content.decode()
    assert (page.count("todo__row"), page.count("appointment--stacked")) == (8, 8)
    assert 'aria-current="page"' in page


def test_tasks_and_meetings_are_found_by_their_words(mara: Member, otto: Member) -> None:
    operations.add_task(mara, "Send the lavender list")
    operations.plan_meeting(mara, "Lavender harvest", starts_at=at(mara, 9))
    operations.add_task(otto, "Lavender of Otto")

    def hits(member: Member) -> list[str]:
        groups = found_for(member, "lavender", most=5)
        return [hit.title for group in groups if group.finder.name == "work" for hit in group.hits]

    assert hits(mara) == ["Send the lavender list", "Lavender harvest"]
    assert hits(otto) == ["Lavender of Otto"]
