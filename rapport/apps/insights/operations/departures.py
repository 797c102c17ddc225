"""Rows that are gone from the database, and rows that lost what they pointed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from rapport.apps.insights.extracts import Extract
from rapport.apps.insights.lake.lookups import rows_that_name
from rapport.apps.insights.lake.tables import LakeFiles
from rapport.kernel.models import ChangedModel, Tombstone

IDS_AT_ONCE = 500


def departed(entry: Extract, workspace_id: int, before: LakeFiles, since: int, upto: int) -> dict[int, int]:
    """Ids of the lake to mark as deleted, with the change that did it: a tombstone of the row or of what owned it."""
    removed = _tombstones(entry.model, workspace_id, since, upto)
    gone = {entry.id_in_lake(row): change for row, change in removed.items()}
    for column, owner in entry.gone_with.items():
        changes = _tombstones(owner, workspace_id, since, upto)
        named = rows_that_name(before, column, changes)
        theirs = {row_id: lake_id for lake_id in named if (row_id := entry.row_of(lake_id)) is not None}
        # A row that was led to another owner before this one went, as when two become one, is not gone.
        for row_id in set(theirs) - _still_there(entry, workspace_id, sorted(theirs)):
            gone.setdefault(theirs[row_id], changes[named[theirs[row_id]]])
    return gone


def orphaned(
    entry: Extract, workspace_id: int, before: LakeFiles, since: int, upto: int
) -> Iterator[tuple[QuerySet[ChangedModel], int]]:
    """Rows still there that pointed to something deleted, to be written again as of that deletion."""
    for column, target in entry.lost_with.items():
        changes = _tombstones(target, workspace_id, since, upto)
        found = rows_that_name(before, column, changes)
        named = {row: owner for row_id, owner in found.items() if (row := entry.row_of(row_id)) is not None}
        for ids in _blocks(sorted(named)):
            latest = max(changes[named[row]] for row in ids)
            yield entry.model.objects.of(workspace_id).filter(pk__in=ids), latest


def _still_there(entry: Extract, workspace_id: int, row_ids: list[int]) -> set[int]:
    rows = entry.model.objects.of(workspace_id)
    return {pk for ids in _blocks(row_ids) for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}


def _tombstones(model: type[Model], workspace_id: int, since: int, upto: int) -> dict[int, int]:
    found: Any = Tombstone.objects.of(workspace_id).filter(
        model_label=model._meta.label, change__gt=since, change__lte=upto
    )
    return dict(found.values_list("row_id", "change"))


def _blocks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]
