"""Jobs as django-tasks shows them."""

from functools import lru_cache
from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus

from rapport.kernel.jobs.models import Job

STATUS = {
    Job.Status.WAITING: TaskResultStatus.READY,
    Job.Status.RUNNING: TaskResultStatus.RUNNING,
    Job.Status.DONE: TaskResultStatus.SUCCESSFUL,
    Job.Status.FAILED: TaskResultStatus.FAILED,
    Job.Status.CANCELLED: TaskResultStatus.FAILED,
}


@lru_cache
def task_at(path: str) -> Task[..., Any]:
    """The task that stands at a dotted path. Raises ImportError or TypeError when none does (any more)."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found


def result_of(job: Job) -> TaskResult[Any]:
    """What django-tasks calls the result: state, times, arguments, errors and the returned value of one job."""
    task = task_at(job.task).using(priority=job.priority, queue_name=job.queue, run_after=job.run_after)
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=job.key.hex,
        status=STATUS[Job.Status(job.status)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.heartbeat_at or job.started_at,
        args=job.positional,
        kwargs=job.arguments,
        backend=task.backend,
        errors=_errors(job),
        worker_ids=[job.leased_by] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def _errors(job: Job) -> list[TaskError]:
    if not job.error_class:
        return []
    return [TaskError(exception_class_path=job.error_class, traceback=job.traceback or job.error)]
