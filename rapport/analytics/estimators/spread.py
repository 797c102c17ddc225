"""Figures that need the whole distribution: quantiles and concentration, from histograms that add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import intervals, jackknife
from rapport.analytics.estimators.base import Estimates, Parts, divided
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Choices


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of times, from a histogram whose bins grow by a constant factor.

    ``bins`` name the parts that count the times below the first edge, between neighbouring edges, and above the last
    one. Within a bin times lie evenly on the logarithmic scale (in the first, evenly), so the figure is off by at most
    the width of its bin and, where times lie smoothly, by a small part of it. ``scale`` divides it: 60 for hours.

    Interval after Woodruff 1952: Wilson's interval of the share of times below the figure, its n divided by the
    design effect that the jackknife over buckets finds, read back on the scale of times.
    """

    bins: tuple[str, ...]
    edges: tuple[float, ...]
    q: float = 0.5
    scale: float = 1.0
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The quantile of each cell; none without times."""
        by_bin = np.stack([parts[name].sum(axis=1) for name in self.bins])
        n = by_bin.sum(axis=0)
        value = self._read(by_bin, np.full(n.shape, self.q))
        worth = n / self._design_effect(parts, by_bin, n)
        low, high = intervals.wilson(self.q * worth, worth, confidence)
        bounds = (self._read(by_bin, low) / self.scale, self._read(by_bin, high) / self.scale)
        return Estimates(value / self.scale, *bounds, n)

    def _read(self, by_bin: Floats, share: Floats) -> Floats:
        upto = np.cumsum(by_bin, axis=0)
        wanted = np.nan_to_num(share) * upto[-1]
        place, cells = self._place(upto, wanted), np.arange(by_bin.shape[1])
        below = np.where(place > 0, upto[place - 1, cells], 0)
        part = np.clip(np.nan_to_num(divided(wanted - below, by_bin[place, cells])), 0, 1)
        lower, upper = np.array([0.0, *self.edges])[place], np.array([*self.edges, self.edges[-1]])[place]
        with np.errstate(divide="ignore", invalid="ignore"):
            smooth = np.where(lower > 0, lower * (upper / np.where(lower > 0, lower, 1)) ** part, upper * part)
        return np.asarray(np.where(upto[-1] > 0, smooth, np.nan), float)

    @staticmethod
    def _place(upto: Floats, wanted: Floats) -> np.ndarray:
        # Of bins without times none is the place of a quantile: the first that reaches it holds some.
        reached = (upto >= wanted) & (np.diff(upto, axis=0, prepend=0) > 0)
        return np.argmax(reached, axis=0)

    def _design_effect(self, parts: Parts, by_bin: Floats, n: Floats) -> Floats:
        """How much more the share below varies over buckets than if every time were somebody else's."""
        upto = np.cumsum(by_bin, axis=0)
        place, cells = self._place(upto, self.q * upto[-1]), np.arange(by_bin.shape[1])
        before = np.where(place > 0, upto[place - 1, cells], 0)
        part = np.clip(np.nan_to_num(divided(self.q * n - before, by_bin[place, cells])), 0, 1)
        below, times = np.zeros_like(parts[self.bins[0]]), np.zeros_like(parts[self.bins[0]])
        for number, name in enumerate(self.bins):
            weight = np.where(number < place, 1.0, np.where(number == place, part, 0.0))
            below, times = below + parts[name] * weight[:, None], times + parts[name]
        replicates = jackknife.of_ratio(below, times)
        groups = replicates.held.sum(axis=1)
        error = divided(jackknife.half_width(replicates), intervals.t_quantile(groups - 1))
        clustered = divided(error**2 * n, np.full(n.shape, self.q * (1 - self.q)))
        # Too few buckets to see the spread: each counts as one.
        alone = divided(n, groups.astype(float))
        return np.maximum(np.where(np.isnan(clustered), np.nan_to_num(alone, nan=1), clustered), 1)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unevenly an amount lies among customers: the Gini coefficient, or the share of the largest ``top``.

    ``counts`` and ``sums`` name the parts of customers binned by their amount, smallest first: how many, and what
    they have together. The sums are exact at every edge; within a bin customers count as equal, which takes off a
    Gini coefficient less than a hundredth where bins grow by √2.
    """

    counts: tuple[str, ...]
    sums: tuple[str, ...]
    top: float | None = None
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The figure of each cell with the jackknife's interval; none where the amounts add up to nothing."""
        counts = np.stack([parts[name] for name in self.counts])
        sums = np.stack([parts[name] for name in self.sums])
        heads, amounts = counts.sum(axis=2), sums.sum(axis=2)
        value = self._of(heads, amounts)
        replicates = jackknife.Replicates(
            self._of(heads[..., None] - counts, amounts[..., None] - sums), counts.sum(axis=0) > 0
        )
        half = jackknife.half_width(replicates, confidence)
        low, high = np.maximum(value - half, 0), np.minimum(value + half, 1)
        return Estimates(value, low, high, heads.sum(axis=0), replicates)

    def _of(self, heads: Floats, amounts: Floats) -> Floats:
        total, people = amounts.sum(axis=0), heads.sum(axis=0)
        owned = divided(np.cumsum(amounts, axis=0), np.where(total > 0, total, 0))
        share = divided(np.cumsum(heads, axis=0), people)
        if self.top is None:
            earlier = np.concatenate([np.zeros((1, *owned.shape[1:])), owned[:-1]])
            width = np.diff(share, axis=0, prepend=0)
            return np.asarray(1 - ((owned + earlier) * width).sum(axis=0), float)
        return 1 - _at(owned, share, 1 - self.top)


def _at(owned: Floats, share: Floats, wanted: float) -> Floats:
    """What the smallest ``wanted`` of all own, along the curve."""
    place = np.argmax(share >= wanted - 1e-12, axis=0)[None]
    here, there = np.take_along_axis(owned, place, 0)[0], np.take_along_axis(share, place, 0)[0]
    before = np.maximum(place - 1, 0)
    first = place[0] == 0
    owned_before = np.where(first, 0, np.take_along_axis(owned, before, 0)[0])
    share_before = np.where(first, 0, np.take_along_axis(share, before, 0)[0])
    part = np.nan_to_num(divided(wanted - share_before, there - share_before))
    return np.asarray(owned_before + part * (here - owned_before), float)
