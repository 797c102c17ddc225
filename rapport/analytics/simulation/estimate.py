"""A figure with its interval, and the draws that stand for what is not known about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

Scale = Literal["amount", "share"]
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval; without limits it is taken as known.

    Amounts are drawn log-normally, shares logit-normally: on these scales a multiplication, or a change of odds, is a
    step to the side, no draw leaves the possible values, and the median is the figure itself. Wilson's interval of a
    share is symmetric on the logit scale, so its limits are met exactly.
    """

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether nothing is uncertain about it."""
        return self.low is None or self.high is None or self.low == self.high

    def width(self, scale: Scale = "amount") -> float:
        """The standard deviation on the scale the figure is drawn on: from the width of its interval.

        >>> round(Estimate(50, 47, 53).width(), 4), round(Estimate(0.6, 0.55, 0.65).width("share"), 4)
        (0.0306, 0.1067)
        """
        if self.is_known or not self.value or (scale == "share" and self.value >= 1):
            return 0.0
        assert self.low is not None
        assert self.high is not None
        low, high = self._inside(self.low, scale), self._inside(self.high, scale)
        return max(0.0, (_to(high, scale) - _to(low, scale)) / (2 * intervals.normal_quantile()))

    def moved(self, value: float, scale: Scale = "amount") -> Estimate:
        """Another figure that is known as well as this one: the same width on the scale it is drawn on.

        >>> there = Estimate(50, 47, 53).moved(100)
        >>> round(there.low, 1), round(there.high, 1)
        (94.2, 106.2)
        """
        wide = self.width(scale)
        if not wide or not value or (scale == "share" and value >= 1):
            return Estimate(value)
        low, high = Estimate(value).draws(np.array([-1, 1]) * intervals.normal_quantile(), scale, wide)
        # The way there and back costs a last digit, which may be all that the interval is wide.
        return Estimate(value, min(float(low), value), max(float(high), value))

    def draws(self, steps: Floats, scale: Scale = "amount", width: float | None = None) -> Floats:
        """The figure moved by standard normal `steps`; `width` overrules its own interval's.

        >>> Estimate(50, 47, 53).draws(np.array([-1.96, 0.0, 1.96])).round(1).tolist()
        [47.1, 50.0, 53.1]
        """
        wide = self.width(scale) if width is None else width
        if not wide:
            return np.full_like(steps, self.value, float)
        return _back(_to(self._inside(self.value, scale), scale) + wide * steps, scale)

    def _inside(self, limit: float, scale: Scale) -> float:
        """Limits at the very end of what is possible are moved a little inside, where the scale still reaches."""
        if scale == "share":
            return min(max(limit, self._least()), 1 - min(0.001, (1 - self.value) / 2 or 0.001))
        return max(limit, self._least())

    def _least(self) -> float:
        return max(abs(self.value) / 100, CLOSE)


def checked(name: str, estimate: Estimate, scale: Scale) -> None:
    """Refuse what no input can be."""
    for part in (estimate.value, estimate.low, estimate.high):
        if part is not None and not math.isfinite(part):
            raise BadQuestion(f"{name}: {part} is no number")
    if estimate.value < 0:
        raise BadQuestion(f"{name}: {estimate.value} is below zero")
    if scale == "share" and estimate.value > 1:
        raise BadQuestion(f"{name}: a share is at most 1, not {estimate.value}")
    if estimate.low is not None and estimate.high is not None and estimate.low > estimate.high:
        raise BadQuestion(f"{name}: its interval ends ({estimate.high}) before it begins ({estimate.low})")
    if (estimate.low is None) != (estimate.high is None):
        raise BadQuestion(f"{name}: an interval has two ends, and one is missing")
    if estimate.low is not None and estimate.high is not None and not estimate.low <= estimate.value <= estimate.high:
        raise BadQuestion(f"{name}: {estimate.value} lies outside its interval {estimate.low}–{estimate.high}")


def _to(value: float, scale: Scale) -> float:
    return math.log(value / (1 - value)) if scale == "share" else math.log(value)


def _back(points: Floats, scale: Scale) -> Floats:
    if scale == "share":
        return np.asarray(1 / (1 + np.exp(-points)), float)
    return np.asarray(np.exp(points), float)
