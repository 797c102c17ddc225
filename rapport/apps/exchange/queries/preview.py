"""The first rows as they would be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.importers import Field, Importer, Problem, Record, Sink
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.queries.opening import opened
from rapport.apps.exchange.recipes.recipe import Fault, ParsedRow, Recipe

SHOWN_ROWS = 20


@dataclass(slots=True)
class Cell:
    """What one field becomes: the value as read, or the text as written with what is wrong about it."""

    column: str
    value: Any
    error: str = ""

    @property
    def is_moment(self) -> bool:
        """Is the value a point in time?"""
        return isinstance(self.value, datetime)

    @property
    def is_list(self) -> bool:
        """Is the value several words?"""
        return isinstance(self.value, list)


@dataclass(slots=True)
class PreviewRow:
    """One row: its line, its cells by field, and what is wrong with the row as a whole."""

    line: int
    cells: list[Cell]
    error: str = ""

    @property
    def is_good(self) -> bool:
        """Would it be accepted?"""
        return not self.error and not any(cell.error for cell in self.cells)


@dataclass(slots=True)
class Preview:
    """The first rows, the fields they are read as, and how many of them would be refused."""

    importer: Importer
    fields: list[Field]
    rows: list[PreviewRow] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many of the rows shown would be refused."""
        return len(self.bad_rows)

    @property
    def bad_rows(self) -> list[tuple[int, str]]:
        """The lines of the rows shown that would be refused, and why in words."""
        return [(row.line, self._reasons(row)) for row in self.rows if not row.is_good]

    def _reasons(self, row: PreviewRow) -> str:
        cells = zip(self.fields, row.cells, strict=True)
        return " ".join([row.error, *(f"{field.title}: {cell.error}" for field, cell in cells if cell.error)]).strip()


def preview_of(member: Member, source: Import) -> Preview:
    """The first twenty rows of the file under the mapping chosen. Nothing is written."""
    member.require("imports.run")
    importer, table, recipe, sink = opened(member, source)
    preview = Preview(importer, [column.field for column in recipe.bound])
    rows = islice(recipe.parsed(table), SHOWN_ROWS)
    for _, group in groupby(rows, key=lambda row: (row.key, None if row.key else row.line)):
        preview.rows += _shown(list(group), recipe, sink)
    return preview


def _shown(group: list[ParsedRow], recipe: Recipe, sink: Sink) -> list[PreviewRow]:
    shown = [_row(row, recipe) for row in group]
    if all(row.is_good for row in shown):
        try:
            sink.facts(Record(group[0].line, [row.values for row in group]))
        except Problem as problem:
            _mark(shown[0], [Fault(recipe.column_of(name), message) for name, message in problem.faults])
    fault = next((row for row in shown if not row.is_good), None)
    for row in shown:
        if fault is not None and row.is_good:
            row.error = f"Belongs together with line {fault.line}, which is refused."
    return shown


def _row(row: ParsedRow, recipe: Recipe) -> PreviewRow:
    if row.faults and not row.faults[0].column:
        return PreviewRow(row.line, [Cell(column.name, "") for column in recipe.bound], row.faults[0].reason)
    cells = [Cell(column.name, _as_read(row, recipe, place)) for place, column in enumerate(recipe.bound)]
    shown = PreviewRow(row.line, cells)
    _mark(shown, row.faults)
    return shown


def _as_read(row: ParsedRow, recipe: Recipe, place: int) -> Any:
    column = recipe.bound[place]
    if row.faults:
        return row.cells[column.place]
    return row.values[column.position]


def _mark(row: PreviewRow, faults: Iterable[Fault]) -> None:
    """Say what is wrong at its cells, once at each; what is about no cell that is shown is about the row."""
    for column, reason in faults:
        cell = next((cell for cell in row.cells if cell.column == column), None)
        if cell is None:
            row.error = row.error or reason
        elif not cell.error:
            cell.error = reason.removeprefix(f"“{column}”: ").removeprefix(f"“{column}” ")
