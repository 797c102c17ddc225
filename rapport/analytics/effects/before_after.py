"""Before and after with a control group: difference in differences, and whether it may be believed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from rapport.analytics import intervals
from rapport.analytics.effects.arms import check_confidence, numbers, too_few, welch_degrees
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import UNKNOWN, Figure
from rapport.analytics.intervals import Floats
from rapport.analytics.wording import counted, customers_are

METHOD = "difference in differences, clustered by customer"
PARTS = ("treated before", "treated after", "control before", "control after")


@dataclass(frozen=True, slots=True)
class Moment:
    """Both groups at one time: their means and how many observations they rest on; None where there are none."""

    time: float
    treated: float | None
    control: float | None
    n_treated: int
    n_control: int


@dataclass(frozen=True, slots=True)
class ParallelTrends:
    """Whether both groups moved alike before it began, which the method takes for granted.

    ``slope`` is how much more the treated rose from one time to the next, ``drift`` what that would make between before
    and after without any effect. ``verdict``: ``alike``, ``apart``, ``unclear`` where a drift as large as the effect
    is not ruled out, ``unknown`` where fewer than two earlier times are there to look at.
    """

    slope: Figure
    drift: Figure
    p: float | None
    periods: int
    verdict: Literal["alike", "apart", "unclear", "unknown"]
    words: str


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """How much more the treated changed than the control group.

    ``effect`` = (treated after - treated before) - (control after - control before), per observation, with Student's
    interval clustered by customer; ``p`` the chance of such a one without an effect; ``series`` both groups over time.
    """

    effect: Figure
    treated_before: float | None
    treated_after: float | None
    control_before: float | None
    control_after: float | None
    p: float | None
    trends: ParallelTrends | None
    series: tuple[Moment, ...]
    n_treated: int
    n_control: int
    observations: int
    method: str = METHOD
    confidence: float = 0.95
    remarks: tuple[str, ...] = ()
    reason: str = ""


def difference_in_differences(
    values: ArrayLike,
    treated: ArrayLike,
    times: ArrayLike,
    begins: float,
    *,
    customers: ArrayLike | None = None,
    confidence: float = 0.95,
) -> DifferenceInDifferences:
    """The effect of something that began for one group and not for the other, one row per customer and time.

    ``times`` are numbers (months, say); those below ``begins`` are before. ``treated`` is the customer's group. Without
    ``customers`` each row is another person's. After Card & Krueger 1994; intervals clustered as in Bertrand, Duflo &
    Mullainathan 2004.

    The treated go from 10 to 16 on average, the others from 9 to 11: the effect is 4.

    >>> before, after = [9, 10, 11, 10, 10] + [8, 9, 10, 9, 9], [15, 16, 17, 15, 17] + [10, 11, 12, 12, 10]
    >>> who = [True] * 5 + [False] * 5
    >>> found = difference_in_differences(before + after, who * 2, [0] * 10 + [1] * 10, 1, customers=[*range(10)] * 2)
    >>> found.effect.value, round(found.effect.low, 1), round(found.effect.high, 1)
    (4.0, 3.0, 5.0)

    Raises BadQuestion for sizes that do not fit, values that are no numbers, or a customer in both groups.
    """
    panel = _panel(values, treated, times, customers)
    _check(begins, confidence)
    after = panel.time >= begins
    sizes = panel.customers_of(True), panel.customers_of(False)
    told = DifferenceInDifferences(
        UNKNOWN, None, None, None, None, None, None, panel.series(), *sizes, len(panel.value), confidence=confidence
    )
    reason = too_few(*sizes) or _one_sided(panel, after)
    if reason:
        return replace(told, reason=reason)
    cell = np.where(panel.treated, 0, 2) + after
    effect, p = panel.contrast(cell, np.array([-1.0, 1, 1, -1]), confidence)
    trends = _trends(panel, after, effect, confidence)
    told = replace(told, effect=effect, p=p, trends=trends, remarks=_remarks(panel, after, trends))
    return _with_means(told, [float(panel.value[cell == number].mean()) for number in range(len(PARTS))])


def _check(begins: float, confidence: float) -> None:
    check_confidence(confidence)
    if not math.isfinite(begins):
        raise BadQuestion(f"effects: begins must be a time, not {begins}")


def _with_means(told: DifferenceInDifferences, means: list[float]) -> DifferenceInDifferences:
    return replace(
        told, treated_before=means[0], treated_after=means[1], control_before=means[2], control_after=means[3]
    )


@dataclass(frozen=True, slots=True)
class _Panel:
    value: Floats
    treated: NDArray[np.bool_]
    time: Floats
    customer: NDArray[np.intp]

    def only(self, chosen: NDArray[np.bool_]) -> _Panel:
        customer = np.unique(self.customer[chosen], return_inverse=True)[1].reshape(int(chosen.sum()))
        return _Panel(self.value[chosen], self.treated[chosen], self.time[chosen], np.asarray(customer, np.intp))

    def customers_of(self, treated: bool) -> int:
        return len(np.unique(self.customer[self.treated == treated]))

    def series(self) -> tuple[Moment, ...]:
        return tuple(self._moment(float(time)) for time in np.unique(self.time))

    def _moment(self, time: float) -> Moment:
        groups = [self.value[(self.time == time) & (self.treated == side)] for side in (True, False)]
        means = [float(group.mean()) if len(group) else None for group in groups]
        return Moment(time, means[0], means[1], len(groups[0]), len(groups[1]))

    def contrast(self, cell: NDArray[np.intp], weights: Floats, confidence: float) -> tuple[Figure, float | None]:
        """A weighted sum of the means of cells, with its spread over customers."""
        count = np.bincount(cell, minlength=len(weights))
        mean = np.bincount(cell, self.value, len(weights)) / np.maximum(count, 1)
        pull = np.bincount(self.customer, (weights / np.maximum(count, 1))[cell] * (self.value - mean[cell]))
        of_treated = np.bincount(self.customer, self.treated) > 0
        variances, degrees = [], []
        for side in (True, False):
            own = pull[of_treated == side]
            variances.append(float(own @ own) * len(own) / (len(own) - 1))
            degrees.append(len(own) - 1)
        return _student(float(weights @ mean), variances, degrees, confidence)


def _student(
    value: float, variances: list[float], degrees: list[int], confidence: float
) -> tuple[Figure, float | None]:
    error = sum(variances)
    if not error > 0:
        return Figure.of(value), None
    freedom = welch_degrees(variances[0], degrees[0], variances[1], degrees[1])
    low, high = intervals.mean_interval(value, error, freedom, confidence)
    return Figure.of(value, float(low), float(high)), 2 * float(special.stdtr(freedom, -abs(value) / math.sqrt(error)))


def _panel(values: ArrayLike, treated: ArrayLike, times: ArrayLike, customers: ArrayLike | None) -> _Panel:
    value, time = numbers(values, "values"), numbers(times, "times")
    group = np.asarray(treated)
    whose = np.arange(len(value)) if customers is None else np.asarray(customers)
    if value.ndim != 1 or any(one.shape != value.shape for one in (group, time, whose)):
        raise BadQuestion("effects: values, treated, times and customers need one entry for each row")
    if not (np.isfinite(value).all() and np.isfinite(time).all()):
        raise BadQuestion("effects: a value or a time is no number")
    if not np.isin(group, (0, 1)).all():
        raise BadQuestion("effects: treated must be true or false in every row")
    number = np.unique(whose, return_inverse=True)[1].reshape(len(value))
    side = np.asarray(group, bool)
    both = np.intersect1d(number[side], number[~side])
    if len(both):
        raise BadQuestion(f"effects: {customers_are(len(both))} in both groups")
    return _Panel(value, side, time, np.asarray(number, np.intp))


def _one_sided(panel: _Panel, after: NDArray[np.bool_]) -> str:
    cell = np.where(panel.treated, 0, 2) + after
    empty = [name for number, name in enumerate(PARTS) if not (cell == number).any()]
    return f"nothing is known of: {', '.join(empty)}" if empty else ""


def _trends(panel: _Panel, after: NDArray[np.bool_], effect: Figure, confidence: float) -> ParallelTrends:
    early = panel.only(~after)
    times, place = np.unique(early.time, return_inverse=True)
    cell = place.reshape(len(early.value)) * 2 + ~early.treated
    seen = np.bincount(cell, minlength=2 * len(times)).reshape(-1, 2)
    if len(times) < 2 or not seen.all() or min(early.customers_of(True), early.customers_of(False)) < 2:
        words = "both groups must have moved alike before; fewer than two earlier times with both cannot show that"
        return ParallelTrends(UNKNOWN, UNKNOWN, None, len(times), "unknown", words)
    off = times - times.mean()
    weights = np.repeat(off / (off @ off), 2) * np.tile([1.0, -1.0], len(times))
    slope, p = early.contrast(cell, weights, confidence)
    ahead = float(np.unique(panel.time[after]).mean() - times.mean())
    drift = Figure.of(*(math.nan if one is None else one * ahead for one in (slope.value, slope.low, slope.high)))
    return _judged(ParallelTrends(slope, drift, p, len(times), "alike", ""), effect)


def _judged(found: ParallelTrends, effect: Figure) -> ParallelTrends:
    if found.slope.low is None:
        same = found.slope.value == 0
        words = "before, both groups moved exactly alike" if same else "before, the groups moved apart"
        return replace(found, verdict="alike" if same else "apart", words=words)
    if found.slope.is_clear:
        words = "before, the groups already moved apart: do not read the difference as an effect"
        return replace(found, verdict="apart", words=words)
    assert found.drift.low is not None
    assert found.drift.high is not None
    if max(-found.drift.low, found.drift.high) >= abs(effect.value or 0):
        words = "before, no difference of trend was seen, but one that explains the whole effect is not ruled out"
        return replace(found, verdict="unclear", words=words)
    return replace(found, words="before, both groups moved alike, as far as can be seen")


def _remarks(panel: _Panel, after: NDArray[np.bool_], trends: ParallelTrends) -> tuple[str, ...]:
    said = [trends.words]
    once = np.setxor1d(panel.customer[after], panel.customer[~after])
    if len(once):
        customers = len(np.unique(panel.customer))
        who = counted(len(once), f"of {customers} customers is", f"of {customers} customers are")
        said.append(f"{who} known only before or only after: the groups changed")
    return tuple(said)
