"""What is due again and again. Rooms declare it in `schedules.py`; the rows make several workers agree.

    @every(seconds=3600)
    def compact_lakes() -> None:
        for workspace in ...: enqueue(compact, workspace=workspace, unique_key="compact")

The function runs in the transaction that moves its next time on: let it be short and enqueue the work. Put above a
`@task()`, the decorator enqueues the task itself, for no workspace.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

from rapport.kernel.clock import now
from rapport.kernel.jobs.enqueuing import enqueue
from rapport.kernel.jobs.models import Schedule

log = logging.getLogger("rapport.jobs")
Declared = TypeVar("Declared", bound="Callable[[], None] | Task[..., Any]")


@dataclass(frozen=True, slots=True)
class Recurring:
    """One declaration: its name, how often, and what to do."""

    name: str
    seconds: float
    act: Callable[[], None]


_declared: dict[str, Recurring] = {}


def every(*, seconds: float) -> Callable[[Declared], Declared]:
    """Declare that the function, or the task, is due every so many seconds, for the first time at once."""

    def declare(subject: Declared) -> Declared:
        if isinstance(subject, Task):
            name, act = subject.module_path, _enqueuing(subject)
        else:
            name, act = f"{subject.__module__}.{subject.__qualname__}", subject
        _declared[name] = Recurring(name, seconds, act)
        return subject

    return declare


def _enqueuing(task: Task[..., Any]) -> Callable[[], None]:
    def act() -> None:
        enqueue(task, workspace=None, unique_key=f"schedule:{task.module_path}")

    return act


def declared() -> list[Recurring]:
    """Everything the installed rooms have declared."""
    autodiscover_modules("schedules")
    return list(_declared.values())


def act_on_schedules(schedules: list[Recurring]) -> list[str]:
    """Do what is due, each once over all workers; returns the names of what this call has done."""
    return [schedule.name for schedule in schedules if _act_if_due(schedule)]


def _act_if_due(schedule: Recurring) -> bool:
    row, _ = Schedule.objects.get_or_create(name=schedule.name, defaults={"next_at": now()})
    interval = timedelta(seconds=schedule.seconds)
    set_back = row.next_at > now() + interval  # only a clock that was set back makes this
    if row.next_at > now() and not set_back:
        return False
    try:
        with transaction.atomic():
            mine = Schedule.objects.filter(pk=row.pk, next_at=row.next_at)
            if not mine.update(next_at=now() + interval, last_at=now()):
                return False
            schedule.act()
    except Exception as error:  # one schedule's fault must not stop the others
        log.exception("schedule %s failed", schedule.name)
        told = {"last_error": f"{type(error).__name__}: {error}"[:2000], "last_error_at": now()}
        Schedule.objects.filter(pk=row.pk).update(next_at=now() + min(interval, timedelta(minutes=5)), **told)
        return False
    return True
