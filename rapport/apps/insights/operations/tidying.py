"""Putting the lake's files in order: few large ones instead of many small, and none that nobody needs."""

from __future__ import annotations

from rapport.apps.insights.extracts import by_table
from rapport.apps.insights.lake.tables import LakeFiles, SomebodyElseWrote, clean, lake_folder, settle
from rapport.apps.insights.models import LakeTable


def is_untidy(workspace_id: int) -> bool:
    """Does any table consist of too many files?"""
    folder = lake_folder(workspace_id)
    return any(LakeFiles.at(folder / name).is_scattered for name, _entries in by_table())


def tidy_lake(workspace_id: int) -> list[str]:
    """Settle scattered tables and delete files nobody needs; returns the names of those that were settled.

    Readers keep the version they began with: its files stay for an hour.
    """
    settled = []
    for name, _entries in by_table():
        table = LakeFiles.at(lake_folder(workspace_id) / name)
        if table.is_scattered and settle_table(workspace_id, name, table):
            settled.append(name)
        if table.exists:
            clean(table.folder)
    return settled


def settle_table(workspace_id: int, name: str, table: LakeFiles) -> bool:
    """Settle one table and remember its new version; False where somebody else wrote meanwhile."""
    try:
        settle(table)
    except SomebodyElseWrote:
        return False
    newest = LakeFiles.at(table.folder)
    LakeTable.objects.of(workspace_id).filter(name=name, version=table.version).update(version=newest.version)
    return True
