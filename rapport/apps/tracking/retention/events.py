from datetime import datetime

from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of
from rapport.kernel.tombstones import leave_tombstones


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    return rows_of("tracking.Event", workspace_id).filter(at__lt=before)


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    """The figures of that time forget them too."""
    ids = list(rows.order_by().values_list("pk", flat=True))
    leave_tombstones(rows.model, ids, workspace_id=change.workspace_id, change=change.sequence)
    return delete_rows(rows_of("tracking.Event", change.workspace_id).filter(pk__in=ids))


events = Retention(
    name="events",
    title="Events on websites and in apps",
    help="Figures about that time change: what is deleted is counted no more.",
    months=24,
    over=_over,
    called=lambda event: f"{event.at:%Y-%m-%d} {event.name}",  # type: ignore[attr-defined]
    remove=_remove,
    order=10,
)
