"""Gamma-Gamma: what a purchase of each customer is worth on average, when some have bought only a few times.

Fader & Hardie 2013, "The Gamma-Gamma model of monetary value". Independent of how often they buy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from scipy import special

from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.fitting import Estimate, Fitted, Likelihood, Task
from rapport.analytics.models.fitting import fit as fit_by_likelihood
from rapport.analytics.models.model import FEW_ROWS, MINIMUM_N
from rapport.analytics.models.purchases import Purchases
from rapport.analytics.wording import counted, customers_are

CORRELATED = 0.1


@dataclass(frozen=True)
class GammaGamma:
    """The model of spend.

    Amounts of a customer are gamma with shape p and a rate of the customer's own, which is gamma with shape q and rate
    gamma: the mean over customers is p·gamma/(q − 1), where q is above 1.
    """

    p: float
    q: float
    gamma: float

    title: ClassVar[str] = "Gamma-Gamma"

    def __post_init__(self) -> None:
        for name in ("p", "q", "gamma"):
            if not np.isfinite(getattr(self, name)) or getattr(self, name) <= 0:
                raise BadQuestion(f"Gamma-Gamma: {name} must be a number above 0, not {getattr(self, name)}")

    @property
    def values(self) -> Floats:
        """The parameters in their order."""
        return np.array([self.p, self.q, self.gamma])

    @property
    def mean_spend(self) -> float:
        """Mean amount of a purchase over all customers; NaN where q is not above 1, since the mean is then endless."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else float("nan")

    def conditional_mean_spend(self, history: Purchases) -> Floats:
        """Mean amount of each customer: their own mean, drawn to that of all the more the fewer purchases it rests on.

        Who has not bought again gets the mean of all. NaN where q is not above 1 and nothing is known of a customer.
        With p 6.25, q 3.74, gamma 15.44, two repeats at 22.35 on average give 24.65.
        """
        x = history.frequency
        spend = np.where(x > 0, history.spend, 0.0)
        weight = self.p * x + self.q - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = self.p * (self.gamma + x * spend) / weight
        return np.where(weight > 0, mean, np.nan)

    def log_likelihood(self, history: Purchases) -> Floats:
        """The log-likelihood of each row with repeats."""
        x, spend, shape = history.frequency, history.spend, self.p * history.frequency
        return np.asarray(
            special.gammaln(shape + self.q)
            - special.gammaln(shape)
            - special.gammaln(self.q)
            + self.q * np.log(self.gamma)
            + (shape - 1) * np.log(spend)
            + shape * np.log(x)
            - (shape + self.q) * np.log(self.gamma + x * spend)
        )


