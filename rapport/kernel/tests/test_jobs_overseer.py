"""What keeps the queue healthy: dead workers, clocks that jump, schedules, old rows."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django_tasks import task

from rapport.kernel.clock import now
from rapport.kernel.jobs import cancel, enqueue, run_jobs
from rapport.kernel.jobs import schedules as jobs_schedules
from rapport.kernel.jobs.leasing import claim, heal_after_clock_jump, seconds_until_due
from rapport.kernel.jobs.liveness import SignOfLife, forget, is_known_dead
from rapport.kernel.jobs.models import Job, Schedule
from rapport.kernel.jobs.overseer import Overseer, clean_up
from rapport.kernel.jobs.schedules import act_on_schedules, every

pytestmark = pytest.mark.django_db

ticks: list[str] = []


@task()
def work() -> None:
    ticks.append("work")


@task()
def fail() -> None:
    raise OSError("the disk is full")


@pytest.fixture(autouse=True)
def _own_schedules(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks.clear()
    jobs_schedules.declared()
    monkeypatch.setattr(jobs_schedules, "_declared", {})


class Clock:
    """A monotonic clock that moves when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 1000.0
        monkeypatch.setattr("rapport.kernel.jobs.overseer.time.monotonic", lambda: self.seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_a_job_whose_heartbeats_stand_still_is_free_again(clock: Clock) -> None:
    enqueue(work, workspace=7)
    claim("dead worker")
    overseer = Overseer(lease_seconds=30)
    overseer.take_over()
    clock.seconds += 31

    freed = overseer.take_over()

    assert [job.leased_by for job in freed] == ["dead worker"]
    assert Job.objects.get().status == "waiting"


def test_a_job_whose_heart_beats_is_left_alone(clock: Clock) -> None:
    enqueue(work, workspace=7)
    claim("slow worker")
    overseer = Overseer(lease_seconds=30)
    overseer.take_over()
    clock.seconds += 31
    Job.objects.update(beats=1)

    freed = overseer.take_over()

    assert freed == []


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_takes_no_job_from_a_living_worker(clock: Clock, jump: timedelta) -> None:
    enqueue(work, workspace=7)
    claim("living worker")
    overseer = Overseer(lease_seconds=30)
    overseer.take_over()

    with time_machine.travel(now() + jump):
        freed = overseer.take_over()

    assert freed == []


def test_a_clock_set_back_does_not_keep_the_job_of_a_dead_worker(clock: Clock) -> None:
    enqueue(work, workspace=7)
    claim("dead worker")
    overseer = Overseer(lease_seconds=30)
    with time_machine.travel(now() - timedelta(days=1)):
        overseer.take_over()
        clock.seconds += 31
        overseer.take_over()
        run_jobs()

    assert Job.objects.get().status == "done"


def test_a_new_job_is_done_though_the_clock_was_set_back_after_it_was_asked_for() -> None:
    enqueue(work, workspace=7)

    with time_machine.travel(now() - timedelta(hours=3)):
        run_jobs()

    assert ticks == ["work"]


def test_a_retry_is_not_put_off_by_a_clock_that_was_set_back() -> None:
    enqueue(fail, workspace=7)
    run_jobs(raising=False)
    with time_machine.travel(now() - timedelta(hours=3)):
        healed = heal_after_clock_jump()
        job = claim("worker")

    assert healed == 1
    assert job is not None


def test_a_short_delay_does_not_become_long_by_a_clock_that_was_set_back() -> None:
    enqueue(work, workspace=7, run_after=now() + timedelta(seconds=1))

    with time_machine.travel(now() - timedelta(hours=3)):
        healed = heal_after_clock_jump()
        run_jobs()

    assert (healed, ticks) == (1, ["work"])


def test_an_idle_worker_knows_when_the_next_job_is_due() -> None:
    before = seconds_until_due(600)
    enqueue(work, workspace=7, run_after=now() + timedelta(seconds=300))

    assert before == 600
    assert 0 < seconds_until_due(600) <= 300


def test_a_job_meant_for_later_stays_for_later() -> None:
    enqueue(work, workspace=7, run_after=now() + timedelta(days=3))

    with time_machine.travel(now() - timedelta(hours=3)):
        healed = heal_after_clock_jump()

    assert healed == 0


def test_a_job_that_ends_its_worker_again_and_again_fails_with_a_reason(clock: Clock) -> None:
    enqueue(work, workspace=7, max_attempts=2)
    overseer = Overseer(is_dead=lambda name: True)
    for _ in range(2):
        Job.objects.update(run_after=None)
        claim("short-lived")
        overseer.take_over()

    job = Job.objects.get()
    assert job.status == "failed"
    assert "ended while doing this, 2 times" in job.error


def test_a_cancelled_job_of_a_dead_worker_is_not_done_again() -> None:
    job = enqueue(work, workspace=7)
    claim("dead worker")
    cancel(job)

    Overseer(is_dead=lambda name: True).take_over()

    assert Job.objects.get().status == "cancelled"


def test_a_worker_on_this_machine_is_known_to_be_dead_when_its_lock_is_free(tmp_path: Path) -> None:
    with SignOfLife(tmp_path, "ours"):
        alive = is_known_dead(tmp_path, "ours")
    (tmp_path / "theirs.lock").touch()

    assert not alive
    assert is_known_dead(tmp_path, "theirs")
    assert not is_known_dead(tmp_path, "on another machine")
    forget(tmp_path, "theirs")
    assert not is_known_dead(tmp_path, "theirs")


def test_a_schedule_is_due_at_first_and_then_after_its_interval() -> None:
    every(seconds=60)(_tick)
    moment = now()
    done = []
    for seconds in (0, 30, 61, 62):
        with time_machine.travel(moment + timedelta(seconds=seconds)):
            done.append(len(act_on_schedules(jobs_schedules.declared())))

    assert (done, ticks) == ([1, 0, 1, 0], ["tick", "tick"])


def test_a_task_under_a_schedule_is_enqueued() -> None:
    every(seconds=60)(work)

    act_on_schedules(jobs_schedules.declared())
    run_jobs()

    assert ticks == ["work"]


def test_a_schedule_that_fails_says_so_and_stops_no_other() -> None:
    every(seconds=60)(_break_down)
    every(seconds=60)(_tick)

    done = act_on_schedules(jobs_schedules.declared())

    assert [name.rpartition(".")[2] for name in done] == ["_tick"]
    assert Schedule.objects.get(name__endswith="_break_down").last_error == "ValueError: no"


def test_a_clock_set_back_does_not_silence_a_schedule() -> None:
    every(seconds=60)(_tick)
    act_on_schedules(jobs_schedules.declared())

    with time_machine.travel(now() - timedelta(days=2)):
        act_on_schedules(jobs_schedules.declared())

    assert ticks == ["tick", "tick"]


def test_jobs_that_ended_long_ago_are_removed_failed_ones_later() -> None:
    for status, days in (("done", 15), ("done", 1), ("failed", 15), ("failed", 91)):
        job = enqueue(work, workspace=7)
        Job.objects.filter(pk=job.pk).update(status=status, finished_at=now() - timedelta(days=days))
    enqueue(work, workspace=7)

    removed = clean_up()

    assert removed == 2
    assert sorted(Job.objects.values_list("status", flat=True)) == ["done", "failed", "waiting"]


def _tick() -> None:
    ticks.append("tick")


def _break_down() -> None:
    raise ValueError("no")
