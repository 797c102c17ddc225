"""The parts of all cells as they came back: arrays of cells × buckets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.engine.blocks import instant
from rapport.analytics.engine.compose import Query, Shared
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.tallying import Common, NotHere, Tallying
from rapport.analytics.errors import MixedCurrencies
from rapport.analytics.estimators import Parts
from rapport.analytics.fact import Fact
from rapport.analytics.intervals import Floats
from rapport.analytics.metric import Ingredient, Metric, Span
from rapport.analytics.source import Source
from rapport.analytics.tables import Profile

Keys = NDArray[np.intp]
# With fewer rows SQL answers before the arrays are laid out.
LEAST_TALLIED = 20_000


@dataclass(slots=True)
class FactParts:
    """What one fact table's query brought, and what the table holds."""

    query: Query
    frames: Sequence[Frame]
    rows: pa.Table
    profile: Profile

    def values(self, dimension: str) -> set[str]:
        """The regions, or the values of the breakdown, that occur."""
        if dimension not in self.rows.column_names:
            return set()
        return {value for value in self.rows[dimension].unique().to_pylist() if value is not None}


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of an answer: every segment × region × value of the breakdown × period, in this order."""

    segments: tuple[int | None, ...]
    regions: tuple[str | None, ...]
    periods: int
    breakdown: tuple[str | None, ...] = (None,)

    @property
    def size(self) -> int:
        """How many cells."""
        return len(self.segments) * self.shape[1] * self.periods

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many segments, regions × values of the breakdown, and periods."""
        return len(self.segments), len(self.regions) * len(self.breakdown), self.periods

    def cells(self) -> Iterator[tuple[int | None, str | None, str | None]]:
        """Segment, region and value of the breakdown of every cell, whatever its period."""
        return product(self.segments, self.regions, self.breakdown)


class Cells:
    """The parts of one fact table laid out on the grid."""

    def __init__(self, found: FactParts, grid: Grid) -> None:
        self.grid = grid
        self._found = found
        self._bucket = found.rows["bucket"].to_numpy().astype(np.intp)
        self._pair = self._pairs()
        frame = found.rows["frame"].to_numpy().astype(np.intp)
        self._period = np.array([frame.stretch for frame in found.frames], np.intp)[frame]
        spans = np.array([frame.span for frame in found.frames])
        self._chosen = {span: np.flatnonzero((spans == span)[frame]) for span in {frame.span for frame in found.frames}}
        self._place = {span: self._places(chosen) for span, chosen in self._chosen.items()}

    def parts(self, metric: Metric, ingredient: Ingredient) -> Parts:
        """The parts by name that a metric takes from this table, over the span of the ingredient."""
        names = self._found.query.columns
        return {part: self._laid_out(names[metric.name, part], ingredient.span) for part in ingredient.parts}

    def _places(self, chosen: Keys) -> Keys:
        cell = self._pair[chosen] * self.grid.periods + self._period[chosen]
        return np.asarray(cell * BUCKETS + self._bucket[chosen])

    def _pairs(self) -> Keys:
        rows, grid = self._found.rows, self.grid
        pair = _places(rows["segment"], grid.segments) * len(grid.regions) + _places(rows["region"], grid.regions)
        if len(grid.breakdown) == 1:
            return pair
        return pair * len(grid.breakdown) + _places(rows["breakdown"], grid.breakdown)

    def _laid_out(self, name: str, span: Span) -> Floats:
        values = self._found.rows[name].to_numpy()[self._chosen[span]].astype(float)
        if not np.isfinite(values).all():
            np.nan_to_num(values, copy=False)
        flat = np.bincount(self._place[span], weights=values, minlength=self.grid.size * BUCKETS).astype(float)
        if self._found.query.rolls_up:
            whole = flat.reshape(len(self.grid.segments), len(self.grid.regions), -1)
            whole[:, 0] = whole[:, 1:].sum(axis=1)
        laid = flat.reshape(*self.grid.shape, BUCKETS)
        if (span, name) in self._found.query.carried:
            in_order = [frame.stretch for frame in self._found.frames if frame.span == span]
            laid[:, :, in_order] = np.cumsum(laid[:, :, in_order], axis=2)
        return np.asarray(laid.reshape(self.grid.size, BUCKETS), float)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which cells' segment and region have any record in any frame looked at."""
        pairs = np.zeros((len(self.grid.segments), len(self.grid.regions), len(self.grid.breakdown)), bool)
        pairs.flat[self._pair] = True
        if self._found.query.rolls_up:
            pairs[:, 0] = pairs[:, 1:].any(axis=1)
        return np.repeat(pairs.ravel(), self.grid.periods)


def fetch(
    source: Source,
    fact: Fact,
    query: Query,
    frames: Sequence[Frame],
    tables: Iterable[str] = (),
    common: Common | None = None,
) -> FactParts:
    """Run the query of one fact table; ``tables`` are those that it finds something in beside customers and members.

    ``common``: what tables asked before by the same question have read of the same source.
    """
    read = [fact.name, "customers", "memberships", *sorted({*tables} - {fact.name, "customers", "memberships"})]
    profile = source.profile(fact.name)
    rows = None
    if query.shared and source.is_here and profile.total >= LEAST_TALLIED:
        rows = _tallied(source, query.shared, read, common)
    if rows is None:
        rows = source.query(query.sql, *read)
    return FactParts(query, frames, rows, profile)


def _tallied(source: Source, shared: Shared, tables: Sequence[str], common: Common | None) -> pa.Table | None:
    try:
        rows = Tallying.of(source, shared.tally, shared.slots, tables, common).cells()
    except NotHere:
        return None
    others = [_filled_up(source.query(sql, *tables), rows.schema) for sql in shared.rest]
    return pa.concat_tables([rows, *others])


def _filled_up(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with all columns; those that they lack are null, and all of them one."""
    nothing = pa.nulls(rows.num_rows, pa.float64())
    columns = [rows[name] if name in rows.column_names else nothing for name in schema.names]
    return pa.table(columns, schema.names).cast(schema)


def currency_of(source: Source, fact: Fact, asked: str | None, frames: Sequence[Frame]) -> str | None:
    """The one currency of the rows looked at in a table; several, or another than asked, are refused."""
    currencies = source.profile(fact.name).currencies
    if len(currencies) == 1 and asked in (None, *currencies):
        return currencies[0]
    if not frames or not currencies:
        return asked
    opens, ends = min(frame.opens for frame in frames), max(frame.ends for frame in frames)
    found = source.query(
        f"SELECT {fact.name}.{fact.currency} AS currency, count(*) AS n FROM {fact.name}"
        f" WHERE {fact.moment_sql} >= {instant(opens)} AND {fact.moment_sql} < {instant(ends)}"
        f" GROUP BY {fact.name}.{fact.currency} ORDER BY {fact.name}.{fact.currency}",
        fact.name,
    ).to_pylist()
    wanted = asked or (str(found[0]["currency"]) if found else None)
    if any(row["currency"] != wanted for row in found):
        listed = ", ".join(f"{row['n']} in {row['currency']}" for row in found)
        place = f"{fact.name}.{fact.currency}"
        raise MixedCurrencies(f"{place}: amounts must be in {asked or 'one currency'}; there are {listed}")
    return wanted


def _places(column: pa.ChunkedArray, wanted: Sequence[int | str | None]) -> Keys:
    places = {value: place for place, value in enumerate(wanted)}
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    codes = np.array([places[value] for value in encoded.dictionary.to_pylist()], np.intp)
    return codes[encoded.indices.to_numpy()] if len(codes) else np.zeros(0, np.intp)
