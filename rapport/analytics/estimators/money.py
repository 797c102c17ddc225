"""Figures of money that rest on what is known of cost: margin, cost to serve, acquisition, payback."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import jackknife
from rapport.analytics.buckets import BUCKETS
from rapport.analytics.estimators.base import Estimates, Parts, divided, ratio
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Choices


@dataclass(frozen=True, slots=True)
class Margin:
    """Amounts less their known cost, over ``per``; a declared rate where cost is unknown, or no figure.

    Without ``per`` it is the sum itself.
    """

    net: str
    net_with_cost: str
    cost: str
    lines: str
    lines_with_cost: str
    per: str = ""
    n: str = ""
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Σ margin / per; cells whose cost is unknown carry the reason, or the assumption made."""
        margin, n = self.margin(parts, choices), parts[self.n or self.per].sum(axis=1)
        if self.per:
            estimates = ratio(margin, parts[self.per], n, confidence)
        else:
            replicates = jackknife.of_total(margin)
            value, half = np.round(margin.sum(axis=1), 4), jackknife.half_width(replicates, confidence)
            estimates = Estimates(value, value - half, value + half, n, replicates)
        self.declare(estimates, parts, choices)
        return estimates

    def margin(self, parts: Parts, choices: Choices) -> Floats:
        """The margin of cells × buckets: known where cost is known, net · rate elsewhere."""
        known = parts[self.net_with_cost] - parts[self.cost]
        return np.asarray(known + (parts[self.net] - parts[self.net_with_cost]) * (choices.margin_rate or 0))

    def declare(self, estimates: Estimates, parts: Parts, choices: Choices) -> None:
        """Mark the cells whose cost is not fully known: as assumed, or as without a figure."""
        rate = choices.margin_rate
        lines, with_cost = parts[self.lines].sum(axis=1), parts[self.lines_with_cost].sum(axis=1)
        for cell in map(int, np.flatnonzero(with_cost < lines)):
            known = with_cost[cell] / lines[cell]
            if rate is not None:
                where = "where no cost is known" if known else "no cost known"
                estimates.assumptions[cell] = f"margin rate of {rate:.1%} declared, {where}"
                continue
            estimates.value[cell] = estimates.low[cell] = estimates.high[cell] = np.nan
            estimates.reasons[cell] = f"cost known for only {known:.0%} of the lines" if known else "no cost known"


@dataclass(frozen=True, slots=True)
class WorkCost:
    """What work cost, over ``per``: recorded cost, and minutes at the declared price where only they are recorded.

    Each name may stand for several parts, of several tables, which are added.
    """

    cost: tuple[str, ...]
    minutes: tuple[str, ...]
    pieces: tuple[str, ...]
    timed: tuple[str, ...]
    costed: tuple[str, ...]
    per: str = ""
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Σ cost / per (each piece without); pieces without a known cost carry the reason, or what was assumed."""
        pieces, costed, timed = (_added(parts, names) for names in (self.pieces, self.costed, self.timed))
        amount = _added(parts, self.cost) + _added(parts, self.minutes) * (choices.minute_rate or 0)
        bottom = parts[self.per] if self.per else pieces
        estimates = ratio(amount, bottom, bottom.sum(axis=1), confidence)
        estimates.low = np.maximum(estimates.low, 0)
        known = costed + (timed if choices.minute_rate is not None else 0)
        shares = divided(known.sum(axis=1), pieces.sum(axis=1))
        for cell, share in enumerate(shares):
            self._declare(estimates, cell, float(share), timed[cell].sum() > 0, choices.minute_rate)
        return estimates

    @staticmethod
    def _declare(estimates: Estimates, cell: int, known: float, timed: bool, rate: float | None) -> None:
        if known != known or known == 0:
            estimates.value[cell] = estimates.low[cell] = estimates.high[cell] = np.nan
            if known == 0:
                estimates.reasons[cell] = "no cost known" + ("; declare what a minute costs" if timed else "")
            return
        said = [f"{rate:g} a minute declared"] if rate is not None and timed else []
        said += [f"cost known for only {known:.0%}, the rest counts as free"] if known < 1 else []
        if said:
            estimates.assumptions[cell] = "; ".join(said)


@dataclass(frozen=True, slots=True)
class CostPerHead:
    """A sum that was spent, over heads that were won: the sum is a ledger's and fixed, the heads are chance.

    No figure where no amount is recorded (``amounts`` is zero): nothing recorded is not nothing spent.
    """

    spent: str
    amounts: str
    heads: str
    n: str = ""
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Spent over heads, with the jackknife over the heads."""
        heads, n = parts[self.heads].sum(axis=1), parts[self.n or self.heads].sum(axis=1)
        value = self.value(parts)
        replicates = self.replicates(parts)
        half = jackknife.half_width(replicates, confidence)
        estimates = Estimates(value, np.maximum(value - half, 0), value + half, n, replicates)
        for cell in np.flatnonzero((parts[self.amounts].sum(axis=1) == 0) & (heads > 0)):
            estimates.reasons[int(cell)] = "no spending is recorded for this group"
        for cell in np.flatnonzero(parts[self.spent].sum(axis=1) < 0):
            estimates.reasons[int(cell)] = "credits exceed what was spent: check the amounts"
        return estimates

    def value(self, parts: Parts) -> Floats:
        """Spent over heads of each cell."""
        spent = self._spent(parts)
        return divided(spent, np.maximum(parts[self.heads].sum(axis=1), 0))

    def replicates(self, parts: Parts) -> jackknife.Replicates:
        """The same with each bucket of heads left out and the others standing for all."""
        others = jackknife.of_total(parts[self.heads])
        spent = self._spent(parts)
        return jackknife.Replicates(
            divided(np.broadcast_to(spent[:, None], others.values.shape), others.values), others.held
        )

    def _spent(self, parts: Parts) -> Floats:
        """What was spent; NaN where nothing is recorded, or credits exceed it."""
        spent = parts[self.spent].sum(axis=1)
        return np.where((parts[self.amounts].sum(axis=1) > 0) & (spent >= 0), spent, np.nan)


