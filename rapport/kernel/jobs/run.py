"""A job while it is being done: what the task can say and ask.

The task talks to its `Run` in memory; whoever runs it (a worker's heartbeat, or `run_jobs` in tests) carries progress
to the database and questions to stop back. So `progress` may be called for every row of a file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from django.db import transaction

from rapport.kernel.clock import now
from rapport.kernel.jobs.leasing import held, settle
from rapport.kernel.jobs.models import Job, JobEffect


class Interrupted(BaseException):
    """The worker stops or has lost the job: the task ends here and is done again later.

    It is no `Exception`, so that a task which catches its own errors does not catch this.
    """


class LeaseLost(Interrupted):
    """Another worker has taken the job over: this one may write nothing more in its name."""


@dataclass(slots=True)
class Run:
    """One attempt at one job."""

    job: Job
    done: int = 0
    total: int | None = None
    note: str = ""
    unsaved: bool = False
    told_to_cancel: bool = False
    finished: bool = False
    cancel_asked: Event = field(default_factory=Event)
    interrupted: Event = field(default_factory=Event)

    def save_progress(self) -> bool:
        """Write progress and a sign of life; False when the lease is lost."""
        self.unsaved = False
        self.job.beats += 1
        written = held(self.job).update(
            beats=self.job.beats,
            heartbeat_at=now(),
            progress_done=self.done,
            progress_total=self.total,
            progress_note=self.note,
        )
        return bool(written)

    def outcome(self, result: Any) -> dict[str, Any]:
        """The last words of an attempt that succeeded."""
        return {
            "result": result,
            "error": "",
            "progress_done": self.done,
            "progress_total": self.total,
            "progress_note": self.note,
        }


class ImmediateRun(Run):
    """A run in the caller's own thread and transaction: everything is said and asked at once."""


_current: ContextVar[Run | None] = ContextVar("rapport_current_job", default=None)


@contextmanager
def under_way(run: Run) -> Iterator[None]:
    """Make the run the one that `progress` and `cancelled` mean."""
    token = _current.set(run)
    try:
        yield
    finally:
        _current.reset(token)


def current_job() -> Job | None:
    """The job being done here, or None outside of one."""
    run = _current.get()
    return None if run is None else run.job


def progress(done: int, total: int | None = None, note: str = "") -> None:
    """Say how far the work has come; cheap enough for every row. Outside of a job it does nothing.

    Raises Interrupted when the worker is stopping or has lost the job: what is committed stays, and the job is
    done again later, so let it begin where it left off.
    """
    run = _current.get()
    if run is None:
        return
    run.done, run.total, run.note, run.unsaved = done, total, note[:200], True
    if isinstance(run, ImmediateRun):
        run.save_progress()
    if run.interrupted.is_set():
        raise Interrupted


def cancelled() -> bool:
    """Has somebody asked to cancel? The task then cleans up and returns."""
    run = _current.get()
    if run is None:
        return False
    if isinstance(run, ImmediateRun) and held(run.job).filter(cancel_asked_at__isnull=False).exists():
        run.cancel_asked.set()
    run.told_to_cancel = run.cancel_asked.is_set()
    return run.told_to_cancel


@contextmanager
def finishing(result: Any = None) -> Iterator[None]:
    """One transaction in which the task's last writes and the end of the job happen together, or not at all.

        with finishing():
            create_invoice(...)

    A kill before the commit leaves neither, after it both; a second worker that did the same work meanwhile
    gets LeaseLost and its writes are undone. Outside of a job it is a plain transaction.
    """
    run = _current.get()
    with transaction.atomic():
        if run is not None and not settle(run.job, Job.Status.DONE, **run.outcome(result)):
            raise LeaseLost
        yield
    if run is not None:
        run.finished = True


@contextmanager
def once(key: str, *, workspace: Any = None) -> Iterator[bool]:
    """One transaction for an effect that happens once under its key, however often the work is repeated.

        with once(f"welcome:{party.pk}", workspace=member) as first:
            if first:
                write_welcome(party)

    The key is remembered for ever, in the transaction of the effect. Its scope is the workspace.
    """
    from rapport.kernel.models import workspace_id_of

    job = current_job()
    scope = 0 if workspace is None else workspace_id_of(workspace)
    with transaction.atomic():
        _, first = JobEffect.objects.get_or_create(
            workspace=scope, key=key, defaults={"job": None if job is None else job.pk}
        )
        yield first
