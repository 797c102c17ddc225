"""Histories of purchases: those of the CDNOW study, and simulated ones whose parameters are known."""

from __future__ import annotations

from functools import cache

import numpy as np
from lifetimes.datasets import load_cdnow_summary, load_cdnow_summary_data_with_monetary_value
from numpy.typing import ArrayLike

from rapport.analytics.models.purchases import Purchases, purchases_of


@cache
def cdnow() -> Purchases:
    """2,357 customers over 39 weeks."""
    frame = load_cdnow_summary()
    return purchases_of(frame["frequency"], frame["recency"], frame["T"])


@cache
def cdnow_with_spend() -> Purchases:
    """The same with the mean amount of the repeats."""
    frame = load_cdnow_summary_data_with_monetary_value()
    return purchases_of(frame["frequency"], frame["recency"], frame["T"], spend=frame["monetary_value"], unit="day")


def one(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Purchases:
    """A few customers."""
    return purchases_of(np.atleast_1d(frequency), np.atleast_1d(recency), np.atleast_1d(age))


def simulated(
    n: int, seed: int, *, r: float = 0.8, alpha: ArrayLike = 5.0, a: ArrayLike = 0.8, b: ArrayLike = 3.0
) -> Purchases:
    """A BG/NBD process over 20 to 80 weeks."""
    chance = np.random.default_rng(seed)
    age = chance.uniform(20, 80, n)
    rate = chance.gamma(r, 1 / np.asarray(alpha), n)
    lasts = chance.geometric(np.maximum(chance.beta(a, b, n), 1e-12))
    possible = chance.poisson(rate * age)
    whose = np.repeat(np.arange(n), possible)
    when = np.sort(whose + chance.random(len(whose))) - whose
    kept = np.arange(len(whose)) - np.repeat(np.cumsum(possible) - possible, possible) < lasts[whose]
    frequency, recency = np.bincount(whose[kept], minlength=n), np.zeros(n)
    np.maximum.at(recency, whose[kept], (when * age[whose])[kept])
    return purchases_of(frequency, recency, age)
