"""Whether groups of customers stay equally long: the log-rank test, with every pair under control for many tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from rapport.analytics.columns import labels
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.survival.durations import Durations, checked, risk_table
from rapport.analytics.survival.kaplan_meier import MINIMUM_N

MOST_GROUPS = 50
_SINGULAR = 1e-10


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups against each other; ``adjusted`` is the p-value under control for the number of pairs."""

    group: str
    other: str
    statistic: float
    p_value: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class LogRank:
    """The test over all groups and over each pair of them.

    For each group ``n`` customers, ``observed`` losses and the losses ``expected`` if all groups were alike. Without
    a test (one group, nobody lost) ``statistic`` and ``p_value`` are NaN and ``reason`` says why.
    """

    groups: tuple[str, ...]
    n: tuple[int, ...]
    observed: Floats
    expected: Floats
    statistic: float
    degrees: int
    p_value: float
    pairs: tuple[Pair, ...]
    method: str
    reason: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Test:
    observed: Floats
    expected: Floats
    statistic: float
    degrees: int
    p_value: float


def log_rank(
    lasted: ArrayLike,
    ended: ArrayLike,
    groups: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    minimum_n: int = MINIMUM_N,
) -> LogRank:
    """Whether k groups are lost at the same pace: a χ² of k - 1 degrees from observed and expected losses.

    At each time the losses are expected in proportion to those still watched in each group; the variance is the
    hypergeometric one (Mantel 1966; Peto & Peto 1972). It is strongest where one group is lost faster by the same
    factor all the time, and may miss curves that cross. Pairs carry p-values adjusted after Benjamini & Hochberg 1995.

    ``groups`` is the group of each row, any labels; the rest as in `kaplan_meier`. Groups of fewer than ``minimum_n``
    customers are left out, which ``remarks`` says. Losses at 1, 2, 3, 4, 5 against 6, 7, 8, 9, 10: statistic 9.70,
    p .0018.

    Raises BadQuestion for durations that cannot be, as many labels as there are not rows, or over 50 groups.
    """
    durations = checked(lasted, ended, weights, entry)
    named, place = _groups(groups, len(durations.lasted))
    sizes = np.bincount(place, durations.weights, len(named))
    kept = sizes >= minimum_n
    remarks = _remarks(named, kept, minimum_n)
    inside = kept[place]
    names = [label for label, keep in zip(named, kept, strict=True) if keep]
    if not len(names):
        return _without_test((), (), f"no group has {minimum_n} customers", remarks)
    within = durations.of(inside)
    at_risk, losses = _tables(within, np.cumsum(kept)[place[inside]] - 1, len(names))
    n = tuple(int(size) for size in sizes[kept])
    if len(names) < 2:
        return _without_test(tuple(names), n, "a comparison needs two groups", remarks)
    if not losses.sum():
        return _without_test(tuple(names), n, "nobody was lost", remarks)
    return _with_pairs(names, n, at_risk, losses, remarks)


def _groups(groups: ArrayLike, rows: int) -> tuple[list[str], NDArray[np.intp]]:
    named, place = np.unique(labels(groups, rows, "groups"), return_inverse=True)
    if len(named) > MOST_GROUPS:
        raise BadQuestion(f"groups: {len(named)} of them; at most {MOST_GROUPS} can be compared")
    return [str(label) for label in named], place


def _tables(durations: Durations, place: NDArray[np.intp], count: int) -> tuple[Floats, Floats]:
    times = np.unique(durations.lasted)
    tables = [risk_table(durations.of(place == group), times) for group in range(count)]
    return np.array([table.at_risk for table in tables]), np.array([table.ended for table in tables])


def _with_pairs(names: list[str], n: tuple[int, ...], at_risk: Floats, losses: Floats, remarks: list[str]) -> LogRank:
    whole = _test(at_risk, losses)
    places = list(combinations(range(len(names)), 2))
    tests = [_test(at_risk[list(pair)], losses[list(pair)]) for pair in places]
    corrected = adjusted([test.p_value for test in tests])
    pairs = tuple(
        Pair(names[one], names[other], test.statistic, test.p_value, float(p))
        for (one, other), test, p in zip(places, tests, corrected, strict=True)
    )
    return LogRank(
        tuple(names),
        n,
        whole.observed,
        whole.expected,
        whole.statistic,
        whole.degrees,
        whole.p_value,
        pairs,
        method="log-rank test; pairs adjusted after Benjamini and Hochberg",
        reason="" if whole.degrees else "the groups were never watched at the same time",
        remarks=tuple(remarks),
    )


def _test(at_risk: Floats, losses: Floats) -> _Test:
    all_at_risk, all_losses = at_risk.sum(axis=0), losses.sum(axis=0)
    moved = all_losses > 0
    share = at_risk[:, moved] / all_at_risk[moved]
    n, d = all_at_risk[moved], all_losses[moved]
    expected = share @ d
    spread = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    variance = np.diag(share @ spread) - (share * spread) @ share.T
    gap = losses.sum(axis=1) - expected
    spreads, directions = np.linalg.eigh(variance)
    free = spreads > _SINGULAR * max(spreads[-1], 1e-300)
    degrees = int(free.sum())
    statistic = float(np.sum((directions[:, free].T @ gap) ** 2 / spreads[free])) if degrees else float("nan")
    return _Test(losses.sum(axis=1), expected, statistic, degrees, float(special.chdtrc(degrees, statistic)))


def _without_test(names: tuple[str, ...], n: tuple[int, ...], reason: str, remarks: list[str]) -> LogRank:
    nothing = np.full(len(names), np.nan)
    nan = float("nan")
    return LogRank(names, n, nothing, nothing, nan, 0, nan, (), "log-rank test", reason, tuple(remarks))


def _remarks(labels: list[str], kept: NDArray[np.bool_], minimum_n: int) -> list[str]:
    left_out = [label for label, keep in zip(labels, kept, strict=True) if not keep]
    return [f"Left out with fewer than {minimum_n} customers: {', '.join(left_out)}."] if left_out else []
