"""Keeping what was refused: all of it is counted, the first hundred thousand rows are kept to be looked at."""

from collections.abc import Sequence

from rapport.apps.exchange.models import Import, ImportIssue
from rapport.apps.exchange.recipes.records import RefusedRow
from rapport.kernel.bulk import insert_rows
from rapport.kernel.clock import now

MOST_KEPT = 100_000
LONGEST_CELL = 20_000
LONGEST_ROW = 20_000
COLUMNS = ("workspace", "created_at", "source", "line", "column", "reason", "cells", "whole")


def keep_issues(source: Import, refused: Sequence[RefusedRow]) -> None:
    """Store refused rows in the caller's transaction, up to the most that are kept of one import."""
    room = max(MOST_KEPT - source.refused, 0)
    at, width = now(), len(source.columns)
    rows = []
    for row in refused[:room]:
        cells = _clipped(row.cells)
        # A row that could not be told from its neighbours has one cell; it is put right in the file, not here.
        whole = cells == list(row.cells) and (len(cells) > 1 or width == 1)
        place = (source.workspace_id, at, source.pk, row.line)
        rows.append((*place, row.column[:500], row.reason[:1000], cells, whole))
    if rows:
        insert_rows(ImportIssue, COLUMNS, rows)


def _clipped(cells: Sequence[str]) -> list[str]:
    room, kept = LONGEST_ROW, []
    for cell in cells:
        shown = cell[: min(LONGEST_CELL, room)]
        kept.append(shown if len(shown) == len(cell) else f"{shown}…")
        room -= len(shown)
    return kept
