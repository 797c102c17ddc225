"""Keeping what was refused: all of it is counted, the first hundred thousand rows are kept to be looked at."""

from collections.abc import Sequence

from rapport.apps.exchange.models import Import, ImportIssue
from rapport.apps.exchange.recipes.recipe import Fault
from rapport.apps.exchange.recipes.records import RefusedRow
from rapport.kernel.bulk import insert_rows
from rapport.kernel.clock import now

MOST_KEPT = 100_000
LONGEST_CELL = 20_000
MOST_FAULTS = 50
LONGEST_ROW = 20_000
COLUMNS = ("workspace", "created_at", "source", "line", "column", "reason", "further", "cells", "whole")


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
        rows.append((*place, *kept_faults(row.faults), cells, whole))
    if rows:
        insert_rows(ImportIssue, COLUMNS, rows)


def kept_faults(faults: Sequence[Fault]) -> tuple[str, str, list[list[str]]]:
    """What is wrong with a row as it is kept: the column and reason of the first fault, and the further ones."""
    (column, reason), *further = [(fault.column[:500], fault.reason[:1000]) for fault in faults[:MOST_FAULTS]]
    return column, reason, [list(fault) for fault in further]


def _clipped(cells: Sequence[str]) -> list[str]:
    room, kept = LONGEST_ROW, []
    for cell in cells:
        shown = cell[: min(LONGEST_CELL, room)]
        kept.append(shown if len(shown) == len(cell) else f"{shown}…")
        room -= len(shown)
    return kept
