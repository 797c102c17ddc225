"""Parts of cells with those of changed units taken out and put in again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.intervals import Floats

KEYS = ("segment", "frame", "bucket", "region", "breakdown")
HELD = "held"
# Keys whose values are numbers from 0 up.
_NUMBERED = ("frame", "bucket")
# Amounts in the database have four decimal places; below this a double tells all of them apart.
_EXACT_UP_TO = 2**53 / 10_000
_NOTHING, _TRUSTED = 1e-15, 1e-6
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slab:
    """Parts of cells, each cell once: where they belong, and one array for each column."""

    places: Places
    values: dict[str, Floats]

    @classmethod
    def of(cls, rows: pa.Table, places: Places) -> Slab:
        """Rows of the same cell as one."""
        values = {name: _numbers(rows[name]) for name in rows.column_names if name not in KEYS}
        if (np.diff(places) > 0).all():
            return cls(places, values)
        order = np.argsort(places, kind="stable")
        ordered = places[order]
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        values = {name: value[order] for name, value in values.items()}
        if len(begins) < len(ordered):
            values = {name: np.add.reduceat(value, begins) for name, value in values.items()}
        return cls(ordered[begins], values)

    def at(self, places: Places) -> dict[str, Floats]:
        """The values at these places, 0 where there are none."""
        found = np.minimum(np.searchsorted(self.places, places), max(len(self.places) - 1, 0))
        if not len(self.places):
            return {name: np.zeros(len(places)) for name in self.values}
        there = self.places[found] == places
        return {name: np.where(there, value[found], 0.0) for name, value in self.values.items()}


def gathered(rows: pa.Table) -> pa.Table:
    """The rows with each cell once, in order."""
    scale = _Scale.of([rows])
    return scale.table(Slab.of(rows, scale.places(rows)), rows.schema)


@dataclass(frozen=True, slots=True)
class Held:
    """Rows laid out so that others can be merged into them, once."""

    rows: pa.Table
    scale: _Scale
    slab: Slab
    in_order: bool

    @classmethod
    def of(cls, rows: pa.Table, *others: pa.Table) -> Held:
        """``others``: rows of further cells that are to have places beside these."""
        scale = _Scale.of([rows, *others])
        places = scale.places(rows)
        slab = Slab.of(rows, places)
        return cls(rows, scale, slab, slab.places is places)

    def with_places_for(self, *others: pa.Table) -> Held:
        """The same, also with places for the cells of these rows."""
        return self if all(map(self.scale.has, others)) else Held.of(self.rows, *others)


def merged(held: Held, before: pa.Table, now: pa.Table) -> pa.Table | None:
    """The rows less those of ``before`` and with those of ``now``; None where that would lose digits.

    What is held is used up.

    >>> one = pa.table({"segment": [7], "frame": [0], "bucket": [3], "region": [""], "held": [2], "net": [30.0]})
    >>> less = pa.table({"segment": [7], "frame": [0], "bucket": [3], "region": [""], "held": [1], "net": [0.1]})
    >>> merged(Held.of(one), less, less.slice(0, 0))["net"].to_pylist()
    [29.9]
    """
    held = held.with_places_for(before, now)
    rows, scale, old = held.rows, held.scale, held.slab
    minus, plus = (Slab.of(table, scale.places(table)) for table in (before, now))
    touched = np.union1d(minus.places, plus.places)
    less, more, known = minus.at(touched), plus.at(touched), old.at(touched)
    values: dict[str, Floats] = {}
    for name in old.values:
        value = _changed(known[name], less[name], more[name])
        if value is None:
            return None
        values[name] = value
    slab = _with(old, touched, values)
    if slab is old and held.in_order:
        return pa.table({name: rows[name] if name in KEYS else old.values[name] for name in rows.column_names})
    return scale.table(slab, rows.schema)


def _with(old: Slab, touched: Places, values: Mapping[str, Floats]) -> Slab:
    """The cells with these values in some of them; one in which nobody is held any more goes."""
    place = np.minimum(np.searchsorted(old.places, touched), max(len(old.places) - 1, 0))
    there = old.places[place] == touched if len(old.places) else np.zeros(len(touched), bool)
    stays = values[HELD] > 0
    for name, column in old.values.items():
        column[place[there & stays]] = values[name][there & stays]
    gone, new = place[there & ~stays], ~there & stays
    if not len(gone) and not new.any():
        return old
    kept = np.ones(len(old.places), bool)
    kept[gone] = False
    places = old.places[kept]
    before = np.searchsorted(places, touched[new])
    columns = {name: np.insert(column[kept], before, values[name][new]) for name, column in old.values.items()}
    return Slab(np.insert(places, before, touched[new]), columns)


def _changed(known: Floats, less: Floats, more: Floats) -> Floats | None:
    """Known less one and more the other, to the last digit where all are amounts; None where digits are lost."""
    size = np.abs(known) + np.abs(less) + np.abs(more)
    value = known - less + more
    if not np.isfinite(size).all():
        return None
    exact = size < _EXACT_UP_TO
    for one in (known, less, more):
        exact &= np.round(one, 4) == one
    value = np.where(exact, np.round(value, 4), value)
    value[~exact & (np.abs(value) <= size * _NOTHING)] = 0.0
    unsure = ~exact & (value != 0) & (np.abs(value) < size * _TRUSTED)
    return None if unsure.any() else value


@dataclass(frozen=True, slots=True)
class _Scale:
    """All values of the keys, so that a cell is one number."""

    words: dict[str, pa.Array]

    @classmethod
    def of(cls, tables: list[pa.Table]) -> _Scale:
        words = {}
        for name in ("segment", "region", "breakdown"):
            if name in tables[0].column_names:
                found = {word for table in tables for word in table[name].unique().to_pylist()}
                ordered = sorted(found, key=lambda word: (word is not None, word))
                words[name] = pa.array(ordered, tables[0][name].type)
        frames = max((pc.max(table["frame"]).as_py() or 0) for table in tables)
        words["frame"] = pa.array(range(frames + 1), tables[0]["frame"].type)
        words["bucket"] = pa.array(range(BUCKETS), tables[0]["bucket"].type)
        return cls(words)

    def has(self, table: pa.Table) -> bool:
        """Whether every cell of a table has its place."""
        return all(
            pc.all(pc.is_in(table[name].unique(), words)).as_py() is not False for name, words in self.words.items()
        )

    def places(self, table: pa.Table) -> Places:
        place = np.zeros(table.num_rows, np.int64)
        for name, words in self.words.items():
            code = table[name].to_numpy() if name in _NUMBERED else pc.index_in(table[name], words).to_numpy()
            place = place * max(len(words), 1) + code
        return place

    def table(self, slab: Slab, schema: pa.Schema) -> pa.Table:
        place, columns = slab.places, {}
        for name, words in reversed(self.words.items()):
            place, code = np.divmod(place, max(len(words), 1))
            columns[name] = words.take(pa.array(code))
        columns |= {name: pa.array(value) for name, value in slab.values.items()}
        return pa.table({name: columns[name] for name in schema.names})


def _numbers(column: pa.ChunkedArray) -> Floats:
    values: Floats = column.to_numpy().astype(float)
    values[np.isnan(values)] = 0.0
    return values
