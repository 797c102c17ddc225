"""Scores 1, 2, 3 … by rank or by fixed cuts: equal values always get the same score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from rapport.analytics.columns import numbers
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers


def scores(
    values: ArrayLike,
    *,
    bins: int = 5,
    cuts: Sequence[float] | None = None,
    low_is_best: bool = False,
    place: str = "values",
) -> Integers:
    """A score from 1 to ``bins`` for every value, 1 the least good; of none, none.

    By rank each value stands at its place among all, and equal values share the middle of the places they fill, so
    one score: of 10 values 1 1 1 1 1 1 2 3 4 5 the six ones fill places 1–6, stand at 3.5 of 10, and all get score 2;
    then come 4, 4, 5 and 5, so a score may stay empty. Recency is best where it is low: ``low_is_best``.

    With ``cuts`` (rising) the score is 1 more than the number of cuts reached: cuts 10, 20 make 9 → 1, 10 → 2, 25 → 3,
    and turned round where low is best.

    Raises BadQuestion for values that are no numbers, fewer than two bins and cuts that do not rise.
    """
    given = finite(values, place)
    if cuts is not None:
        return _by_cuts(given, cuts, low_is_best=low_is_best, place=place)
    if bins < 2:
        raise BadQuestion(f"{place}: scores need at least two bins, not {bins}")
    if not len(given):
        return np.zeros(0, np.int64)
    middle = stats.rankdata(-given if low_is_best else given, method="average") - 0.5
    return np.asarray(np.minimum(np.floor(middle * bins / len(given)), bins - 1) + 1, np.int64)


def finite(values: ArrayLike, place: str) -> Floats:
    """The values as one row of numbers. Raises BadQuestion, naming the place, where one is missing or infinite."""
    given = numbers(values, place)
    if given.ndim != 1:
        raise BadQuestion(f"{place}: one row of numbers is needed, not {given.ndim} dimensions")
    broken = int((~np.isfinite(given)).sum())
    if broken:
        raise BadQuestion(f"{place}: {broken} of {len(given)} values are missing or not finite")
    return given


def _by_cuts(values: Floats, cuts: Sequence[float], *, low_is_best: bool, place: str) -> Integers:
    edges = finite(cuts, f"{place}: cuts")
    if not len(edges) or np.any(np.diff(edges) <= 0):
        raise BadQuestion(f"{place}: cuts must rise, at least one of them: {list(cuts)}")
    reached = np.searchsorted(edges, values, side="right")
    return np.asarray(len(edges) + 1 - reached if low_is_best else reached + 1, np.int64)
