"""Real workers: how fast they pick up, how they stop, what happens when one hangs, dies or loses its database."""

import signal
import time
from datetime import timedelta
from itertools import count, islice
from statistics import median

import pytest
from django.db import connection, transaction

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.models import Activity
from rapport.kernel.jobs import cancel, enqueue
from rapport.kernel.jobs.models import Schedule, Worker
from tests.faults.conftest import Workers, ours, wait_until
from tests.faults.tasks import mark_deaf, mark_finishing, mark_slowly
from tests.pace import in_time


def test_a_job_is_begun_within_a_fifth_of_a_second_after_commit(workers: Workers, glow: Workspace) -> None:
    workers.start()
    begin(glow, 0)
    numbers = count(1)

    def until_begun() -> float:
        time.sleep(0.3)
        job = enqueue(mark_finishing, workspace=glow, workspace_id=glow.pk, number=next(numbers))
        committed = time.time()
        wait_until(lambda: not ours().open().exists())
        job.refresh_from_db()
        assert job.started_at is not None
        return job.started_at.timestamp() - committed

    in_time(0.2, lambda: median(until_begun() for _ in range(9)))


def test_a_job_of_a_killed_worker_is_taken_over_by_the_next(workers: Workers, glow: Workspace) -> None:
    job = enqueue(mark_slowly, workspace=glow, workspace_id=glow.pk, number=1, seconds=8)
    first = workers.start()
    wait_until(lambda: ours().running().filter(progress_done__gt=2).exists())

    first.kill()
    workers.start()
    wait_until(lambda: ours().filter(status="done").exists())

    job.refresh_from_db()
    assert job.attempts == 2
    assert marks(glow) == 1


def test_a_hanging_worker_loses_its_job_and_can_no_longer_end_it(workers: Workers, glow: Workspace) -> None:
    enqueue(mark_deaf, workspace=glow, workspace_id=glow.pk, number=1, seconds=5)
    hanging = workers.start()
    wait_until(lambda: ours().running().exists())
    # Whoever writes meanwhile has come to an end: a process that stands still in the midst of a write would hold
    # its lock for ever, and SQLite has only one.
    with transaction.atomic():
        ours().select_for_update().get()
        hanging.send_signal(signal.SIGSTOP)
    workers.start("tests.faults.impatient")
    wait_until(lambda: ours().running().filter(attempts=2).exists())

    hanging.send_signal(signal.SIGCONT)
    wait_until(lambda: ours().filter(status="done").exists())
    time.sleep(1.5)

    assert marks(glow) == 1


def test_a_worker_told_to_stop_returns_the_job_that_talks(workers: Workers, glow: Workspace) -> None:
    job = enqueue(mark_slowly, workspace=glow, workspace_id=glow.pk, number=1, seconds=600)
    worker = workers.start()
    wait_until(lambda: ours().running().filter(progress_done__gt=0).exists())

    worker.terminate()

    assert worker.wait(60) == 0
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("waiting", 0)


def test_a_worker_told_to_stop_lets_a_short_job_finish(workers: Workers, glow: Workspace) -> None:
    enqueue(mark_deaf, workspace=glow, workspace_id=glow.pk, number=1, seconds=1)
    worker = workers.start()
    wait_until(lambda: ours().running().exists())

    worker.terminate()

    assert worker.wait(60) == 0
    assert ours().get().status == "done"
    assert marks(glow) == 1


def test_a_worker_told_to_stop_does_not_wait_for_ever(workers: Workers, glow: Workspace) -> None:
    job = enqueue(mark_deaf, workspace=glow, workspace_id=glow.pk, number=1, seconds=600)
    worker = workers.start()
    wait_until(lambda: ours().running().exists())

    worker.terminate()

    assert worker.wait(60) == 0
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("waiting", 0)


def test_a_running_job_is_cancelled(workers: Workers, glow: Workspace) -> None:
    job = enqueue(mark_slowly, workspace=glow, workspace_id=glow.pk, number=1, seconds=30)
    workers.start()
    wait_until(lambda: ours().running().filter(progress_done__gt=0).exists())

    cancel(job, by="Mara")
    wait_until(lambda: ours().filter(status="cancelled").exists())

    assert marks(glow) == 0


def test_long_work_leaves_a_slot_for_short_work(workers: Workers, glow: Workspace) -> None:
    for number in range(3):
        enqueue(mark_slowly.using(queue_name="long"), workspace=glow, workspace_id=glow.pk, number=number, seconds=300)
    workers.start()
    wait_until(lambda: ours().running().exists())

    short = enqueue(mark_finishing, workspace=glow, workspace_id=glow.pk, number=9)
    wait_until(lambda: ours().filter(pk=short.pk, status="done").exists())

    assert ours().running().count() == 1


def test_two_workers_act_once_on_a_schedule(workers: Workers, glow: Workspace) -> None:
    for _ in range(2):
        workers.start("tests.faults.scheduling", str(glow.pk))

    wait_until(lambda: marks(glow) >= 4)

    schedule = Schedule.objects.get(name__endswith="leave_a_mark")
    made = list(Activity.objects.of(glow).filter(verb="mark.made").order_by("sequence").values_list("at", flat=True))
    assert schedule.last_at is not None
    # One mark may come late, and the next in time; had both workers left theirs, there would be twice as many.
    assert (len(made) - 1) * timedelta(seconds=2) <= made[-1] - made[0] + timedelta(seconds=2)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server to lose")
def test_a_worker_outlives_its_lost_connections(workers: Workers, glow: Workspace) -> None:
    worker = workers.start(PGAPPNAME="worker under test")
    begin(glow, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'worker%'")

    begin(glow, 1)

    assert worker.poll() is None
    assert marks(glow) == 2


def test_two_workers_share_the_work_and_do_each_job_once(workers: Workers, glow: Workspace) -> None:
    for _ in range(2):
        workers.start()
    wait_until(lambda: Worker.objects.count() == 2, what="the second worker")
    numbers = count()

    def both_had_work() -> bool:
        for number in islice(numbers, 100):
            enqueue(mark_finishing, workspace=glow, workspace_id=glow.pk, number=number)
        return ours().filter(status="done").values("leased_by").distinct().count() == 2

    wait_until(both_had_work)
    wait_until(lambda: not ours().open().exists())

    assert marks(glow) == next(numbers)


def begin(workspace: Workspace, number: int) -> None:
    """One job through the worker, so that it is known to be up."""
    enqueue(mark_finishing, workspace=workspace, workspace_id=workspace.pk, number=number)
    wait_until(lambda: not ours().open().exists(), what="the first job")


def marks(workspace: Workspace) -> int:
    return Activity.objects.of(workspace).filter(verb="mark.made").count()