@dataclass(frozen=True, slots=True)
class SpendFit:
    """A fitted model of spend, with the correlation of mean spend and frequency, which it takes for nought."""

    model: GammaGamma
    fitted: Fitted
    correlation: float
    remarks: tuple[str, ...]

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The parameters with standard error and interval."""
        return self.fitted.estimates

    @property
    def log_likelihood(self) -> float:
        """At its top."""
        return self.fitted.log_likelihood

    @property
    def n(self) -> int:
        """How many customers with repeats it was fitted to."""
        return self.fitted.n

    @property
    def converged(self) -> bool:
        """Whether the top was reached."""
        return self.fitted.converged

    def models(self, count: int, *, seed: int = 20_26) -> list[GammaGamma]:
        """Models as they could be as well, by the uncertainty of the parameters."""
        return [GammaGamma(*map(float, row)) for row in self.fitted.draws(count, seed=seed)]


def fit(history: Purchases, *, confidence: float = 0.95) -> SpendFit:
    """Fit by maximum likelihood to the customers with repeats and a positive mean spend; remarks name the others.

    On the 946 repeaters of CDNOW p 6.25, q 3.74, gamma 15.44 with a log-likelihood of −4055.92.

    Raises BadTable where fewer than five customers are left, or all amounts are equal.
    """
    repeated = history.take(history.frequency > 0)
    if np.any(~np.isfinite(repeated.spend)):
        raise BadTable("Gamma-Gamma: the history holds no amounts (spend) of customers with repeat purchases")
    used = repeated.take(repeated.spend > 0)
    if used.n < MINIMUM_N:
        raise BadTable(
            f"Gamma-Gamma: {customers_are(used.n)} too few for a fit, of those with repeats and spend;"
            f" it takes {MINIMUM_N}"
        )
    if np.ptp(used.spend) == 0:
        raise BadTable("Gamma-Gamma: every customer spends the same, so there is nothing to model")
    scale = float(np.average(used.spend, weights=used.weight))
    found = _in_money(fit_by_likelihood(_task(used, scale), confidence=confidence), scale, used)
    correlation = _correlation(used)
    model = GammaGamma(*map(float, found.values))
    return SpendFit(model, found, correlation, (*found.remarks, *_remarks(model, correlation, repeated.n - used.n)))


def _task(used: Purchases, scale: float) -> Task:
    scaled = replace(used, spend=used.spend / scale)
    step = len(scaled) // FEW_ROWS + 1
    few = scaled.take(slice(None, None, step))
    return Task(
        names=("p", "q", "gamma"),
        starts=((1.0, 2.0, 1.0), (6.0, 4.0, 0.5), (0.5, 10.0, 10.0)),
        likelihood=_likelihood(scaled),
        n=used.n,
        thinned=_likelihood(few) if step > 1 else None,
        thinned_n=few.n,
    )


def _likelihood(used: Purchases) -> Likelihood:
    counts, place = np.unique(used.frequency, return_inverse=True)
    of_count = np.bincount(place, used.weight)
    total, log_spend = used.frequency * used.spend, np.log(used.spend)
    n, fixed = float(of_count.sum()), float(np.sum(used.weight * log_spend))
    weighed = used.weight * used.frequency
    sum_logs = float(np.sum(weighed * (np.log(used.frequency) + log_spend)))

    def likelihood(parameters: Floats) -> tuple[float, Floats]:
        p, q, gamma = (float(value) for value in parameters)
        shape, all_spend = p * counts, gamma + total
        logs, shares = np.log(all_spend), 1 / all_spend
        by_rows, by_repeats = np.sum(used.weight * logs), np.sum(weighed * logs)
        gammas = special.gammaln(shape + q) - special.gammaln(shape)
        value = of_count @ gammas - n * special.gammaln(q) + n * q * np.log(gamma) + p * sum_logs - fixed
        value -= p * by_repeats + q * by_rows
        both, alone = special.digamma(shape + q), special.digamma(shape)
        slopes = (
            (of_count * counts) @ (both - alone) + sum_logs - by_repeats,
            of_count @ both - n * special.digamma(q) + n * np.log(gamma) - by_rows,
            n * q / gamma - p * np.sum(weighed * shares) - q * np.sum(used.weight * shares),
        )
        return float(value), np.array(slopes, float)

    return likelihood


def _in_money(found: Fitted, scale: float, used: Purchases) -> Fitted:
    factors = np.array([1.0, 1.0, scale])
    *shapes, rate = found.estimates
    error, low, high = (None if value is None else value * scale for value in (rate.error, rate.low, rate.high))
    rate = Estimate(rate.name, rate.value * scale, error, low, high, rate.remark)
    covariance = None if found.covariance is None else found.covariance * np.outer(factors, factors)
    value = found.log_likelihood - used.n * float(np.log(scale))
    return replace(found, estimates=(*shapes, rate), covariance=covariance, log_likelihood=value)


def _correlation(used: Purchases) -> float:
    covariance = np.cov(used.frequency, used.spend, aweights=used.weight)
    spread = np.sqrt(covariance[0, 0] * covariance[1, 1])
    return float(covariance[0, 1] / spread) if spread > 0 else 0.0


def _remarks(model: GammaGamma, correlation: float, without: int) -> list[str]:
    remarks = [f"Spend and frequency correlate by {correlation:.2f}; the model takes them for independent."]
    if abs(correlation) > CORRELATED:
        remarks = [f"{remarks[0][:-1]}, which they are not here: values of frequent customers are off."]
    if model.q <= 1:
        remarks.append("q is not above 1, so that there is no mean spend of all customers.")
    if without:
        who = counted(without, "customer with repeats", "customers with repeats")
        remarks.append(f"Left out: {who} but without positive spend (refunded).")
    return remarks
