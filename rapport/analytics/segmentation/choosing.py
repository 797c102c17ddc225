"""How many groups there are, and whether they would be found again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.spatial import distance

from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.segmentation.k_means import Grouping, k_means

Group: TypeAlias = Callable[[Floats, int, np.random.Generator], Grouping]

STABLE_FROM, DISSOLVED_BELOW = 0.75, 0.5
MOST_FOR_SILHOUETTE, MOST_FOR_GAP, MOST_FOR_STABILITY = 2_000, 1_000, 2_000
REFERENCES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What speaks for a number of groups: the mean silhouette and the gap with its error, the lower BIC of mixtures.

    ``silhouette`` from -1 to 1, NaN for one group. ``gap`` NaN where it was not worked out, ``bic`` but for mixtures.
    """

    k: int
    within: float
    silhouette: float
    gap: float
    gap_error: float
    bic: float


def mean_silhouette(points: Floats, group: Integers) -> float:
    """How much nearer points are to their own group than to the next: near 1 apart, near 0 touching, NaN of one group.

    For each point (b - a)/max(a, b), with a the mean distance to the others of its group and b to those of the nearest
    other group; 0 for a point alone. Points 0, 1, 10, 11 in two groups: (.9048 + .8947)/2 = .8997. Rousseeuw 1987.
    """
    names, place = np.unique(group, return_inverse=True)
    if len(names) < 2:
        return float("nan")
    count = np.bincount(place)
    belongs = np.eye(len(names))[place]
    to_groups = distance.cdist(points, points) @ belongs
    own = to_groups[np.arange(len(points)), place]
    to_own = own / np.maximum(count[place] - 1, 1)
    means = np.where(belongs == 1, np.inf, to_groups / count)
    to_next = means.min(axis=1)
    widest = np.maximum(to_own, to_next)
    values = np.where((count[place] > 1) & (widest > 0), (to_next - to_own) / np.where(widest > 0, widest, 1), 0)
    return float(values.mean())


def gaps(points: Floats, most: int, random: np.random.Generator) -> tuple[Floats, Floats]:
    """For 1 … ``most`` groups how much tighter k-means finds these points than evenly strewn ones, with its error.

    The gap is the mean log of the squared distances of ten strewn sets less that of the points; strewn over the box
    along the points' own axes. Tibshirani, Walther & Hastie 2001.
    """
    middle = points.mean(axis=0)
    axes = np.linalg.svd(points - middle, full_matrices=False)[2]
    turned = (points - middle) @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    strewn = [random.uniform(low, high, turned.shape) for _ in range(REFERENCES)]
    expected = np.array([[_log_within(one, k, random) for k in range(1, most + 1)] for one in strewn])
    found = np.array([_log_within(turned, k, random) for k in range(1, most + 1)])
    return expected.mean(axis=0) - found, expected.std(axis=0) * np.sqrt(1 + 1 / REFERENCES)


def first_gap(gap: Floats, error: Floats) -> int:
    """The smallest number of groups whose gap is not clearly below the next one's; 1 where there are none."""
    enough = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    return int(enough[0]) + 1 if len(enough) else len(gap)


def stability(
    points: Floats, group: Integers, make: Group, random: np.random.Generator, *, resamples: int = 50
) -> Floats:
    """For every group the mean likeness (Jaccard) to the most like group found in customers drawn anew; NaN if never.

    Drawn with replacement, at most 2,000 at a time, and grouped again; the likeness is shared over in either, among
    those drawn. Hennig 2007.
    """
    k = int(group.max()) + 1
    size = min(len(points), MOST_FOR_STABILITY)
    found = np.full((resamples, k), np.nan)
    for row in found:
        drawn = random.integers(len(points), size=size)
        again = make(points[drawn], k, random).group
        once, first = np.unique(drawn, return_index=True)
        row[:] = _likeness(group[once], again[first], k)
    seen = ~np.isnan(found)
    total = np.where(seen, found, 0).sum(axis=0)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen.any(axis=0), total / seen.sum(axis=0), np.nan))


def stability_word(value: float) -> str:
    """``stable`` from .75 on, ``doubtful`` down to .5, ``dissolved`` below, ``unknown`` without a value."""
    if np.isnan(value):
        return "unknown"
    if value >= STABLE_FROM:
        return "stable"
    return "dissolved" if value < DISSOLVED_BELOW else "doubtful"


def some(points: Floats, most: int, random: np.random.Generator) -> Integers:
    """The places of at most so many points, drawn without replacement; all where there are no more."""
    if len(points) <= most:
        return np.arange(len(points))
    return np.sort(random.choice(len(points), most, replace=False))


def _log_within(points: Floats, k: int, random: np.random.Generator) -> float:
    return float(np.log(max(k_means(points, k, random, starts=2).within, 1e-300)))


def _likeness(before: Integers, after: Integers, k: int) -> Floats:
    both = np.zeros((k, k))
    np.add.at(both, (before, after), 1)
    size, other = both.sum(axis=1), both.sum(axis=0)
    either = size[:, None] + other[None, :] - both
    best = (both / np.maximum(either, 1)).max(axis=1)
    return np.asarray(np.where(size > 0, best, np.nan))
