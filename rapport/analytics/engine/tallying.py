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
from scipy.sparse import csc_matrix

from rapport.analytics.engine.benches import Bench
from rapport.analytics.engine.columns import Batch, Column
from rapport.analytics.engine.members import members_sql
from rapport.analytics.engine.tally import MOST_BUCKETS, Sheet, Tally
from rapport.analytics.engine.units import Coder, Homes, Ids, Ordered, Places, Register, TwoPlaces, Words
from rapport.analytics.intervals import Floats
from rapport.analytics.source import Source

# Rows held at a time; of more, some buckets are read after the others.
MOST_ROWS = 16_000_000
# Numbers worked on at a time, so that they stay near the processor; and numbers of all cells.
_AT_ONCE, _MOST_CELLS = 1 << 20, 1 << 26
_BATCH = 500_000


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


@dataclass(frozen=True, slots=True)
class Summed:
    """Of each group × everybody and each segment: one number for each column of the sheets, and their scales."""

    groups: NDArray[np.int32]
    sums: Floats
    scales: Floats


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
        numbers, homes = shared.once(f"homes {tally.setting.late}", lambda: _homes(source, tally))
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
        if len(np.unique(units.groups)) * (1 + len(self._segments)) * width > _MOST_CELLS:
            raise NotHere
        return list(self._tables(self._summed(batches, units, sheets, width), sheets)) if len(units) else []

    def _batch(self, rows: pa.RecordBatch, coder: Coder) -> Batch:
        given = dict(zip(rows.schema.names, rows.columns, strict=True))
        regions = self.words.coded(given["region"]) if "region" in given else None
        codes = coder.codes(given["unit"].to_numpy(), given["bucket"].to_numpy(), regions)
        drawn = {name: self._column(given[name]) for name in self.tally.columns.values()}
        # A view of one column would keep all columns of the batch in memory.
        steps = {name: given[name].to_numpy().copy() for name in self.tally.timelines}
        return Batch(codes, steps, drawn)

    @staticmethod
    def _column(given: pa.Array) -> Column:
        column = Column.of(given)
        if column is None:
            raise NotHere
        return column

    def _summed(self, batches: list[Batch], units: Ordered, sheets: Sequence[Sheet], width: int) -> Summed:
        groups, whose = np.unique(units.groups, return_inverse=True)
        kinds = 1 + len(self._segments)
        unit, kind = np.nonzero(self._members(units))
        cells = whose[unit] * kinds + kind
        ends = np.concatenate([[0], np.cumsum(np.bincount(unit, minlength=len(units)))])
        sums, scales = np.zeros((len(groups) * kinds, width)), np.ones(width)
        size = self._size(width)
        # One table for all benches: a new one each would be cleared by the system each time.
        room = np.empty((min(size, len(units)), width))
        for bench in self._benches(batches, units, size):
            table = room[: bench.units]
            scales = bench.fill(table, sheets)
            low, high = bench.first, bench.first + bench.units
            theirs = cells[ends[low] : ends[high]]
            least, most = whose[low] * kinds, (whose[high - 1] + 1) * kinds
            members = csc_matrix(
                (np.ones(len(theirs)), theirs - least, ends[low : high + 1] - ends[low]), (most - least, bench.units)
            )
            sums[least:most] += members @ table
        return Summed(groups, sums.reshape(len(groups), kinds, width), scales)

    @property
    def _lengths(self) -> dict[str, int]:
        """How many steps each timeline has."""
        return {name: len(line.cuts) + 1 for name, line in self.tally.timelines.items()}

    def _size(self, width: int) -> int:
        """How many units are worked on at a time."""
        return max(_AT_ONCE // max(width, *self._lengths.values()), 64)

    def _benches(self, batches: list[Batch], units: Ordered, size: int) -> Iterator[Bench]:
        lengths = self._lengths
        count = -(-len(units) // size)
        for number, batch in enumerate(batches):
            batches[number] = batch.parted(units.place_of, size, count)
        for number in range(count):
            first = number * size
            some = Batch.joined([batch.part(number) for batch in batches])
            known = units.known[first : first + size, None]
            yield Bench(self.tally, first, len(known), some.codes - first, some.steps, some.drawn, lengths, known)

    def _members(self, units: Ordered) -> NDArray[np.bool_]:
        """Units × everybody and each segment."""
        found = np.zeros((len(units), 1 + len(self._segments)), bool)
        found[:, 0] = self.tally.setting.question.everybody
        if self._segments:
            customers, kind = self.common.once("members", self._read_members)
            place = units.places_of(customers)
            found[place[place >= 0], kind[place >= 0]] = True
        return found

    def _read_members(self) -> tuple[Ids, Places]:
        rows = self.source.query(members_sql(self.tally.setting.question, distinct=""), "memberships")
        kind = 1 + Register(np.array(self._segments, np.int64)).places(rows["segment"].to_numpy())
        return rows["customer"].to_numpy(), kind

    def _tables(self, summed: Summed, sheets: Sequence[Sheet]) -> Iterator[pa.Table]:
        first = 0
        for sheet in sheets:
            times = len(sheet.frames)
            blocks = [
                summed.sums[:, :, first + times * n : first + times * (n + 1)] for n in range(1 + len(sheet.parts))
            ]
            scales = [summed.scales[first + times * n] for n in range(1, 1 + len(sheet.parts))]
            where = np.nonzero(blocks[0])
            found = [block[where] / scale for block, scale in zip(blocks[1:], scales, strict=True)]
            yield self._table(summed.groups, where, blocks[0][where], dict(zip(sheet.parts, found, strict=True)), sheet)
            first += times * len(blocks)

    def _table(
        self, groups: NDArray[np.int32], where: Any, held: Floats, parts: dict[str, Floats], sheet: Sheet
    ) -> pa.Table:
        group, kind, time = where
        bucket, region = np.divmod(groups[group], len(self.words.numbers))
        words = self.words.listed if self.tally.setting.by_region else [None]
        columns = {
            "segment": pa.array([None, *self._segments], pa.int64()).take(pa.array(kind)),
            "frame": pa.array(np.array(sheet.frames, np.int32)[time]),
            "bucket": pa.array(bucket.astype(np.uint8)),
            "region": pa.array(words, pa.string()).take(pa.array(region)),
            "held": pa.array(np.rint(held).astype(np.int64)),
        }
        nothing = pa.nulls(len(held), pa.float64())
        return pa.table(columns | {name: pa.array(parts[name]) if name in parts else nothing for name in self.slots})


def _homes(source: Source, tally: Tally) -> tuple[dict[str, int], Homes]:
    """The numbers of regions, and the region of each customer."""
    words = Words()
    if not source.has("customers"):
        return words.numbers, Homes(Register(np.zeros(0, np.int64)), np.zeros(0, np.int16))
    found = source.query("SELECT id, coalesce(region, '') AS region FROM customers", "customers").combine_chunks()
    ids = found["id"].to_numpy()
    regions = np.zeros(len(ids), np.int16)
    if tally.setting.late and len(ids):
        regions = words.coded(found["region"].combine_chunks())
    return words.numbers, Homes(Register(ids), regions)
