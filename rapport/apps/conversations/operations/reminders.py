"""Reminders whose time has come, given once: the notification and the mark on the row are one transaction."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Workspace
from rapport.apps.accounts.operations.people import remind_members
from rapport.apps.activity.operations import recorded
from rapport.apps.conversations.models import Call, Host, Meeting, Task
from rapport.apps.conversations.queries.addresses import address_of
from rapport.kernel.actor import system_actor
from rapport.kernel.clock import now

MOST_AT_ONCE = 500
WAITING = {Task: Q(done_at=None), Call: Q(held_at=None, cancelled_at=None), Meeting: Q(held_at=None, cancelled_at=None)}


def give_reminders(workspace: Workspace) -> int:
    """Tell whom it concerns of everything that is due, however late; returns how many reminders were given."""
    if not any(_due(workspace, model).exists() for model in WAITING):
        return 0
    given = 0
    with recorded(system_actor(workspace.pk), "reminders.given") as change:
        # The place in the log is the lock under which two workers do not give the same reminder.
        change.leave_no_record()
        for model in WAITING:
            for row in _due(workspace, model).order_by("remind_at", "pk")[:MOST_AT_ONCE]:
                _remind(workspace, row)
                given += 1
    return given


def _due(workspace: Workspace, model: Any) -> Any:
    return model.objects.of(workspace).filter(WAITING[model], remind_at__lte=now(), reminded_at=None)


def _remind(workspace: Workspace, row: Any) -> None:
    kind = row._meta.model_name
    url = address_of(workspace.slug, kind, row.pk)
    remind_members(workspace, _concerned(row), kind="reminder", url=url, text=_words(row))
    type(row).objects.of(workspace).filter(pk=row.pk).update(reminded_at=now())


def _words(row: Any) -> str:
    """What it is about; the customer's name stays on the page, where reach is asked for."""
    return (row.subject or _("A call")) if isinstance(row, Call) else str(row)


def _concerned(row: Any) -> Iterator[int]:
    if isinstance(row, Meeting):
        found = list(Host.objects.of(row).filter(meeting=row).values_list("member", flat=True))
        wanted: list[int | None] = [*found] or [row.organiser_id]
    elif isinstance(row, Call):
        wanted = [row.member_id]
    else:
        wanted = [row.owner_id or row.author_id]
    yield from (one for one in wanted if one is not None)
