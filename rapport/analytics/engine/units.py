"""Units as places in arrays: everybody of one bucket and region side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Places = NDArray[np.int32]
Ids = NDArray[np.int64]
_NO_BUCKET = 255
# A table of all ids from the least to the greatest is quicker than a search as long as it is not much longer than they.
_SPARSE = 16


class TwoPlaces(Exception):
    """A customer is in two buckets or two regions, which only SQL tells apart."""


class Register:
    """The places of known ids: each its rank among them, -1 for ids that are not known."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self._least = int(ids.min()) if len(ids) else 0
        span = int(ids.max()) - self._least + 1 if len(ids) else 0
        self._table: Places | None = None
        if span <= _SPARSE * len(ids) + 1:
            self._table = np.full(span + 2, -1, np.int32)
            self._table[ids - self._least + 1] = np.arange(len(ids), dtype=np.int32)

    def places(self, wanted: Ids) -> Places:
        """The place of each id."""
        if self._table is not None:
            return np.take(self._table, wanted - (self._least - 1), mode="clip")
        found = pc.index_in(pa.array(wanted), pa.array(self.ids)).fill_null(-1)
        return np.array(found.to_numpy(zero_copy_only=False), np.int32)


@dataclass(slots=True)
class Words:
    """Each word a number, in the order in which they come; null is no word."""

    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})

    def coded(self, column: pa.Array) -> NDArray[np.int16]:
        """The number of each value; -1 for null."""
        if column.null_count == len(column):
            return np.full(len(column), -1, np.int16)
        encoded = column.dictionary_encode()
        known = [self.numbers.setdefault(word, len(self.numbers)) for word in encoded.dictionary.to_pylist()]
        codes = np.array([*known, -1], np.int16)
        return codes[np.asarray(encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False))]

    @property
    def listed(self) -> list[str]:
        """The words in the order of their numbers."""
        return list(self.numbers)


@dataclass(frozen=True, slots=True)
class Homes:
    """Known customers and the number of the region where each is at home."""

    register: Register
    regions: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Units in the order of their groups, a group being one bucket in one region.

    ``place_of``: where the unit of each code stands. Of each unit in order: ``codes``, ``ids``, ``known`` for those
    that are customers. ``groups``: bucket × the number of regions + region of each group, ``ends``: where each begins
    and ends.
    """

    place_of: Places
    codes: Places
    ids: Ids
    known: NDArray[np.bool_]
    groups: NDArray[np.int32]
    ends: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def whose(self) -> Places:
        """The place of the group of each unit."""
        return np.repeat(np.arange(len(self.groups), dtype=np.int32), np.diff(self.ends))


class Memberships:
    """The kinds of cells that each customer is in: everybody's, of number 0, and those of segments.

    Most are in the register; a member who is in no list of customers may have bought all the same.
    """

    def __init__(self, register: Register, customers: Ids, kinds: Places, *, everybody: bool) -> None:
        rows = register.places(customers)
        lacking = rows < 0
        self._listed = len(register.ids)
        self._others = Register(np.unique(customers[lacking]))
        rows[lacking] = self._listed + self._others.places(customers[lacking])
        count = self._listed + len(self._others.ids) + 1
        if everybody:
            rows = np.concatenate([np.arange(count, dtype=np.int32), rows])
            kinds = np.concatenate([np.zeros(count, np.int32), kinds])
        found = csr_matrix((np.ones(len(rows), np.int8), (rows, kinds)), (count, 1 + int(kinds.max(initial=0))))
        # Who is a member twice counts once.
        found.sum_duplicates()
        self._kinds = found

    def of(self, units: Ordered) -> tuple[Places, Places]:
        """The kinds of all units one after the other, and where those of each begin and end."""
        rows = units.codes.copy()
        others = np.flatnonzero(rows >= self._listed)
        places = self._others.places(units.ids[others])
        rows[others] = self._listed + np.where(places < 0, len(self._others.ids), places)
        found = self._kinds[rows]
        return found.indices, found.indptr


class Coder:
    """Gives the unit of each row a code, batch after batch: customers their rank in the register, others what follows.

    Ids below zero stand for customers who are not known. Regions of rows are -1 where the customer's own counts.
    """

    def __init__(self, homes: Homes) -> None:
        self._register = homes.register
        self._buckets = np.full(len(homes.register.ids), _NO_BUCKET, np.uint8)
        self._regions = homes.regions.copy()
        self._others: list[tuple[Places, Places, Ids, NDArray[np.uint8], NDArray[np.int16]]] = []

    def codes(self, units: Ids, buckets: NDArray[np.uint8], regions: NDArray[np.int16] | None) -> Places:
        """The codes of the units of some rows; raises TwoPlaces."""
        codes = self._register.places(units)
        others = np.flatnonzero(codes < 0).astype(np.int32)
        if len(others):
            theirs = np.full(len(others), -1, np.int16) if regions is None else regions[others]
            self._others.append((codes, others, units[others], buckets[others], theirs))
            rows = np.flatnonzero(codes >= 0)
            found, buckets = codes[rows], buckets[rows]
            regions = None if regions is None else regions[rows]
        else:
            found = codes
        found = found.astype(np.intp)
        before = self._buckets[found]
        self._buckets[found] = buckets
        self._agree(self._buckets[found] == buckets, (before == buckets) | (before == _NO_BUCKET))
        if regions is not None:
            named = regions >= 0
            self._regions[found[named]] = regions[named]
            self._agree(self._regions[found[named]] == regions[named])
        return codes

    def ordered(self, words: Words) -> Ordered:
        """All units that have a row, in the order of their groups; gives the others their codes."""
        ids, buckets, regions = self._with_others()
        used = np.flatnonzero(buckets != _NO_BUCKET).astype(np.int32)
        groups = buckets[used].astype(np.int32) * len(words.numbers) + regions[used]
        # Sorting numbers of 16 bits takes a tenth of the time.
        order = np.argsort(groups.astype(np.uint16) if groups.max(initial=0) < 1 << 16 else groups, kind="stable")
        codes, groups = used[order], groups[order]
        places = np.full(len(ids), -1, np.int32)
        places[codes] = np.arange(len(codes), dtype=np.int32)
        begins = np.flatnonzero(np.diff(groups, prepend=-1))
        ids = ids[codes]
        return Ordered(places, codes, ids, ids >= 0, groups[begins], np.append(begins, len(codes)))

    def _with_others(self) -> tuple[Ids, NDArray[np.uint8], NDArray[np.int16]]:
        ids, buckets, regions = self._register.ids, self._buckets, self._regions
        if not self._others:
            return ids, buckets, regions
        units, theirs, where = (np.concatenate([one[place] for one in self._others]) for place in (2, 3, 4))
        own, ranks = np.unique(units, return_inverse=True)
        span = int(where.max()) + 2
        pairs, ranks = np.unique(ranks * span + where + 1, return_inverse=True)
        codes = (len(ids) + ranks).astype(np.int32)
        low = 0
        for batch, rows, *_ in self._others:
            batch[rows] = codes[low : low + len(rows)]
            low += len(rows)
        first = np.full(len(pairs), _NO_BUCKET, np.uint8)
        first[ranks] = theirs
        self._agree(first[ranks] == theirs)
        own_regions = np.maximum(pairs % span - 1, 0).astype(np.int16)
        return (
            np.concatenate([ids, own[pairs // span]]),
            np.concatenate([buckets, first]),
            np.concatenate([regions, own_regions]),
        )

    @staticmethod
    def _agree(*agreeing: NDArray[np.bool_]) -> None:
        if not all(one.all() for one in agreeing):
            raise TwoPlaces
