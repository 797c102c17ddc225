"""Rows put together to records: all lines of an order, also where a file scatters them.

A record is accepted or refused as a whole. If one line of an order were left out, the order would be wrong without
anybody noticing, and reading the corrected line later would replace the order by that line.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from rapport.apps.exchange.readers import BadRow, Table
from rapport.apps.exchange.recipes.recipe import REMEMBERED, Column, Fault, ParsedRow, Recipe

MOST_ROWS = 10_000
HELD_ROWS = 50_000


class Whole(NamedTuple):
    """The rows of one record, all of them readable."""

    rows: Sequence[ParsedRow]


class RefusedRow(NamedTuple):
    """A row that is not taken: where, everything that is wrong with it, and what stood there."""

    line: int
    faults: tuple[Fault, ...]
    cells: list[str]

    @property
    def column(self) -> str:
        """The first column at fault."""
        return self.faults[0].column

    @property
    def reason(self) -> str:
        """The first reason."""
        return self.faults[0].reason


class Survey(NamedTuple):
    """What one look through the whole file found: its rows, and which scattered keys to gather in which later pass."""

    rows: int
    passes: list[dict[int, int]]


Piece = Whole | RefusedRow


def survey(table: Table, recipe: Recipe, look: Callable[[Sequence[Any]], None]) -> Survey:
    """Count the rows, show the surveyed fields to `look`, and find keys whose rows do not stand together."""
    runs = _Runs()
    columns = {column.field.name: column for column in recipe.bound}
    shown = [_glances(columns.get(name)) for name in recipe.importer.surveyed]
    key_index = recipe.key_index
    count = 0
    for row in table.rows():
        count += 1
        cells = row.cells
        if key_index is not None:
            runs.add(cells[key_index] if key_index < len(cells) else "", recipe)
        if shown and not isinstance(row, BadRow):
            look([glance(cells) for glance in shown])
    return Survey(count, runs.passes())


def _glances(column: Column | None) -> Callable[[Sequence[str]], Any]:
    """Reads one field off a row's cells, None where there is nothing to be read."""
    if column is None:
        return lambda cells: None
    index, parse, seen = column.place, column.parse, column.seen

    def glance(cells: Sequence[str]) -> Any:
        cell = cells[index]
        if cell in seen:
            return seen[cell]
        try:
            value = parse(cell) or None
        except ValueError:
            return None
        if len(seen) < REMEMBERED:
            seen[cell] = value
        return value

    return glance


class _Runs:
    """Runs of equal keys, eight bytes each for the key and its length: enough to see which keys come back."""

    def __init__(self) -> None:
        self._keys = array("q")
        self._lengths = array("l")
        self._last: str | None = None

    def add(self, cell: str, recipe: Recipe) -> None:
        if cell == self._last:
            self._lengths[-1] += 1
            return
        self._last = cell
        self._keys.append(hash(recipe.key_of([""] * (recipe.key_index or 0) + [cell])))
        self._lengths.append(1)

    def passes(self) -> list[dict[int, int]]:
        """Scattered keys with the number of their rows, dealt out so that one pass holds a bounded number of rows."""
        keys, lengths = np.frombuffer(self._keys, np.int64), np.frombuffer(self._lengths, np.int64)
        if not len(keys):
            return []
        different, first, runs = np.unique(keys, return_index=True, return_counts=True)
        rows = np.zeros(len(different), np.int64)
        np.add.at(rows, np.searchsorted(different, keys), lengths)
        scattered = np.flatnonzero(runs > 1)
        passes: list[dict[int, int]] = []
        held = HELD_ROWS
        for place in scattered[np.argsort(first[scattered])]:
            if held + rows[place] > HELD_ROWS:
                passes.append({})
                held = 0
            passes[-1][int(different[place])] = int(rows[place])
            held += int(rows[place])
        return passes


def pieces(table: Table, recipe: Recipe, found: Survey) -> Iterator[Piece]:
    """Every record and every refused row of the file; each row of the file is in exactly one of them."""
    if recipe.key_index is None:
        for row in recipe.parsed(table):
            yield Whole([row]) if not row.faults else _refused(row)
        return
    scattered = {key for keys in found.passes for key in keys}
    first, *later = found.passes or [{}]
    held: dict[str, list[ParsedRow]] = {}
    yield from _together(_apart(recipe.parsed(table), scattered, held, first), recipe)
    yield from _gathered(held, recipe)
    for keys in later:
        held = {}
        for _ in _apart(recipe.parsed(table), scattered, held, keys):
            pass
        yield from _gathered(held, recipe)


def _apart(
    rows: Iterable[ParsedRow], scattered: set[int], held: dict[str, list[ParsedRow]], keys: dict[int, int]
) -> Iterator[ParsedRow]:
    """Rows whose keys stand together; of the scattered ones, those with the given keys are put aside."""
    if not scattered:
        yield from rows
        return
    for row in rows:
        key = hash(row.key) if row.key else 0
        if key not in scattered:
            yield row
        elif key in keys:
            held.setdefault(row.key, []).append(row)


def _gathered(held: dict[str, list[ParsedRow]], recipe: Recipe) -> Iterator[Piece]:
    for rows in held.values():
        yield from _settled(rows, recipe)


def _together(rows: Iterable[ParsedRow], recipe: Recipe) -> Iterator[Piece]:
    """Neighbouring rows of one key as a record; more rows than any order has are refused as they come."""
    group: list[ParsedRow] = []
    flooded = ""
    for row in rows:
        if not row.key:
            yield RefusedRow(row.line, row.faults or (_no_key(recipe),), row.cells)
            continue
        if row.key == flooded:
            yield _too_many(row, recipe)
            continue
        if group and row.key != group[0].key:
            yield from _settled(group, recipe)
            group = []
        group.append(row)
        if len(group) > MOST_ROWS:
            flooded = row.key
            yield from (_too_many(each, recipe) for each in group)
            group = []
    if group:
        yield from _settled(group, recipe)


def _settled(group: list[ParsedRow], recipe: Recipe) -> Iterator[Piece]:
    broken = next((row for row in group if row.faults), None)
    if len(group) > MOST_ROWS:
        yield from (_too_many(row, recipe) for row in group)
    elif broken is None:
        yield Whole(group)
    else:
        yield from refused_together(group, broken.line)


def refused_together(group: Sequence[ParsedRow], line: int, faults: Iterable[Fault] = ()) -> Iterator[RefusedRow]:
    """All rows of a record that is refused: those at fault with their reasons, the others with a pointer to it."""
    pointer = Fault("", f"Belongs together with line {line}, which is refused.")
    for row in group:
        if row.faults:
            yield _refused(row)
        else:
            yield RefusedRow(row.line, tuple(faults) if row.line == line else (pointer,), row.cells)


def _refused(row: ParsedRow) -> RefusedRow:
    return RefusedRow(row.line, row.faults, row.cells)


def _no_key(recipe: Recipe) -> Fault:
    column = recipe.column_of(recipe.importer.key)
    return Fault(column, f"“{column}” is empty.")


def _too_many(row: ParsedRow, recipe: Recipe) -> RefusedRow:
    column = recipe.column_of(recipe.importer.key)
    reason = f"More than {MOST_ROWS:,} rows have “{row.key[:40]}” in “{column}”. Is it the right column?"
    return RefusedRow(row.line, (Fault(column, reason),), row.cells)
