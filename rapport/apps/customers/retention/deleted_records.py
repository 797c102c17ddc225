from datetime import datetime
from typing import Any

from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.redacting import bones
from rapport.kernel.retention import Retention, rows_of
from rapport.kernel.sealing import redact

DELETED_NAME = "Deleted record"


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    deleted = rows_of("activity.Activity", workspace_id).filter(verb="party.deleted", at__lt=before)
    return deleted.exclude(details__has_key="erased")


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    """Every entry about the records loses name and values; that there was a record, and who did what with it, stays."""
    ids = [record.subject_id for record in rows]
    about = rows_of("activity.Activity", change.workspace_id).filter(subject_type="party", subject_id__in=ids)
    redact(change.workspace_id, about, _without_name)
    return len(ids)


def _without_name(record: Any) -> dict[str, Any]:
    return {"subject_label": DELETED_NAME, "details": bones(record.details) | {"erased": True}}


deleted_records = Retention(
    name="deleted_records",
    title="Names of deleted records",
    help="A deleted record's name and earlier values still stand in the log. Entries about it lose them then.",
    months=3,
    over=_over,
    called=lambda record: f"{record.at:%Y-%m-%d} {record.subject_label}",  # type: ignore[attr-defined]
    remove=_remove,
    order=4,
)
