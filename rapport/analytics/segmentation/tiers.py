"""Value tiers: the customers who bring most, those who bring the middle, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.buyers import Integers, buyers
from rapport.analytics.segmentation.groups import MINIMUM_N, Standing, check_sizes, standing
from rapport.analytics.segmentation.ranking import finite
from rapport.analytics.source import Source

By = Literal["cumulative", "percentile", "fixed"]
USUAL: dict[str, tuple[float, ...]] = {"cumulative": (0.5, 0.8), "percentile": (0.2, 0.5)}


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier, the first the most valuable; ``least`` and ``most`` are the values at its edges, None below minimum n."""

    number: int
    name: str
    rule: str
    standing: Standing
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Tiers:
    """Customers with their value and tier (1 the most valuable)."""

    customers: Integers
    values: Floats
    tier: Integers
    names: tuple[str, ...]
    rules: tuple[str, ...]
    currency: str | None
    method: str
    remarks: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.values)

    def table(self, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95) -> tuple[Tier, ...]:
        """Every tier with its share of customers and of value, and the mean value, each with its interval."""
        check_sizes(minimum_n, confidence)
        return tuple(self._row(number, minimum_n, confidence) for number in range(1, len(self.names) + 1))

    def members(self, number: int) -> Integers:
        """The ids of the customers of a tier."""
        return np.asarray(self.customers[self.tier == number], np.int64)

    def _row(self, number: int, minimum_n: int, confidence: float) -> Tier:
        inside = np.asarray(self.tier == number, bool)
        found = standing(inside, self.values, minimum_n=minimum_n, confidence=confidence)
        shown = found.state == "ok"
        least, most = (float(edge(self.values[inside])) if shown else None for edge in (np.min, np.max))
        return Tier(number, self.names[number - 1], self.rules[number - 1], found, least, most)


def tiers(
    values: ArrayLike,
    *,
    by: By = "cumulative",
    edges: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    customers: ArrayLike | None = None,
    currency: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Tiers:
    """Tiers of plain values; one tier more than edges. Equal values are always in the same tier.

    ``cumulative`` (edges .5, .8)
        From the highest value down, a customer is in the first tier while those above bring less than 50 % of all
        positive value, in the second while they bring less than 80 %. Who brings nothing is in the last.
        Values 60, 20, 10, 10: tiers 1, 2, 3, 3 (above them stand 0, 60, 80 and 80 %).
    ``percentile`` (edges .2, .5)
        By the share of customers who stand above, half of one's equals and oneself included.
    ``fixed``
        Falling amounts: from 1000 on the first tier, from 200 on the second.

    Raises BadQuestion for values that are no numbers, unknown ways and edges out of order.
    """
    given = finite(values, "values")
    chosen = _edges(by, edges)
    tier = np.zeros(0, np.int64) if not len(given) else {"fixed": _fixed}.get(by, _by_share)(given, chosen, by)
    titles = tuple(names) if names else tuple(f"Tier {number + 1}" for number in range(len(chosen) + 1))
    if len(titles) != len(chosen) + 1:
        raise BadQuestion(f"tiers: {len(titles)} names for {len(chosen) + 1} tiers")
    ids = customer_ids(customers, len(given), error=BadQuestion)
    rules = _rules(by, chosen)
    return Tiers(ids, given, tier, titles, rules, currency, _METHODS[by], (*remarks, *_remarks(given)))


def tiers_of(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    by: By = "cumulative",
    edges: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    currency: str | None = None,
) -> Tiers:
    """Tiers of the customers who bought in a period, by net revenue in it (refunds taken off)."""
    found = buyers(source, period, population, currency=currency)
    return tiers(
        found.revenue,
        by=by,
        edges=edges,
        names=names,
        customers=found.customers,
        currency=found.currency,
        remarks=found.remarks,
    )


_METHODS: dict[str, str] = {
    "cumulative": "by cumulative share of the value, from the highest down; equal values together",
    "percentile": "by place among the customers, from the highest value down; equal values share a place",
    "fixed": "by fixed amounts",
}


def _edges(by: By, edges: Sequence[float] | None) -> tuple[float, ...]:
    if by not in get_args(By):
        raise BadQuestion(f"tiers: {by!r} is not known; use {', '.join(get_args(By))}")
    chosen = tuple(float(edge) for edge in (edges if edges is not None else USUAL.get(by, ())))
    if not chosen or not np.all(np.isfinite(chosen)):
        raise BadQuestion("tiers: give edges, at least one")
    step = -1 if by == "fixed" else 1
    if any(step * (later - earlier) <= 0 for earlier, later in pairwise(chosen)):
        raise BadQuestion(f"tiers: edges must {'fall' if by == 'fixed' else 'rise'}: {list(chosen)}")
    if by != "fixed" and not (chosen[0] > 0 and chosen[-1] < 1):
        raise BadQuestion(f"tiers: edges must lie between 0 and 1: {list(chosen)}")
    return chosen


def _by_share(values: Floats, edges: tuple[float, ...], by: By) -> Integers:
    if by == "percentile":
        above = (stats.rankdata(-values, method="average") - 0.5) / len(values)
    else:
        above = _share_above(values)
    return np.asarray(np.searchsorted(edges, above, side="right") + 1, np.int64)


def _share_above(values: Floats) -> Floats:
    """What share of all positive value stands above each; 1 for who brings nothing."""
    brought = np.maximum(values, 0)
    levels, place = np.unique(-brought, return_inverse=True)
    sums = np.bincount(place, weights=brought, minlength=len(levels))
    above = np.cumsum(sums) - sums
    total = sums.sum()
    share = above / total if total > 0 else np.ones(len(levels))
    # A sum of many parts misses a round edge by a hair: .6 + .2 is not quite .8.
    return np.asarray(np.where(brought > 0, np.round(share[place], 12), 1), float)


def _fixed(values: Floats, edges: tuple[float, ...], by: By) -> Integers:
    return np.asarray(len(edges) + 1 - np.searchsorted(edges[::-1], values, side="right"), np.int64)


def _rules(by: By, edges: tuple[float, ...]) -> tuple[str, ...]:
    if by == "fixed":
        return (*(f"from {edge:g} on" for edge in edges), "everybody else")
    what = "of the value" if by == "cumulative" else "of the customers"
    return (*(f"up to {edge:.4g} {what}, from the top" for edge in edges), "everybody else")


def _remarks(values: Floats) -> list[str]:
    told = []
    negative = int((values < 0).sum())
    if negative:
        told.append(f"A negative value puts {negative:,} of {len(values):,} customers in the lowest places.")
    if len(values) > 1 and values.min() == values.max():
        told.append("All values are equal, so tiers say nothing.")
    return told
