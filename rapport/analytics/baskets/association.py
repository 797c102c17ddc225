"""Whether two things are bought together more often than chance would put them: from counts alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from rapport.analytics import intervals
from rapport.analytics.columns import check_confidence
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.multiplicity import adjusted

FEWEST_EXPECTED = 5
CLOSE = 1e-7


@dataclass(frozen=True, slots=True)
class Association:
    """Measures of many pairs (arrays of the same length), with their intervals.

    support
        Share of all baskets that hold both.
    confidence, confidence_back
        Share of the baskets with the first that also hold the second, and the other way round.
    lift
        Support over what it would be by chance: 1 means no connection, 2 twice as often.
    p, p_adjusted
        Chance of a connection at least this strong where there is none; adjusted for all ``tests``.
    exact
        Where Fisher's exact test was used, since fewer than five are expected in a field.
    """

    support: Floats
    support_low: Floats
    support_high: Floats
    confidence: Floats
    confidence_low: Floats
    confidence_high: Floats
    confidence_back: Floats
    confidence_back_low: Floats
    confidence_back_high: Floats
    lift: Floats
    lift_low: Floats
    lift_high: Floats
    p: Floats
    p_adjusted: Floats
    exact: NDArray[np.bool_]
    tests: int


def association(
    both: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    baskets: float,
    *,
    tests: int | None = None,
    worth: ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Association:
    """Support, confidence both ways, lift and test from the baskets with both, the first, the second, and all.

    30 with both, 50 with the first, 40 with the second of 100: support .3, confidence .6 and .75, lift 1.5. Lift has
    the interval of its logarithm (delta method), shares have Wilson's. The test is chi-square, or Fisher's exact one
    where fewer than five are expected in a field. Adjusted after Benjamini & Hochberg for ``tests``: pairs that could
    have been found but are not given count as tests without a finding.

    ``worth`` is what a basket counts where baskets of one customer are alike: 1 on its own, .5 where two say as much
    as one (the inverse design effect, Kish 1965); the chi-square is multiplied by it (Rao & Scott 1981).

    Raises BadQuestion for counts that do not fit together.
    """
    n11, n1, n2, weight = (np.asarray(part, float) for part in np.broadcast_arrays(both, first, second, worth))
    check_confidence(confidence)
    _check(n11, n1, n2, baskets)
    if not np.all((weight > 0) & (weight <= 1)):
        raise BadQuestion("baskets: worth must lie above 0 and up to 1")
    count = max(len(n11), tests or 0)
    low, high = intervals.wilson(n11 * weight, baskets * weight, confidence)
    to, back = (intervals.wilson(n11 * weight, n * weight, confidence) for n in (n1, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = n11 * baskets / (n1 * n2)
        half = intervals.normal_quantile(confidence) * np.sqrt(log_lift_variance(n11, n1, n2, baskets) / weight)
        limits = lift * np.exp(-half), lift * np.exp(half)
    p, exact = _chance(n11, n1, n2, baskets, weight)
    all_p = adjusted(np.concatenate([p, np.ones(count - len(p))]))[: len(p)]
    shares = (n11 / baskets, low, high, n11 / n1, *to, n11 / n2, *back)
    return Association(*shares, lift, *limits, p, all_p, exact, count)


def log_lift_variance(both: Floats, first: Floats, second: Floats, baskets: float) -> Floats:
    """Variance of the logarithm of lift by the delta method, with independent baskets; infinite where none hold both.

    1/both - 1/first - 1/second - 1/baskets + 2·both/(first·second).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = 1 / both - 1 / first - 1 / second - 1 / baskets + 2 * both / (first * second)
    return np.asarray(np.maximum(variance, 0), float)


def fisher(both: int, first: int, second: int, baskets: int) -> float:
    """Fisher's exact two-sided chance: all tables with these margins that are no likelier than this one.

    3 with both, 4 with the first, 4 with the second of 8: .4857.
    """
    low, high = max(0, first + second - baskets), min(first, second)
    k = np.arange(low, high + 1)
    log_chance = _log_choose(first, k) + _log_choose(baskets - first, second - k) - _log_choose(baskets, second)
    chance = np.exp(log_chance)
    return float(min(chance[chance <= chance[both - low] * (1 + CLOSE)].sum(), 1.0))


def _log_choose(n: ArrayLike, k: ArrayLike) -> Floats:
    whole, part = np.asarray(n, float), np.asarray(k, float)
    return np.asarray(special.gammaln(whole + 1) - special.gammaln(part + 1) - special.gammaln(whole - part + 1))


def _chance(n11: Floats, n1: Floats, n2: Floats, n: float, worth: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    least = np.minimum(n1, n - n1) * np.minimum(n2, n - n2) / n
    exact = least < FEWEST_EXPECTED
    with np.errstate(divide="ignore", invalid="ignore"):
        squared = n * (n11 * n - n1 * n2) ** 2 / (n1 * n2 * (n - n1) * (n - n2))
    p = stats.chi2.sf(squared * worth, 1)
    for place in np.flatnonzero(exact):
        p[place] = fisher(int(n11[place]), int(n1[place]), int(n2[place]), int(n))
    return np.asarray(p, float), np.asarray(exact, bool)


def _check(n11: Floats, n1: Floats, n2: Floats, n: float) -> None:
    if not np.all(np.isfinite([n11, n1, n2])) or not np.isfinite(n):
        raise BadQuestion("baskets: a count is missing or not finite")
    if not all(np.array_equal(part, np.floor(part)) for part in (n11, n1, n2, n)):
        raise BadQuestion("baskets: a count is no whole number")
    fits = (n11 >= 0) & (n11 <= n1) & (n11 <= n2) & (n1 + n2 - n11 <= n)
    if not np.all(fits):
        place = int(np.flatnonzero(~fits)[0])
        raise BadQuestion(f"baskets: {n11[place]:g} with both, {n1[place]:g} and {n2[place]:g} of {n:g} cannot be")
    if np.any(n1 <= 0) or np.any(n2 <= 0):
        raise BadQuestion("baskets: something that nobody bought cannot be paired")
