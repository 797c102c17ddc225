"""Putting the lake's files in order: few large ones instead of many small, and none that nobody needs."""

from __future__ import annotations

import logging

import duckdb

from rapport.analytics.facts import catalogue as facts
from rapport.apps.insights.extracts import by_table
from rapport.apps.insights.lake.reading import copies_of
from rapport.apps.insights.lake.tables import LakeFiles, SomebodyElseWrote, clean, lake_folder, settle
from rapport.apps.insights.models import LakeTable

log = logging.getLogger("rapport.insights")


def is_untidy(workspace_id: int) -> bool:
    """Does any table consist of too many files, or is much of a large one in no copy?"""
    copies = copies_of(workspace_id)
    return any(
        table.is_scattered or copies.is_due(facts.get(name), table.files) for name, table in _there(workspace_id)
    )


def tidy_lake(workspace_id: int) -> list[str]:
    """Settle scattered tables, delete files nobody needs, copy what is large; returns the names of those settled.

    Readers keep the version they began with: its files stay for an hour.
    """
    settled = []
    for name, table in _there(workspace_id):
        if table.is_scattered and settle_table(workspace_id, name, table):
            settled.append(name)
        clean(table.folder)
    _lay_copies(workspace_id)
    return settled


def sweep_lake(workspace_id: int) -> int:
    """Delete the files of states that no table has any more, and the copies of such files; returns how many."""
    copies = copies_of(workspace_id)
    return sum(clean(table.folder) + copies.tidy(facts.get(name), table.files) for name, table in _there(workspace_id))


def _lay_copies(workspace_id: int) -> None:
    copies = copies_of(workspace_id)
    for name, table in _there(workspace_id):
        try:
            copies.tidy(facts.get(name), table.files)
            copies.lay(facts.get(name), table.files)
        except (OSError, duckdb.Error) as failure:
            # Without a copy its files are read: slower, and the same rows.
            log.warning("%s of workspace %s could not be copied: %s", name, workspace_id, failure)


def _there(workspace_id: int) -> list[tuple[str, LakeFiles]]:
    found = ((name, LakeFiles.at(lake_folder(workspace_id) / name)) for name, _entries in by_table())
    return [(name, table) for name, table in found if table.exists]


def settle_table(workspace_id: int, name: str, table: LakeFiles) -> bool:
    """Settle one table and remember its new version; False where somebody else wrote meanwhile."""
    try:
        settle(table)
    except SomebodyElseWrote:
        return False
    newest = LakeFiles.at(table.folder)
    LakeTable.objects.of(workspace_id).filter(name=name, version=table.version).update(version=newest.version)
    return True
