"""What an estimator gives and takes, and the ratio that most of them rest on."""

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

OVERDRAWN = "refunds exceed sales, so there is nothing to take a share of"


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


def ratio(top: Floats, bottom: Floats, n: Floats, confidence: float) -> Estimates:
    """Top over bottom (cells × buckets) with the jackknife's interval; no figure where the bottom is below zero."""
    whole = bottom.sum(axis=1)
    value = divided(top.sum(axis=1), np.where(whole < 0, np.nan, whole))
    replicates = jackknife.of_ratio(top, bottom)
    half = jackknife.half_width(replicates, confidence)
    reasons = {int(cell): OVERDRAWN for cell in np.flatnonzero(whole < 0)}
    return Estimates(value, value - half, value + half, n, replicates, reasons)


def divided(top: Floats, bottom: Floats) -> Floats:
    """Top over bottom; NaN where the bottom is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(bottom != 0, top / bottom, np.nan), float)
