"""Tasks: who may, who is told, what many at once do, and that everything can be undone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.accounts.queries import unread_count
from rapport.apps.accounts.queries.people import notices_of
from rapport.apps.activity.models import Activity
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.models import Task
from rapport.apps.conversations.parsers import understood
from rapport.apps.customers.models import Party
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from tests.cast import make_member

MONDAY = date(2026, 3, 2)


def limited(member: Member, scope: str) -> Member:
    """A salesperson with an own role over their own, or their team's, customers."""
    rights = ("customers.view", "conversations.view", "conversations.edit")
    role = OwnRole.objects.create(workspace=member.workspace, name="Field", grants=dict.fromkeys(rights, scope))
    sol = make_member(member.workspace, "Sol", "custom")
    RoleHolder.objects.create(workspace=member.workspace, role=role, member=sol)
    return sol


@pytest.mark.parametrize(
    ("line", "title", "kind", "due"),
    [
        ("call Ana tomorrow", "call Ana", "call", date(2026, 3, 3)),
        ("Visit the shop on fri", "Visit the shop", "visit", date(2026, 3, 6)),
        ("write to Ben next monday", "write to Ben", "email", date(2026, 3, 9)),
        ("Send samples in 2 weeks", "Send samples", "to_do", date(2026, 3, 16)),
        ("Renew by 2026-04-01", "Renew", "to_do", date(2026, 4, 1)),
        ("Ask about Friday's order", "Ask about Friday's order", "to_do", None),
        ("today", "today", "to_do", None),
    ],
)
def test_a_typed_line_says_what_and_when(line: str, title: str, kind: str, due: date | None) -> None:
    said = understood(line, today=MONDAY)

    assert (said.title, said.kind, said.due_on) == (title, kind, due)


def test_a_task_given_to_somebody_is_told_once_and_ones_own_never(mara: Member, edi: Member, ana: Party) -> None:
    task = operations.add_task(mara, "Ring back", party_id=ana.pk, owner_id=edi.pk)
    operations.change_task(mara, task.pk, title="Ring her back")
    operations.add_task(edi, "Tidy up", owner_id=edi.pk)

    [notice] = notices_of(edi)
    assert (notice.notification.kind, notice.notification.text) == ("task", "Ring back")
    assert notice.notification.url == f"/w/glow/tasks/{task.pk}"
    assert unread_count(mara) == 0


def test_done_and_not_done_and_what_the_log_says(edi: Member, ana: Party) -> None:
    task = operations.add_task(edi, "Ring back", party_id=ana.pk)

    operations.finish_task(edi, task.pk)
    again = operations.finish_task(edi, task.pk)
    assert (again.done_by_id, again.done_at is not None) == (edi.pk, True)
    operations.reopen_task(edi, task.pk)

    found = Task.objects.of(edi).get()
    assert (found.done_at, found.done_by_id) == (None, None)
    told = Activity.objects.of(edi).filter(verb__startswith="task.").order_by("sequence")
    assert [one.verb for one in told] == ["task.added", "task.done", "task.reopened"]
    assert {(one.subject_type, one.subject_id) for one in told} == {("party", str(ana.pk))}


def test_every_deed_is_undone_through_the_log(edi: Member, ana: Party) -> None:
    task = operations.add_task(edi, "Ring back", party_id=ana.pk, due_on=MONDAY)
    before = Task.objects.of(edi).values().get()
    changed = operations.change_task(edi, task.pk, title="Write", due_on=None)
    operations.take_back(edi, changed.change)
    after = Task.objects.of(edi).values().get()
    assert {**after, "change": 0} == {**before, "change": 0}

    place = operations.remove_task(edi, task.pk)
    assert not Task.objects.of(edi).exists()
    undone = operations.take_back(edi, place)
    assert Task.objects.of(edi).get().title == "Ring back"

    operations.take_back(edi, undone)
    assert not Task.objects.of(edi).exists()


def test_what_somebody_changed_since_stays(edi: Member, ada: Member) -> None:
    task = operations.add_task(edi, "Ring back")
    changed = operations.change_task(edi, task.pk, title="Write")
    operations.change_task(ada, task.pk, title="Visit")

    with pytest.raises(Conflict):
        operations.take_back(edi, changed.change)
    with pytest.raises(Conflict):
        operations.take_back(edi, task.change)
    assert Task.objects.of(edi).get().title == "Visit"


