"""The worker: slots that do jobs, a heartbeat, an overseer, and whatever else is to run beside them.

`rapport work` puts it together with the followers of the log. On TERM it takes no more jobs, gives the tasks a
few seconds to finish or to stop at their next word of progress, returns the rest to the queue and ends.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.db import connection, connections

from rapport.kernel.jobs.enqueuing import CHANNEL, LONG
from rapport.kernel.jobs.heartbeat import BEAT_SECONDS, Heartbeat
from rapport.kernel.jobs.leasing import claim, give_back, heal_after_clock_jump, seconds_until_due
from rapport.kernel.jobs.liveness import SignOfLife, forget, is_known_dead
from rapport.kernel.jobs.models import Job, Worker
from rapport.kernel.jobs.overseer import LEASE_SECONDS, Overseer
from rapport.kernel.jobs.performing import perform
from rapport.kernel.jobs.run import Run
from rapport.kernel.jobs.schedules import act_on_schedules, declared
from rapport.kernel.waking import Watch, patiently, watch

log = logging.getLogger("rapport.jobs")

SLOTS = 2
LOOK_EVERY = 1.0
SHORTEST_PAUSE = 0.02
OVERSEE_EVERY = 2.0
GRACE_SECONDS = 5.0

Companion = Callable[[threading.Event], None]


class WorkerProcess:
    """One worker. `companions` are loops that run beside the slots until the event they are given is set."""

    def __init__(
        self,
        *,
        slots: int = SLOTS,
        companions: Sequence[Companion] = (),
        on_change: Callable[[Job], None] = lambda job: None,
        lease_seconds: float = LEASE_SECONDS,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{token_hex(3)}"
        self.stop = threading.Event()
        self._folder = Path(settings.DATA_FOLDER) / "workers"
        self._slots = slots
        self._companions = companions
        self._grace_seconds = grace_seconds
        self._news = threading.Condition()
        self._news_number = 0
        self._tell = quietly(on_change)
        self._beat = Heartbeat(self.name, on_change=self._tell, beat_seconds=min(BEAT_SECONDS, lease_seconds / 4))
        self._overseer = Overseer(lease_seconds=lease_seconds, is_dead=self._is_dead)
        self._overseen_at = 0.0

    def run(self) -> None:
        """Work until `stop` is set."""
        beat_stop = threading.Event()
        with SignOfLife(self._folder, self.name):
            self._start(self._beat.loop, beat_stop)
            for companion in self._companions:
                self._start(companion, self.stop)
            slots = [self._start(self._work, number) for number in range(self._slots)]
            self._watch()
            self._wind_up(slots)
            beat_stop.set()
            self._say_goodbye()

    def _start(self, loop: Callable[..., object], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=loop, args=arguments, daemon=True)
        thread.start()
        return thread

    def _watch(self) -> None:
        """Wake the slots when something was committed, and oversee the queue."""
        watching = watch(CHANNEL)

        def step() -> None:
            if time.monotonic() - self._overseen_at > OVERSEE_EVERY:
                self._oversee()
                self._wake()
            if watching.wait(LOOK_EVERY, self.stop):
                self._wake()

        patiently(step, self.stop, report=_report)
        _close(watching)
        self._wake()

    def _wake(self) -> None:
        with self._news:
            self._news_number += 1
            self._news.notify_all()

    def _oversee(self) -> None:
        self._overseen_at = time.monotonic()
        freed = self._overseer.take_over(mine=[run.job.pk for run in self._beat.runs()])
        for name in {job.leased_by for job in freed if self._is_dead(job.leased_by)}:
            forget(self._folder, name)
        heal_after_clock_jump()
        act_on_schedules(declared())

    def _is_dead(self, name: str) -> bool:
        return name != self.name and is_known_dead(self._folder, name)

    def _work(self, number: int) -> None:
        """A slot: one job after the other; the last slot leaves long work to the others."""
        without = [LONG] if number == self._slots - 1 and self._slots > 1 else []

        def step() -> None:
            known = self._news_number
            job = claim(self.name, without=without)
            if job is not None:
                self._do(Run(job))
                return
            pause = max(SHORTEST_PAUSE, seconds_until_due(LOOK_EVERY))
            connection.close()
            with self._news:
                self._news.wait_for(lambda: self._news_number != known or self.stop.is_set(), pause)

        patiently(step, self.stop, report=_report)

    def _do(self, run: Run) -> None:
        self._beat.add(run)
        try:
            self._tell(run.job)
            perform(run)
        finally:
            self._beat.remove(run)
            connections.close_all()
        self._tell(run.job)
        connection.close()

    def _wind_up(self, slots: Sequence[threading.Thread]) -> None:
        deadline = time.monotonic() + self._grace_seconds
        self._beat.interrupt()
        for slot in slots:
            slot.join(max(0.0, deadline - time.monotonic()))
        for run in self._beat.runs():
            log.warning("job %s: %s goes back to the queue", run.job.pk, run.job.title)
            returning = self._start(give_back, run.job)
            returning.join(1.0)

    def _say_goodbye(self) -> None:
        farewell = self._start(Worker.objects.filter(name=self.name).delete)
        farewell.join(1.0)


def quietly(on_change: Callable[[Job], None]) -> Callable[[Job], None]:
    """The same, but its errors are only logged: telling others about a job must not harm the job."""

    def tell(job: Job) -> None:
        try:
            on_change(job)
        except Exception:  # whatever the listener does
            log.exception("could not tell that job %s has changed", job.pk)
            connection.close()

    return tell


def _report(error: Exception) -> None:
    log.warning("worker: %s: %s", type(error).__name__, error)


def _close(watching: Watch) -> None:
    watching.close()
    connection.close()


def main(*, companions: Sequence[Companion] = (), on_change: Callable[[Job], None] = lambda job: None) -> None:
    """Run a worker in this process until TERM or Ctrl-C."""
    worker = WorkerProcess(companions=companions, on_change=on_change)
    worker_thread = threading.Thread(target=worker.run, daemon=True)
    asked: list[int] = []
    # The handler only takes a note: an Event that the interrupted thread is just waiting for must not be set in it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: asked.append(number))
    worker_thread.start()
    while worker_thread.is_alive() and not asked:
        time.sleep(0.1)
    worker.stop.set()
    worker_thread.join()
    logging.shutdown()
    # A task that would not stop in time may still sit in a thread; its transaction is undone by the end of the process.
    os._exit(0 if asked else 1)
