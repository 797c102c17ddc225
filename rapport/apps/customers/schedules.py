"""What this room does again and again."""

from rapport.apps.activity.queries import every_workspace
from rapport.apps.customers.tasks import refresh_later
from rapport.kernel.jobs import every


@every(seconds=15 * 60)
def days_go_by() -> None:
    """A rule such as "last order within the last 90 days" lets people go without any change of data."""
    for workspace in every_workspace():
        refresh_later(workspace, everybody=True)
