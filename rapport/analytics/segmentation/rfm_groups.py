"""The named groups of recency, frequency and monetary value: each with its rule in words, together everybody once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers


@dataclass(frozen=True, slots=True)
class RfmGroup:
    """A group by its rule; the first that fits takes the customer.

    Recency counts as a score, and worth as the mean of the scores of frequency and monetary value; both are brought to
    1–5 where scores have another number of steps. ``most_orders`` also limits the number of orders.
    """

    name: str
    title: str
    rule: str
    least_recency: float = 1
    least_worth: float = 1
    most_orders: float = np.inf

    def fits(self, recency: Floats, worth: Floats, orders: Floats) -> NDArray[np.bool_]:
        """Who meets the rule."""
        return np.asarray(
            (recency >= self.least_recency) & (worth >= self.least_worth) & (orders <= self.most_orders), bool
        )


GROUPS = (
    RfmGroup("best", "Best customers", "bought lately (recency 4–5), often and for much (worth 4 and above)", 4, 4),
    RfmGroup("first_order", "One recent order", "bought lately (recency 4–5), and once", 4, 1, most_orders=1),
    RfmGroup("growing", "Active and growing", "bought lately (recency 4–5), more than once, worth below 4", 4),
    RfmGroup("steady", "Steady customers", "bought some time ago (recency 3), worth 3 and above", 3, 3),
    RfmGroup("cooling", "Cooling off", "bought some time ago (recency 3), worth below 3", 3),
    RfmGroup("slipping_best", "Good ones slipping away", "not bought for long (recency 1–2), worth 4 and above", 1, 4),
    RfmGroup("slipping", "Slipping away", "not bought for long (recency 2), worth below 4", 2),
    RfmGroup("lost", "Probably lost", "not bought for longest (recency 1), worth below 4"),
)


def placed(scores: tuple[Integers, Integers, Integers], steps: tuple[int, int, int], orders: Floats) -> Integers:
    """The place in `GROUPS` of every customer, from the three scores, the number of their steps and the orders.

    Scores 5, 4, 4 of five steps with three orders: place 0, the best.
    """
    recency, frequency, monetary = (_on_five(score, most) for score, most in zip(scores, steps, strict=True))
    worth = (frequency + monetary) / 2
    fitting = [group.fits(recency, worth, orders) for group in GROUPS]
    return np.asarray(np.argmax(np.vstack(fitting), axis=0), np.int64)


def _on_five(score: Integers, most: int) -> Floats:
    return np.asarray(1 + (score - 1) * 4 / (most - 1), float)
