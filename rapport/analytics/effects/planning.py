"""Before the start: the smallest effect that an experiment will find, and how many customers a given one takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy import optimize, special

from rapport.analytics.effects.arms import check_confidence
from rapport.analytics.effects.sequential import always_valid_half_width
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import normal_quantile

EXACT_BELOW = 2_000
MOST_CUSTOMERS = 10**10


@dataclass(frozen=True, slots=True)
class Plan:
    """An effect and the customers with whom it is found with the chance ``power``; without effect where none is.

    ``effect`` is absolute, in the unit of the measure (of shares, points of 1).
    """

    effect: float | None
    n_treated: int
    n_control: int
    power: float
    confidence: float
    method: str
    reason: str = ""

    @property
    def customers(self) -> int:
        """Both groups together."""
        return self.n_treated + self.n_control


def needed_for_means(
    effect: float,
    deviation: float,
    *,
    treated_share: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
    explained: float = 0.0,
    any_time: bool = False,
) -> Plan:
    """How many customers a difference of two means takes to be found.

    ``deviation`` is the standard deviation between customers; ``explained`` the share of its square that an earlier
    period takes away (CUPED); ``any_time`` plans for looking as often as one likes with the always-valid interval.

    Half a standard deviation takes 64 in each group (Cohen 1988):

    >>> needed_for_means(0.5, 1).n_treated, needed_for_means(0.5, 1, explained=0.5).n_treated
    (64, 33)
    """
    _check(power, confidence, treated_share)
    spread = _spread(deviation, explained)
    if not (math.isfinite(effect) and effect):
        raise BadQuestion(f"effects: an effect of {effect} cannot be planned for")

    def reached(treated: int, control: int) -> float:
        return _power_of_means(abs(effect) / spread, treated, control, confidence, any_time)

    return _needed(effect, reached, treated_share, power, confidence, _words("means", any_time))


def needed_for_shares(
    base: float,
    effect: float,
    *,
    treated_share: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
    any_time: bool = False,
) -> Plan:
    """How many customers a difference of two shares takes, from ``base`` among the held out to ``base + effect``.

    From 50 % to 60 % takes 388 in each group (Fleiss, Levin & Paik 2003, without the correction for continuity):

    >>> needed_for_shares(0.5, 0.1).n_treated
    388
    """
    _check(power, confidence, treated_share)
    if not (0 < base < 1 and 0 <= base + effect <= 1 and effect):
        raise BadQuestion(f"effects: from a share of {base} by {effect} is no change that can be planned for")

    def reached(treated: int, control: int) -> float:
        return _power_of_shares(base, effect, treated, control, confidence, any_time)

    return _needed(effect, reached, treated_share, power, confidence, _words("shares", any_time))


def detectable_for_means(
    n_treated: int,
    n_control: int,
    deviation: float,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
    explained: float = 0.0,
    any_time: bool = False,
) -> Plan:
    """The smallest difference of means that these groups will find with the chance ``power``.

    >>> round(detectable_for_means(64, 64, 1).effect, 2)
    0.5
    """
    _check(power, confidence, 0.5)
    spread, words = _spread(deviation, explained), _words("means", any_time)
    if min(n_treated, n_control) < 2:
        return _no_plan(n_treated, n_control, power, confidence, words, "each group needs at least two customers")
    scale = math.sqrt(1 / n_treated + 1 / n_control)

    def missing(size: float) -> float:
        return _power_of_means(size * scale, n_treated, n_control, confidence, any_time) - power

    size = optimize.brentq(missing, 0, 1_000)
    return Plan(float(size) * scale * spread, n_treated, n_control, power, confidence, words)


def detectable_for_shares(
    n_treated: int,
    n_control: int,
    base: float,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
    any_time: bool = False,
) -> Plan:
    """The smallest rise above a share ``base`` that these groups will find with the chance ``power``.

    >>> round(detectable_for_shares(388, 388, 0.5).effect, 2)
    0.1
    """
    _check(power, confidence, 0.5)
    if not 0 < base < 1:
        raise BadQuestion(f"effects: a share of {base} cannot rise; it must lie between 0 and 1")
    words, most = _words("shares", any_time), 1 - base
    if min(n_treated, n_control) < 2:
        return _no_plan(n_treated, n_control, power, confidence, words, "each group needs at least two customers")

    def missing(effect: float) -> float:
        return _power_of_shares(base, effect, n_treated, n_control, confidence, any_time) - power

    if missing(most) < 0:
        return _no_plan(n_treated, n_control, power, confidence, words, "not even a rise to 100 % would be found")
    return Plan(float(optimize.brentq(missing, 0, most)), n_treated, n_control, power, confidence, words)


def _check(power: float, confidence: float, treated_share: float) -> None:
    check_confidence(confidence)
    if not 1 - confidence < power < 1:
        raise BadQuestion(f"effects: power must lie above {1 - confidence:.2f} and below 1, not {power}")
    if not 0 < treated_share < 1:
        raise BadQuestion(f"effects: treated_share must lie between 0 and 1, not {treated_share}")


def _spread(deviation: float, explained: float) -> float:
    if not (math.isfinite(deviation) and deviation > 0):
        raise BadQuestion(f"effects: a standard deviation of {deviation} is none")
    if not 0 <= explained < 1:
        raise BadQuestion(f"effects: explained must lie between 0 and 1, not {explained}")
    return deviation * math.sqrt(1 - explained)


def _words(of: str, any_time: bool) -> str:
    looks = "looks at any time (always-valid interval)" if any_time else "one look at the end"
    return f"two-sided comparison of two {of}, {looks}"


def _no_plan(n_treated: int, n_control: int, power: float, confidence: float, words: str, reason: str) -> Plan:
    return Plan(None, n_treated, n_control, power, confidence, words, reason)


def _critical(confidence: float, any_time: bool) -> float:
    return float(always_valid_half_width(1.0, 1.0, confidence)) if any_time else normal_quantile(confidence)


def _power_of_means(size: float, treated: int, control: int, confidence: float, any_time: bool) -> float:
    """The chance to find a difference of so many standard deviations; with few customers by Student's distribution."""
    shift, degrees = size / math.sqrt(1 / treated + 1 / control), treated + control - 2
    if any_time or degrees >= EXACT_BELOW:
        return float(special.ndtr(shift - _critical(confidence, any_time)))
    limit = special.stdtrit(degrees, 0.5 + confidence / 2)
    return float(1 - special.nctdtr(degrees, shift, limit))


def _power_of_shares(
    base: float, effect: float, treated: int, control: int, confidence: float, any_time: bool
) -> float:
    raised, pooled = base + effect, (treated * (base + effect) + control * base) / (treated + control)
    alike = math.sqrt(pooled * (1 - pooled) * (1 / treated + 1 / control))
    apart = math.sqrt(raised * (1 - raised) / treated + base * (1 - base) / control)
    return float(special.ndtr((abs(effect) - _critical(confidence, any_time) * alike) / apart))


def _needed(
    effect: float,
    reached: Callable[[int, int], float],
    treated_share: float,
    power: float,
    confidence: float,
    words: str,
) -> Plan:
    def control_of(treated: int) -> int:
        return max(2, math.ceil(treated * (1 - treated_share) / treated_share))

    enough = 2
    while reached(enough, control_of(enough)) < power:
        if enough > MOST_CUSTOMERS:
            raise BadQuestion(f"effects: an effect of {effect:g} is too small for any number of customers")
        enough *= 2
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        if reached(middle, control_of(middle)) < power:
            short = middle
        else:
            enough = middle
    return Plan(effect, enough, control_of(enough), power, confidence, words)
