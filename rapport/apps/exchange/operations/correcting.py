"""Putting refused rows right by hand: edited, checked again, and taken in when they are good."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.exchange.importers import Problem, Record, Sink
from rapport.apps.exchange.models import Import, ImportIssue
from rapport.apps.exchange.operations.receiving import receive_file
from rapport.apps.exchange.operations.refusing import kept_faults
from rapport.apps.exchange.operations.settling import start_import
from rapport.apps.exchange.queries import import_of
from rapport.apps.exchange.queries.opening import recipe_of
from rapport.apps.exchange.readers import Row
from rapport.apps.exchange.recipes.recipe import Fault, ParsedRow, Recipe
from rapport.apps.exchange.recipes.records import RefusedRow, refused_together
from rapport.kernel.errors import Conflict, Refused
from rapport.kernel.text import text_error

MOST_AT_ONCE = 5_000
LONGEST_CELL = 20_000
CHECKED_GOOD = ""


def correct_rows(member: Member, import_id: int, cells: Mapping[int, Mapping[int, str]]) -> int:
    """Write cells of refused rows, given by row and column, and check these rows again; returns how many are good now.

    Rows that make one record, such as the lines of an order, are checked together.
    """
    member.require("imports.run")
    source = _over(member, import_id)
    with recorded(member.actor, "import.rows_corrected", topics=["imports", source.topic]) as change:
        change.about("import", source.pk, source.file_name)
        edited = _edited(source, cells)
        change.details["rows"] = len(edited)
        rows = _with_their_record(member, source, edited)
        _judge(member, source, rows)
        ImportIssue.objects.of(source).bulk_update(rows, ["cells", "column", "reason", "further"], batch_size=500)
    return sum(1 for row in rows if row.reason == CHECKED_GOOD)


def import_corrected(member: Member, import_id: int) -> Import:
    """Have all rows that are good now imported, as an import of their own that names the one it corrects."""
    member.require("imports.run")
    source = _over(member, import_id)
    good = list(_open_rows(source).filter(reason=CHECKED_GOOD).order_by("line", "pk"))
    if not good:
        raise Conflict("None of the rows is good yet. Correct some and check them first.", code="nothing-good")
    name = f"corrected rows of {source.file_name}"[:200]
    received = receive_file(member, name=name, content=[_file_of(source, good)], kind=source.kind)
    with recorded(member.actor, "import.corrected", topics=["imports", source.topic]) as change:
        change.about("import", source.pk, source.file_name)
        # The file is written with the columns of the first one, so its mapping and options fit as they are.
        received.mapping, received.options, received.doubts = source.mapping, source.options, []
        received.corrects = source
        received.save(update_fields=["mapping", "options", "doubts", "corrects"])
        rows = ImportIssue.objects.of(source).filter(pk__in=[row.pk for row in good], settled_in=None)
        if rows.update(settled_in=received) != len(good):
            raise Conflict("Somebody else is importing these rows.", code="taken")
        change.details["rows"] = len(good)
        return start_import(member, received.pk)


def _over(member: Member, import_id: int) -> Import:
    source = import_of(member, import_id)
    if source.is_draft or source.is_at_work:
        raise Conflict("This import is not over yet.", code="not-over")
    return source


def _open_rows(source: Import) -> Any:
    return ImportIssue.objects.of(source).filter(source=source, settled_in=None, whole=True)


def _edited(source: Import, cells: Mapping[int, Mapping[int, str]]) -> list[ImportIssue]:
    if len(cells) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE:,} rows at once.", place="cells")
    width = len(source.columns)
    rows = list(_open_rows(source).select_for_update().filter(pk__in=list(cells)).order_by("line", "pk"))
    for row in rows:
        kept = [*row.cells, *[""] * width][:width]
        for place, text in cells[row.pk].items():
            if not 0 <= place < width:
                raise Refused("There is no such column.", place="cells")
            if error := text_error(text, longest=LONGEST_CELL):
                raise Refused(error, place=source.columns[place])
            kept[place] = text
        row.cells = kept
    return rows


def _with_their_record(member: Member, source: Import, edited: Sequence[ImportIssue]) -> list[ImportIssue]:
    """The edited rows, and those that make one record with any of them, in the order of the file."""
    _, recipe, _ = recipe_of(member, source, list(source.columns))
    if recipe.key_index is None:
        return list(edited)
    by_id = {row.pk: row for row in edited}
    every = [by_id.get(row.pk, row) for row in _open_rows(source).order_by("line", "pk")[:MOST_AT_ONCE]]
    every += [row for row in edited if row not in every]
    keys = {recipe.key_of(row.cells) for row in edited}
    return [row for row in every if row.pk in by_id or recipe.key_of(row.cells) in keys]


def _judge(member: Member, source: Import, rows: Iterable[ImportIssue]) -> None:
    """Say of each row why it is still refused, or nothing where it is good."""
    _, recipe, sink = recipe_of(member, source, list(source.columns))
    width = len(source.columns)
    parsed = [(row, recipe.parse(Row(row.line, [*row.cells, *[""] * width][:width]))) for row in rows]
    if recipe.key_index is not None:
        parsed.sort(key=lambda pair: (pair[1].key, pair[0].line))
    for _key, group in groupby(parsed, key=lambda pair: pair[1].key or pair[0].pk):
        together = list(group)
        faults = {fault.line: fault for fault in _faults(recipe, sink, [read for _, read in together])}
        for row, read in together:
            fault = faults.get(read.line)
            row.column, row.reason, row.further = kept_faults(fault.faults) if fault else ("", CHECKED_GOOD, [])


def _faults(recipe: Recipe, sink: Sink, rows: list[ParsedRow]) -> list[RefusedRow]:
    broken = next((row for row in rows if row.faults), None)
    if broken is not None:
        return list(refused_together(rows, broken.line))
    line = rows[0].line
    try:
        facts = sink.facts(Record(line, [row.values for row in rows]))
    except Problem as problem:
        return list(refused_together(rows, line, [recipe.fault(*found) for found in problem.faults]))
    refused = sink.judge([facts]).refused
    faults = [Fault(recipe.column_of(each.field), each.reason) for each in refused]
    return list(refused_together(rows, line, faults)) if faults else []


def _file_of(source: Import, rows: Iterable[ImportIssue]) -> bytes:
    written = io.StringIO()
    width = len(source.columns)
    lines = csv.writer(written)
    lines.writerow(source.columns)
    lines.writerows([*row.cells, *[""] * width][:width] for row in rows)
    return written.getvalue().encode()
