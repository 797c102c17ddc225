"""Doing one job: call the task, write how it ended."""

import logging
from typing import Any

from django_tasks.base import TaskContext
from django_tasks.utils import normalize_json

from rapport.kernel.jobs.leasing import attempt_failed, claim, give_back, settle
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.results import result_of, task_at
from rapport.kernel.jobs.run import ImmediateRun, Interrupted, LeaseLost, Run, under_way

log = logging.getLogger("rapport.jobs")


def perform(run: Run) -> Exception | None:
    """Do the job under its lease. What goes wrong in the task is written down, and returned for whoever wants it."""
    job = run.job
    try:
        returned = _call(run)
        if not run.finished:
            status = Job.Status.CANCELLED if run.told_to_cancel else Job.Status.DONE
            settle(job, status, **run.outcome(normalize_json(returned)))
    except LeaseLost:
        log.warning("job %s: %s was taken over by another worker", job.pk, job.title)
    except Interrupted:
        give_back(job)
    except Exception as error:  # whatever a task raises is the job's outcome
        log.exception("job %s: %s failed (attempt %s)", job.pk, job.title, job.attempts)
        if not run.finished:
            attempt_failed(job, error)
        return error
    return None


def _call(run: Run) -> Any:
    job = run.job
    task = task_at(job.task)
    positional = list(job.positional)
    if task.takes_context:
        positional.insert(0, TaskContext(task_result=result_of(job)))
    with under_way(run):
        return task.call(*positional, **job.arguments)


def run_jobs(*, limit: int = 1000, raising: bool = True) -> list[Job]:
    """Do everything that is due here and now, also what the jobs themselves ask for; for tests and for scripts.

    Returns the jobs as they ended. The first error of a task is raised after it was written down, unless
    `raising=False`.
    """
    finished: list[Job] = []
    while len(finished) < limit and (job := claim("here")) is not None:
        error = perform(ImmediateRun(job))
        job.refresh_from_db()
        finished.append(job)
        if error is not None and raising:
            raise error
    return finished
