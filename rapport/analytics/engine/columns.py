"""What was read of rows, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from rapport.analytics.engine.worth import Numbers, Truths

_SMALL = 1 << 31


@dataclass(frozen=True, slots=True)
class Column:
    """What is drawn from each row: truths, or amounts × ``scale``, 0 where there is none.

    ``there``: the rows that have an amount; None where all have.
    """

    values: NDArray[Any]
    there: Truths | None = None
    scale: float = 1.0

    @classmethod
    def of(cls, column: pa.Array) -> Column | None:
        """A column as it was read; None where amounts are no whole numbers of 64 bits, or not finite."""
        if pa.types.is_boolean(column.type):
            return cls(column.to_numpy(zero_copy_only=False))
        there = column.is_valid().to_numpy(zero_copy_only=False) if column.null_count else None
        if not pa.types.is_decimal(column.type):
            plain = pc.cast(column, pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False).copy()
            return cls(plain, there) if np.isfinite(plain).all() else None
        halves = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
        halves = halves[column.offset : column.offset + len(column)]
        large = (halves[:, 0] >> 63) != halves[:, 1]
        if (large if there is None else large & there).any():
            return None
        values = halves[:, 0] if there is None else np.where(there, halves[:, 0], 0)
        small = len(values) and values.min() > -_SMALL and values.max() < _SMALL
        return cls(values.astype(np.int32 if small else np.int64), there, 10.0**column.type.scale)

    @classmethod
    def joined(cls, columns: Sequence[Column]) -> Column:
        """Several as one."""
        there = None
        if any(one.there is not None for one in columns):
            there = np.concatenate([np.ones(len(c.values), bool) if c.there is None else c.there for c in columns])
        return cls(np.concatenate([one.values for one in columns]), there, columns[0].scale)

    def take(self, places: Any) -> Column:
        """Those of some rows."""
        return Column(self.values[places], None if self.there is None else self.there[places], self.scale)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: the code of each one's unit, later its place; its step along each timeline; and what is drawn from it.

    ``edges``: where the rows of each stretch of units begin and end, once they are parted.
    """

    codes: NDArray[np.int32]
    steps: dict[str, NDArray[Any]]
    drawn: dict[str, Column]
    edges: Numbers | None = None

    def parted(self, place_of: NDArray[np.int32], size: int, count: int) -> Batch:
        """The same rows, those of each ``size`` units together."""
        places = np.take(place_of, self.codes, mode="clip")
        # Sorting the smallest numbers takes the least time.
        which = (places // size).astype(np.min_scalar_type(count))
        order = np.argsort(which, kind="stable")
        edges = np.concatenate([[0], np.cumsum(np.bincount(which, minlength=count))])
        steps = {name: step[order] for name, step in self.steps.items()}
        return Batch(places[order], steps, {name: one.take(order) for name, one in self.drawn.items()}, edges)

    def part(self, number: int) -> Batch:
        """The rows of one stretch of units."""
        assert self.edges is not None
        some = slice(self.edges[number], self.edges[number + 1])
        steps = {name: step[some] for name, step in self.steps.items()}
        return Batch(self.codes[some], steps, {name: column.take(some) for name, column in self.drawn.items()})

    @classmethod
    def joined(cls, batches: Sequence[Batch]) -> Batch:
        """Several as one."""
        first = batches[0]
        return cls(
            np.concatenate([one.codes for one in batches]),
            {name: np.concatenate([one.steps[name] for one in batches]) for name in first.steps},
            {name: Column.joined([one.drawn[name] for one in batches]) for name in first.drawn},
        )
