from datetime import datetime

from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    return rows_of("customers.ErasedAddress", workspace_id).filter(erased_at__lt=before)


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    return delete_rows(rows)


erased_addresses = Retention(
    name="erased_addresses",
    title="Marks of erased addresses",
    help="By them you are warned when an erased person's address comes in again. They say nothing else.",
    months=36,
    over=_over,
    called=lambda mark: f"{mark.erased_at:%Y-%m-%d}",  # type: ignore[attr-defined]
    remove=_remove,
    order=3,
)
