"""The pulse of a worker: a thread that renews leases, writes progress and carries questions to stop to the tasks.

It writes on a connection of its own. While a task holds SQLite's write lock the pulse waits, not the task.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Lock

from django.db import DatabaseError, connection

from rapport.kernel.clock import now
from rapport.kernel.jobs.models import Job, Worker
from rapport.kernel.jobs.run import Run

log = logging.getLogger("rapport.jobs")

TICK = 0.4
BEAT_SECONDS = 5.0
HEARD_SECONDS = 15.0

Changed = Callable[[Job], None]


class Heartbeat:
    """The runs of one worker, and the thread's loop over them."""

    def __init__(self, worker: str, *, on_change: Changed, beat_seconds: float = BEAT_SECONDS) -> None:
        self._worker = worker
        self._on_change = on_change
        self._beat_seconds = beat_seconds
        self._runs: dict[int, tuple[Run, float]] = {}
        self._lock = Lock()
        self._heard_at = 0.0

    def add(self, run: Run) -> None:
        with self._lock:
            self._runs[run.job.pk] = (run, time.monotonic())

    def remove(self, run: Run) -> None:
        with self._lock:
            self._runs.pop(run.job.pk, None)

    def runs(self) -> list[Run]:
        """What the worker is doing now."""
        with self._lock:
            return [run for run, _ in self._runs.values()]

    def interrupt(self) -> None:
        """Ask every task to stop at its next word of progress."""
        for run in self.runs():
            run.interrupted.set()

    def loop(self, stop: Event) -> None:
        """Beat until stopped; what the database does meanwhile never ends the loop."""
        while not stop.wait(TICK):
            try:
                self._tick()
            except DatabaseError as error:
                log.warning("heartbeat: %s", error)
                connection.close()
        connection.close()

    def _tick(self) -> None:
        for run in self._due():
            alive = run.save_progress()
            with self._lock:
                if run.job.pk in self._runs:
                    self._runs[run.job.pk] = (run, time.monotonic())
            if alive:
                self._on_change(run.job)
            elif not run.finished:
                run.interrupted.set()
        self._pass_on_cancellations()
        if time.monotonic() - self._heard_at > HEARD_SECONDS:
            self._be_heard()

    def _due(self) -> list[Run]:
        old = time.monotonic() - self._beat_seconds
        with self._lock:
            return [run for run, beaten in self._runs.values() if run.unsaved or beaten < old]

    def _pass_on_cancellations(self) -> None:
        runs = {run.job.pk: run for run in self.runs()}
        if runs:
            asked = Job.objects.running().filter(pk__in=list(runs), cancel_asked_at__isnull=False)
            for pk in asked.values_list("pk", flat=True):
                runs[pk].cancel_asked.set()

    def _be_heard(self) -> None:
        self._heard_at = time.monotonic()
        Worker.objects.update_or_create(
            name=self._worker, defaults={"heard_at": now()}, create_defaults={"heard_at": now(), "started_at": now()}
        )
