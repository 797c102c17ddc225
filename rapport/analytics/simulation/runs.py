"""Playing states of affairs through many draws, and reading what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rapport.analytics.columns import check_least
from rapport.analytics.intervals import Floats
from rapport.analytics.simulation.economics import customer_value, yearly_profit
from rapport.analytics.simulation.inputs import ENTRIES, Inputs
from rapport.analytics.simulation.payback import Payback, payback_months, payback_of

DRAWS = 10_000
SEED = 20_26
LIMITS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the draws of an outcome lie: the median, and the middle 80 and 95 of every hundred."""

    median: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float
    above_zero: float

    @property
    def is_clear(self) -> bool:
        """Whether the 95 % interval leaves zero out."""
        return self.low_95 > 0 or self.high_95 < 0


@dataclass(frozen=True, slots=True)
class Played:
    """The outcome of one state of affairs in every draw."""

    values: Floats
    profits: Floats
    paybacks: Floats | None = None
    years: int = 10

    @property
    def customer_value(self) -> Spread:
        """What a newly won customer is worth."""
        return spread(self.values)

    @property
    def yearly_profit(self) -> Spread:
        """What a year with the whole group brings."""
        return spread(self.profits)

    @property
    def payback(self) -> Payback | None:
        """How many months a new customer takes to bring back their cost; None for a difference of states."""
        return None if self.paybacks is None else payback_of(self.paybacks, self.years)

    def less(self, other: Played) -> Played:
        """The difference draw by draw: what both have in common does not blur it."""
        return Played(self.values - other.values, self.profits - other.profits)


def simulate(states: Sequence[Inputs], *, draws: int = DRAWS, seed: int = SEED) -> list[Played]:
    """Play several states of affairs through the same draws, one list entry each, in their order.

    Every input has one column of standard normal steps that all states share: where a scenario changes the retention
    only, the doubt about the order value moves both alike and cancels in their difference. The steps come in pairs of
    opposite sign, which makes their median exactly nought; the same seed gives the same answer. What a
    relationship does has columns of its own, so that its doubt does not cancel.

    >>> from rapport.analytics.simulation import Estimate, Inputs
    >>> sure = Inputs(customers=Estimate(400), frequency=Estimate(4), order_value=Estimate(50), margin=Estimate(0.4),
    ...               retention=Estimate(0.6), contact_cost=Estimate(8), acquisition_cost=Estimate(60))
    >>> [played] = simulate([sure])
    >>> round(played.customer_value.median, 2), round(played.yearly_profit.median, 2)
    (98.03, 19200.0)
    """
    check_least("draws", draws, 100)
    generator = np.random.default_rng(seed)
    steps, of_factors = (_steps(generator, draws) for _ in range(2))
    return [_played(state, steps, of_factors) for state in states]


def spread(draws: Floats) -> Spread:
    """The quantiles of an outcome.

    >>> found = spread(np.arange(1001.0))
    >>> found.median, found.low_80, found.high_95
    (500.0, 100.0, 975.0)
    """
    low_95, low_80, median, high_80, high_95 = (float(limit) for limit in np.quantile(draws, LIMITS))
    return Spread(median, low_80, high_80, low_95, high_95, float(np.mean(draws > 0)))


def _steps(generator: np.random.Generator, draws: int) -> Floats:
    half = generator.standard_normal((len(ENTRIES), -(-draws // 2)))
    return np.concatenate([half, -half], axis=1)


def _played(state: Inputs, steps: Floats, of_factors: Floats) -> Played:
    drawn = {
        entry.name: getattr(state, entry.name).draws(column, entry.scale)
        for entry, column in zip(ENTRIES, steps, strict=True)
    }
    if state.relationship is not None:
        for entry, column in zip(ENTRIES, of_factors, strict=True):
            drawn[entry.name] = state.relationship.moved(entry.name, drawn[entry.name], entry.scale, column)
    profit = yearly_profit(**drawn)
    del drawn["customers"]
    value = customer_value(**drawn, discount=state.discount, years=state.years)
    return Played(value, profit, payback_months(**drawn, years=state.years), state.years)
