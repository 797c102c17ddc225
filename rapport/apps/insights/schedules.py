"""What insights does again and again."""

from rapport.apps.activity.queries import every_workspace
from rapport.apps.insights.queries.progress import is_behind
from rapport.apps.insights.tasks import extract_later, tidy, watch_later, write_traits_later
from rapport.kernel.jobs import enqueue, every


@every(seconds=60)
def catch_up() -> None:
    """Whatever the follower may have missed."""
    for workspace in every_workspace():
        if is_behind(workspace.pk):
            extract_later(workspace)


@every(seconds=6 * 3600)
def tidy_lakes() -> None:
    """Files that nobody needs any more."""
    for workspace in every_workspace():
        enqueue(tidy, workspace=workspace, title="Tidy figures", unique_key="tidy", workspace_id=workspace.pk)


@every(seconds=6 * 3600)
def watch_all_targets() -> None:
    """A month ends though nobody imports anything."""
    for workspace in every_workspace():
        watch_later(workspace.pk)


@every(seconds=3600)
def write_down_all_traits() -> None:
    """A day ends though nobody orders anything, and what was recent is so no longer."""
    for workspace in every_workspace():
        write_traits_later(workspace.pk)
