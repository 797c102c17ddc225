"""What a member's day holds, gathered from the rooms: each part only where the member has its right."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries.people import Notice, notices_of
from rapport.apps.canvas.models import Action
from rapport.apps.canvas.queries.actions.due import own_actions_due
from rapport.apps.conversations.queries import Appointment, TaskRow, appointments, rows_of, tasks_for, today_of
from rapport.kernel.clock import now
from rapport.web.my_day.celebrations import Celebration, celebrations_for

MOST_TASKS = 100
MOST_NOTICES = 8
LATELY = timedelta(days=14)
GIVEN = "carer"


@dataclass(frozen=True, slots=True)
class MyDay:
    """The parts of the page."""

    date: date
    at: datetime
    overdue: list[TaskRow]
    today: list[TaskRow]
    appointments: list[Appointment]
    actions: list[Action]
    celebrations: list[Celebration]
    notices: list[Notice]
    given: list[Notice]

    @property
    def is_empty(self) -> bool:
        """Is there nothing at all?"""
        parts = (self.overdue, self.today, self.appointments, self.actions, self.celebrations, self.notices, self.given)
        return not any(parts)

    @property
    def to_do(self) -> int:
        """How much is to be done today."""
        waiting = [one for one in self.appointments if not one.is_held and not one.is_cancelled]
        return len(self.overdue) + len(self.today) + len(waiting) + len(self.actions)


def day_of(member: Member) -> MyDay:
    """Everything on the page."""
    today = today_of(member)
    mine = tasks_for(member).filter(owner=member, done_at=None, due_on__lte=today).select_related("owner__user")
    tasks = rows_of(member, list(mine.order_by("due_on", "-priority", "pk")[:MOST_TASKS]))
    notices = notices_of(member) if member.may("activity.view") else []
    return MyDay(
        date=today,
        at=now(),
        overdue=[row for row in tasks if row.is_overdue],
        today=[row for row in tasks if row.is_today],
        appointments=appointments(member, today, today + timedelta(days=1)),
        actions=own_actions_due(member, until=today) if member.may("canvas.view") else [],
        celebrations=celebrations_for(member, today),
        notices=[one for one in notices if one.notification.read_at is None][:MOST_NOTICES],
        given=[one for one in notices if _lately_given(one)][:MOST_NOTICES],
    )


def _lately_given(notice: Notice) -> bool:
    told = notice.notification
    return told.kind == GIVEN and told.read_at is not None and told.at > now() - LATELY
