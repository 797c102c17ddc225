"""What goes with staying longer or shorter: Cox's proportional hazards regression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats, normal_quantile
from rapport.analytics.survival.concordance import concordance
from rapport.analytics.survival.design import Design, design
from rapport.analytics.survival.durations import Durations, checked
from rapport.analytics.survival.kaplan_meier import MINIMUM_N
from rapport.analytics.survival.partial_likelihood import RiskSets, Terms, risk_sets, terms
from rapport.analytics.survival.proportional_hazards import Proportionality, proportionality
from rapport.analytics.wording import customers_are

MOST_STEPS = 40
EVENTS_PER_COVARIATE = 10
_CLOSE = 1e-10
_STILL_MOVING = 0.05


@dataclass(frozen=True, slots=True)
class Baseline:
    """The cumulative hazard of a customer with average covariates after each time a loss was seen.

    ``variance`` and ``drift`` (times × covariates, on the covariates' own scale) are what its interval is made from;
    ``last`` is the longest time anybody was watched.
    """

    times: Floats
    last: float
    hazard: Floats
    variance: Floats
    drift: Floats


@dataclass(frozen=True, slots=True)
class CoxFit:
    """What was found for each covariate, in the order of ``names``.

    ``hazard_ratios`` (with ``low``/``high`` at ``confidence``): by which factor the risk of being lost at any moment
    changes with one more unit; below 1 goes with staying longer. ``coefficients`` are their logarithms with
    ``standard_errors`` and ``covariance``. Where a covariate separates the lost from the others, its figures are NaN
    and ``remarks`` says so. ``statistic``/``p_value`` (χ², ``degrees``) test all covariates at once by the likelihood
    ratio. ``concordance``: how often the one with more risk went first. ``proportionality``: whether the ratios hold
    all the time.
    """

    names: tuple[str, ...]
    coefficients: Floats
    standard_errors: Floats
    covariance: Floats
    hazard_ratios: Floats
    low: Floats
    high: Floats
    p_values: Floats
    means: Floats
    log_likelihood: float
    log_likelihood_without: float
    statistic: float
    degrees: int
    p_value: float
    concordance: float
    proportionality: Proportionality
    baseline: Baseline
    converged: bool
    steps: int
    n: int
    events: int
    confidence: float
    method: str
    remarks: tuple[str, ...] = ()

    def survival(self, profile: Mapping[str, float], times: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """The share still there after given times of customers with a profile, with its log-log interval.

        ``profile`` gives a value for each of ``names``; what it leaves out takes the average. NaN beyond the longest
        time anybody was watched, and where a covariate separates.
        """
        unknown = set(profile) - set(self.names)
        if unknown:
            raise BadQuestion(f"profile: {', '.join(sorted(unknown))} not known; there are: {', '.join(self.names)}")
        given = np.array([profile.get(name, mean) for name, mean in zip(self.names, self.means, strict=True)], float)
        wanted = np.asarray(times, float)
        place = np.searchsorted(self.baseline.times, wanted, side="right")
        away = given - self.means
        ratio = float(np.exp(away @ self.coefficients))
        hazard = np.append(0.0, self.baseline.hazard)[place]
        drift = np.vstack([np.zeros(len(away)), self.baseline.drift])[place]
        shift = hazard[..., None] * away - drift
        spread = np.append(0.0, self.baseline.variance)[place] + np.einsum(
            "...i,ij,...j->...", shift, self.covariance, shift
        )
        return self._bounded(ratio * hazard, ratio * np.sqrt(spread), wanted)

    def _bounded(self, hazard: Floats, error: Floats, times: Floats) -> tuple[Floats, Floats, Floats]:
        known = times <= self.baseline.last
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            wide = np.exp(normal_quantile(self.confidence) * error / hazard)
            parts = np.exp(-hazard), np.exp(-hazard * wide), np.exp(-hazard / wide)
        survival, low, high = (np.where(known, part, np.nan) for part in parts)
        return survival, low, high


def cox(
    lasted: ArrayLike,
    ended: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    weights: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    confidence: float = 0.95,
    minimum_n: int = MINIMUM_N,
) -> CoxFit:
    """By which factors covariates go with the risk of being lost, whatever its course over time (Cox 1972).

    The partial likelihood with Efron's (1977) correction for losses at the same time, by Newton's method; standard
    errors from the information at its maximum. It finds what goes together, not what causes what. ``covariates`` maps
    names to columns of numbers, or of words (each is compared with the most frequent); the rest as in `kaplan_meier`.

    On the arrests of Rossi, Berk & Lenihan (432 men, a year): financial aid has the ratio .684 (.470 to .996).

    Raises BadQuestion for durations or columns that cannot be, fewer than ``minimum_n`` customers, nobody lost.
    """
    durations = checked(lasted, ended, weights, entry)
    if durations.n < minimum_n:
        raise BadQuestion(f"durations: {customers_are(durations.n)} too few; at least {minimum_n} are needed")
    if not durations.events:
        raise BadQuestion("ended: nobody was lost, so nothing can go with it")
    if durations.ended.all() and np.ptp(durations.lasted) == 0:
        raise BadQuestion("ended: everybody was lost at the same time, so nothing can go with it")
    columns = design(covariates, durations.weights)
    sets = risk_sets(durations)
    return _result(durations, columns, sets, _maximised(durations, sets, columns.columns), confidence)


@dataclass(frozen=True, slots=True)
class _Maximum:
    coefficients: Floats
    terms: Terms
    without: float
    converged: bool
    moving: NDArray[np.bool_]
    steps: int


def _maximised(durations: Durations, sets: RiskSets, columns: Floats) -> _Maximum:
    coefficients = np.zeros(columns.shape[1])
    current = terms(durations, sets, columns, coefficients)
    without = current.log_likelihood
    for count in range(1, MOST_STEPS + 1):
        step = np.asarray(np.linalg.lstsq(current.information, current.gradient, rcond=None)[0], float)
        taken, following = _uphill(durations, sets, columns, coefficients, step, current)
        gain = following.log_likelihood - current.log_likelihood
        coefficients, current = coefficients + taken, following
        if gain <= _CLOSE * (1 + abs(without)):
            return _Maximum(coefficients, current, without, True, np.abs(step) > _STILL_MOVING, count)
    return _Maximum(coefficients, current, without, False, np.abs(step) > _STILL_MOVING, MOST_STEPS)


def _uphill(
    durations: Durations, sets: RiskSets, columns: Floats, start: Floats, step: Floats, current: Terms
) -> tuple[Floats, Terms]:
    for _ in range(30):
        following = terms(durations, sets, columns, start + step)
        if following.log_likelihood >= current.log_likelihood:
            return step, following
        step = step / 2
    return np.zeros_like(step), current


def _result(durations: Durations, columns: Design, sets: RiskSets, found: _Maximum, confidence: float) -> CoxFit:
    scaled = _covariance(found)
    covariance = scaled / np.outer(columns.scales, columns.scales)
    coefficients = np.where(found.moving, np.nan, found.coefficients / columns.scales)
    errors = np.sqrt(np.diag(covariance))
    half = normal_quantile(confidence) * errors
    gained = 2 * (found.terms.log_likelihood - found.without)
    degrees = len(columns.names)
    check = proportionality(durations, sets, columns.columns, found.terms, scaled, columns.names)
    return CoxFit(
        names=columns.names,
        coefficients=coefficients,
        standard_errors=errors,
        covariance=covariance,
        hazard_ratios=np.exp(coefficients),
        low=np.exp(coefficients - half),
        high=np.exp(coefficients + half),
        p_values=2 * special.ndtr(-np.abs(coefficients / errors)),
        means=columns.means,
        log_likelihood=found.terms.log_likelihood,
        log_likelihood_without=found.without,
        statistic=gained,
        degrees=degrees,
        p_value=float(special.chdtrc(degrees, gained)),
        concordance=concordance(durations, columns.columns @ found.coefficients),
        proportionality=check,
        baseline=_baseline(durations, sets, found.terms, columns.scales),
        converged=found.converged,
        steps=found.steps,
        n=durations.n,
        events=durations.events,
        confidence=confidence,
        method="Cox proportional hazards, Efron's ties",
        remarks=(*columns.remarks, *_remarks(durations, columns.names, found), *check.remarks),
    )


def _covariance(found: _Maximum) -> Floats:
    held = ~found.moving
    covariance = np.full((len(held), len(held)), np.nan)
    inside = np.ix_(held, held)
    covariance[inside] = np.linalg.pinv(found.terms.information, hermitian=True)[inside]
    return covariance


def _baseline(durations: Durations, sets: RiskSets, found: Terms, scales: Floats) -> Baseline:
    count = len(sets.times)
    hazard = np.bincount(sets.step_time, 1 / found.steps, count).cumsum()
    variance = np.bincount(sets.step_time, 1 / found.steps**2, count).cumsum()
    drift = [np.bincount(sets.step_time, mean / found.steps, count).cumsum() for mean in found.means.T]
    return Baseline(sets.times, float(durations.lasted.max()), hazard, variance, np.column_stack(drift) * scales)


def _remarks(durations: Durations, names: tuple[str, ...], found: _Maximum) -> list[str]:
    remarks = []
    for name, moving, coefficient in zip(names, found.moving, found.coefficients, strict=True):
        if moving:
            way = "more" if coefficient > 0 else "less"
            remarks.append(
                f"{name} separates: the fit only gets better the {way} risk it is given, so its ratio has no finite"
                " value. Usually all or none of a group were lost."
            )
    if not found.converged:
        remarks.append("The fit did not settle; its figures cannot be relied on.")
    if durations.events < EVENTS_PER_COVARIATE * len(names):
        remarks.append(
            f"{durations.events} losses for {len(names)} covariates: fewer than {EVENTS_PER_COVARIATE} each, so the"
            " ratios may be far off."
        )
    return remarks
