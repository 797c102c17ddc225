"""What the worker does for segments: keep their members true."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from rapport.apps.accounts.models import Workspace
from rapport.apps.customers.operations import refresh_segments
from rapport.kernel.clock import now
from rapport.kernel.jobs import enqueue
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of

GATHER = timedelta(seconds=1)


def refresh_later(owner: Any, *, everybody: bool = False) -> Job:
    """Have the segments brought up to date in a moment, once for everything that changes until then.

    Asked about are those of whom something has changed; `everybody` once in a while, because days go by.
    """
    return enqueue(
        refresh,
        workspace=owner,
        title="Update segments",
        unique_key="segments of everybody" if everybody else "segments",
        repeat=True,
        run_after=now() + GATHER,
        priority=0 if everybody else 10,
        workspace_id=workspace_id_of(owner),
        everybody=everybody,
    )


@task()
def refresh(workspace_id: int, everybody: bool = False) -> list[str]:
    workspace = Workspace.objects.get(pk=workspace_id)
    return [segment.name for segment in refresh_segments(workspace, everybody=everybody)]
