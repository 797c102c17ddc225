from datetime import datetime
from typing import Any

from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of
from rapport.kernel.sealing import redact


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    removed = rows_of("activity.Activity", workspace_id).filter(verb="note.removed", at__lt=before)
    return removed.filter(details__has_key="removed")


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    """What the note said goes from the log; that it was removed, and by whom, stays."""
    return redact(change.workspace_id, rows, _without_words)


def _without_words(record: Any) -> dict[str, Any]:
    kept = {name: held for name, held in record.details.items() if name != "removed"}
    return {"details": kept | {"erased": True}}


removed_notes = Retention(
    name="removed_notes",
    title="Words of removed notes",
    help="A removed note can be brought back from the log until then.",
    months=3,
    over=_over,
    called=lambda record: f"{record.at:%Y-%m-%d} {record.actor_label}",  # type: ignore[attr-defined]
    remove=_remove,
    order=2,
)
