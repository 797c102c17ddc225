"""Figures that compare or combine: the lift over those held out, and an index of weighted parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import intervals, jackknife
from rapport.analytics.estimators.base import Estimates, Parts, divided
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Choices


@dataclass(frozen=True, slots=True)
class ShareLift:
    """How many more of the treated than of those held out did something: Newcombe's interval of the difference."""

    hits: str
    tries: str
    hits_of_others: str
    others: str
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The difference of two shares; none where one arm is empty. n counts both arms."""
        hits, tries, other_hits, others = (
            parts[name].sum(axis=1) for name in (self.hits, self.tries, self.hits_of_others, self.others)
        )
        first, second = intervals.wilson(hits, tries, confidence), intervals.wilson(other_hits, others, confidence)
        lift = intervals.difference(divided(hits, tries), first, divided(other_hits, others), second)
        return Estimates(*lift, tries + others)


@dataclass(frozen=True, slots=True)
class MeanLift:
    """How much more a treated customer brought than one held out: Welch's interval of the difference of means.

    ``squares`` name the parts Σamount² of both arms. ``lines`` and ``costed``, where given, count lines and those
    whose cost is known: unless all are, there is no figure.
    """

    sums: tuple[str, str]
    squares: tuple[str, str]
    tries: tuple[str, str]
    lines: str = ""
    costed: str = ""
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The difference of two means; none where one arm is empty. n counts both arms."""
        arms = [self._arm(parts, place) for place in (0, 1)]
        (mean, error, n), (other, other_error, others) = arms
        error2 = error + other_error
        degrees = divided(error2**2, divided(error**2, n - 1) + divided(other_error**2, others - 1))
        change = mean - other
        half = intervals.t_quantile(np.nan_to_num(degrees), confidence) * np.sqrt(error2)
        estimates = Estimates(change, change - half, change + half, n + others)
        if self.lines:
            lines, costed = parts[self.lines].sum(axis=1), parts[self.costed].sum(axis=1)
            for cell in np.flatnonzero(costed < lines):
                estimates.reasons[int(cell)] = f"cost known for only {costed[cell] / lines[cell]:.0%} of the lines"
        return estimates

    def _arm(self, parts: Parts, place: int) -> tuple[Floats, Floats, Floats]:
        total, squared, n = (parts[names[place]].sum(axis=1) for names in (self.sums, self.squares, self.tries))
        mean = divided(total, n)
        variance = np.maximum(divided(squared - n * mean**2, n - 1), 0)
        return mean, divided(variance, n), n


@dataclass(frozen=True, slots=True)
class Index:
    """A weighted mean of shares from 0 to 1, out of 100, with its declared weights said beside it.

    ``shares``: for each weight its name in words, the part above and the part below the line, and the part that tells
    whether its table holds anything. Those ``inverted`` count what is not above the line. A share of which nothing is
    recorded, or of which a cell has nobody, drops out; the others keep their proportions, and the words say so.
    """

    shares: tuple[tuple[str, str, str, str], ...]
    n: str
    inverted: tuple[str, ...] = ()
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """100 · Σ weight · share / Σ weight, with the jackknife's interval."""
        tops = np.stack([self._top(parts, *names) for names in self.shares])
        bottoms = np.stack([parts[bottom] for _, _, bottom, _ in self.shares])
        recorded = np.array([parts[seen].sum() > 0 for _, _, _, seen in self.shares])
        used = np.array(choices.health_weights)[:, None] * (recorded[:, None] & (bottoms.sum(axis=2) > 0))
        value = _weighted(tops.sum(axis=2), bottoms.sum(axis=2), used)
        without = (tops.sum(axis=2)[..., None] - tops, bottoms.sum(axis=2)[..., None] - bottoms)
        replicates = jackknife.Replicates(_weighted(*without, used[..., None]), parts[self.n] > 0)
        half = jackknife.half_width(replicates, confidence)
        n = parts[self.n].sum(axis=1)
        estimates = Estimates(value, np.maximum(value - half, 0), np.minimum(value + half, 100), n, replicates)
        for cell in range(value.size):
            estimates.assumptions[cell] = self._said(used[:, cell])
        return estimates

    def _top(self, parts: Parts, name: str, top: str, bottom: str, seen: str) -> Floats:
        return parts[bottom] - parts[top] if name in self.inverted else parts[top]

    def _said(self, weights: Floats) -> str:
        total = weights.sum() or 1.0
        said = [f"{weight / total:.0%} {names[0]}" for names, weight in zip(self.shares, weights, strict=True)]
        return f"weights declared: {', '.join(said)}"


def _weighted(tops: Floats, bottoms: Floats, weights: Floats) -> Floats:
    shares = np.nan_to_num(divided(tops, bottoms))
    return 100 * divided((shares * weights).sum(axis=0), np.broadcast_to(weights, shares.shape).sum(axis=0))
