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

    ``parts``: for each weight its name in words, the part above and the part below the line. A share of which a cell
    knows nothing drops out, the others keep their proportions, and the words say so.
    """

    shares: tuple[tuple[str, str, str], ...]
    n: str
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """100 · Σ weight · share / Σ weight, with the jackknife's interval."""
        weights = np.array(choices.health_weights)
        tops = np.stack([parts[top] for _, top, _ in self.shares])
        bottoms = np.stack([parts[bottom] for _, _, bottom in self.shares])
        known = bottoms.sum(axis=2) > 0
        used = weights[:, None] * known
        value = self._weighted(tops.sum(axis=2), bottoms.sum(axis=2), used)
        left_out = (tops.sum(axis=2)[..., None] - tops, bottoms.sum(axis=2)[..., None] - bottoms)
        replicates = jackknife.Replicates(self._weighted(*left_out, used[..., None]), parts[self.n] > 0)
        half = jackknife.half_width(replicates, confidence)
        n = parts[self.n].sum(axis=1)
        estimates = Estimates(value, np.maximum(value - half, 0), np.minimum(value + half, 100), n, replicates)
        for cell in range(value.size):
            estimates.assumptions[cell] = self._said(used[:, cell])
        return estimates

    @staticmethod
    def _weighted(tops: Floats, bottoms: Floats, weights: Floats) -> Floats:
        shares = np.nan_to_num(divided(tops, bottoms))
        return 100 * divided((shares * weights).sum(axis=0), np.broadcast_to(weights, shares.shape).sum(axis=0))

    def _said(self, weights: Floats) -> str:
        total = weights.sum() or 1.0
        said = [f"{weight / total:.0%} {name}" for (name, _, _), weight in zip(self.shares, weights, strict=True)]
        return f"weights declared: {', '.join(said)}"
