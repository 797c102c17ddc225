"""A randomised holdout: what a campaign did, by those who did not get it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from rapport.analytics import intervals
from rapport.analytics.effects.arms import Arm, check_confidence, checked, too_few, welch_degrees
from rapport.analytics.effects.sequential import always_valid
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import UNKNOWN, Figure
from rapport.analytics.intervals import Floats

MISMATCH = 0.001
CUPED = ", after taking out what an earlier period explains"
ONE_LOOK = "the interval holds for one look, at the time planned before the start; name planned_customers to look often"


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """Whether as many were treated as planned: the chance of so unlike a split, and a word about it."""

    planned_share: float
    found_share: float
    p: float

    @property
    def is_mismatch(self) -> bool:
        """Whether chance alone would hardly ever split them so: something went wrong with who got what."""
        return self.p < MISMATCH

    @property
    def words(self) -> str:
        """The finding as a sentence."""
        split = f"{self.found_share:.1%} were treated, {self.planned_share:.1%} were planned"
        return f"{split}: do not trust this comparison" if self.is_mismatch else f"{split}: as chance would have it"


@dataclass(frozen=True, slots=True)
class Holdout:
    """What the treated exceed the held out by.

    difference
        Of means or shares, treated less held out, with the interval for one look at the planned time.
    always_valid
        The same with the interval that holds however often one looks; None without ``planned_customers``.
    lift
        The difference as a share of what the held out have; no figure where that may be nothing.
    p
        The two-sided chance of such a difference if there were none (Welch's t; of shares the score test).
    explained
        How much of the variance the earlier period took away (CUPED); 0 without one.
    """

    difference: Figure
    treated: Figure
    control: Figure
    lift: Figure
    n_treated: int
    n_control: int
    p: float | None
    ratio: SampleRatio
    method: str
    always_valid: Figure | None = None
    explained: float = 0.0
    confidence: float = 0.95
    remarks: tuple[str, ...] = ()
    reason: str = ""


def holdout(
    treated: ArrayLike,
    control: ArrayLike,
    *,
    treated_earlier: ArrayLike | None = None,
    control_earlier: ArrayLike | None = None,
    treated_share: float = 0.5,
    planned_customers: int | None = None,
    confidence: float = 0.95,
) -> Holdout:
    """The difference of means between those treated at random and those held out, one value per customer.

    Everybody assigned belongs in, also who never opened the mail and who bought nothing (0). With everybody's value of
    an earlier period the part of the spread that was there before is taken out (CUPED: Deng, Xu, Kohavi & Walker
    2013). ``treated_share`` is the share planned for treatment. For yes or no take
    `holdout_of_shares`.

    Treated 3 to 8, held out 1 to 6: two more, with an interval by Welch's t of 2 ± 2.41.

    >>> found = holdout([3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6])
    >>> found.difference.value, round(found.difference.low, 2), round(found.difference.high, 2), round(found.p, 3)
    (2.0, -0.41, 4.41, 0.094)
    """
    check_confidence(confidence)
    first, second = checked(treated, "the treated group"), checked(control, "the group held out")
    explained = 0.0
    if treated_earlier is not None and control_earlier is not None:
        first, second, explained = cuped(first, second, treated_earlier, control_earlier)
    elif treated_earlier is not None or control_earlier is not None:
        raise BadQuestion("effects: an earlier period is needed for both groups or for none")
    asked = _Asked(treated_share, planned_customers, confidence)
    told = _of_means(Arm.of(first), Arm.of(second), asked)
    return replace(told, explained=explained, method=told.method + (CUPED if explained else ""))


def cuped(
    treated: ArrayLike, control: ArrayLike, treated_earlier: ArrayLike, control_earlier: ArrayLike
) -> tuple[Floats, Floats, float]:
    """Values of both groups less what everybody's earlier value explains, and the share of variance it explains.

    The slope is that within the groups, so that the effect itself is not taken out; the mean of all stays.
    """
    values = [checked(treated, "the treated group"), checked(control, "the group held out")]
    earlier = [checked(treated_earlier, "the earlier period"), checked(control_earlier, "the earlier period")]
    if any(len(value) != len(before) for value, before in zip(values, earlier, strict=True)):
        raise BadQuestion("effects: the earlier period must have one value for each customer of its group")
    if not all(len(value) for value in values):
        return values[0], values[1], 0.0
    own = [value - value.mean() for value in values]
    before = [value - value.mean() for value in earlier]
    spread = sum(float(one @ one) for one in before)
    together = sum(float(one @ other) for one, other in zip(own, before, strict=True))
    whole = sum(float(one @ one) for one in own)
    if not spread or not whole:
        return values[0], values[1], 0.0
    middle = np.concatenate(earlier).mean()
    adjusted = [value - together / spread * (was - middle) for value, was in zip(values, earlier, strict=True)]
    return adjusted[0], adjusted[1], together**2 / (spread * whole)


def holdout_of_shares(
    treated_hits: int,
    n_treated: int,
    control_hits: int,
    n_control: int,
    *,
    treated_share: float = 0.5,
    planned_customers: int | None = None,
    confidence: float = 0.95,
) -> Holdout:
    """The difference of two shares, such as who bought or stayed, with Newcombe's interval (1998, from Wilson's).

    56 of 70 treated and 48 of 80 held out bought: .20 more, between .0524 and .3339.

    >>> found = holdout_of_shares(56, 70, 48, 80)
    >>> round(found.difference.value, 2), round(found.difference.low, 4), round(found.difference.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    check_confidence(confidence)
    for hits, n in ((treated_hits, n_treated), (control_hits, n_control)):
        if not 0 <= hits <= n or hits != int(hits) or n != int(n):
            raise BadQuestion(f"effects: {hits} of {n} is no share")
    asked = _Asked(treated_share, planned_customers, confidence)
    return _of_shares((treated_hits, n_treated), (control_hits, n_control), asked)


def sample_ratio(n_treated: int, n_control: int, treated_share: float = 0.5) -> SampleRatio:
    """Whether the groups have the sizes planned (chi-square test; Fabijan et al. 2019 call it by this name).

    >>> sample_ratio(821_588, 815_482).is_mismatch, sample_ratio(5_030, 4_970).is_mismatch
    (True, False)
    """
    if not 0 < treated_share < 1:
        raise BadQuestion(f"effects: treated_share must lie between 0 and 1, not {treated_share}")
    if n_treated < 0 or n_control < 0:
        raise BadQuestion(f"effects: a group cannot have {min(n_treated, n_control)} customers")
    n = n_treated + n_control
    if not n:
        return SampleRatio(treated_share, math.nan, math.nan)
    off = (n_treated - n * treated_share) ** 2 / (n * treated_share * (1 - treated_share))
    return SampleRatio(treated_share, n_treated / n, float(special.erfc(math.sqrt(off / 2))))


@dataclass(frozen=True, slots=True)
class _Asked:
    treated_share: float
    planned_customers: int | None
    confidence: float


def _blank(n_treated: int, n_control: int, words: str, asked: _Asked) -> Holdout:
    ratio = sample_ratio(n_treated, n_control, asked.treated_share)
    blank = Holdout(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, n_treated, n_control, None, ratio, words)
    return replace(blank, confidence=asked.confidence, reason=too_few(n_treated, n_control))


def _of_means(treated: Arm, control: Arm, asked: _Asked) -> Holdout:
    told = _blank(treated.n, control.n, "difference of means (Welch's t interval)", asked)
    if told.reason:
        return told
    difference, p = _welch(treated, control, asked.confidence)
    means = [_mean(arm, asked.confidence) for arm in (treated, control)]
    told = replace(told, difference=difference, treated=means[0], control=means[1], p=p)
    return _looked_at(told, treated, control, asked)


def _of_shares(treated: tuple[int, int], control: tuple[int, int], asked: _Asked) -> Holdout:
    told = _blank(treated[1], control[1], "difference of shares (Newcombe's interval)", asked)
    if told.reason:
        return told
    shares = [hits / n for hits, n in (treated, control)]
    bounds = [intervals.wilson(*group, asked.confidence) for group in (treated, control)]
    difference = Figure.of(*map(float, intervals.difference(shares[0], bounds[0], shares[1], bounds[1])))
    figures = [Figure.of(share, float(low), float(high)) for share, (low, high) in zip(shares, bounds, strict=True)]
    told = replace(
        told, difference=difference, treated=figures[0], control=figures[1], p=_score_test(*treated, *control)
    )
    return _looked_at(told, _arm_of_share(*treated), _arm_of_share(*control), asked)


def _arm_of_share(hits: int, n: int) -> Arm:
    share = hits / n
    return Arm(n, share, share * (1 - share) * n / (n - 1))


def _looked_at(told: Holdout, treated: Arm, control: Arm, asked: _Asked) -> Holdout:
    remarks = [told.ratio.words] if told.ratio.is_mismatch else []
    if told.difference.low is None:
        remarks.append("all values within a group are the same, so chance cannot be judged")
    told = replace(told, lift=_lift(treated, control, asked.confidence))
    if asked.planned_customers is None:
        return replace(told, remarks=(*remarks, ONE_LOOK))
    found = always_valid(treated, control, asked.planned_customers, asked.confidence)
    return replace(told, always_valid=found, remarks=tuple(remarks))


def _welch(treated: Arm, control: Arm, confidence: float) -> tuple[Figure, float | None]:
    difference = treated.mean - control.mean
    error = treated.squared_error + control.squared_error
    if not error > 0:
        return Figure.of(difference), None
    degrees = welch_degrees(treated.squared_error, treated.n - 1, control.squared_error, control.n - 1)
    low, high = intervals.mean_interval(difference, error, degrees, confidence)
    p = 2 * float(special.stdtr(degrees, -abs(difference) / math.sqrt(error)))
    return Figure.of(difference, float(low), float(high)), p


def _mean(arm: Arm, confidence: float) -> Figure:
    low, high = intervals.mean_interval(arm.mean, arm.squared_error, arm.n - 1, confidence)
    return Figure.of(arm.mean, float(low), float(high))


def _lift(treated: Arm, control: Arm, confidence: float) -> Figure:
    """Treated / held out - 1, with an interval on the logarithm of the ratio."""
    z = intervals.normal_quantile(confidence)
    if not control.mean > z * math.sqrt(control.squared_error):
        return UNKNOWN
    if treated.mean <= 0 or not (treated.variance > 0 or control.variance > 0):
        return Figure.of(treated.mean / control.mean - 1)
    ratio = math.log(treated.mean / control.mean)
    error = math.sqrt(treated.squared_error / treated.mean**2 + control.squared_error / control.mean**2)
    value, low, high = np.exp(ratio + z * error * np.array([0.0, -1, 1])) - 1
    return Figure.of(value, low, high)


def _score_test(treated_hits: int, n_treated: int, control_hits: int, n_control: int) -> float:
    share = (treated_hits + control_hits) / (n_treated + n_control)
    error = math.sqrt(share * (1 - share) * (1 / n_treated + 1 / n_control))
    apart = abs(treated_hits / n_treated - control_hits / n_control)
    return float(special.erfc(apart / error / math.sqrt(2))) if error else 1.0
