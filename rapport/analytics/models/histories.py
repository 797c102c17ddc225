"""Histories of purchases from rows of sales in memory: counted where each customer stands instead of grouped twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from mmap import mmap
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.columns import Ids
from rapport.analytics.intervals import Floats

Number = TypeVar("Number", np.int64, np.uint64, np.float64)
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
    rows = _Rows(codes, sales.moment, len(known))
    with ThreadPoolExecutor(1) as beside:
        again = beside.submit(rows.again)
        purchases, first, last = rows.counted()
        amounts = np.zeros(len(known))
        for some in _chunks(len(sales)):
            code = codes[some]
            np.add.at(amounts, code, sales.units[some] * (sales.moment[some] > first[code]))
    np.subtract.at(purchases, again.result(), 1)
    there = np.flatnonzero(purchases)
    return _table(known[there], purchases[there] - 1, first[there], last[there], amounts[there] / UNITS)


def _chunks(n: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, n, _CHUNK))


def _room(n: int, kind: type[Number]) -> NDArray[Number]:
    # Of small pages: for the huge ones that NumPy asks for, a system that is busy moves others about for longer than
    # all the rest takes.
    return np.frombuffer(mmap(-1, max(8 * n, 1)), kind, n)


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
    """The sales as the place of their customer among ``n`` and their moment."""

    code: Ids
    moment: Ids
    n: int

    def counted(self) -> tuple[Ids, Ids, Ids]:
        """Of each customer: how many sales, the first moment and the last."""
        limits = np.iinfo(np.int64)
        purchases, first = np.zeros(self.n, np.int64), np.full(self.n, limits.max)
        last = np.full(self.n, limits.min)
        for some in _chunks(len(self.code)):
            code, moment = self.code[some], self.moment[some]
            np.add.at(purchases, code, 1)
            np.minimum.at(first, code, moment)
            np.maximum.at(last, code, moment)
        return purchases, first, last

    def again(self) -> Ids:
        """The customers of the sales at moments that they have bought at already, once for each.

        Customer and moment together are one number; sorted, equal ones lie side by side. Where both do not fit in its
        bits, different ones can meet by chance: then the few that meet are compared as they are.
        """
        start, end = int(self.moment.min()), int(self.moment.max())
        bits = (end - start).bit_length()
        fits = bits + self.n.bit_length() <= _BITS
        factor = np.uint64(1 << bits) if fits else _SPREAD
        keys = _room(len(self.code), np.uint64)
        for some in _chunks(len(keys)):
            keys[some] = self._keys(some, start, factor)
        keys.sort()
        same = keys[1:][keys[1:] == keys[:-1]]
        return (same >> np.uint64(bits)).astype(np.int64) if fits else self._met(np.unique(same), start, factor)

    def _keys(self, some: slice, start: int, factor: np.uint64) -> NDArray[np.uint64]:
        return self.code[some].view(np.uint64) * factor + (self.moment[some] - start).view(np.uint64)

    def _met(self, same: NDArray[np.uint64], start: int, factor: np.uint64) -> Ids:
        if not len(same):
            return np.zeros(0, np.int64)
        found = [
            some.start + np.flatnonzero(np.isin(self._keys(some, start, factor), same))
            for some in _chunks(len(self.code))
        ]
        rows = np.concatenate(found)
        code, moment = self.code[rows], self.moment[rows]
        order = np.lexsort((moment, code))
        code, moment = code[order], moment[order]
        return np.asarray(code[1:][(code[1:] == code[:-1]) & (moment[1:] == moment[:-1])], np.int64)
