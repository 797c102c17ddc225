"""Running a tally: rows are read once, laid out as units × steps, and the members of a cell added up by a product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.engine.adding import Members, Sum
from rapport.analytics.engine.benches import Bench
from rapport.analytics.engine.columns import Batch, Column
from rapport.analytics.engine.members import members_sql
from rapport.analytics.engine.tally import MOST_BUCKETS, Sheet, Tally
from rapport.analytics.engine.units import Coder, Homes, Memberships, Ordered, Register, TwoPlaces, Words
from rapport.analytics.source import Source

# Rows held at a time; of more, some buckets are read after the others.
MOST_ROWS = 16_000_000
# Numbers worked on at a time, so that they stay near the processor; and how often these are added to a cell.
_AT_ONCE, _MOST_ADDED = 1 << 18, 1 << 22
# Numbers of all cells.
_MOST_CELLS = 1 << 26
_BATCH = 250_000


class NotHere(Exception):
    """What only SQL can answer."""


class Common:
    """What the tallies of one question read alike, each thing once.

    ``growing``: held while it is looked up how tables have grown.
    """

    def __init__(self) -> None:
        self.growing = Lock()
        self._lock = Lock()
        self._made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What was made under this name, made now if it was not."""
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]


@dataclass(slots=True)
class Tallying:
    """One tally of one source. ``slots``: the columns of the answer. ``tables``: all that its rows come from."""

    source: Source
    tally: Tally
    slots: Sequence[str]
    tables: Sequence[str]
    common: Common
    words: Words
    homes: Homes

    @classmethod
    def of(
        cls, source: Source, tally: Tally, slots: Sequence[str], tables: Sequence[str], common: Common | None = None
    ) -> Tallying:
        """``common``: what other tallies of this question and source have read already."""
        shared = common or Common()
        numbers, homes = shared.once("homes", lambda: _homes(source))
        if not tally.setting.late:
            numbers, homes = Words().numbers, Homes(homes.register, np.zeros(len(homes.regions), np.int16))
        return cls(source, tally, slots, tables, shared, Words(dict(numbers)), homes)

    def cells(self) -> pa.Table:
        """The parts of all cells, as the SQL of the same plans brings them; raises NotHere."""
        total = self.source.profile(self.tables[0]).total
        passes = min(-(-total // MOST_ROWS), MOST_BUCKETS) or 1
        edges = [MOST_BUCKETS * number // passes for number in range(passes + 1)]
        try:
            tables = [table for low, high in pairwise(edges) for table in self._in(range(low, high))]
        except TwoPlaces:
            raise NotHere from None
        if not tables:
            raise NotHere
        return pa.concat_tables(tables)

    @property
    def _segments(self) -> tuple[int, ...]:
        return tuple(self.tally.setting.question.segments or ())

    def _in(self, buckets: range) -> list[pa.Table]:
        coder = Coder(self.homes)
        sql = self.tally.rows_sql(buckets)
        batches = [self._batch(rows, coder) for rows in self.source.batches(sql, *self.tables, rows=_BATCH)]
        units, sheets = coder.ordered(self.words), list(self.tally.sheets())
        width = sum(len(sheet.frames) * (1 + len(sheet.parts)) for sheet in sheets)
        if len(units.groups) * self._kinds * width > _MOST_CELLS:
            raise NotHere
        if not len(units):
            return []
        sums = self._summed(batches, units, sheets)
        return [self._table(units.groups, sheet, found) for sheet, found in zip(sheets, sums, strict=True)]

    def _batch(self, rows: pa.RecordBatch, coder: Coder) -> Batch:
        given = dict(zip(rows.schema.names, rows.columns, strict=True))
        regions = self.words.coded(given["region"]) if "region" in given else None
        codes = coder.codes(given["unit"].to_numpy(), given["bucket"].to_numpy(), regions)
        named = [*self.tally.amounts.values(), *self.tally.conditions.values()]
        drawn = {name: self._column(given[name]) for name in named}
        # A view of one column would keep all columns of the batch in memory.
        steps = {name: given[name].to_numpy().copy() for name in self.tally.timelines}
        return Batch(codes, steps, drawn)

    @staticmethod
    def _column(given: pa.Array) -> Column:
        column = Column.of(given)
        if column is None:
            raise NotHere
        return column

    def _summed(self, batches: list[Batch], units: Ordered, sheets: Sequence[Sheet]) -> list[Sum]:
        kind, ends = self.common.once("members", self._members).of(units)
        whose = units.whose
        cells = np.repeat(whose * self._kinds, np.diff(ends)) + kind
        sums = [Sum(sheet, len(units.groups) * self._kinds) for sheet in sheets]
        for bench in self._benches(batches, units, len(kind)):
            low, high = bench.first, bench.first + bench.units
            least, most = int(whose[low]) * self._kinds, (int(whose[high - 1]) + 1) * self._kinds
            theirs = cells[ends[low] : ends[high]] - np.int32(least)
            members = Members(theirs, ends[low : high + 1] - ends[low], most - least)
            for sheet, found in zip(sheets, sums, strict=True):
                for said in bench.say(sheet):
                    found.add(said, members, least)
        return sums

    @property
    def _kinds(self) -> int:
        """How many kinds of cells: of everybody and of each segment."""
        return 1 + len(self._segments)

    @property
    def _lengths(self) -> dict[str, int]:
        """How many steps each timeline has."""
        return {name: len(line.cuts) + 1 for name, line in self.tally.timelines.items()}

    def _benches(self, batches: list[Batch], units: Ordered, memberships: int) -> Iterator[Bench]:
        lengths = self._lengths
        size = max(min(_AT_ONCE, _MOST_ADDED * len(units) // max(memberships, 1)) // max(lengths.values()), 64)
        count = -(-len(units) // size)
        for number, batch in enumerate(batches):
            batches[number] = batch.parted(units.place_of, size, count)
        for number in range(count):
            first = number * size
            some = Batch.joined([batch.part(number) for batch in batches])
            known = units.known[first : first + size]
            yield Bench(self.tally, first, len(known), some.codes - first, some.steps, some.drawn, lengths, known)

    def _members(self) -> Memberships:
        customers, kinds = np.zeros(0, np.int64), np.zeros(0, np.int32)
        if self._segments:
            rows = self.source.query(members_sql(self.tally.setting.question, distinct=""), "memberships")
            customers = rows["customer"].to_numpy()
            kinds = 1 + Register(np.array(self._segments, np.int64)).places(rows["segment"].to_numpy())
        everybody = self.tally.setting.question.everybody
        return Memberships(self.homes.register, customers, kinds, everybody=everybody)

    def _table(self, groups: NDArray[np.int32], sheet: Sheet, sums: Sum) -> pa.Table:
        held = sums.of(0).reshape(len(groups), self._kinds, -1)
        where = np.nonzero(held)
        parts = {
            name: sums.of(place).reshape(held.shape)[where] / sums.scales[place]
            for place, name in enumerate(sheet.parts, 1)
        }
        group, kind, time = where
        bucket, region = np.divmod(groups[group], len(self.words.numbers))
        words = self.words.listed if self.tally.setting.by_region else [None]
        columns = {
            "segment": pa.array([None, *self._segments], pa.int64()).take(pa.array(kind)),
            "frame": pa.array(np.array(sheet.frames, np.int32)[time]),
            "bucket": pa.array(bucket.astype(np.uint8)),
            "region": pa.array(words, pa.string()).take(pa.array(region)),
            "held": pa.array(np.rint(held[where]).astype(np.int64)),
        }
        nothing = pa.nulls(len(group), pa.float64())
        return pa.table(columns | {name: pa.array(parts[name]) if name in parts else nothing for name in self.slots})


def _homes(source: Source) -> tuple[dict[str, int], Homes]:
    """The numbers of regions, and the region of each customer."""
    words = Words()
    if not source.has("customers"):
        return words.numbers, Homes(Register(np.zeros(0, np.int64)), np.zeros(0, np.int16))
    found = source.query("SELECT id, coalesce(region, '') AS region FROM customers", "customers").combine_chunks()
    regions = words.coded(found["region"].combine_chunks()) if found.num_rows else np.zeros(0, np.int16)
    return words.numbers, Homes(Register(found["id"].to_numpy()), regions)
