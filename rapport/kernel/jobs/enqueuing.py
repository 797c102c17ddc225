"""Asking for work to be done later. A job exists exactly if the transaction it was asked for in commits."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.results import task_at
from rapport.kernel.waking import notify

CHANNEL = "rapport_jobs"
ATTEMPTS = 5
LONG = "long"


def enqueue(
    task: Task[..., Any] | str,
    *,
    workspace: Any,
    actor: Actor | None = None,
    title: str = "",
    unique_key: str | None = None,
    repeat: bool = False,
    run_after: datetime | None = None,
    priority: int | None = None,
    max_attempts: int = ATTEMPTS,
    **arguments: Any,
) -> Job:
    """Have a worker call `task(**arguments)` soon, or not before `run_after`.

    An operation that may not import its room's tasks, which call operations, names the task by its dotted path.

    `workspace` is a workspace, something that belongs to one, its id, or None for work of the whole house.
    With a `unique_key` there is at most one open job of that key in the workspace: the open one is returned
    and nothing else happens. `repeat=True` is for work that reads what is there when it starts: if the open
    job is already running, it runs once more afterwards, so that what came meanwhile is not missed.
    """
    from rapport.kernel.models import workspace_id_of

    task = task_at(task) if isinstance(task, str) else task
    workspace_id = None if workspace is None else workspace_id_of(workspace)
    job = drafted(task, (), arguments)
    job.workspace = workspace_id
    job.actor = {} if actor is None else asdict(actor)
    job.title = (title or task.name.replace("_", " ").capitalize())[:200]
    job.run_after = run_after or job.run_after
    job.priority = job.priority if priority is None else priority
    job.max_attempts = max_attempts
    job.unique_key = None if unique_key is None else scoped_key(workspace_id, unique_key)
    return placed(job, repeat=repeat)


def scoped_key(workspace_id: int | None, unique_key: str) -> str:
    """The key as it is stored: two workspaces never share one."""
    return f"{workspace_id or 0}:{unique_key}"


def drafted(task: Task[..., Any], positional: Sequence[Any], arguments: dict[str, Any]) -> Job:
    """A job for a call of the task, not yet in the database. Raises TypeError for what is not JSON."""
    task.get_backend().validate_task(task)
    return Job(
        key=new_id(),
        task=task.module_path,
        title=task.name.replace("_", " ").capitalize()[:200],
        positional=normalize_json(list(positional)),
        arguments=normalize_json(arguments),
        queue=task.queue_name,
        priority=task.priority,
        run_after=task.run_after,
    )


def placed(job: Job, *, repeat: bool = False) -> Job:
    """Put a drafted job into the queue, or find the open one that has its key."""
    with transaction.atomic():
        if job.unique_key is None:
            job.save(force_insert=True)
        else:
            job = _the_one_of_its_key(job, repeat=repeat)
        notify(CHANNEL)
    return job


def _the_one_of_its_key(job: Job, *, repeat: bool) -> Job:
    while True:
        same_key = Job.objects.open().filter(unique_key=job.unique_key).select_for_update()
        open_job = same_key.first()
        if open_job is not None:
            if repeat and open_job.status == Job.Status.RUNNING:
                Job.objects.filter(pk=open_job.pk).update(repeat_asked_at=now())
            return open_job
        # Another transaction may insert the same key between the look and here: then nothing is inserted.
        Job.objects.bulk_create([job], ignore_conflicts=True)
        inserted = Job.objects.filter(key=job.key).first()
        if inserted is not None:
            return inserted


def cancel(job: Job, *, by: str = "") -> None:
    """Stop a job: a waiting one at once, a running one as soon as its task asks `cancelled()`."""
    asked = {"cancel_asked_at": now(), "cancel_asked_by": by[:200]}
    with transaction.atomic():
        waiting = Job.objects.waiting().filter(pk=job.pk)
        if not waiting.update(status=Job.Status.CANCELLED, finished_at=now(), **asked):
            Job.objects.running().filter(pk=job.pk, cancel_asked_at__isnull=True).update(**asked)


def try_again(job: Job) -> Job:
    """A failed or cancelled job as a new one with the same arguments; the open one when its key already has one."""
    fresh = Job(key=new_id(), run_after=None)
    same = ("workspace", "actor", "task", "title", "positional", "arguments", "queue", "priority", "unique_key")
    for name in (*same, "max_attempts"):
        setattr(fresh, name, getattr(job, name))
    return placed(fresh)
