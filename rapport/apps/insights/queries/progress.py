"""How far the lake has come, and what is waiting for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.apps.activity.models import LogPosition
from rapport.apps.insights.extracts import Extract, catalogue
from rapport.apps.insights.lake.tables import lake_folder
from rapport.apps.insights.models import LakeTable
from rapport.kernel.clock import now
from rapport.kernel.models import Tombstone


def log_position(workspace_id: int) -> int:
    """The last number given out in the workspace's log; everything up to it is committed and can be read."""
    found = LogPosition.objects.of(workspace_id).values_list("sequence", flat=True).first()
    return int(found or 0)


def lake_tables(workspace_id: int) -> dict[str, LakeTable]:
    """The known tables of the workspace's lake by name."""
    return {table.name: table for table in LakeTable.objects.of(workspace_id)}


def is_behind(workspace_id: int) -> bool:
    """Has any row changed that the lake has not seen, or is any table made by an older extract?"""
    tables = lake_tables(workspace_id)
    return any(_is_behind(entry, workspace_id, tables.get(entry.name)) for entry in catalogue)


def _is_behind(entry: Extract, workspace_id: int, table: LakeTable | None) -> bool:
    since = table.checked_change if table else -1
    if table and table.version >= 0 and (table.made_by != entry.version or not _is_there(entry, workspace_id)):
        return True
    if entry.model.objects.of(workspace_id).filter(change__gt=since).exists():
        return True
    labels = {entry.model._meta.label, *(model._meta.label for model in entry.gone_with.values())}
    return bool(Tombstone.objects.of(workspace_id).filter(model_label__in=labels, change__gt=since).exists())


def _is_there(entry: Extract, workspace_id: int) -> bool:
    """A restored database may come without its lake."""
    return (lake_folder(workspace_id) / entry.name).is_dir()


def span_of_facts(entry: Extract, workspace_id: int) -> tuple[datetime | None, datetime | None]:
    """From when to when the rows of an extract are, those dated in the future aside; None where they bear no time.

    Rows that bear the time of another row, as lines that of their order, have the span of those.
    """
    path, _, moment = entry.columns.get("at", "").rpartition("__")
    if moment != "at":
        return None, None
    dated: Any = entry.model._meta.get_field(path).related_model if path else entry.model
    moments = dated.objects.of(workspace_id).filter(at__lte=now()).values_list("at", flat=True)
    return moments.order_by("at").first(), moments.order_by("-at").first()
