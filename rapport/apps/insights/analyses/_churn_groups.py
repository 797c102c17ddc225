"""How near customers are to leaving: by the chance that they still are customers, or by their own rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytics.intervals import Floats
from rapport.analytics.models.purchases import Purchases


@dataclass(frozen=True, slots=True)
class Slipping:
    """One group; customers belong to the first whose edge they stay below."""

    key: str
    title: str
    rule: str
    edge: float = np.inf


BY_CHANCE = (
    Slipping("gone", "Probably gone", "chance below 20 %", 0.2),
    Slipping("slipping", "Slipping away", "chance from 20 to 50 %", 0.5),
    Slipping("watch", "Worth watching", "chance from 50 to 80 %", 0.8),
    Slipping("here", "Still here", "chance of 80 % and more"),
)
# Silence in mean gaps; an exponential gap exceeds three of them one time in twenty.
BY_RHYTHM = (
    Slipping("here", "Within their rhythm", "silent for no longer than their usual gap", 1.0),
    Slipping("late", "Later than usual", "silent for one to two usual gaps", 2.0),
    Slipping("slipping", "Slipping away", "silent for two to three usual gaps", 3.0),
    Slipping("gone", "Probably gone", "silent for more than three usual gaps", 1e300),
    Slipping("new", "No rhythm yet", "one or two orders"),
)
REPEATS_FOR_RHYTHM = 2


def placed(sign: str, history: Purchases, alive: Floats) -> Any:
    """The number of each customer's group, of `BY_CHANCE` or `BY_RHYTHM`."""
    if sign == "chance":
        return np.searchsorted([group.edge for group in BY_CHANCE[:-1]], alive, side="right")
    return np.searchsorted([group.edge for group in BY_RHYTHM[:-1]], gaps_silent(history), side="left")


def gaps_silent(history: Purchases) -> Floats:
    """Silence in mean gaps of each customer; infinite where there is no rhythm yet.

    Orders after 0, 2 and 4 weeks, seen until week 10: silent for 6 weeks, 3 gaps.
    """
    has_rhythm = history.frequency >= REPEATS_FOR_RHYTHM
    gap = np.divide(history.recency, history.frequency, out=np.ones(len(history)), where=has_rhythm)
    return np.where(has_rhythm, (history.age - history.recency) / gap, np.inf)
