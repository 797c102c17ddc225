"""Jobs in one process: asking for them, doing them, and how they end."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django_tasks import task

from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.jobs import (
    Interrupted,
    LeaseLost,
    cancel,
    cancelled,
    current_job,
    enqueue,
    finishing,
    once,
    progress,
    run_jobs,
    try_again,
)
from rapport.kernel.jobs.leasing import claim, settle
from rapport.kernel.jobs.models import Job, JobEffect
from rapport.kernel.jobs.performing import perform
from rapport.kernel.jobs.run import Run

pytestmark = pytest.mark.django_db

said: list[Any] = []


@pytest.fixture(autouse=True)
def _silence() -> None:
    said.clear()


@task()
def say(word: str = "", times: int = 1) -> str:
    said.append(word)
    return word * times


@task(priority=50)
def say_first(word: str) -> None:
    said.append(word)


@task()
def break_down() -> None:
    said.append("tried")
    raise ZeroDivisionError("no customers to divide by")


@task()
def refuse() -> None:
    raise Refused("The column “email” is missing.", place="row 1")


@task()
def walk(steps: int) -> None:
    for step in range(steps):
        progress(step + 1, steps, f"step {step + 1}")
        if cancelled():
            said.append(f"stopped at {step}")
            return


@task()
def cancel_yourself() -> None:
    job = current_job()
    assert job is not None
    cancel(job, by="Mara")
    if cancelled():
        said.append("noticed")


@task()
def finish_with(word: str) -> None:
    with finishing(result=word):
        JobEffect.objects.create(key=word)


@task()
def fail_while_finishing(word: str) -> None:
    with finishing():
        JobEffect.objects.create(key=word)
        raise ValueError("too late")


@task()
def greet_once(name: str) -> None:
    with once(f"greet:{name}", workspace=7) as first:
        if first:
            said.append(name)
    if len(said) == 1 and current_job().attempts == 1:  # type: ignore[union-attr]
        raise ConnectionError("the line is cut after the effect")


@task()
def ask_for_more() -> None:
    said.append("run")
    if len(said) == 1:
        enqueue(ask_for_more, workspace=7, unique_key="more", repeat=True)
        enqueue(ask_for_more, workspace=7, unique_key="more", repeat=True)


def test_a_job_is_done_with_its_arguments_and_keeps_the_result() -> None:
    job = enqueue(say, workspace=7, title="Say it", word="ho", times=2)

    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.result, job.attempts, said) == ("done", "hoho", 1, ["ho"])


def test_a_job_does_not_exist_when_the_transaction_around_it_is_undone() -> None:
    with transaction.atomic():
        enqueue(say, workspace=7)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_task_can_be_named_by_its_path() -> None:
    enqueue("rapport.kernel.tests.test_jobs.say", workspace=7, word="by name")

    run_jobs()

    assert said == ["by name"]


def test_arguments_that_are_not_json_are_refused_before_anything_is_stored() -> None:
    with pytest.raises(TypeError):
        enqueue(say, workspace=7, word=object())

    assert not Job.objects.exists()


def test_a_job_remembers_who_asked_for_it() -> None:
    job = enqueue(say, workspace=7, actor=Actor(7, "member", 3, "Mara"))

    assert job.actor == {"workspace_id": 7, "kind": "member", "id": 3, "label": "Mara"}


def test_the_more_urgent_job_comes_first_and_the_older_among_equals() -> None:
    enqueue(say, workspace=7, word="second")
    enqueue(say, workspace=7, word="third")
    enqueue(say_first, workspace=7, word="first")

    run_jobs()

    assert said == ["first", "second", "third"]


def test_a_job_for_later_waits_until_then() -> None:
    enqueue(say, workspace=7, run_after=now() + timedelta(hours=1), word="later")
    run_jobs()
    before = list(said)

    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        run_jobs()

    assert (before, said) == ([], ["later"])


def test_one_key_has_one_open_job_and_is_free_again_afterwards() -> None:
    first = enqueue(say, workspace=7, unique_key="import:12")
    again = enqueue(say, workspace=7, unique_key="import:12")
    run_jobs()
    afterwards = enqueue(say, workspace=7, unique_key="import:12")

    assert first.pk == again.pk
    assert afterwards.pk != first.pk


def test_two_workspaces_do_not_share_a_key() -> None:
    ours = enqueue(say, workspace=7, unique_key="figures")

    theirs = enqueue(say, workspace=8, unique_key="figures")

    assert ours.pk != theirs.pk


def test_a_job_asked_for_again_while_it_runs_runs_once_more_if_it_is_to_repeat() -> None:
    enqueue(ask_for_more, workspace=7, unique_key="more")

    run_jobs()

    assert said == ["run", "run"]
    assert Job.objects.get().status == "done"


def test_a_failed_attempt_is_tried_again_after_a_growing_pause() -> None:
    job = enqueue(break_down, workspace=7)
    pauses = []
    moment = now()
    for _ in range(3):
        with time_machine.travel(moment, tick=False):
            run_jobs(raising=False)
        job.refresh_from_db()
        assert job.run_after is not None
        pauses.append((job.run_after - moment).total_seconds())
        moment = job.run_after + timedelta(seconds=1)

    assert said == ["tried"] * 3
    assert 1 <= pauses[0] <= 3
    assert 2 <= pauses[1] <= 6
    assert 4 <= pauses[2] <= 12


def test_after_the_last_attempt_a_job_has_failed_and_says_why() -> None:
    job = enqueue(break_down, workspace=7, max_attempts=1)

    run_jobs(raising=False)

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "ZeroDivisionError: no customers to divide by")
    assert "break_down" in job.traceback


def test_what_a_task_refuses_is_not_tried_again() -> None:
    job = enqueue(refuse, workspace=7)

    run_jobs(raising=False)

    job.refresh_from_db()
    assert (job.status, job.error, job.attempts) == ("failed", "row 1: The column “email” is missing.", 1)


def test_a_task_that_no_longer_exists_fails_with_its_name() -> None:
    job = enqueue(say, workspace=7, max_attempts=1)
    Job.objects.update(task="rapport.kernel.tests.test_jobs.gone")

    run_jobs(raising=False)

    job.refresh_from_db()
    assert job.status == "failed"
    assert "gone" in job.error


def test_a_failed_job_can_be_tried_again_as_a_new_one() -> None:
    job = enqueue(break_down, workspace=7, max_attempts=1, unique_key="x")
    run_jobs(raising=False)
    job.refresh_from_db()

    fresh = try_again(job)

    assert (fresh.status, fresh.attempts, fresh.task, fresh.unique_key) == ("waiting", 0, job.task, job.unique_key)


def test_progress_is_kept() -> None:
    job = enqueue(walk, workspace=7, steps=3)

    run_jobs()

    job.refresh_from_db()
    assert (job.progress_done, job.progress_total, job.progress_note, job.share_done) == (3, 3, "step 3", 1.0)


def test_progress_outside_of_a_job_is_nothing() -> None:
    progress(1, 2)

    assert not cancelled()


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = enqueue(say, workspace=7)

    cancel(job, by="Mara")
    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.cancel_asked_by, said) == ("cancelled", "Mara", [])


def test_a_running_job_is_cancelled_when_its_task_notices() -> None:
    job = enqueue(cancel_yourself, workspace=7)

    run_jobs()

    job.refresh_from_db()
    assert (job.status, said) == ("cancelled", ["noticed"])


def test_a_job_whose_task_was_done_before_it_noticed_is_done() -> None:
    job = enqueue(say, workspace=7)
    run_jobs()

    cancel(job)

    job.refresh_from_db()
    assert job.status == "done"


def test_the_last_writes_and_the_end_of_a_job_are_one() -> None:
    job = enqueue(finish_with, workspace=7, word="bill")

    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.result, JobEffect.objects.filter(key="bill").count()) == ("done", "bill", 1)


def test_an_error_while_finishing_leaves_neither_writes_nor_end() -> None:
    job = enqueue(fail_while_finishing, workspace=7, word="bill")

    run_jobs(raising=False)

    job.refresh_from_db()
    assert job.status == "waiting"
    assert not JobEffect.objects.exists()


def test_who_has_lost_the_lease_can_write_neither_effect_nor_outcome() -> None:
    enqueue(finish_with, workspace=7, word="bill")
    slow = claim("slow")
    assert slow is not None
    Job.objects.update(lease="taken over by another")

    perform(Run(slow))

    assert Job.objects.get().status == "running"
    assert not JobEffect.objects.exists()
    assert not settle(slow, Job.Status.DONE)


def test_an_effect_with_a_key_happens_once_though_the_task_is_repeated() -> None:
    job = enqueue(greet_once, workspace=7, name="Vic")
    run_jobs(raising=False)
    Job.objects.update(run_after=None)

    run_jobs()

    job.refresh_from_db()
    assert (job.status, job.attempts, said) == ("done", 2, ["Vic"])


def test_an_interrupted_attempt_does_not_count() -> None:
    job = enqueue(walk, workspace=7, steps=3)
    claimed = claim("stopping")
    assert claimed is not None
    run = Run(claimed)
    run.interrupted.set()

    perform(run)

    job.refresh_from_db()
    assert (job.status, job.attempts, job.lease) == ("waiting", 0, "")


def test_an_interruption_passes_through_a_task_that_catches_its_errors() -> None:
    assert not issubclass(Interrupted, Exception)
    assert issubclass(LeaseLost, Interrupted)


def test_jobs_of_one_workspace_are_read_without_those_of_another() -> None:
    ours = enqueue(say, workspace=7)
    enqueue(say, workspace=8)

    found = Job.objects.of(7)

    assert [job.pk for job in found] == [ours.pk]
