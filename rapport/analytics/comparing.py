"""Comparing two cells: the difference with its own interval, instead of looking whether two intervals overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion


@dataclass(frozen=True, slots=True)
class Difference:
    """How much one figure exceeds another. Without limits where one of the two has none."""

    value: float
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


class Measured(Protocol):
    """A figure of a metric with its interval: a row of an answer, or anything made from one."""

    @property
    def metric(self) -> str:
        """The metric's name."""

    @property
    def unit(self) -> str:
        """The unit of the value."""

    @property
    def value(self) -> float | None:
        """The figure; None where there is none."""

    @property
    def low(self) -> float | None:
        """The lower end of its interval."""

    @property
    def high(self) -> float | None:
        """The upper end of its interval."""


def difference(row: Measured, other: Measured) -> Difference | None:
    """``row`` less ``other``, for cells that share nobody: two segments, two regions. None where a figure is missing.

    Satisfied: 80 % (.692–.877) of one segment, 60 % (.490–.700) of another: .20 more, between .052 and .334.
    """
    if (row.metric, row.unit) != (other.metric, other.unit):
        raise BadQuestion(f"compare: {row.metric} in {row.unit} with {other.metric} in {other.unit}")
    if row.value is None or other.value is None:
        return None
    if row.low is None or row.high is None or other.low is None or other.high is None:
        return Difference(row.value - other.value, None, None)
    value, low, high = intervals.difference(row.value, _bounds(row), other.value, _bounds(other))
    return Difference(float(value), float(low), float(high))


def _bounds(row: Measured) -> intervals.Bounds:
    return np.asarray(row.low, float), np.asarray(row.high, float)
