"""Tasks: added, changed, assigned, done, taken up again, removed; one or many at a time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import notify_members
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.conversations.models import Task
from rapport.apps.conversations.operations._asking import (
    checked_choice,
    checked_line,
    checked_moment,
    checked_text,
    colleague,
    party_for,
    row_for,
)
from rapport.apps.conversations.operations._keeping import alter, drop, label_of, make, name_subject
from rapport.apps.conversations.operations._telling import tell_of_words
from rapport.apps.conversations.queries.addresses import address_of, own_tasks
from rapport.apps.conversations.queries.reach import CARERS, EDIT, reached_rows
from rapport.apps.customers.models import Party
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused

MOST_AT_ONCE = 500
FARTHEST = timedelta(days=366 * 20)
FIELDS = ("title", "details", "kind", "priority", "party_id", "owner_id", "due_on", "remind_at")
DOINGS = ("done", "reopen", "assign", "postpone", "remove")


def add_task(
    member: Member,
    title: str,
    *,
    party_id: int | None = None,
    owner_id: int | None = None,
    due_on: date | None = None,
    remind_at: datetime | None = None,
    kind: str = Task.Kind.TO_DO,
    priority: int = Task.Priority.NORMAL,
    details: str = "",
    meant: Sequence[int] = (),
) -> Task:
    """Something to do; whoever it is given to, or whom the details mention, is told, unless it is oneself.

    `meant` are members chosen from the list while writing, for names that several people have.
    """
    member.require(EDIT)
    said = {"title": title, "party_id": party_id, "owner_id": owner_id, "due_on": due_on, "remind_at": remind_at}
    with recorded(member.actor, "task.added") as change:
        values = _checked(member, {**said, "kind": kind, "priority": priority, "details": details})
        task = Task(workspace_id=member.workspace_id, author=member, author_label=label_of(member), **values)
        make(change, task)
        _name(change, task)
        tell_of_words(member, change, task, meant=meant, told=_tell(member, task, before=None))
    return task


def change_task(member: Member, task_id: int, *, meant: Sequence[int] = (), **said: Any) -> Task:
    """Change what is named; a new owner and who is newly mentioned are told, a new reminder comes again."""
    member.require(EDIT)
    if unknown := set(said) - set(FIELDS):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="task")
    with recorded(member.actor, "task.changed") as change:
        task = row_for(member, Task, task_id)
        before = task.owner_id
        values = _checked(member, {name: value for name, value in said.items() if value != getattr(task, name)})
        if "remind_at" in values:
            values["reminded_at"] = None
        changed = alter(change, task, values)
        _finish(change, task, changed=changed)
        tell_of_words(member, change, task, meant=meant, told=_tell(member, task, before=before))
    return task


def assign_task(member: Member, task_id: int, owner_id: int | None) -> Task:
    """Give a task to a member, or to nobody."""
    return change_task(member, task_id, owner_id=owner_id)


def finish_task(member: Member, task_id: int) -> Task:
    """The task is done; one that was done already stays as it is."""
    return _set_done(member, task_id, "task.done", done=True)


def reopen_task(member: Member, task_id: int) -> Task:
    """The task is to be done after all."""
    return _set_done(member, task_id, "task.reopened", done=False)


def remove_task(member: Member, task_id: int) -> int:
    """Take a task away; returns the place in the log by which `take_back` brings it back."""
    member.require(EDIT)
    with recorded(member.actor, "task.removed") as change:
        task = row_for(member, Task, task_id)
        _name(change, task)
        drop(change, task)
    return change.sequence


def do_to_tasks(member: Member, task_ids: Sequence[int], do: str, *, value: Any = None) -> tuple[int, int]:
    """One thing done to many tasks, as one record; returns how many changed, and the place in the log.

    `value` is the new owner's id for `assign`, and the new day, or a number of days, for `postpone`.
    """
    member.require(EDIT)
    checked_choice(do, DOINGS, place="do")
    if len(task_ids) > MOST_AT_ONCE:
        raise Refused(_("At most 500 tasks at a time."), place="task", code="many")
    with recorded(member.actor, f"tasks.{VERBS[do]}") as change:
        rows = Task.objects.of(member).filter(reached_rows(member, EDIT, carers=CARERS[Task]), pk__in=task_ids)
        tasks = list(rows.order_by("pk"))
        if not tasks:
            raise Missing(_("None of these tasks is there any more."))
        owner = colleague(member, value) if do == "assign" else None
        changed = [task for task in tasks if _do(member, change, task, do, value)]
        change.about("tasks", change.sequence, "")
        change.topics += ["work", "tasks", *(f"party:{one}" for one in _parties(changed))]
        if do == "assign" and owner is not None and changed:
            _tell_of_many(member, owner, changed)
        if not changed:
            change.leave_no_record()
    return len(changed), change.sequence


VERBS = {"done": "done", "reopen": "reopened", "assign": "assigned", "postpone": "postponed", "remove": "removed"}


def _do(member: Member, change: Change, task: Task, do: str, value: Any) -> bool:
    if do == "remove":
        drop(change, task)
        return True
    if do == "assign":
        return alter(change, task, {"owner_id": value})
    if do == "postpone":
        return task.done_at is None and alter(change, task, {"due_on": _later(member, task, value)})
    return alter(change, task, _done(member, task, done=do == "done"))


def _later(member: Member, task: Task, value: Any) -> date:
    if isinstance(value, date):
        return _checked_day(member, value)
    if not isinstance(value, int) or not 1 <= value <= 366:
        raise Refused(_("Postpone by 1 to 366 days, or to a day."), place="value", code="day")
    today = now().astimezone(member.workspace.zone).date()
    return max(task.due_on or today, today) + timedelta(days=value)


def _set_done(member: Member, task_id: int, verb: str, *, done: bool) -> Task:
    member.require(EDIT)
    with recorded(member.actor, verb) as change:
        task: Task = row_for(member, Task, task_id)
        _finish(change, task, changed=alter(change, task, _done(member, task, done=done)))
    return task


def _done(member: Member, task: Task, *, done: bool) -> dict[str, Any]:
    if done == (task.done_at is not None):
        return {}
    return {"done_at": now() if done else None, "done_by_id": member.pk if done else None}


def _finish(change: Change, task: Task, *, changed: bool) -> None:
    _name(change, task)
    if not changed:
        change.leave_no_record()


def _checked(member: Member, said: dict[str, Any]) -> dict[str, Any]:
    checked = dict(said)
    if "title" in said:
        checked["title"] = checked_line(said["title"], place="title")
    if "details" in said:
        checked["details"] = checked_text(said["details"], place="details")
    if "kind" in said:
        checked_choice(said["kind"], Task.Kind.values, place="kind")
    if "priority" in said:
        checked_choice(said["priority"], Task.Priority.values, place="priority")
    if "party_id" in said:
        party_for(member, said["party_id"])
    if "owner_id" in said:
        colleague(member, said["owner_id"])
    if said.get("due_on"):
        _checked_day(member, said["due_on"])
    checked_moment(said.get("remind_at"), place="remind_at")
    return checked


def _checked_day(member: Member, day: date) -> date:
    if abs(day - now().astimezone(member.workspace.zone).date()) > FARTHEST:
        raise Refused(_("This is too far away."), place="due_on", code="moment")
    return day


def _name(change: Change, task: Task) -> None:
    party = Party.objects.of(task).filter(pk=task.party_id).first() if task.party_id else None
    name_subject(change, "task", task, party, task.title)


def _tell(member: Member, task: Task, *, before: int | None) -> list[int]:
    """Tell a new owner; returns whom."""
    if task.owner_id is None or task.owner_id == before or task.done_at is not None:
        return []
    url = address_of(member.workspace.slug, "task", task.pk)
    notify_members(member, [task.owner_id], kind="task", url=url, text=task.title)
    return [task.owner_id]


def _tell_of_many(member: Member, owner: Member, tasks: Sequence[Task]) -> None:
    count = len(tasks)
    text = ngettext("%(count)s task: %(first)s", "%(count)s tasks: %(first)s …", count)
    url = address_of(member.workspace.slug, "task", tasks[0].pk) if count == 1 else own_tasks(member.workspace.slug)
    notify_members(member, [owner.pk], kind="task", url=url, text=text % {"count": count, "first": tasks[0].title})


def _parties(tasks: Sequence[Task]) -> list[int]:
    return sorted({task.party_id for task in tasks if task.party_id is not None})[:50]
