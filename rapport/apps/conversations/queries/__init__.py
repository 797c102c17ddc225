"""What can be asked of this room."""

from rapport.apps.conversations.queries.agenda import Appointment, appointments, monday_of, planned_with, week_of
from rapport.apps.conversations.queries.single import (
    call_of,
    colleagues,
    findable_parties,
    meeting_of,
    message_of,
    work_with,
)
from rapport.apps.conversations.queries.tasks import (
    VIEWS,
    TaskFilter,
    TaskRow,
    list_tasks,
    rows_of,
    task_of,
    tasks_for,
    today_of,
)

__all__ = [
    "VIEWS",
    "Appointment",
    "TaskFilter",
    "TaskRow",
    "appointments",
    "call_of",
    "colleagues",
    "findable_parties",
    "list_tasks",
    "meeting_of",
    "message_of",
    "monday_of",
    "planned_with",
    "rows_of",
    "task_of",
    "tasks_for",
    "today_of",
    "week_of",
    "work_with",
]
