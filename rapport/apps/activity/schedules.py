"""What the log's room does again and again."""

from rapport.apps.activity.operations import forget_old_pulses
from rapport.apps.activity.queries import every_workspace
from rapport.apps.activity.tasks import check_later
from rapport.kernel.jobs import every

every(seconds=24 * 3600)(forget_old_pulses)


@every(seconds=24 * 3600)
def check_logs() -> None:
    """Whether every log still says what it said."""
    for workspace in every_workspace():
        check_later(workspace)
