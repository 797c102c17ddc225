"""k-means: groups around centres, each customer with the nearest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers

MOST_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Grouping:
    """A grouping of points: the group of each from 0, the centres, and the squared distance to them in all.

    ``converged``: no point would change its group any more. ``likelihood`` and ``belonging`` (the probability with
    which each point is of its group) are those of a mixture, else NaN and None; so are its ``clouds``, the weights,
    centres and covariances.
    """

    group: Integers
    centres: Floats
    within: float
    converged: bool
    likelihood: float = np.nan
    belonging: Floats | None = None
    clouds: tuple[Floats, Floats, Floats] | None = None


def k_means(points: Floats, k: int, random: np.random.Generator, *, starts: int = 10) -> Grouping:
    """The best of several runs of Lloyd's algorithm, begun with centres far apart (k-means++).

    Points 0, 1, 10, 11 on a line in two groups: centres .5 and 10.5, squared distances together 1. Lloyd 1982,
    Arthur & Vassilvitskii 2007.
    """
    found = [_run(points, _spread_centres(points, k, random)) for _ in range(starts)]
    return min(found, key=lambda grouping: grouping.within)


def squared_distances(points: Floats, centres: Floats) -> Floats:
    """Points × centres."""
    cross = points @ centres.T
    squared = (points**2).sum(axis=1)[:, None] - 2 * cross + (centres**2).sum(axis=1)
    return np.asarray(np.maximum(squared, 0))


def _spread_centres(points: Floats, k: int, random: np.random.Generator) -> Floats:
    centres = points[[random.integers(len(points))]]
    nearest = squared_distances(points, centres)[:, 0]
    while len(centres) < k:
        total = nearest.sum()
        chances = nearest / total if total > 0 else None
        following = points[[random.choice(len(points), p=chances)]]
        centres = np.vstack([centres, following])
        nearest = np.minimum(nearest, squared_distances(points, following)[:, 0])
    return centres


def _run(points: Floats, centres: Floats) -> Grouping:
    group = np.full(len(points), -1)
    converged = False
    distances = squared_distances(points, centres)
    for _ in range(MOST_ROUNDS):
        nearest = distances.argmin(axis=1)
        if np.array_equal(nearest, group):
            converged = True
            break
        group = nearest
        centres = _centres(points, group, centres, distances)
        distances = squared_distances(points, centres)
    within = float(distances[np.arange(len(points)), group].sum())
    return Grouping(group.astype(np.int64), centres, within, converged)


def _centres(points: Floats, group: Integers, centres: Floats, distances: Floats) -> Floats:
    k = len(centres)
    count = np.bincount(group, minlength=k)
    sums = np.column_stack([np.bincount(group, weights=column, minlength=k) for column in points.T])
    moved = sums / np.maximum(count, 1)[:, None]
    lonely = np.flatnonzero(count == 0)
    if len(lonely):
        # A centre that lost everybody starts again where points lie farthest from theirs.
        farthest = np.argsort(-distances[np.arange(len(points)), group], kind="stable")[: len(lonely)]
        moved[lonely] = points[farthest]
    return np.asarray(moved)
