"""What the worker does for the log."""

from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.activity.operations import check_log
from rapport.kernel import jobs
from rapport.kernel.actor import Actor
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of


@task(queue_name=jobs.LONG)
def check_chain(workspace_id: int) -> dict[str, Any]:
    """The job of a check."""
    found = check_log(workspace_id, tell=jobs.progress)
    return {"seals": found.number, "fault": found.fault}


def check_later(owner: Any, *, actor: Actor | None = None) -> Job:
    """Have the log of a workspace checked in the background."""
    return jobs.enqueue(
        check_chain,
        workspace=owner,
        actor=actor,
        title=_("Check the log"),
        unique_key="check-log",
        workspace_id=workspace_id_of(owner),
    )
