"""How far the lake has come, and what is waiting for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.apps.activity.models import LogPosition
from rapport.apps.insights.extracts import Extract, by_table, made_by
from rapport.apps.insights.lake.tables import lake_folder
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.queries.revaluing import looks_rates_up, rates_changed
from rapport.kernel.clock import now
from rapport.kernel.models import Tombstone

# The columns that place a row in time.
MOMENTS = ("at", "opened_at", "since")


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
    return any(_is_behind(name, entries, workspace_id, tables.get(name)) for name, entries in by_table())


def _is_behind(name: str, entries: list[Extract], workspace_id: int, table: LakeTable | None) -> bool:
    since = table.checked_change if table else -1
    if table and table.version >= 0 and (table.made_by != made_by(entries) or not _is_there(name, workspace_id)):
        return True
    return any(_has_changed(entry, workspace_id, since) for entry in entries)


def _has_changed(entry: Extract, workspace_id: int, since: int) -> bool:
    if entry.model.objects.of(workspace_id).filter(change__gt=since).exists():
        return True
    if since >= 0 and looks_rates_up(entry) and rates_changed(workspace_id, since):
        return True
    labels = {entry.model._meta.label, *(model._meta.label for model in entry.gone_with.values())}
    return bool(Tombstone.objects.of(workspace_id).filter(model_label__in=labels, change__gt=since).exists())


def _is_there(name: str, workspace_id: int) -> bool:
    """A restored database may come without its lake."""
    return (lake_folder(workspace_id) / name).is_dir()


def span_of_table(entries: list[Extract], workspace_id: int) -> tuple[datetime | None, datetime | None]:
    """From when to when the rows of a table are, whichever extracts they come from."""
    spans = [span_of_facts(entry, workspace_id) for entry in entries]
    first = min((since for since, _ in spans if since), default=None)
    return first, max((until for _, until in spans if until), default=None)


def span_of_facts(entry: Extract, workspace_id: int) -> tuple[datetime | None, datetime | None]:
    """From when to when the rows of an extract are, those dated in the future aside; None where they bear no time.

    Rows that bear the time of another row, as lines that of their order, have the span of those. What lasts is known
    to its newest beginning or end.
    """
    named = next((name for name in MOMENTS if f"{entry.fact.name}.{name}" in entry.fact.moment_sql), "")
    path, _, moment = entry.columns.get(named, "").rpartition("__")
    if not moment or moment != named:
        return None, None
    dated: Any = entry.model._meta.get_field(path).related_model if path else entry.model
    rows = dated.objects.of(workspace_id)
    rows = rows if path else rows.filter(entry.counts)
    ends = [moment, *(["until"] if "until" in entry.columns else [])]
    last = [
        rows.filter(**{f"{end}__lte": now()}).order_by(f"-{end}").values_list(end, flat=True).first() for end in ends
    ]
    first = rows.filter(**{f"{moment}__lte": now()}).order_by(moment).values_list(moment, flat=True).first()
    return first, max((end for end in last if end), default=None)
