"""What stands in a member's digest: what is new since the last one, and the work of the day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.queries.people import Notice, notices_of
from rapport.apps.conversations.queries.agenda import Appointment, appointments
from rapport.apps.conversations.queries.reach import VIEW
from rapport.apps.conversations.queries.tasks import TaskRow, rows_of, tasks_for, today_of
from rapport.kernel.clock import now

SENT_AT = time(7)
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Digest:
    """What a mail says; `older` are unread notifications that an earlier mail has told of."""

    notices: list[Notice]
    more: int
    older: int
    overdue: list[TaskRow]
    today: list[TaskRow]
    appointments: list[Appointment]

    @property
    def is_empty(self) -> bool:
        """Is there nothing to say that is new or of today?"""
        return not (self.notices or self.today or self.overdue or self.appointments)


def digest_for(member: Member) -> Digest:
    """What a mail would say to the member now."""
    unread = [notice for notice in notices_of(member) if notice.notification.read_at is None]
    since = member.digested_at
    new = [notice for notice in unread if since is None or notice.notification.at > since]
    overdue, today, planned = _work_of_today(member) if member.may(VIEW) else ([], [], [])
    return Digest(
        notices=new[:MOST_SHOWN],
        more=max(0, len(new) - MOST_SHOWN),
        older=len(unread) - len(new),
        overdue=overdue,
        today=today,
        appointments=planned,
    )


def members_due(workspace: Workspace) -> Any:
    """The members whose digest should be out by now: the daily ones of today and the weekly ones of this week."""
    local = now().astimezone(workspace.zone)
    today = _at_seven(local, days_ago=0)
    monday = _at_seven(local, days_ago=local.weekday())
    told = Coalesce("digested_at", "created_at")
    due = Q(digest=Member.Digest.DAILY, told__lt=today) | Q(digest=Member.Digest.WEEKLY, told__lt=monday)
    if local < today:
        due = Q(digest=Member.Digest.WEEKLY, told__lt=monday) if local > monday else Q(pk__in=[])
    people = Member.objects.of(workspace).active().with_account().filter(user__is_active=True)
    return people.annotate(told=told).filter(due).select_related("user", "workspace").order_by("pk")


def _at_seven(local: datetime, *, days_ago: int) -> datetime:
    return datetime.combine(local.date() - timedelta(days=days_ago), SENT_AT, tzinfo=local.tzinfo)


def _work_of_today(member: Member) -> tuple[list[TaskRow], list[TaskRow], list[Appointment]]:
    today = today_of(member)
    mine = tasks_for(member).filter(owner=member, done_at=None, due_on__lte=today)
    rows = rows_of(member, list(mine.order_by("due_on", "-priority", "pk")[:MOST_SHOWN]))
    planned = appointments(member, today, today + timedelta(days=1))
    return (
        [row for row in rows if row.is_overdue],
        [row for row in rows if row.is_today],
        [one for one in planned if not one.is_held and not one.is_cancelled],
    )
