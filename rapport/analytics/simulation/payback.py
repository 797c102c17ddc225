"""When a customer has brought back what winning them cost: perhaps never."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.intervals import Floats
from rapport.analytics.simulation.economics import amount, contribution, share

LIMITS = (0.025, 0.1, 0.5, 0.9, 0.975)
MONTHS = 12
CENT = 1e-9


@dataclass(frozen=True, slots=True)
class Payback:
    """Where the draws of the payback time lie, in months; None where it is never within the years looked at.

    ``never``: the share of draws in which the cost does not come back.
    """

    median: float | None
    low_80: float | None
    high_80: float | None
    low_95: float | None
    high_95: float | None
    never: float
    years: int

    @property
    def words(self) -> str:
        """The finding as a sentence."""
        if self.median is None:
            return f"in {self.never:.0%} of the draws the cost does not come back within {self.years} years"
        after = f"the cost comes back after {self.median:g} months, give or take"
        return f"{after}; in {self.never:.0%} of the draws never within {self.years} years" if self.never else after


def payback_months(
    *,
    frequency: ArrayLike,
    order_value: ArrayLike,
    margin: ArrayLike,
    retention: ArrayLike,
    contact_cost: ArrayLike,
    acquisition_cost: ArrayLike,
    discount: ArrayLike = 0.0,
    years: int = 10,
) -> Floats:
    """Months until the margin of a newly won customer has brought back the cost of acquisition; infinite where never.

    A year's contribution comes evenly over its months; from one year to the next the share ``retention`` stays, as in
    the customer value. ``discount`` is that of a year; a month's is (1 + d)^(1/12) - 1. Nothing to bring back: 0.

    72 a year bring back 60 in the tenth month. Of 100, 28 are left for the second year, when .6 of 6 come in a month:

    >>> economy = dict(frequency=4, order_value=50, margin=0.4, contact_cost=8, retention=0.6)
    >>> payback_months(**economy, acquisition_cost=[0, 60, 100, 1000]).tolist()
    [0.0, 10.0, 20.0, inf]
    """
    monthly = contribution(frequency, order_value, margin, contact_cost) / MONTHS
    kept, waiting = share(retention, "retention"), (1 + amount(discount, "discount")) ** (1 / MONTHS)
    cost = amount(acquisition_cost, "acquisition_cost")
    shape = np.broadcast_shapes(monthly.shape, kept.shape, waiting.shape, cost.shape)
    months, back = np.where(np.broadcast_to(cost, shape) > 0, np.inf, 0.0), np.zeros(shape)
    for month in range(1, MONTHS * years + 1):
        back = back + monthly * kept ** ((month - 1) // MONTHS) / waiting**month
        months = np.where((back >= cost * (1 - CENT)) & np.isinf(months), float(month), months)
    return np.asarray(months, float)


def payback_of(draws: Floats, years: int) -> Payback:
    """The quantiles of payback times of which some are infinite.

    >>> found = payback_of(np.array([3.0] * 6 + [9.0] * 3 + [np.inf]), years=10)
    >>> found.median, found.high_80, found.high_95, found.never
    (3.0, 9.0, None, 0.1)
    """
    places = np.ceil(np.array(LIMITS) * len(draws)).astype(int).clip(1) - 1
    low_95, low_80, median, high_80, high_95 = (
        float(limit) if np.isfinite(limit) else None for limit in np.sort(draws)[places]
    )
    return Payback(median, low_80, high_80, low_95, high_95, float(np.mean(np.isinf(draws))), years)
