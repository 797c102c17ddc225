"""Tasks for tests with real worker processes. Each makes its effect in a different way."""

import time

from django_tasks import task

from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel.actor import Actor
from rapport.kernel.jobs import cancelled, enqueue, finishing, once, progress


@task()
def mark_once(workspace_id: int, number: int) -> None:
    """The effect under a unique key; then the job ends in a transaction of its own."""
    with once(f"mark:{number}", workspace=workspace_id) as first:
        if first:
            mark(workspace_id, number)


@task()
def mark_finishing(workspace_id: int, number: int) -> None:
    """The effect and the end of the job in one transaction."""
    with finishing():
        mark(workspace_id, number)


@task()
def mark_plainly(workspace_id: int, number: int) -> None:
    """The effect without protection: at least once."""
    mark(workspace_id, number)


@task()
def mark_slowly(workspace_id: int, number: int, seconds: float) -> None:
    """Work that takes a while and says so, then an effect that ends the job."""
    for tenth in range(int(seconds * 10)):
        progress(tenth, int(seconds * 10), "walking")
        if cancelled():
            return
        time.sleep(0.1)
    with finishing():
        mark(workspace_id, number)


@task()
def mark_deaf(workspace_id: int, number: int, seconds: float) -> None:
    """Work that neither speaks nor listens until it is through."""
    time.sleep(seconds)
    with finishing():
        mark(workspace_id, number)


@task()
def mark_at_length(workspace_id: int, number: int) -> None:
    """Many steps, each its own job: what a job asks for must not be lost either."""
    with finishing():
        enqueue(mark_once, workspace=workspace_id, unique_key=f"n:{number}", workspace_id=workspace_id, number=number)


def mark(workspace_id: int, number: int) -> None:
    """The effect: one record in the log."""
    with recorded(Actor(workspace_id, "job", None, "faults"), "mark.made", subject=Subject("mark", number)):
        pass
