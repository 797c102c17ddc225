"""Histories of purchases from rows of sales in memory: counted where each customer stands instead of grouped twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.columns import Ids
from rapport.analytics.intervals import Floats

Number = TypeVar("Number", bound=np.generic)
Key: TypeAlias = np.unsignedinteger[Any]
UNITS = 10_000  # of money: whole ones add up exactly, in whatever order
_BITS = 64
_CHUNK = 1 << 14  # rows whose columns stay in the processor's own memory
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd and without a pattern


@dataclass(frozen=True, slots=True)
class Sales:
    """Sales: whose, at which moment (a whole number: equal ones are one purchase), and for how many units."""

    customer: Ids
    moment: Ids
    units: Floats

    @classmethod
    def room_for(cls, n: int) -> Sales:
        """Columns to write into, which take memory only as far as they are written."""
        return cls(_room(n, np.int64), _room(n, np.int64), _room(n, np.float64))

    def __len__(self) -> int:
        return len(self.customer)

    def __getitem__(self, rows: slice) -> Sales:
        return Sales(self.customer[rows], self.moment[rows], self.units[rows])


def histories(sales: Sales) -> pa.Table:
    """Customer, frequency, first and last purchase and the amount of the repeats, in the order of the customers' ids.

    A customer who buys at the moments 3, 5, 5 and 9 for a unit each: frequency 2, first 3, last 9, repeats 3 units.
    The column of customers is written over.
    """
    if not len(sales):
        nothing = np.zeros(0, np.int64)
        return _table(nothing, nothing, nothing, nothing, np.zeros(0))
    known, codes = _coded(sales.customer)
    rows = _Rows.of(codes, sales.moment, len(known))
    purchases, first, last, amounts = (_sorted if rows.width <= _BITS else _placed)(rows, sales.units)
    there = np.flatnonzero(purchases)
    return _table(known[there], purchases[there] - 1, first[there], last[there], amounts[there] / UNITS)


def _sorted(rows: _Rows, units: Floats) -> tuple[Ids, Ids, Ids, Floats]:
    purchases, first, last = rows.in_order()
    return purchases, first, last, rows.repeats(units, first)


def _placed(rows: _Rows, units: Floats) -> tuple[Ids, Ids, Ids, Floats]:
    with ThreadPoolExecutor(1) as beside:
        again = beside.submit(rows.again)
        sales, first, last = rows.counted()
        amounts = rows.repeats(units, first)
    np.subtract.at(sales, again.result(), 1)
    return sales, first, last, amounts


def _chunks(n: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, n, _CHUNK))


def _room(n: int, kind: type[Number]) -> NDArray[Number]:
    # Of small pages: for the huge ones that NumPy asks for, a system that is busy moves others about for longer than
    # all the rest takes. Shared ones, which are what is had unasked, take twice as long.
    return np.frombuffer(mmap(-1, max(np.dtype(kind).itemsize * n, 1), flags=MAP_PRIVATE | MAP_ANONYMOUS), kind, n)


def _table(customer: Ids, frequency: Ids, first: Ids, last: Ids, spend: Floats) -> pa.Table:
    columns = {"customer": customer, "frequency": frequency, "first_at": first, "last_at": last, "spend": spend}
    return pa.table(columns)


def _coded(customer: Ids) -> tuple[Ids, Ids]:
    """The ids that can occur, rising, and the place of each row's among them."""
    low, high = int(customer.min()), int(customer.max())
    if high - low < 4 * len(customer):
        return np.arange(low, high + 1), np.subtract(customer, low, out=customer)
    return np.unique(customer, return_inverse=True)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The sales as the place of their customer among ``n`` and their moment, ``bits`` of it from the ``start``.

    Customer and moment together are one number: sorted, equal ones lie side by side.
    """

    code: Ids
    moment: Ids
    n: int
    start: int
    bits: int

    @classmethod
    def of(cls, code: Ids, moment: Ids, n: int) -> _Rows:
        start, end = int(moment.min()), int(moment.max())
        return cls(code, moment, n, start, (end - start).bit_length())

    @property
    def width(self) -> int:
        """The bits of customer and moment together."""
        return (self.n - 1).bit_length() + self.bits

    def in_order(self) -> tuple[Ids, Ids, Ids]:
        """Of each customer: how many moments, the first and the last, where both fit in one number."""
        kind: type[Key] = np.uint32 if self.width <= _BITS // 2 else np.uint64
        keys = self._keys(kind)
        keys.sort()
        bits, least = kind(self.bits), kind((1 << self.bits) - 1)
        keys, begins = _each_once(keys, bits)
        ends = np.append(begins[1:], len(keys))
        customer = keys[begins] >> bits
        purchases, first, last = (np.zeros(self.n, np.int64) for _ in range(3))
        purchases[customer] = ends - begins
        first[customer] = (keys[begins] & least).astype(np.int64) + self.start
        last[customer] = (keys[ends - 1] & least).astype(np.int64) + self.start
        return purchases, first, last

    def _keys(self, kind: type[Key]) -> NDArray[Key]:
        keys = _room(len(self.code), kind)
        for some in _chunks(len(keys)):
            keys[some] = (self.code[some] << self.bits) + (self.moment[some] - self.start)
        return keys

    def counted(self) -> tuple[Ids, Ids, Ids]:
        """Of each customer: how many sales, the first moment and the last."""
        limits = np.iinfo(np.int64)
        sales, first = np.zeros(self.n, np.int64), np.full(self.n, limits.max)
        last = np.full(self.n, limits.min)
        for some in _chunks(len(self.code)):
            code, moment = self.code[some], self.moment[some]
            np.add.at(sales, code, 1)
            np.minimum.at(first, code, moment)
            np.maximum.at(last, code, moment)
        return sales, first, last

    def repeats(self, units: Floats, first: Ids) -> Floats:
        """Of each customer: the units after the first moment."""
        amounts = np.zeros(self.n)
        for some in _chunks(len(self.code)):
            code = self.code[some]
            np.add.at(amounts, code, units[some] * (self.moment[some] > first[code]))
        return amounts

    def again(self) -> Ids:
        """The customers of the sales at moments that they have bought at already, once for each.

        Where customer and moment do not fit in one number, different ones can meet by chance: the few that meet are
        compared as they are.
        """
        keys = _room(len(self.code), np.uint64)
        for some in _chunks(len(keys)):
            keys[some] = self._spread(some)
        keys.sort()
        same = np.unique(keys[1:][keys[1:] == keys[:-1]])
        return self._met(same) if len(same) else np.zeros(0, np.int64)

    def _spread(self, some: slice) -> NDArray[np.uint64]:
        return self.code[some].view(np.uint64) * _SPREAD + (self.moment[some] - self.start).view(np.uint64)

    def _met(self, same: NDArray[np.uint64]) -> Ids:
        found = [some.start + np.flatnonzero(np.isin(self._spread(some), same)) for some in _chunks(len(self.code))]
        rows = np.concatenate(found)
        code, moment = self.code[rows], self.moment[rows]
        order = np.lexsort((moment, code))
        code, moment = code[order], moment[order]
        return np.asarray(code[1:][(code[1:] == code[:-1]) & (moment[1:] == moment[:-1])], np.int64)


def _each_once(keys: NDArray[Key], bits: Key) -> tuple[NDArray[Key], Ids]:
    """Rising numbers, each once, written over the given ones; and where those begin that differ above some bits."""
    kept, begins = 0, []
    before: Key | None = None
    for some in _chunks(len(keys)):
        part = keys[some]
        part = part[_changes(part, before)]
        high = part >> bits
        begins.append(kept + np.flatnonzero(_changes(high, None if before is None else before >> bits)))
        keys[kept : kept + len(part)] = part
        kept, before = kept + len(part), part[-1] if len(part) else before
    return keys[:kept], np.concatenate(begins)


def _changes(rising: NDArray[Key], before: Key | None) -> NDArray[np.bool_]:
    """Where a number differs from the one before it."""
    changes = np.empty(len(rising), bool)
    changes[1:] = rising[1:] != rising[:-1]
    changes[:1] = before is None or rising[:1] != before
    return changes
