"""The share of customers still there after any time: Kaplan and Meier's estimate with Greenwood's variance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import check_confidence, labels
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats, normal_quantile
from rapport.analytics.survival.durations import Durations, checked, risk_table

IntervalKind = Literal["log-log", "plain"]
MINIMUM_N = 5
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Stay:
    """A time stayed, with its interval; each is None where the curve does not reach it, and ``reason`` says why."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The share still there (a step function): from ``times[i]`` up to the next time it is ``survival[i]``.

    ``low``/``high`` bound it at ``confidence``, NaN where there is no interval (before the first loss, and when
    nobody is left). ``variance`` is Greenwood's. ``at_risk`` were watched just before each time, of whom ``ended``
    were lost then and ``censored`` were last seen then. ``hazard_variance`` is Σ d/(n(n - d)) up to each time.
    """

    times: Floats
    survival: Floats
    low: Floats
    high: Floats
    variance: Floats
    hazard_variance: Floats
    at_risk: Floats
    ended: Floats
    censored: Floats
    n: int
    events: int
    confidence: float
    method: str
    reason: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def last(self) -> float:
        """The longest time anybody was watched."""
        return float(self.times[-1])

    def at(self, times: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Survival with its interval at given times; NaN beyond the last time while somebody is still there."""
        wanted = np.asarray(times, float)
        if np.any(np.isnan(wanted)) or np.any(wanted < 0):
            raise BadQuestion("times: a time is negative or missing")
        place = np.searchsorted(self.times, wanted, side="right") - 1
        known = (wanted <= self.last) | (self.survival[-1] == 0)
        found = (np.where(known, part[place], np.nan) for part in (self.survival, self.low, self.high))
        survival, low, high = found
        return survival, low, high

    def numbers_at_risk(self, times: ArrayLike) -> Floats:
        """How many were still watched just before given times: the row of numbers below a chart."""
        place = np.searchsorted(self.times, np.asarray(times, float), side="left")
        return np.where(place < len(self.times), self.at_risk[np.minimum(place, len(self.times) - 1)], 0.0)

    def quantile(self, share: float) -> Stay:
        """The time by which a share is lost, with the interval of Brookmeyer & Crowley (1982).

        The interval holds the times whose survival interval still holds ``1 - share``.
        """
        if not 0 < share < 1:
            raise BadQuestion(f"share: must lie between 0 and 1, not {share}")
        if self.reason:
            return Stay(reason=self.reason)
        left = 1 - share
        value, low, high = (self._first_below(part, left) for part in (self.survival, self.low, self.high))
        reason = f"fewer than {share:.0%} were lost while they were watched" if value is None else ""
        return Stay(value, low, high, reason)

    @property
    def median(self) -> Stay:
        """The time by which half are lost."""
        return self.quantile(0.5)

    def restricted_mean(self, horizon: float) -> Stay:
        """The mean time stayed within a horizon: the area under the curve up to it, with its interval.

        Raises BadQuestion for a horizon that is not positive; no figure where nobody was watched that long.
        """
        if not horizon > 0:
            raise BadQuestion(f"horizon: must be above 0, not {horizon}")
        if self.reason:
            return Stay(reason=self.reason)
        if horizon > self.last and self.survival[-1] > 0:
            return Stay(reason=f"nobody was watched for as long as {horizon:g}")
        steps = self.times < horizon
        areas = np.diff(np.append(self.times[steps], horizon)) * self.survival[steps]
        beyond = areas[::-1].cumsum()[::-1]
        mean = float(beyond[0])
        half = normal_quantile(self.confidence) * math.sqrt(self._area_variance(beyond, steps))
        return Stay(mean, max(mean - half, 0.0), min(mean + half, horizon))

    def _area_variance(self, beyond: Floats, steps: NDArray[np.bool_]) -> float:
        at_risk, ended = self.at_risk[steps], self.ended[steps]
        left = at_risk - ended
        moved = (ended > 0) & (left > 0)
        return float(np.sum(beyond[moved] ** 2 * ended[moved] / (at_risk[moved] * left[moved])))

    def _first_below(self, curve: Floats, share: float) -> float | None:
        # A limit that is not there yet is above, one that is there no more is below.
        filled = np.where(np.isnan(curve), np.where(self.survival > share, 1.0, 0.0), curve)
        below = np.flatnonzero(filled <= share + _CLOSE)
        return float(self.times[below[0]]) if len(below) else None


