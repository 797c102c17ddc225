"""Tasks as lists: mine, my team's, nobody's, overdue, done, those of a customer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Task
from rapport.apps.conversations.queries.reach import CARERS, VIEW, mates_of, reached_rows, shown_parties
from rapport.apps.customers.models import Party
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.findable import found_among
from rapport.kernel.paging import Count, Order, Page, count_of, page_in
from rapport.kernel.text import folded

PAGE, MOST_WORDS = 50, 8
VIEWS = {
    "mine": _("Mine"),
    "team": _("My team’s"),
    "nobody": _("Without owner"),
    "overdue": _("Overdue"),
    "all": _("All open"),
    "done": _("Done"),
}


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks are asked for."""

    view: str = "mine"
    party_id: int | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it; the customer is there only where the reader reaches them."""

    task: Task
    party: Party | None
    is_overdue: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of tasks, how many fit, and how many of one's own are overdue."""

    page: Page[Task]
    rows: list[TaskRow]
    count: Count
    overdue: int


def today_of(member: Member) -> date:
    """The day it is where the workspace is."""
    return now().astimezone(member.workspace.zone).date()


def tasks_for(member: Member) -> QuerySet[Any, Task]:
    """Every task the member reaches."""
    member.require(VIEW)
    return Task.objects.of(member).filter(reached_rows(member, VIEW, carers=CARERS[Task]))  # type: ignore[no-any-return]


def list_tasks(member: Member, wanted: TaskFilter, *, cursor: str = "") -> TaskList:
    """The tasks of a view in pages: open ones by the day they are due, done ones by when they were done."""
    rows = _narrowed(member, tasks_for(member), wanted).select_related("owner__user", "done_by__user")
    page = page_in(rows, _order(wanted), cursor=cursor, size=PAGE)
    late = tasks_for(member).filter(owner=member, done_at=None, due_on__lt=today_of(member)).count()
    return TaskList(page, rows_of(member, page.rows), count_of(rows), late)


def rows_of(member: Member, tasks: list[Task]) -> list[TaskRow]:
    """Tasks with the customers that the member may see."""
    parties, today = shown_parties(member, [task.party_id for task in tasks]), today_of(member)
    return [
        TaskRow(
            task,
            parties.get(task.party_id) if task.party_id else None,
            bool(task.due_on and task.due_on < today and task.done_at is None),
            task.due_on == today and task.done_at is None,
        )
        for task in tasks
    ]


def task_of(member: Member, task_id: int) -> TaskRow:
    """One task. Raises Missing."""
    found = tasks_for(member).select_related("owner__user", "author__user", "done_by__user").filter(pk=task_id).first()
    if found is None:
        raise Missing("There is no such task.")
    return rows_of(member, [found])[0]


def _narrowed(member: Member, rows: QuerySet[Any, Task], wanted: TaskFilter) -> QuerySet[Any, Task]:
    views = {
        "mine": Q(owner=member, done_at=None),
        "team": Q(owner__in=mates_of(member), done_at=None),
        "nobody": Q(owner=None, done_at=None),
        "overdue": Q(done_at=None, due_on__lt=today_of(member)),
        "done": Q(done_at__isnull=False),
    }
    rows = rows.filter(views.get(wanted.view, Q(done_at=None)))
    if wanted.party_id is not None:
        rows = rows.filter(party__in=list(shown_parties(member, [wanted.party_id])))
    words = folded(wanted.search.replace("\x00", "")).split()[:MOST_WORDS]
    return found_among(rows, member.workspace_id, words)[0] if words else rows


def _order(wanted: TaskFilter) -> Order:
    if wanted.view == "done":
        return Order("done_at", descending=True)
    return Order("due_on", known=Q(due_on__isnull=False), unknown=Q(due_on=None))
