"""Histories of purchases from rows of sales in memory: counted where each customer stands instead of grouped twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from rapport.analytics.columns import Ids
from rapport.analytics.intervals import Floats

_BITS = 64
_CHUNK = 1 << 14  # rows whose columns stay in the processor's own memory
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd and without a pattern
_UNITS = 10_000  # of money: whole ones add up exactly, in whatever order


def histories(sales: pa.Table) -> pa.Table:
    """Customer, frequency, first and last purchase and the amount of the repeats, in the order of the customers' ids.

    ``sales`` have a ``customer``, a ``moment`` (a whole number: equal ones are one purchase) and ``net``. A customer
    who buys at the moments 3, 5, 5 and 9 for 1 each: frequency 2, first 3, last 9, repeats 3.
    """
    if not sales.num_rows:
        nothing = np.zeros(0, np.int64)
        return _table(nothing, nothing, nothing, nothing, np.zeros(0))
    chunks = sales.to_batches(max_chunksize=_CHUNK)
    known, codes = _coded(sales["customer"], [chunk["customer"].to_numpy() for chunk in chunks])
    rows = _Rows(codes, [chunk["moment"].to_numpy() for chunk in chunks], len(known))
    purchases, first, last = rows.counted()
    amounts = np.zeros(len(known))
    for code, moment, chunk in zip(rows.codes, rows.moments, chunks, strict=True):
        units = np.rint(chunk["net"].to_numpy() * _UNITS)
        np.add.at(amounts, code, np.where(moment > first[code], units, 0.0))
    there = np.flatnonzero(purchases)
    return _table(known[there], purchases[there] - 1, first[there], last[there], amounts[there] / _UNITS)


def _table(customer: Ids, frequency: Ids, first: Ids, last: Ids, spend: Floats) -> pa.Table:
    columns = {"customer": customer, "frequency": frequency, "first_at": first, "last_at": last, "spend": spend}
    return pa.table(columns)


def _coded(customers: pa.ChunkedArray, chunks: list[Ids]) -> tuple[Ids, list[NDArray[np.int32]]]:
    """The ids that can occur, rising, and the place of each row's among them."""
    edges = pc.min_max(customers).as_py()
    low, count = edges["min"], edges["max"] - edges["min"] + 1
    if count <= 4 * len(customers):
        return np.arange(low, low + count), [(chunk - low).astype(np.int32) for chunk in chunks]
    known, codes = np.unique(customers.to_numpy(), return_inverse=True)
    return known, np.split(codes.astype(np.int32), np.cumsum([len(chunk) for chunk in chunks])[:-1])


@dataclass(frozen=True, slots=True)
class _Rows:
    """The sales as the place of their customer among ``n`` and their moment, in chunks small enough to stay near."""

    codes: list[NDArray[np.int32]]
    moments: list[Ids]
    n: int

    def counted(self) -> tuple[Ids, Ids, Ids]:
        """Of each customer: how many different moments, the first and the last."""
        limits = np.iinfo(np.int64)
        purchases, first = np.zeros(self.n, np.int64), np.full(self.n, limits.max)
        last = np.full(self.n, limits.min)
        for code, moment in zip(self.codes, self.moments, strict=True):
            np.add.at(purchases, code, 1)
            np.minimum.at(first, code, moment)
            np.maximum.at(last, code, moment)
        np.subtract.at(purchases, self._again(), 1)
        return purchases, first, last

    def _again(self) -> NDArray[np.int32]:
        """The customers of the sales at moments that they have bought at already, once for each.

        Customer and moment together are one number; sorted, equal ones lie side by side. Where both do not fit in its
        bits, different ones can meet by chance: then the few that meet are compared as they are.
        """
        start = min(int(some.min()) for some in self.moments)
        end = max(int(some.max()) for some in self.moments)
        bits = (end - start).bit_length()
        fits = bits + self.n.bit_length() <= _BITS
        factor = np.uint64(1 << bits) if fits else _SPREAD
        keys, done = np.empty(sum(map(len, self.codes)), np.uint64), 0
        for some in self._keys(start, factor):
            keys[done : done + len(some)] = some
            done += len(some)
        keys.sort()
        same = keys[1:][keys[1:] == keys[:-1]]
        return (same >> np.uint64(bits)).astype(np.int32) if fits else self._met(np.unique(same), start, factor)

    def _keys(self, start: int, factor: np.uint64) -> Iterator[NDArray[np.uint64]]:
        for code, moment in zip(self.codes, self.moments, strict=True):
            yield code.astype(np.uint64) * factor + (moment - start).astype(np.uint64)

    def _met(self, same: NDArray[np.uint64], start: int, factor: np.uint64) -> NDArray[np.int32]:
        if not len(same):
            return np.zeros(0, np.int32)
        found = [np.isin(keys, same) for keys in self._keys(start, factor)]
        code = np.concatenate([some[rows] for some, rows in zip(self.codes, found, strict=True)])
        moment = np.concatenate([some[rows] for some, rows in zip(self.moments, found, strict=True)])
        order = np.lexsort((moment, code))
        code, moment = code[order], moment[order]
        return np.asarray(code[1:][(code[1:] == code[:-1]) & (moment[1:] == moment[:-1])], np.int32)
