"""What this room does again and again."""

from rapport.apps.activity.queries import every_workspace
from rapport.apps.conversations.operations.reminders import give_reminders
from rapport.apps.conversations.tasks import mail_digests_later
from rapport.kernel.jobs import every


@every(seconds=60)
def reminders_are_given() -> None:
    """Late ones too: what fell due while nothing ran is given at the start."""
    for workspace in every_workspace():
        give_reminders(workspace)


@every(seconds=300)
def digests_go_out() -> None:
    """Each morning at seven in the workspace's zone, or as soon after it as something runs."""
    for workspace in every_workspace():
        mail_digests_later(workspace)
