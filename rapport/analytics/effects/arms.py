"""A group of an experiment as its sums: how many, their mean and the variance between them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Arm:
    """One group, one value per customer: ``n`` customers, their ``mean`` and the ``variance`` between them.

    >>> Arm.of([1, 2, 3])
    Arm(n=3, mean=2.0, variance=1.0)
    """

    n: int
    mean: float
    variance: float

    @classmethod
    def of(cls, values: ArrayLike) -> Arm:
        """From one value per customer; raises BadQuestion for a value that is no number."""
        found = checked(values, "a group")
        if len(found) < 2:
            return cls(len(found), float(found.mean()) if len(found) else math.nan, math.nan)
        return cls(len(found), float(found.mean()), float(found.var(ddof=1)))

    @property
    def squared_error(self) -> float:
        """The variance of the mean."""
        return self.variance / self.n if self.n else math.nan


def checked(values: ArrayLike, what: str) -> Floats:
    """One finite number per customer, or BadQuestion."""
    found = numbers(values, what)
    if found.ndim != 1:
        raise BadQuestion(f"effects: {what} needs one value per customer, not shape {found.shape}")
    if not np.isfinite(found).all():
        broken = int((~np.isfinite(found)).sum())
        raise BadQuestion(f"effects: {what} has missing or endless values: {broken}")
    return found


def check_confidence(confidence: float) -> None:
    """Refuse a confidence outside 0.5 to 1."""
    if not 0.5 <= confidence < 1:
        raise BadQuestion(f"effects: confidence must lie between 0.5 and 1, not {confidence}")


def too_few(treated: int, control: int) -> str:
    """Why two groups of these sizes give no answer; "" where they do."""
    if min(treated, control) < FEWEST:
        return f"{treated} treated and {control} held out; at least {FEWEST} of each are needed"
    return ""


def welch_degrees(first: float, first_degrees: float, second: float, second_degrees: float) -> float:
    """Degrees of freedom of a sum of two variances that were each estimated (Satterthwaite 1946, Welch 1947)."""
    spread = first**2 / first_degrees + second**2 / second_degrees
    return (first + second) ** 2 / spread if spread else math.nan


def numbers(values: ArrayLike, what: str) -> Floats:
    """An array of numbers, or BadQuestion for text and rows of unequal length."""
    try:
        return np.asarray(values, float)
    except (TypeError, ValueError):
        raise BadQuestion(f"effects: {what} holds something that is no number") from None
