"""Looking at an experiment as often as one likes, without fooling oneself.

An interval made for one look misses the truth far more often than it says when it is looked at again and again until it
is clear. These intervals hold at all looks together. They come from the mixture sequential probability ratio test
(Robbins 1970; for experiments Johari, Koomen, Pekelis & Walsh 2022), for means by their large-sample form
(Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.effects.arms import Arm, check_confidence
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import Figure
from rapport.analytics.intervals import Floats


@dataclass(frozen=True, slots=True)
class Look:
    """What could be said at one look: the difference so far with the interval that holds at all looks together."""

    n: int
    difference: Figure


@dataclass(frozen=True, slots=True)
class Watched:
    """All looks in order, and the first one at which the difference was clear (counted from 0; None where never)."""

    looks: tuple[Look, ...]
    first_clear: int | None
    planned_customers: int
    method: str = "always-valid interval (mixture sequential probability ratio test)"
    confidence: float = 0.95
    remarks: tuple[str, ...] = ()


def always_valid_half_width(
    squared_error: ArrayLike, planned_squared_error: ArrayLike, confidence: float = 0.95
) -> Floats:
    """Half the interval that holds at every look, for a difference with this squared standard error so far.

    It is narrowest, for what it promises, about where the squared error has come down to the planned one. There it is
    3.04 standard errors wide, where an interval for one look only has 1.96:

    >>> float(always_valid_half_width(1.0, 1.0).round(2))
    3.04

    √(V (V + τ²) / τ² · log((V + τ²) / (V α²))), with τ² = planned V · (log(1 - 2 log α) - 2 log α). The plan must be
    made before the start: choosing it by what was seen breaks the promise.
    """
    check_confidence(confidence)
    alpha = 1 - confidence
    so_far, planned = np.asarray(squared_error, float), np.asarray(planned_squared_error, float)
    mixture = planned * (np.log(1 - 2 * np.log(alpha)) - 2 * np.log(alpha))
    wide = so_far * (so_far + mixture) / mixture * np.log((so_far + mixture) / (so_far * alpha**2))
    return np.asarray(np.sqrt(wide), float)


def always_valid(treated: Arm, control: Arm, planned_customers: int, confidence: float = 0.95) -> Figure:
    """The difference of two means with the interval that holds at every look.

    ``planned_customers`` of both groups together, as planned before the start; they need not be reached.
    """
    if planned_customers < 2:
        raise BadQuestion(f"effects: planned_customers must be at least 2, not {planned_customers}")
    error = treated.squared_error + control.squared_error
    if not error > 0:
        return Figure.of(treated.mean - control.mean)
    planned = error * (treated.n + control.n) / planned_customers
    half = float(always_valid_half_width(error, planned, confidence))
    difference = treated.mean - control.mean
    return Figure.of(difference, difference - half, difference + half)


def watched(looks: Sequence[tuple[Arm, Arm]], planned_customers: int, confidence: float = 0.95) -> Watched:
    """What could be said at each look at a running experiment, given as (treated, held out) so far, in order.

    Each interval holds together with all before it, so what one has ruled out stays ruled out: limits only narrow.

    >>> early, late = (Arm(50, 5.4, 4), Arm(50, 4.9, 4)), (Arm(800, 5.5, 4), Arm(800, 5.0, 4))
    >>> found = watched([early, late], planned_customers=1_600)
    >>> found.first_clear, [round(look.difference.low, 2) for look in found.looks]
    (1, [-1.26, 0.2])
    """
    told: list[Look] = []
    low, high = -np.inf, np.inf
    for treated, control in looks:
        found = always_valid(treated, control, planned_customers, confidence)
        if found.low is not None and found.high is not None:
            low, high = max(low, found.low), min(high, found.high)
        value = np.nan if found.value is None else found.value
        limits = (low, high) if low <= high else ()
        told.append(Look(treated.n + control.n, Figure.of(value, *limits)))
    clear = (place for place, look in enumerate(told) if look.difference.is_clear)
    changed = ("the looks contradict one another: the effect changed while it was watched",) if low > high else ()
    return Watched(tuple(told), next(clear, None), planned_customers, confidence=confidence, remarks=changed)
