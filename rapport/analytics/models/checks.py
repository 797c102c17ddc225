"""Whether a model of buying can be trusted: what it says against what was seen, ready for charts.

Nothing is fitted here. The pure functions take a fitted model and histories; `holdout` reads what they need from facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats, mean_interval, wilson
from rapport.analytics.models.model import Fit, PurchaseModel
from rapport.analytics.models.purchases import DAYS, Purchases

MINIMUM_N = 5
DRAWS = 100
SEED = 20_26


@dataclass(frozen=True, slots=True)
class Tracking:
    """Repeat purchases of all customers by week since the start: seen and expected, cumulative and each week.

    ``low``/``high`` bound the expected cumulative number, from the uncertainty of the parameters (NaN where they are
    not sure). Weeks after ``fitted_weeks`` were not seen by the fit. ``error`` is expected / actual - 1 at the end of
    what the fit saw and at the very end.
    """

    weeks: Floats
    actual: Floats
    expected: Floats
    low: Floats
    high: Floats
    actual_weekly: Floats
    expected_weekly: Floats
    fitted_weeks: float
    error_fitted: float
    error: float
    n: int
    method: str


def tracking(
    fit: Fit[Any],
    first: ArrayLike,
    repeats: ArrayLike,
    *,
    days: int,
    fitted_days: int,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Tracking:
    """Repeat purchases week by week against those expected of customers who joined when they did.

    ``first`` counts the customers whose first purchase lies on day 0, 1, 2 …, ``repeats`` the repeat purchases of all
    of them on each day; ``days`` were watched, of which the fit saw ``fitted_days``. Expected at the end of a week:
    Σ over days of joining of customers · E[X(time since)]. Ten on day 0 with E[X(1 week)] = .05: .5 in week 1.

    Raises BadQuestion for counts that are negative or missing, or watched for less than a week.
    """
    joined, bought = _by_day(first, repeats, days, fitted_days)
    ends = np.arange(7, days + 1, 7)
    actual = np.cumsum(bought)[ends - 1]
    expected = _expected(fit.model, joined, ends, DAYS[fit.unit])
    models = fit.models(draws, seed=seed) if fit.fitted.is_sound else []
    low, high = _limits([_expected(model, joined, ends, DAYS[fit.unit]) for model in models], len(ends), confidence)
    seen = max(int(np.searchsorted(ends, fitted_days, side="right")) - 1, 0)
    return Tracking(
        weeks=ends / 7,
        actual=actual,
        expected=expected,
        low=low,
        high=high,
        actual_weekly=np.diff(actual, prepend=0.0),
        expected_weekly=np.diff(expected, prepend=0.0),
        fitted_weeks=fitted_days / 7,
        error_fitted=_off(expected[seen], actual[seen]),
        error=_off(expected[-1], actual[-1]),
        n=round(float(joined.sum())),
        method=f"{fit.model.title}, expected from the day each customer joined",
    )


def _by_day(first: ArrayLike, repeats: ArrayLike, days: int, fitted_days: int) -> tuple[Floats, Floats]:
    if days < 7 or not 0 < fitted_days <= days:
        raise BadQuestion(f"tracking: {days} days watched and {fitted_days} fitted; at least a week is needed")
    joined, bought = _counts("first", first, days), _counts("repeats", repeats, days)
    if not joined.sum():
        raise BadTable("tracking: nobody joined")
    return joined, bought


def _expected(model: PurchaseModel, joined: Floats, ends: NDArray[np.int_], unit_days: int) -> Floats:
    # Who joins during a day has half of it left on average.
    since = np.arange(ends[-1]) + 0.5
    each = np.append(0.0, model.expected_purchases(since / unit_days))
    found = [joined[:end] @ each[end - np.arange(end)] for end in ends]
    return np.array(found, float)


def _limits(drawn: list[Floats], size: int, confidence: float) -> tuple[Floats, Floats]:
    if not drawn:
        return np.full(size, np.nan), np.full(size, np.nan)
    edge = (1 - confidence) / 2
    low, high = np.quantile(np.array(drawn), [edge, 1 - edge], axis=0)
    return np.asarray(low, float), np.asarray(high, float)


def _counts(name: str, given: ArrayLike, days: int) -> Floats:
    counts = np.asarray(given, float)
    if counts.ndim != 1 or not np.all(np.isfinite(counts)) or np.any(counts < 0):
        raise BadQuestion(f"{name}: a count is negative or missing")
    whole = np.zeros(days)
    whole[: min(days, len(counts))] = counts[:days]
    return whole


@dataclass(frozen=True, slots=True)
class FrequencyHistogram:
    """How many customers bought again 0, 1, 2 … times: seen and expected; the last holds that many or more."""

    frequency: NDArray[np.int_]
    actual: Floats
    expected: Floats
    n: int
    method: str


def frequency_histogram(fit: Fit[Any], history: Purchases, *, most: int = 7) -> FrequencyHistogram:
    """Customers by number of repeat purchases against Σ P(X(age) = x) of the model.

    Raises BadTable for nobody, BadQuestion for fewer than one bar.
    """
    _check(fit, history, most)
    ages, place = np.unique(history.age, return_inverse=True)
    counts = np.bincount(place, history.weight)
    expected = [float(counts @ fit.model.probability_of_purchases(x, ages)) for x in range(most)]
    capped = np.minimum(history.frequency, most).astype(int)
    return FrequencyHistogram(
        frequency=np.arange(most + 1),
        actual=np.asarray(np.bincount(capped, history.weight, most + 1), float),
        expected=np.array([*expected, max(counts.sum() - sum(expected), 0.0)]),
        n=history.n,
        method=f"{fit.model.title}, repeat purchases within each customer's age; the last bar is {most} or more",
    )


@dataclass(frozen=True, slots=True)
class ConditionalExpectation:
    """Mean purchases in the hold-out by frequency before: seen (with t interval) and expected; the last is or more.

    NaN where fewer than the minimum of customers stand behind a point.
    """

    frequency: NDArray[np.int_]
    n: Floats
    actual: Floats
    low: Floats
    high: Floats
    expected: Floats
    length: float
    unit: str
    method: str


def conditional_expectation(
    fit: Fit[Any],
    history: Purchases,
    later: ArrayLike,
    length: float,
    *,
    most: int = 7,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> ConditionalExpectation:
    """What customers with x repeats bought in the hold-out of ``length`` (in the fit's unit), against the model.

    ``later`` are each customer's purchases in it. Raises BadTable and BadQuestion as `holdout_error`.
    """
    _check(fit, history, most)
    bought = _later(history, later, length)
    expected = fit.model.conditional_expected_purchases(length, history)
    group = np.minimum(history.frequency, most).astype(int)
    n, total, squares, model = (
        np.asarray(np.bincount(group, history.weight * part, most + 1), float)
        for part in (1.0, bought, bought**2, expected)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        variance = np.maximum(squares - n * mean**2, 0) / (n * (n - 1))
        points = mean, *mean_interval(mean, variance, n - 1, confidence), model / n
    actual, low, high, said = (np.where(n >= minimum_n, point, np.nan) for point in points)
    return ConditionalExpectation(
        np.arange(most + 1),
        n,
        actual,
        low,
        high,
        said,
        float(length),
        history.unit,
        f"{fit.model.title}, given frequency, recency and age; the last point is {most} or more",
    )


@dataclass(frozen=True, slots=True)
class HoldoutError:
    """How far the model is off in a hold-out, beside the naive guess that each goes on at their rate so far.

    ``error`` is expected / actual - 1 over all customers; the absolute and squared errors are per customer.
    """

    n: int
    actual: float
    expected: float
    error: float
    mean_absolute: float
    root_mean_square: float
    naive_expected: float
    naive_mean_absolute: float
    naive_root_mean_square: float
    length: float
    unit: str
    reason: str


def holdout_error(
    fit: Fit[Any], history: Purchases, later: ArrayLike, length: float, *, minimum_n: int = MINIMUM_N
) -> HoldoutError:
    """The errors over ``length`` after the histories, for ``later`` purchases of each customer in it.

    Raises BadTable for nobody or another unit, BadQuestion for a length that is not above 0 or counts that cannot be.
    """
    _check(fit, history, 1)
    bought = _later(history, later, length)
    expected = fit.model.conditional_expected_purchases(length, history)
    naive = np.divide(history.frequency, history.age, out=np.zeros(len(history)), where=history.age > 0) * length
    weight, n = history.weight, history.n
    few = n < minimum_n

    def shown(value: float | Floats) -> float:
        return float("nan") if few else float(value)

    return HoldoutError(
        n=n,
        actual=shown(weight @ bought),
        expected=shown(weight @ expected),
        error=shown(_off(weight @ expected, weight @ bought)),
        mean_absolute=shown(weight @ np.abs(expected - bought) / weight.sum()),
        root_mean_square=shown(np.sqrt(weight @ (expected - bought) ** 2 / weight.sum())),
        naive_expected=shown(weight @ naive),
        naive_mean_absolute=shown(weight @ np.abs(naive - bought) / weight.sum()),
        naive_root_mean_square=shown(np.sqrt(weight @ (naive - bought) ** 2 / weight.sum())),
        length=float(length),
        unit=history.unit,
        reason=f"fewer than {minimum_n} customers" if few else "",
    )


@dataclass(frozen=True, slots=True)
class AliveCalibration:
    """Customers in groups of rising P(alive): who the model says will buy in the hold-out, and who did.

    Nobody can see who is alive, only who bought: ``expected`` is the mean chance of a purchase in the hold-out,
    ``actual`` the share that made one (Wilson ``low``/``high``), ``alive`` the mean P(alive). ``brier`` is the mean
    squared error of that chance (0 is perfect); NaN for a group below the minimum.
    """

    alive: Floats
    expected: Floats
    actual: Floats
    low: Floats
    high: Floats
    n: Floats
    brier: float
    length: float
    unit: str
    method: str
    remarks: tuple[str, ...]


def alive_calibration(
    fit: Fit[Any],
    history: Purchases,
    later: ArrayLike,
    length: float,
    *,
    groups: int = 10,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> AliveCalibration:
    """Whether customers whom the model gives a chance of 30 % to buy again do so in 30 of 100 cases.

    Groups are of about equal size by P(alive); customers with the same P(alive) stay together, so there may be fewer.
    """
    _check(fit, history, groups)
    bought = _later(history, later, length) > 0
    alive = fit.model.probability_alive(history)
    chance = 1 - fit.model.conditional_probability(0, length, history)
    place = _groups(alive, history.weight, groups)
    parts = (1.0, alive, chance, bought)
    n, alive_sum, chance_sum, hits = (np.asarray(np.bincount(place, history.weight * part), float) for part in parts)
    low, high = wilson(hits, n, confidence)
    enough = n >= minimum_n
    remarks = [*fit.model.remarks] if np.any(alive == 1) else []
    brier = float(history.weight @ (chance - bought) ** 2 / history.weight.sum())
    return AliveCalibration(
        alive=np.where(enough, alive_sum / n, np.nan),
        expected=np.where(enough, chance_sum / n, np.nan),
        actual=np.where(enough, hits / n, np.nan),
        low=np.where(enough, low, np.nan),
        high=np.where(enough, high, np.nan),
        n=n,
        brier=brier if history.n >= minimum_n else np.nan,
        length=float(length),
        unit=history.unit,
        method=f"{fit.model.title}, chance to buy within {length:g} {history.unit}s, by P(alive); Wilson interval",
        remarks=tuple(remarks),
    )


def _groups(alive: Floats, weight: Floats, groups: int) -> NDArray[np.intp]:
    _, place = np.unique(alive, return_inverse=True)
    held = np.bincount(place, weight)
    middle = (np.cumsum(held) - held / 2) / held.sum()
    _, number = np.unique(np.floor(middle * groups), return_inverse=True)
    return np.asarray(number[place], np.intp)


def _check(fit: Fit[Any], history: Purchases, least: int) -> None:
    if not len(history):
        raise BadTable("purchases: there is nobody in this population")
    if fit.unit != history.unit:
        raise BadTable(f"purchases: their time is in {history.unit}s, the model was fitted in {fit.unit}s")
    if least < 1:
        raise BadQuestion(f"checks: at least one group is needed, not {least}")


def _later(history: Purchases, later: ArrayLike, length: float) -> Floats:
    bought = np.asarray(later, float)
    if not np.isfinite(length) or length <= 0:
        raise BadQuestion(f"hold-out: its length must be above 0, not {length}")
    if bought.shape != history.frequency.shape:
        raise BadQuestion(f"hold-out: {bought.size} counts beside {len(history)} customers")
    if not np.all(np.isfinite(bought)) or np.any((bought < 0) | (bought != np.floor(bought))):
        raise BadQuestion("hold-out: a count is negative, missing or no whole number")
    return bought


def _off(expected: float | Floats, actual: float | Floats) -> float:
    return float(expected / actual - 1) if actual > 0 else float("nan")
