"""The grouped jackknife over the buckets of customers.

A figure is computed anew 64 times, each time without the customers of one bucket; how much it moves tells its
uncertainty. The buckets hold whole customers, so orders of one customer never count as independent, and their
parts add up, so one pass over the facts is enough. The same facts give the same interval, always.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.intervals import Floats, t_quantile

LEAST_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Replicates:
    """The figure of every cell with each bucket left out (cells × buckets), and which buckets held anything."""

    values: Floats
    held: NDArray[np.bool_]


def without_each(by_bucket: Floats) -> Floats:
    """The total without each bucket in turn: ``[[1, 2, 3]]`` gives ``[[5, 4, 3]]``."""
    return np.asarray(by_bucket.sum(axis=1, keepdims=True) - by_bucket)


def of_ratio(top: Floats, bottom: Floats) -> Replicates:
    """Replicates of top / bottom, both as cells × buckets."""
    less = without_each(bottom)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(less != 0, without_each(top) / less, np.nan)
    return Replicates(values, (top != 0) | (bottom != 0))


def of_total(amount: Floats) -> Replicates:
    """Replicates of a total: what the other buckets would make of the whole, with all buckets counted."""
    groups = amount.shape[1]
    return Replicates(without_each(amount) * groups / (groups - 1), np.ones(amount.shape, bool))


def half_width(replicates: Replicates, confidence: float = 0.95) -> Floats:
    """Half the interval: t · √((g - 1)/g · Σ (replicate - their mean)²) over the g buckets that held anything.

    Ratios 2, 2, 3, 3, 3 with one of five buckets left out: √(4/5 · 1.2) = .98, times t(4) = 2.776 makes 2.72.
    NaN where fewer than five buckets held anything, or one of them alone held the denominator.
    """
    held, values = replicates.held, replicates.values
    groups = held.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(held, values, 0).sum(axis=1) / groups
        squares = np.where(held, (values - mean[:, None]) ** 2, 0).sum(axis=1)
        variance = squares * (groups - 1) / groups
    variance = np.where(groups >= LEAST_GROUPS, variance, np.nan)
    return np.asarray(t_quantile(groups - 1, confidence) * np.sqrt(variance))


def difference(now: Replicates, before: Replicates) -> Replicates:
    """Replicates of the difference of two figures of the same customers: what moves both cancels out."""
    return Replicates(now.values - before.values, now.held | before.held)
