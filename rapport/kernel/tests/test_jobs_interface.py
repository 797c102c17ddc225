"""Jobs through the interface of django-tasks."""

import pytest
from django_tasks import TaskResultStatus, task
from django_tasks.base import TaskContext
from django_tasks.exceptions import TaskResultDoesNotExist

from rapport.kernel.jobs import enqueue, run_jobs
from rapport.kernel.jobs.models import Job

pytestmark = pytest.mark.django_db


@task()
def say(word: str = "", times: int = 1) -> str:
    return word * times


@task()
def break_down() -> None:
    raise ZeroDivisionError("no customers to divide by")


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    return context.attempt


def test_the_interface_of_django_tasks_reads_the_same_job() -> None:
    waiting = say.enqueue("ho", times=2)
    before = waiting.status
    run_jobs()

    result = say.get_result(waiting.id)

    assert before == TaskResultStatus.READY
    assert (result.status, result.return_value, result.args, result.kwargs) == (
        TaskResultStatus.SUCCESSFUL,
        "hoho",
        ["ho"],
        {"times": 2},
    )


def test_the_interface_of_django_tasks_shows_the_error() -> None:
    waiting = break_down.using(priority=3).enqueue()
    Job.objects.update(max_attempts=1)
    run_jobs(raising=False)

    result = break_down.get_result(waiting.id)

    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is ZeroDivisionError


def test_an_unknown_result_is_said_to_be_unknown() -> None:
    with pytest.raises(TaskResultDoesNotExist):
        say.get_result("nothing")


def test_a_task_can_ask_which_attempt_it_is() -> None:
    job = enqueue(tell_attempt, workspace=7)

    run_jobs()

    job.refresh_from_db()
    assert job.result == 1
