"""Whether the shifted beta-geometric model may be believed: each renewal in turn, and those held out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import intervals
from rapport.analytics.cohorts.contracts import Contracts
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models import sbg
from rapport.analytics.models.discrete import Figures
from rapport.analytics.models.sbg import SBGFit, ShiftedBetaGeometric

HELD_OUT = 3


def fit_contracts(found: Contracts, *, confidence: float = 0.95) -> SBGFit:
    """The model fitted to contracts that began at any time, identical rows taken once.

    Raises BadQuestion where that gives no answer.
    """
    rows = np.column_stack([found.periods, found.ended])
    distinct, counts = np.unique(rows, axis=0, return_counts=True)
    if not len(distinct):
        raise BadQuestion("contracts: nobody is left to fit a model to")
    return sbg.fit_durations(distinct[:, 0], distinct[:, 1], weights=counts, confidence=confidence)


@dataclass(frozen=True, slots=True)
class Renewals:
    """At renewal 1, 2 …: ``n`` customers before it whose renewal was seen, the share that ``stayed`` with its Wilson
    interval, and the share ``expected``."""

    number: Floats
    n: Floats
    stayed: Floats
    low: Floats
    high: Floats
    expected: Floats

    @property
    def off(self) -> float:
        """How far the model is off on average, each renewal counting by its customers; NaN where none was seen."""
        if not self.n.sum():
            return float("nan")
        seen = self.n > 0
        return float(np.average(np.abs(self.stayed - self.expected)[seen], weights=self.n[seen]))


def renewals(model: ShiftedBetaGeometric, found: Contracts, *, minimum_n: int = 5) -> Renewals:
    """Each renewal in turn; NaN where fewer than ``minimum_n`` came before one."""
    periods = found.periods.astype(int)
    last = int(periods.max(initial=0))
    gone = np.bincount(periods[found.ended], minlength=last + 1)[1:]
    # Who has taken t renewals was seen at each of them; who ended in period t at each before it, and at that one.
    seen = np.bincount(periods, minlength=last + 1)[::-1].cumsum()[::-1][1:].astype(float)
    number = np.arange(1.0, last + 1)
    enough = seen >= minimum_n
    with np.errstate(divide="ignore", invalid="ignore"):
        stayed = np.where(enough, 1 - gone / seen, np.nan)
    low, high = intervals.wilson(np.where(enough, seen - gone, 0), np.where(enough, seen, 1))
    return Renewals(
        number,
        seen,
        stayed,
        np.where(enough, low, np.nan),
        np.where(enough, high, np.nan),
        model.retention(number) if last else np.zeros(0),
    )


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model, fitted to what was known ``ahead`` periods ago, said of the ``n`` customers there then.

    ``actual`` are still there now, ``expected`` were expected to be, with the limits that doubt about the parameters
    and chance leave to such a count; ``naive`` had the churn so far been the same for all. ``by_tenure``: rows of
    renewals taken, n, share seen with its interval, share expected.
    """

    ahead: int
    n: int
    actual: int
    expected: Figures
    naive: float
    by_tenure: Floats
    fit: SBGFit

    @property
    def error(self) -> float:
        """Expected over actual, less 1."""
        return float(self.expected.values) / self.actual - 1 if self.actual else float("nan")


def held_out(found: Contracts, *, confidence: float = 0.95, minimum_n: int = 5) -> HeldOut:
    """Fit the model without the last third of the periods, and see who stayed in them.

    Raises BadQuestion where that leaves too little to fit or nobody to follow.
    """
    ahead = int(found.watched.max(initial=0)) // HELD_OUT
    if ahead < 1:
        raise BadQuestion("held out: too few renewals were seen to hold any of them out")
    split = found.known - ahead * found.days
    then = found.known_at(split)
    fit = fit_contracts(then, confidence=confidence)
    there = ~then.ended
    taken = then.renewals[there]
    if len(taken) < minimum_n:
        raise BadQuestion(f"held out: {len(taken)} customers were left to follow; it takes {minimum_n}")
    rows, place, counts = np.unique(taken, return_inverse=True, return_counts=True)
    now = np.isin(then.customer[there], found.customer[_gone_by(found, found.known)], invert=True)
    expected = _with_chance(
        fit.figures(lambda model: counts @ _stay(model, rows, ahead)), fit, rows, np.asarray(counts, float), ahead
    )
    lost = then.ended.sum() / max(float(np.where(then.ended, then.periods, then.renewals).sum()), 1.0)
    seen = np.bincount(place.reshape(-1), now, len(rows))
    enough = counts >= minimum_n
    low, high = intervals.wilson(seen, counts, confidence)
    table = np.column_stack([rows, counts, seen / counts, low, high, _stay(fit.model, rows, ahead)])[enough]
    return HeldOut(ahead, len(taken), int(now.sum()), expected, float(len(taken) * (1 - lost) ** ahead), table, fit)


def _with_chance(told: Figures, fit: SBGFit, taken: Floats, counts: Floats, ahead: int) -> Figures:
    """The limits for a count to come: the doubt about the parameters, and that each stays or goes by chance."""
    stay = _stay(fit.model, taken, ahead)
    chance = intervals.normal_quantile(told.confidence) * np.sqrt(counts @ (stay * (1 - stay)))
    low = told.values - np.hypot(told.values - told.low, chance)
    return replace(told, low=low, high=told.values + np.hypot(told.high - told.values, chance))


def _gone_by(found: Contracts, day: float) -> NDArray[np.bool_]:
    return found.ended & (found.began + found.lasted <= day + found.forgiven * found.days)


def _stay(model: ShiftedBetaGeometric, taken: Floats, ahead: int) -> Floats:
    """The chance of who has taken so many renewals to take ``ahead`` more."""
    curve = model.survival(np.arange(int(taken.max(initial=0)) + ahead + 1))
    return np.asarray(curve[taken.astype(int) + ahead] / curve[taken.astype(int)], float)
