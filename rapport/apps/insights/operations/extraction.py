"""Bringing the lake up to date with the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError

from rapport.apps.accounts.queries import Rates, rates_of
from rapport.apps.activity.operations import announce
from rapport.apps.insights.extracts import Extract, by_table, made_by
from rapport.apps.insights.lake.handover import hand_over
from rapport.apps.insights.lake.rows import deleted_rows, fact_rows
from rapport.apps.insights.lake.tables import LakeFiles, SomebodyElseWrote, append, lake_folder, replace
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.operations.departures import departed, orphaned
from rapport.apps.insights.queries.progress import log_position, span_of_table
from rapport.apps.insights.queries.revaluing import revalued
from rapport.apps.insights.queries.waiting import noted_waiting
from rapport.kernel.clock import now

TRIES = 5
LAKE_FAILURES = (OSError, ValueError, pa.ArrowException, DeltaError, duckdb.Error)


@dataclass(slots=True)
class TableReport:
    """What an extraction did to one table."""

    name: str
    rows: int = 0
    seconds: float = 0.0
    afresh: bool = False
    problem: str = ""


@dataclass(slots=True)
class ExtractReport:
    """What an extraction did: the log position it reached, and each table that had changes."""

    workspace_id: int
    upto: int
    tables: list[TableReport] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows written to the lake."""
        return sum(table.rows for table in self.tables)

    @property
    def problems(self) -> list[str]:
        """Tables that could not be brought up to date, in words."""
        return [f"{table.name}: {table.problem}" for table in self.tables if table.problem]


def extract(workspace_id: int, *, afresh: bool = False) -> ExtractReport:
    """Write everything that changed since the last time into the lake, and wake the pages that show figures.

    May be killed at any point and run by several processes at once: a table's rows and its position are one commit,
    and a commit made from an outdated position is refused and tried again.
    """
    report, rates = ExtractReport(workspace_id, log_position(workspace_id)), rates_of(workspace_id)
    for name, entries in by_table():
        report.tables.append(_bring_up(name, entries, rates, workspace_id, report.upto, afresh=afresh))
    if report.rows or report.problems:
        announce(workspace_id, "figures")
    return report


def _bring_up(
    name: str, entries: list[Extract], rates: Rates, workspace_id: int, upto: int, *, afresh: bool
) -> TableReport:
    report, started = TableReport(name), perf_counter()
    folder = lake_folder(workspace_id) / name
    try:
        _try_to_bring_up(entries, rates, workspace_id, folder, upto, report, afresh=afresh)
        table = LakeFiles.at(folder)
    except LAKE_FAILURES as failure:
        report.problem = (str(failure).splitlines() or [type(failure).__name__])[0][:300]
        table = None
    report.seconds = perf_counter() - started
    remember(entries, rates, workspace_id, table, upto=upto, report=report)
    return report


def _try_to_bring_up(
    entries: list[Extract],
    rates: Rates,
    workspace_id: int,
    folder: Path,
    upto: int,
    report: TableReport,
    *,
    afresh: bool,
) -> None:
    for _ in range(TRIES):
        before = LakeFiles.at(folder)
        report.afresh = afresh or before.made_by != made_by(entries) or not _is_ours(report.name, workspace_id, before)
        try:
            report.rows = _write_changes(entries, rates, workspace_id, before, upto, afresh=report.afresh)
            return
        except SomebodyElseWrote:
            continue
    raise OSError(f"others kept writing to {report.name}")


def _is_ours(name: str, workspace_id: int, table: LakeFiles) -> bool:
    """Is the table as this database last wrote it down?

    If not, an extraction was killed between its commit and the note of it, or the database was restored to an
    earlier day and its change numbers are being given out again. One cannot tell, so the table is made anew.
    """
    return LakeTable.objects.of(workspace_id).filter(name=name, version=table.version).exists()


def _write_changes(
    entries: list[Extract], rates: Rates, workspace_id: int, before: LakeFiles, upto: int, *, afresh: bool
) -> int:
    since = -1 if afresh else before.change
    if since >= upto and before.exists:
        return 0
    changes = (_changes(entry, rates, workspace_id, before, since, upto, afresh=afresh) for entry in entries)
    batches = _counted(chain.from_iterable(changes))
    first = next(batches.rows, None)
    if first is None and (not afresh or not before.exists):
        return 0
    rows = chain([] if first is None else [first], batches.rows)
    write, schema = replace if afresh else append, entries[0].schema
    hand_over(rows, lambda taken: write(before, schema, taken, change=upto, made_by=made_by(entries)))
    return batches.count


def _changes(
    entry: Extract, rates: Rates, workspace_id: int, before: LakeFiles, since: int, upto: int, *, afresh: bool
) -> Iterator[pa.RecordBatch]:
    for rows in entry.changed(workspace_id, since, upto):
        yield from fact_rows(entry, rows, rates)
    if not afresh:
        later = chain(
            orphaned(entry, workspace_id, before, since, upto), revalued(entry, workspace_id, rates, since, upto)
        )
        for rows, change in later:
            yield from fact_rows(entry, rows, rates, at_least=change)
        gone = departed(entry, workspace_id, before, since, upto)
        if gone:
            yield deleted_rows(entry, gone)


class _counted:  # noqa: N801
    """Batches that count their rows as they pass."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self.count = 0
        self.rows = self._pass(batches)

    def _pass(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self.count += batch.num_rows
            yield batch


def remember(
    entries: list[Extract],
    rates: Rates,
    workspace_id: int,
    table: LakeFiles | None,
    *,
    upto: int,
    report: TableReport,
) -> None:
    """Write down how far the table has come, so that pages need not open it; what is broken keeps its last state."""
    row = LakeTable.objects.of(workspace_id).filter(name=report.name).first()
    row = row or LakeTable(workspace_id=workspace_id, name=report.name)
    if table is None:
        row.problem, row.broken_since = report.problem, row.broken_since or now()
    else:
        row.problem, row.broken_since = "", None
        row.version, row.change, row.made_by = table.version, table.change, table.made_by
        row.checked_change, row.checked_at = upto, now()
        row.first_at, row.last_at = span_of_table(entries, workspace_id)
        if report.rows and entries[0].amounts:
            row.waiting = noted_waiting(entries[0], rates)
        row.changed_at = now() if report.rows or row.changed_at is None else row.changed_at
    row.save()
