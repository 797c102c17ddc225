"""Who holds a job. Every change of hands is one statement or one short transaction, and names the lease it is about.

Nothing here compares clocks of two machines: a claim is known to be dead when its heartbeats stand still on the
observer's own monotonic clock (see `overseer`), so a clock that jumps neither loses a job nor doubles one.
"""

import random
import traceback
from collections.abc import Collection
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min, Q, QuerySet
from django_tasks.utils import get_module_path

from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.jobs.models import Job

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 600.0
A_CLOCKS_ERROR = timedelta(seconds=10)


def claim(worker: str, *, without: Collection[str] = ()) -> Job | None:
    """The next job that is due, now held by the worker; None when there is nothing to do.

    The first look only reads, so that idle workers do not queue for SQLite's one write lock. The second is inside
    a transaction that only one worker can be in (SQLite), or passes over rows that others have locked (PostgreSQL).
    """
    if not _due(without).exists():
        return None
    with transaction.atomic():
        rows = _due(without).order_by("-priority", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is not None:
            _take(job, worker)
        return job


def _due(without: Collection[str]) -> QuerySet[Job]:
    in_time = Q(run_after__isnull=True) | Q(run_after__lte=now())
    return Job.objects.waiting().filter(in_time).exclude(queue__in=list(without))


def _take(job: Job, worker: str) -> None:
    job.status = Job.Status.RUNNING
    job.lease = token_hex(16)
    job.leased_by = worker[:80]
    job.attempts += 1
    job.beats = 0
    job.started_at = job.heartbeat_at = now()
    job.finished_at = None
    job.save(
        update_fields=["status", "lease", "leased_by", "attempts", "beats", "started_at", "heartbeat_at", "finished_at"]
    )


def held(job: Job) -> QuerySet[Job]:
    """The job's row, if the attempt this object stands for still holds the lease."""
    return Job.objects.running().filter(pk=job.pk, lease=job.lease)


def settle(job: Job, status: Job.Status, **outcome: Any) -> bool:
    """Write how an attempt ended; False, and nothing written, when the lease is lost.

    A job that was asked for again while it ran goes back to the queue instead.
    """
    final = {"status": status, "finished_at": now(), "lease": "", **outcome}
    again = {"status": Job.Status.WAITING, "run_after": None, "attempts": 0, "repeat_asked_at": None}
    if status == Job.Status.CANCELLED:
        return bool(held(job).update(**final))
    once_only = held(job).filter(repeat_asked_at__isnull=True).update(**final)
    return bool(once_only or held(job).filter(repeat_asked_at__isnull=False).update(**{**final, **again}))


def give_back(job: Job) -> bool:
    """Return a job untried: the worker stops, and the attempt does not count."""
    back = {"status": Job.Status.WAITING, "lease": "", "attempts": max(0, job.attempts - 1), "run_after": None}
    return bool(held(job).update(**back))


def attempt_failed(job: Job, error: BaseException) -> bool:
    """Try again later, or let it fail: after the last attempt, or at once when the task has refused."""
    told = {
        "error": _words(error),
        "error_class": get_module_path(type(error)),
        "traceback": "".join(traceback.format_exception(error))[-20_000:],
    }
    if isinstance(error, Refused) or job.attempts >= job.max_attempts:
        return settle(job, Job.Status.FAILED, **told)
    again = {"status": Job.Status.WAITING, "lease": "", "run_after": now() + pause_before(job.attempts + 1)}
    return bool(held(job).update(**told, **again))


def taken_from_the_dead(job: Job) -> bool:
    """Put a job whose worker has ended without a word back into the queue, unless that has happened too often."""
    if job.cancel_asked_at is not None:
        return settle(job, Job.Status.CANCELLED)
    if job.attempts >= job.max_attempts:
        words = f"The worker ended while doing this, {job.attempts} times. It may need more memory than there is."
        return settle(job, Job.Status.FAILED, error=words)
    run_after = None if job.attempts == 1 else now() + pause_before(job.attempts)
    return bool(held(job).update(status=Job.Status.WAITING, lease="", run_after=run_after))


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the second, third … attempt: 2 s, 4 s, 8 s … 10 minutes, give or take a half.

    >>> 1.0 <= pause_before(2).total_seconds() <= 3.0
    True
    """
    seconds = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, attempt - 2))
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311 - spreads load, keeps no secret


def seconds_until_due(limit: float) -> float:
    """How long until the next job that waits for its time; at most `limit`."""
    first = Job.objects.waiting().aggregate(first=Min("run_after"))["first"]
    return limit if first is None else min(limit, max(0.0, (first - now()).total_seconds()))


def heal_after_clock_jump() -> int:
    """Let jobs go ahead that the clock, set back meanwhile, would keep waiting; returns how many.

    Those are retries further in the future than any pause, and jobs from the future with a short delay. A job that
    was meant for much later keeps its time.
    """
    pause = timedelta(seconds=LONGEST_PAUSE * 1.5 + 1)
    retry = Q(attempts__gt=0, run_after__gt=now() + pause)
    from_the_future = Q(created_at__gt=now() + A_CLOCKS_ERROR, run_after__lt=F("created_at") + pause)
    return Job.objects.waiting().filter(retry | from_the_future).update(run_after=None)


def _words(error: BaseException) -> str:
    if isinstance(error, Refused):
        return f"{error.place}: {error.message}" if error.place else error.message
    return f"{type(error).__name__}: {error}"[:2000]
