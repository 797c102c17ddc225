"""From parts to figures: the finalisers of metrics, each for all cells at once.

Every estimator reads parts (arrays of cells × buckets) by name and returns `Estimates`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import intervals, jackknife
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Choices

Parts = Mapping[str, Floats]


@dataclass(slots=True)
class Estimates:
    """The figures of all cells: NaN where there is none. ``replicates`` are kept for comparing."""

    value: Floats
    low: Floats
    high: Floats
    n: Floats
    replicates: jackknife.Replicates | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    assumptions: dict[int, str] = field(default_factory=dict)

    def change(
        self, now: NDArray[np.intp], before: NDArray[np.intp], confidence: float
    ) -> tuple[Floats, Floats, Floats]:
        """Value, low and high of the difference between cells ``now`` and cells ``before``."""
        if self.replicates is None:
            bounds = (self.low[now], self.high[now])
            return intervals.difference(
                self.value[now], bounds, self.value[before], (self.low[before], self.high[before])
            )
        kept = self.replicates
        first = jackknife.Replicates(kept.values[now], kept.held[now])
        second = jackknife.Replicates(kept.values[before], kept.held[before])
        change = self.value[now] - self.value[before]
        half = jackknife.half_width(jackknife.difference(first, second), confidence)
        return change, change - half, change + half


class Estimator(Protocol):
    """What a metric does with its parts."""

    @property
    def is_total(self) -> bool:
        """Whether the figure is a sum, exact for any n and zero where nothing happened."""

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The figures of all cells."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, never below ``least``.

    ``counted``: counted, not estimated, so its interval is the figure itself.
    """

    amount: str
    n: str
    counted: bool = False
    least: float = -np.inf
    is_total: bool = True

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The sum over buckets, with the jackknife's interval unless it is counted."""
        value = np.round(parts[self.amount].sum(axis=1), 4)
        n = parts[self.n].sum(axis=1)
        if self.counted:
            return Estimates(value, value, value, n)
        replicates = jackknife.of_total(parts[self.amount])
        half = jackknife.half_width(replicates, confidence)
        return Estimates(value, np.maximum(value - half, self.least), value + half, n, replicates)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum over another, never below ``least``, clustered by customer: the jackknife's interval."""

    top: str
    bottom: str
    n: str = ""
    least: float = -np.inf
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Top over bottom; no figure where the bottom is zero."""
        n = parts[self.n or self.bottom].sum(axis=1)
        estimates = ratio(parts[self.top], parts[self.bottom], n, confidence)
        estimates.low = np.maximum(estimates.low, self.least)
        return estimates


@dataclass(frozen=True, slots=True)
class Share:
    """Hits of tries: Wilson's interval.

    Where one person may give several tries, ``squares`` names the parts Σhits², Σhits·tries and Σtries² over persons.
    The tries are then worth fewer: n is divided by the design effect, which is exactly 1 with one try each. Where all
    hit or all missed no spread is seen, and the answers of one person count as one.
    """

    hits: str
    tries: str
    squares: tuple[str, str, str] | None = None
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Hits over tries; no figure without tries."""
        hits, tries = parts[self.hits].sum(axis=1), parts[self.tries].sum(axis=1)
        share = _divided(hits, tries)
        worth = tries
        if self.squares is not None:
            spread = _spread(parts, self.squares, share)
            plain = tries * share * (1 - share)
            alike = _divided(parts[self.squares[2]].sum(axis=1), tries)
            worth = tries / np.maximum(np.where(plain > 0, _divided(spread, plain), alike), 1)
        low, high = intervals.wilson(share * worth, worth, confidence)
        return Estimates(share, low, high, tries)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of answers: Student's interval, with the spread taken between persons.

    ``squares`` as for `Share`; with one answer each the variance of the mean is the usual s²/n.
    """

    total: str
    count: str
    persons: str
    squares: tuple[str, str, str]
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Total over count; no figure without answers."""
        count, persons = parts[self.count].sum(axis=1), parts[self.persons].sum(axis=1)
        mean = _divided(parts[self.total].sum(axis=1), count)
        spread = np.maximum(_spread(parts, self.squares, mean), 0)
        variance = _divided(spread * _divided(persons, persons - 1), count**2)
        low, high = intervals.mean_interval(mean, variance, persons - 1, confidence)
        return Estimates(mean, low, high, count)


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """Promoters less detractors, in points."""

    promoters: str
    detractors: str
    answers: str
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """100 · (p - d); no figure without answers."""
        promoters, detractors, n = (parts[name].sum(axis=1) for name in (self.promoters, self.detractors, self.answers))
        low, high = intervals.net_promoter(promoters, detractors, n, confidence)
        return Estimates(100 * _divided(promoters - detractors, n), low, high, n)


@dataclass(frozen=True, slots=True)
class Margin:
    """Margin per customer: amounts less their known cost; a declared rate where cost is unknown, or no figure."""

    net: str
    net_with_cost: str
    cost: str
    lines: str
    lines_with_cost: str
    customers: str
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Σ margin / customers; cells whose cost is unknown carry the reason, or the assumption made."""
        rate, customers = choices.margin_rate, parts[self.customers]
        known = parts[self.net_with_cost] - parts[self.cost]
        margin = known + (parts[self.net] - parts[self.net_with_cost]) * (rate or 0)
        estimates = ratio(margin, customers, customers.sum(axis=1), confidence)
        lines, with_cost = parts[self.lines].sum(axis=1), parts[self.lines_with_cost].sum(axis=1)
        for cell in np.flatnonzero(with_cost < lines):
            self._declare(estimates, int(cell), with_cost[cell] / lines[cell], rate)
        return estimates

    @staticmethod
    def _declare(estimates: Estimates, cell: int, known: float, rate: float | None) -> None:
        if rate is not None:
            where = "where no cost is known" if known else "no cost known"
            estimates.assumptions[cell] = f"margin rate of {rate:.1%} declared, {where}"
            return
        estimates.value[cell] = estimates.low[cell] = estimates.high[cell] = np.nan
        estimates.reasons[cell] = f"cost known for only {known:.0%} of the lines" if known else "no cost known"


def ratio(top: Floats, bottom: Floats, n: Floats, confidence: float) -> Estimates:
    """Top over bottom (cells × buckets) with the jackknife's interval."""
    value = _divided(top.sum(axis=1), bottom.sum(axis=1))
    replicates = jackknife.of_ratio(top, bottom)
    half = jackknife.half_width(replicates, confidence)
    return Estimates(value, value - half, value + half, n, replicates)


def _spread(parts: Parts, squares: tuple[str, str, str], ratio: Floats) -> Floats:
    top2, cross, bottom2 = (parts[name].sum(axis=1) for name in squares)
    return np.asarray(top2 - 2 * ratio * cross + ratio**2 * bottom2)


def _divided(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(bottom != 0, top / bottom, np.nan), float)
