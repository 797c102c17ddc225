"""Intervals for shares, means, recommendation scores and differences; numbers or NumPy arrays alike."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats: TypeAlias = NDArray[np.float64]
Bounds: TypeAlias = tuple[Floats, Floats]

NORMAL_FROM_N = 30


def normal_quantile(confidence: float = 0.95) -> float:
    """The two-sided quantile of the normal distribution: 1.96 at 95 %."""
    return float(special.ndtri(0.5 + confidence / 2))


def t_quantile(degrees: ArrayLike, confidence: float = 0.95) -> Floats:
    """The two-sided quantile of Student's distribution; NaN below one degree of freedom."""
    wanted = np.asarray(degrees, float)
    distinct, place = np.unique(wanted, return_inverse=True)
    quantiles = np.where(distinct >= 1, special.stdtrit(np.maximum(distinct, 1), 0.5 + confidence / 2), np.nan)
    return np.asarray(quantiles[place].reshape(wanted.shape), float)


def wilson(hits: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Bounds:
    """Wilson's score interval of a share.

    81 of 263 gives .2553 to .3662; 0 of 10 gives 0 to .2775, where the usual ± would claim certainty.
    """
    hits, n = np.asarray(hits, float), np.asarray(n, float)
    z2 = normal_quantile(confidence) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
        centre = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    low = np.where(hits == 0, 0.0, np.maximum(centre - half, 0))
    high = np.where(hits == n, 1.0, np.minimum(centre + half, 1))
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def mean_interval(mean: ArrayLike, variance_of_mean: ArrayLike, degrees: ArrayLike, confidence: float = 0.95) -> Bounds:
    """Student's interval around a mean.

    Scores 5, 6, 7: mean 6, variance of the mean 1/3, two degrees of freedom: 6 ± 4.303 · .577 = 3.52 to 8.48.
    """
    half = t_quantile(degrees, confidence) * np.sqrt(np.asarray(variance_of_mean, float))
    return np.asarray(mean, float) - half, np.asarray(mean, float) + half


def net_promoter(promoters: ArrayLike, detractors: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Bounds:
    """The interval of a net promoter score, in points from -100 to 100.

    From 30 answers on normal with the variance p + d - (p - d)²: 2,309 promoters and 1,719 detractors of
    5,000 give 11.8 ± 2.466. Below, the adjusted Wald interval: three answers are added, spread as ¾ promoter,
    ¾ detractor and 1½ passive, which keeps it honest where every answer was the same.
    """
    promoters, detractors, n = (np.asarray(part, float) for part in (promoters, detractors, n))
    few = np.where(n < NORMAL_FROM_N, 1.0, 0.0)
    total = n + 3 * few
    with np.errstate(divide="ignore", invalid="ignore"):
        p, d = (promoters + 0.75 * few) / total, (detractors + 0.75 * few) / total
        half = normal_quantile(confidence) * np.sqrt((p + d - (p - d) ** 2) / total)
    low, high = 100 * np.maximum(p - d - half, -1), 100 * np.minimum(p - d + half, 1)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def difference(
    value: ArrayLike, bounds: Bounds, other: ArrayLike, other_bounds: Bounds
) -> tuple[Floats, Floats, Floats]:
    """The difference ``value - other`` of two independent figures with its interval, from their own intervals.

    The distances to the limits are squared and added on each side (of two Wilson intervals this makes Newcombe's):
    56 of 70 against 48 of 80 gives .20 with .0524 to .3339.
    """
    value, other = np.asarray(value, float), np.asarray(other, float)
    low = np.hypot(value - bounds[0], other_bounds[1] - other)
    high = np.hypot(bounds[1] - value, other - other_bounds[0])
    return value - other, value - other - low, value - other + high
