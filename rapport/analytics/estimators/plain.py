"""Sums, ratios, shares, means and the net promoter score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import intervals, jackknife
from rapport.analytics.estimators.base import Estimates, Parts, divided, ratio
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Choices


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, never below ``least``.

    ``counted``: counted, not estimated, so its interval is the figure itself. ``to_one``: so many of what is summed
    make one. What does not come out even, such as a twelfth, is so summed in smaller units, to the last digit.
    """

    amount: str
    n: str
    counted: bool = False
    least: float = -np.inf
    to_one: int = 1
    is_total: bool = True

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The sum over buckets, with the jackknife's interval unless it is counted."""
        value = np.round(parts[self.amount].sum(axis=1), 4) / self.to_one
        n = parts[self.n].sum(axis=1)
        if self.counted:
            return Estimates(value, value, value, n)
        replicates = jackknife.of_total(parts[self.amount] / self.to_one)
        half = jackknife.half_width(replicates, confidence)
        return Estimates(value, np.maximum(value - half, self.least), value + half, n, replicates)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum over another, its interval within ``least`` and ``most``, clustered by customer: the jackknife's.

    ``to_one``: so many of the top make one, as in `Total`.
    """

    top: str
    bottom: str
    n: str = ""
    least: float = -np.inf
    most: float = np.inf
    to_one: int = 1
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Top over bottom; no figure where the bottom is zero."""
        n = parts[self.n or self.bottom].sum(axis=1)
        estimates = ratio(parts[self.top] / self.to_one, parts[self.bottom], n, confidence)
        estimates.low = np.maximum(estimates.low, self.least)
        estimates.high = np.minimum(estimates.high, self.most)
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
        """Hits over tries; no figure without tries, nor where hits of another table exceed them."""
        hits, tries = parts[self.hits].sum(axis=1), parts[self.tries].sum(axis=1)
        share = divided(hits, np.where(hits > tries, 0, tries))
        worth = tries
        if self.squares is not None:
            spread = _spread(parts, self.squares, share)
            plain = tries * share * (1 - share)
            alike = divided(parts[self.squares[2]].sum(axis=1), tries)
            worth = tries / np.maximum(np.where(plain > 0, divided(spread, plain), alike), 1)
        low, high = intervals.wilson(share * worth, worth, confidence)
        estimates = Estimates(share, low, high, tries)
        for cell in np.flatnonzero(hits > tries):
            estimates.reasons[int(cell)] = (
                f"the records do not fit together: {hits[cell]:.0f} counted, of {tries[cell]:.0f}"
            )
        return estimates


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
        mean = divided(parts[self.total].sum(axis=1), count)
        spread = np.maximum(_spread(parts, self.squares, mean), 0)
        variance = divided(spread * divided(persons, persons - 1), count**2)
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
        score = 100 * divided(promoters - detractors, n)
        low, high = intervals.net_promoter(promoters, detractors, n, confidence)
        # Of few answers that are all alike the adjusted interval would leave out the score itself.
        return Estimates(score, np.minimum(low, score), np.maximum(high, score), n)


def _spread(parts: Parts, squares: tuple[str, str, str], ratio: Floats) -> Floats:
    top2, cross, bottom2 = (parts[name].sum(axis=1) for name in squares)
    return np.asarray(top2 - 2 * ratio * cross + ratio**2 * bottom2)
