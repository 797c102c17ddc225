"""What this room does again and again."""

from rapport.apps.activity.queries import every_workspace
from rapport.apps.customers.operations import forget_old_merges
from rapport.apps.customers.operations.copying import forget_old_copies
from rapport.apps.customers.operations.exporting import forget_old_exports
from rapport.apps.customers.operations.retaining import retain_later
from rapport.apps.customers.tasks import refresh_later
from rapport.kernel.jobs import every


@every(seconds=15 * 60)
def days_go_by() -> None:
    """A rule such as "last order within the last 90 days" lets people go without any change of data."""
    for workspace in every_workspace():
        refresh_later(workspace, everybody=True)


@every(seconds=24 * 3600)
def merges_settle() -> None:
    """What could undo a merge is forgotten when its 30 days are over."""
    for workspace in every_workspace():
        forget_old_merges(workspace)


@every(seconds=3600)
def exports_expire() -> None:
    """Files of lists wait for a day to be fetched, copies of a person's data for a week."""
    forget_old_exports()
    forget_old_copies()


@every(seconds=24 * 3600)
def data_expire() -> None:
    """What the rules of a workspace say is kept no longer."""
    for workspace in every_workspace():
        retain_later(workspace)