def kaplan_meier(
    lasted: ArrayLike,
    ended: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    interval: IntervalKind = "log-log",
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> SurvivalCurve:
    """The share of customers still there after any time, though some are still here and their end is unknown.

    At each time the share goes down by the factor (1 - ended / at risk). Kaplan & Meier 1958; variance by Greenwood
    1926: S² Σ d / (n (n - d)). The interval is taken on the log(-log) scale (Kalbfleisch & Prentice 1980), which stays
    between 0 and 1; ``"plain"`` is S ± z √variance, cut at 0 and 1.

    ``lasted`` in any one unit; ``ended`` whether the end was seen; ``weights`` whole counts of identical rows;
    ``entry`` the age from which a customer was watched. It assumes that who is censored would have gone on like
    the others.

    Durations 9, 19, 32, 34 that ended, 48 and 50 that did not: survival .833 .667 .5 .333 at the four ends; after 19
    the interval is .195 to .904.

    Raises BadQuestion for durations that cannot be (see `durations.checked`). Below ``minimum_n`` customers the curve
    holds NaN and says so in ``reason``.
    """
    if interval not in ("log-log", "plain"):
        raise BadQuestion(f"interval: {interval!r} is not known; use 'log-log' or 'plain'")
    return curve_of(checked(lasted, ended, weights, entry), interval, confidence, minimum_n)


def kaplan_meier_by(
    lasted: ArrayLike,
    ended: ArrayLike,
    groups: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    interval: IntervalKind = "log-log",
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> dict[str, SurvivalCurve]:
    """A curve for each group, in the order of their labels; whether they differ, `log_rank` tells.

    ``groups`` is the label of each row; the rest as in `kaplan_meier`. A group below ``minimum_n`` has a curve of NaN
    with its reason.
    """
    durations = checked(lasted, ended, weights, entry)
    named = labels(groups, len(durations.lasted), "groups")
    return {
        str(label): curve_of(durations.of(named == label), interval, confidence, minimum_n)
        for label in np.unique(named)
    }


def curve_of(
    durations: Durations, interval: IntervalKind = "log-log", confidence: float = 0.95, minimum_n: int = MINIMUM_N
) -> SurvivalCurve:
    """The curve of durations that have been checked; see `kaplan_meier`."""
    check_confidence(confidence)
    table = risk_table(durations, np.unique(np.append(durations.lasted, 0.0)))
    left = table.at_risk - table.ended
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = np.where(table.ended > 0, left / table.at_risk, 1.0)
        terms = np.where(table.ended > 0, table.ended / (table.at_risk * left), 0.0)
    few = durations.n < minimum_n
    survival = np.asarray(np.cumprod(factors) * (np.nan if few else 1.0), float)
    spread = np.asarray(np.cumsum(terms), float)
    low, high = _bounds(survival, spread, interval, confidence)
    with np.errstate(invalid="ignore"):
        variance = np.where(survival == 0, np.nan, survival**2 * spread)
    return SurvivalCurve(
        times=table.times,
        survival=survival,
        low=low,
        high=high,
        variance=variance,
        hazard_variance=spread,
        at_risk=table.at_risk,
        ended=table.ended,
        censored=table.censored,
        n=durations.n,
        events=durations.events,
        confidence=confidence,
        method=f"Kaplan–Meier, Greenwood variance, {interval} interval",
        reason=f"fewer than {minimum_n} customers" if few else "",
        remarks=tuple(_remarks(durations, survival)),
    )


def _bounds(survival: Floats, spread: Floats, interval: IntervalKind, confidence: float) -> tuple[Floats, Floats]:
    z = normal_quantile(confidence)
    inside = (survival > 0) & (survival < 1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if interval == "plain":
            half = z * survival * np.sqrt(spread)
            low, high = np.maximum(survival - half, 0), np.minimum(survival + half, 1)
        else:
            turn = z * np.sqrt(spread) / np.log(survival)
            low, high = survival ** np.exp(-turn), survival ** np.exp(turn)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _remarks(durations: Durations, survival: Floats) -> list[str]:
    remarks = []
    if not durations.events:
        remarks.append("Nobody was lost while they were watched: the curve stays at 1 and has no interval.")
    elif durations.events == durations.n:
        remarks.append("Everybody was lost while they were watched.")
    if durations.enters_late:
        remarks.append("Some customers are watched only from a later age on; they count from then.")
        if np.any(survival[:-1] == 0):
            remarks.append("Early on everybody who was watched was lost: with so few then, the curve cannot be used.")
    return remarks