@dataclass(frozen=True, slots=True)
class ValueToCost:
    """Margin per customer to date over what winning one cost: both vary together over buckets."""

    value: Margin
    cost: CostPerHead
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """The ratio of two ratios, its interval from both left out bucket by bucket."""
        margin, buyers = self.value.margin(parts, choices), parts[self.value.per]
        cost = self.cost.value(parts)
        figure = divided(divided(margin.sum(axis=1), buyers.sum(axis=1)), np.nan_to_num(cost))
        worth, costs = jackknife.of_ratio(margin, buyers), self.cost.replicates(parts)
        replicates = jackknife.Replicates(divided(worth.values, np.nan_to_num(costs.values)), worth.held | costs.held)
        half = jackknife.half_width(replicates, confidence)
        estimates = Estimates(figure, figure - half, figure + half, buyers.sum(axis=1), replicates)
        self.value.declare(estimates, parts, choices)
        for cell in np.flatnonzero(np.isnan(cost) | (cost == 0)):
            estimates.reasons.setdefault(int(cell), "no spending is recorded, or nobody was won with it")
        return estimates


@dataclass(frozen=True, slots=True)
class Payback:
    """Months until the margin of a customer, added up since the first order, reaches what winning one cost.

    ``margins`` and ``observed`` name parts for each month of a customer's time: the margin of customers whose month
    is over, and how many they are. A month's mean rests on those alone, so young customers count as long as they
    have been seen and no longer.
    """

    value: Margin
    cost: CostPerHead
    margins: tuple[str, ...]
    observed: tuple[str, ...]
    is_total: bool = False

    def estimate(self, parts: Parts, choices: Choices, confidence: float) -> Estimates:
        """Months, between the months at which the curve's upper and lower limit meet the cost's lower and upper one."""
        top = np.stack([parts[name] for name in self.margins])
        seen = np.stack([parts[name] for name in self.observed])
        curve = _added_up(top.sum(axis=2), seen.sum(axis=2))
        others = _added_up(top.sum(axis=2)[..., None] - top, seen.sum(axis=2)[..., None] - seen)
        held = np.broadcast_to(seen[0] > 0, others.shape[1:])
        half = np.stack([jackknife.half_width(jackknife.Replicates(month, held), confidence) for month in others])
        cost = self.cost.estimate(parts, choices, confidence)
        n = seen[0].sum(axis=1)
        months = reached(curve, cost.value)
        estimates = Estimates(months, reached(curve + half, cost.low), reached(curve - half, cost.high), n)
        self._say_why(estimates, curve, cost)
        self.value.declare(estimates, parts, choices)
        return estimates

    def _say_why(self, estimates: Estimates, curve: Floats, cost: Estimates) -> None:
        for cell in map(int, np.flatnonzero(np.isnan(estimates.value))):
            if cell in cost.reasons or np.isnan(cost.value[cell]):
                estimates.reasons[cell] = cost.reasons.get(cell, "nobody was won in the period")
            elif not np.isnan(curve[0, cell]):
                seen = int((~np.isnan(curve[:, cell])).sum())
                estimates.reasons[cell] = f"not earned back within the {seen} months seen; it may never be"


def reached(curve: Floats, wanted: Floats) -> Floats:
    """When curves (months × cells) that begin at 0 first reach an amount, between two months in a straight line.

    A curve 10, 30 reaches 20 after 1.5 months; NaN where it never does.
    """
    before = np.vstack([np.zeros((1, curve.shape[1])), curve[:-1]])
    with np.errstate(invalid="ignore"):
        there = curve >= wanted
    month = np.argmax(there, axis=0)
    cells = np.arange(curve.shape[1])
    step = divided(wanted - before[month, cells], curve[month, cells] - before[month, cells])
    found = np.where(wanted <= 0, 0.0, month + np.clip(step, 0, 1))
    return np.asarray(np.where(there.any(axis=0) & ~np.isnan(wanted), found, np.nan), float)


def _added_up(margins: Floats, observed: Floats) -> Floats:
    return np.cumsum(divided(margins, observed), axis=0)


def _added(parts: Parts, names: tuple[str, ...]) -> Floats:
    first = parts[names[0]] if names else np.zeros((1, BUCKETS))
    return np.asarray(sum((parts[name] for name in names[1:]), first), float)
