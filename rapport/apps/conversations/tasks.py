"""What the worker does for this room: mail the digests."""

from django_tasks import task

from rapport.apps.accounts.models import Workspace
from rapport.apps.conversations.operations.digests import mail_digests
from rapport.apps.conversations.queries.digests import members_due
from rapport.kernel.jobs import enqueue
from rapport.kernel.jobs.models import Job


def mail_digests_later(workspace: Workspace) -> Job | None:
    """Have the digests mailed that are due; the people of a demo are made up, so they get no mail."""
    if workspace.is_demo or not members_due(workspace).exists():
        return None
    return enqueue(
        send_digests, workspace=workspace, title="Mail the digests", unique_key="digests", workspace_id=workspace.pk
    )


@task()
def send_digests(workspace_id: int) -> int:
    return mail_digests(Workspace.objects.get(pk=workspace_id))
