"""The rows of an answer column by column: made, joined and kept as arrays, and single rows only at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.answer import Row
from rapport.analytics.engine.garbage import left_alone

AMOUNTS = ("value", "low", "high", "previous", "change", "change_low", "change_high")


@dataclass(frozen=True, slots=True)
class Coded:
    """Few different words in many rows: of each row the number of its word."""

    codes: NDArray[np.int32]
    words: Sequence[Any]

    @classmethod
    def alike(cls, word: Any, count: int) -> Coded:
        """The same word in all rows."""
        return cls(np.zeros(count, np.int32), [word])

    @classmethod
    def joined(cls, columns: Sequence[Coded]) -> Coded:
        """Several one after the other."""
        if all(one.words == columns[0].words for one in columns):
            return cls(np.concatenate([one.codes for one in columns]), columns[0].words)
        numbers: dict[Any, int] = {}
        codes = []
        for one in columns:
            places = [numbers.setdefault(word, len(numbers)) for word in one.words]
            codes.append(np.array(places, np.int32)[one.codes])
        return cls(np.concatenate(codes), list(numbers))

    def listed(self) -> list[Any]:
        """The word of each row."""
        words = np.empty(len(self.words), object)
        words[:] = self.words
        found: list[Any] = words[self.codes].tolist()
        return found


Column: TypeAlias = Coded | NDArray[Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Each column of `Row` by its name; amounts that are not there are NaN.

    >>> amounts = {name: np.array([2.5, np.nan]) for name in AMOUNTS}
    >>> words = {name: Coded.alike("", 2) for name in Row.__slots__}
    >>> plain = {"n": np.array([7, 0]), "complete": np.array([True, False])}
    >>> [(row.value, row.n, row.complete) for row in Listing(words | amounts | plain).rows()]
    [(2.5, 7, True), (None, 0, False)]
    """

    columns: Mapping[str, Column]

    @classmethod
    def joined(cls, listings: Sequence[Listing]) -> Listing:
        """Several one after the other."""
        found: dict[str, Column] = {}
        for name in Row.__slots__:
            columns = [one.columns[name] for one in listings]
            coded = [one for one in columns if isinstance(one, Coded)]
            found[name] = Coded.joined(coded) if coded else np.concatenate(columns)  # type: ignore[arg-type]
        return cls(found)

    def rows(self) -> list[Row]:
        """The rows one by one."""
        with left_alone():
            return list(map(Row, *(_listed(self.columns[name]) for name in Row.__slots__)))


def _listed(column: Column) -> list[Any]:
    if isinstance(column, Coded):
        return column.listed()
    if column.dtype != np.float64:
        plain: list[Any] = column.tolist()
        return plain
    nothing = np.isnan(column)
    if nothing.all():
        return [None] * len(column)
    values = column.astype(object)
    values[nothing] = None
    amounts: list[Any] = values.tolist()
    return amounts
