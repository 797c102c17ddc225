"""The verbs of this room; the only writers of its tables."""

from rapport.apps.conversations.operations.calls import (
    cancel_call,
    change_call,
    hold_call,
    log_call,
    plan_call,
    remove_call,
    resume_call,
)
from rapport.apps.conversations.operations.meetings import (
    add_attendee,
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_meeting,
    remove_attendee,
    remove_meeting,
    resume_meeting,
)
from rapport.apps.conversations.operations.messages import change_message, log_message, remove_message
from rapport.apps.conversations.operations.tasks import (
    add_task,
    assign_task,
    change_task,
    do_to_tasks,
    finish_task,
    remove_task,
    reopen_task,
)
from rapport.apps.conversations.operations.undoing import take_back

__all__ = [
    "add_attendee",
    "add_task",
    "assign_task",
    "cancel_call",
    "cancel_meeting",
    "change_call",
    "change_meeting",
    "change_message",
    "change_task",
    "do_to_tasks",
    "finish_task",
    "hold_call",
    "hold_meeting",
    "log_call",
    "log_message",
    "plan_call",
    "plan_meeting",
    "remove_attendee",
    "remove_call",
    "remove_meeting",
    "remove_message",
    "remove_task",
    "reopen_task",
    "resume_call",
    "resume_meeting",
    "take_back",
]