def test_many_tasks_are_done_assigned_postponed_and_taken_back(mara: Member, edi: Member) -> None:
    today = queries.today_of(mara)
    tasks = [operations.add_task(mara, f"Task {n}", due_on=today - timedelta(days=9)) for n in range(3)]
    ids = [task.pk for task in tasks]

    count, place = operations.do_to_tasks(mara, ids, "assign", value=edi.pk)
    assert (count, unread_count(edi)) == (3, 1)
    assert notices_of(edi)[0].notification.text == "3 tasks: Task 0 …"
    assert operations.do_to_tasks(mara, ids, "postpone", value=3)[0] == 3
    assert {task.due_on for task in Task.objects.of(mara)} == {today + timedelta(days=3)}
    _count, done = operations.do_to_tasks(mara, ids[:2], "done")
    operations.take_back(mara, done)
    operations.take_back(mara, place)

    assert not Task.objects.of(mara).exclude(owner=None, done_at=None).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"title": "a\x00b"},
        {"title": "ok", "kind": "dance"},
        {"title": "ok", "priority": 9},
        {"title": "ok", "owner_id": 987654},
        {"title": "ok", "details": "x" * 20_001},
        {"title": "ok", "due_on": date(2999, 1, 1)},
        {"title": "ok", "remind_at": datetime(2026, 1, 1)},
        {"title": "ok", "remind_at": datetime(2999, 1, 1, tzinfo=UTC)},
    ],
)
def test_bad_input_is_refused_and_nothing_kept(edi: Member, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        operations.add_task(edi, **said)
    assert not Task.objects.of(edi).exists()


def test_who_only_views_changes_nothing(mara: Member, vic: Member) -> None:
    task = operations.add_task(mara, "Ring back")

    for deed in (
        lambda: operations.add_task(vic, "x"),
        lambda: operations.finish_task(vic, task.pk),
        lambda: operations.remove_task(vic, task.pk),
        lambda: operations.do_to_tasks(vic, [task.pk], "done"),
        lambda: operations.take_back(vic, task.change),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert queries.list_tasks(vic, queries.TaskFilter(view="all")).count.number == 1


def test_another_workspaces_task_is_missing(mara: Member, otto: Member, ana: Party) -> None:
    task = operations.add_task(mara, "Ring back", party_id=ana.pk)

    for deed in (
        lambda: operations.finish_task(otto, task.pk),
        lambda: operations.remove_task(otto, task.pk),
        lambda: operations.do_to_tasks(otto, [task.pk], "done"),
        lambda: operations.add_task(otto, "x", party_id=ana.pk),
        lambda: operations.take_back(otto, task.change),
        lambda: queries.task_of(otto, task.pk),
    ):
        with pytest.raises(Missing):
            deed()
    assert Task.objects.of(mara).get().done_at is None


def test_one_reaches_ones_own_tasks_and_those_of_ones_own_customers(mara: Member, ana: Party, ben: Party) -> None:
    sol = limited(mara, "own")
    Party.objects.of(mara).filter(pk=ana.pk).update(account_manager=sol)
    about_ana = operations.add_task(mara, "About Ana", party_id=ana.pk)
    about_ben = operations.add_task(mara, "About Ben", party_id=ben.pk)
    given = operations.add_task(mara, "Given", party_id=ben.pk, owner_id=sol.pk)
    operations.add_task(mara, "Of nobody")

    found = queries.list_tasks(sol, queries.TaskFilter(view="all"))
    assert {row.task.pk: row.party and row.party.name for row in found.rows} == {
        about_ana.pk: "Ana Prado",
        given.pk: None,
    }
    with pytest.raises(Missing):
        operations.finish_task(sol, about_ben.pk)
    with pytest.raises(Missing):
        operations.take_back(sol, about_ben.change)
    assert operations.finish_task(sol, about_ana.pk).done_at is not None


def test_the_views_hold_what_they_say(mara: Member, edi: Member) -> None:
    today = queries.today_of(edi)
    operations.add_task(edi, "Mine", owner_id=edi.pk, due_on=today)
    operations.add_task(edi, "Late", owner_id=edi.pk, due_on=today - timedelta(days=1))
    operations.add_task(edi, "Nobody's")
    done = operations.add_task(edi, "Done", owner_id=edi.pk)
    operations.finish_task(edi, done.pk)

    def titles(view: str) -> list[str]:
        return [row.task.title for row in queries.list_tasks(edi, queries.TaskFilter(view=view)).rows]

    assert titles("mine") == ["Late", "Mine"]
    assert titles("nobody") == ["Nobody's"]
    assert titles("overdue") == ["Late"]
    assert titles("done") == ["Done"]
    assert titles("team") == []
    assert titles("all") == ["Late", "Mine", "Nobody's"]


def test_the_list_is_searched_without_accents_and_case(edi: Member) -> None:
    for title in ("Call José at the Café", "Call Josef"):
        operations.add_task(edi, title=title)

    words_of = ("JOSE café", "josé", "x")
    found = [queries.list_tasks(edi, queries.TaskFilter(view="all", search=words)).rows for words in words_of]

    assert [[row.task.title for row in rows] for rows in found] == [
        ["Call José at the Café"],
        ["Call José at the Café", "Call Josef"],
        [],
    ]
