from datetime import datetime

from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    return rows_of("accounts.Notification", workspace_id).filter(at__lt=before)


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    return delete_rows(rows)


notifications = Retention(
    name="notifications",
    title="Notifications of members",
    help="What members were told; read or not.",
    months=12,
    over=_over,
    called=lambda told: f"{told.at:%Y-%m-%d} {told.text}",  # type: ignore[attr-defined]
    remove=_remove,
    order=20,
)
