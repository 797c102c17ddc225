"""What the worker does for people and companies: keep segments true, look for duplicates, merge many."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.operations import (
    groups_to_merge,
    merge_whole_group,
    refresh_segments,
    scan_all,
    scan_changed,
)
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id
from rapport.kernel.jobs import LONG, cancelled, enqueue, progress
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of

GATHER = timedelta(seconds=1)
GATHER_CHANGES = timedelta(seconds=10)


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


def compare_later(owner: Any) -> Job:
    """Have changed records compared with the others soon, once for everything that changes until then."""
    return enqueue(
        compare_changed,
        workspace=owner,
        title="Compare changed records",
        unique_key="changed-duplicates",
        repeat=True,
        run_after=now() + GATHER_CHANGES,
        workspace_id=workspace_id_of(owner),
    )


@task(queue_name=LONG)
def compare_changed(workspace_id: int) -> None:
    scan_changed(Workspace.objects.get(pk=workspace_id), tell=progress, stop=cancelled)


@task(queue_name=LONG)
def find_duplicates(workspace_id: int) -> dict[str, Any] | None:
    """All records; what it found stands in the result of the job."""
    scan = scan_all(Workspace.objects.get(pk=workspace_id), tell=progress, stop=cancelled)
    if scan is None:
        return None
    return {"brought": scan.pairs, "records": scan.records, "pairs": scan.pairs, "seconds": round(scan.seconds, 1)}


@task(queue_name=LONG)
def merge_groups(member_id: int, at_least: float, kind: str) -> int:
    """Group by group, each a merge of its own; what is merged stays so when somebody cancels."""
    member = Member.objects.select_related("workspace", "user").get(pk=member_id)
    groups = groups_to_merge(member, at_least=at_least, kind=kind)
    merged, doing = 0, str(new_id())
    for done, group in enumerate(groups):
        progress(done, len(groups), f"{merged} merged")
        if cancelled():
            break
        merged += merge_whole_group(member, group, doing=doing) is not None
    progress(len(groups), len(groups), f"{merged} merged")
    return merged
