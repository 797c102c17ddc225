from datetime import datetime

from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.redacting import bones
from rapport.kernel.retention import Retention, rows_of
from rapport.kernel.sealing import redact


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    return (
        rows_of("activity.Activity", workspace_id)
        .filter(at__lt=before)
        .exclude(details__has_key="erased")
        .exclude(details={})
    )


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    """Who did what and when stays; what values were before goes, and with it undo."""
    return redact(change.workspace_id, rows, lambda record: {"details": bones(record.details) | {"erased": True}})


log_details = Retention(
    name="log_details",
    title="Earlier values in the log",
    help="Who did what and when stays in the log. What was there before goes: it can no longer be undone then.",
    months=24,
    over=_over,
    called=lambda record: f"{record.at:%Y-%m-%d} {record.words}",  # type: ignore[attr-defined]
    remove=_remove,
    order=30,
)
