"""Comparing two cells: the difference with its own interval, instead of looking whether two intervals overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import stats

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion

FEWEST_EXPECTED = 5


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


def chance_of_such_shares(shares: Sequence[tuple[float, int]]) -> float | None:
    """How often shares at least this unlike would come about by chance if all groups were alike (chi-square test).

    Each group is a share and how many it is a share of. None where groups are too few or too small to say: fewer than
    two, or fewer than five expected on either side of one.

    65 of 100 and 50 of 100: expected 57.5 each, chi-square 4.60, chance 0.032.

    >>> round(chance_of_such_shares([(0.65, 100), (0.50, 100)]), 3)
    0.032
    """
    counts = np.array([[round(share * n), n - round(share * n)] for share, n in shares if n])
    if len(counts) < 2:
        return None
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    if (expected < FEWEST_EXPECTED).any():
        return None
    unlike = float(((counts - expected) ** 2 / expected).sum())
    return float(stats.chi2.sf(unlike, len(counts) - 1))


def _bounds(row: Measured) -> intervals.Bounds:
    return np.asarray(row.low, float), np.asarray(row.high, float)
