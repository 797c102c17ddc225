"""Pareto/NBD: customers buy at rates of their own (gamma) and leave at any time, at rates of their own (gamma).

Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005. The likelihood is taken as an integral over the moment of
leaving, in logarithms: no hypergeometric function, hence nothing to overflow and no two cases for alpha and beta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from rapport.analytics.intervals import Floats
from rapport.analytics.models.ahead import counts, spans
from rapport.analytics.models.fitting import Likelihood
from rapport.analytics.models.model import Fit, PurchaseModel, fit_model
from rapport.analytics.models.purchases import Purchases

_CHUNK = 1 << 9  # rows whose nodes stay in the processor's own memory
# How steep an integrand may be for 16, 20 and 28 nodes to give nine digits, and their places and weights.
_STEEPEST = np.array([1.5, 2.5])
_RULES = tuple(
    ((nodes + 1) / 2, np.log(weights)) for nodes, weights in map(np.polynomial.legendre.leggauss, (16, 20, 28))
)
_FINE_NODES, _FINE_WEIGHTS = (np.array(part) for part in np.polynomial.legendre.leggauss(128))


@dataclass(frozen=True)
class ParetoNbd(PurchaseModel):
    """The Pareto/NBD model.

    r, alpha
        Purchase rates are gamma with shape r and rate alpha: r/alpha purchases a unit of time on average.
    s, beta
        Rates of leaving are gamma with shape s and rate beta: half are gone after beta·(2^(1/s) − 1).
    """

    r: float
    alpha: float
    s: float
    beta: float

    title: ClassVar[str] = "Pareto/NBD"
    times: ClassVar[tuple[str, ...]] = ("alpha", "beta")
    starts: ClassVar[tuple[tuple[float, ...], ...]] = (
        (1.0, 1.0, 1.0, 1.0),
        (0.5, 0.3, 0.5, 0.3),
        (1.0, 0.2, 0.3, 2.0),
        (3.0, 0.5, 1.0, 5.0),
    )

    @classmethod
    def likelihood(cls, history: Purchases) -> Likelihood:
        # The steeper an integrand, the more nodes it takes: those that take as many stand together.
        steepness = (history.frequency + 1) * np.log((history.age + 0.2) / (history.recency + 0.2))
        rows = history.take(np.argsort(steepness))
        chunks = [rows.take(slice(start, start + _CHUNK)) for start in range(0, len(rows), _CHUNK)]
        return lambda parameters: _likelihood(chunks, *map(float, parameters))

    def log_likelihood(self, history: Purchases) -> Floats:
        x = history.frequency
        fixed = special.gammaln(self.r + x) - special.gammaln(self.r)
        return fixed + self.r * np.log(self.alpha) + self.s * np.log(self.beta) + self._both(history)[0]

    def probability_alive(self, history: Purchases) -> Floats:
        both, stayed = self._both(history)
        return np.exp(stayed - both)

    def expected_purchases(self, t: ArrayLike) -> Floats:
        return expected(spans(t), self.r, self.alpha, self.s, self.beta)

    def probability_of_purchases(self, x: ArrayLike, t: ArrayLike) -> Floats:
        return probability(counts(x), spans(t), self.r, self.alpha, self.s, self.beta)

    def expected_while_alive(self, t: ArrayLike, history: Purchases) -> Floats:
        return expected(spans(t), *self._posterior(history))

    def probability_while_alive(self, x: ArrayLike, t: ArrayLike, history: Purchases) -> Floats:
        return probability(counts(x), spans(t), *self._posterior(history))

    def _posterior(self, history: Purchases) -> tuple[Floats, Floats, float, Floats]:
        return self.r + history.frequency, self.alpha + history.age, self.s, self.beta + history.age

    def _both(self, history: Purchases) -> tuple[Floats, Floats]:
        """Logarithms of: stayed or left, and stayed."""
        parts = [
            _Span(history.take(slice(start, start + _CHUNK)), self.r, self.alpha, self.s, self.beta).logs()
            for start in range(0, len(history), _CHUNK)
        ]
        both, stayed = zip(*parts, strict=True) if parts else ((np.zeros(0),), (np.zeros(0),))
        return np.concatenate(both), np.concatenate(stayed)


def fit(history: Purchases, *, confidence: float = 0.95) -> Fit[ParetoNbd]:
    """Fit by maximum likelihood.

    On the CDNOW sample r .553, alpha 10.578, s .606, beta 11.669 with a log-likelihood of −9594.976.

    Raises BadTable where no fit is possible: too few customers, nobody who bought again.
    """
    return fit_model(ParetoNbd, history, confidence=confidence)


def expected(t: Floats, r: Floats | float, alpha: Floats | float, s: float, beta: Floats | float) -> Floats:
    """Mean purchases within t, exact at s = 1 too: there the mean is rβ/α · ln((β + t)/β)."""
    longer = np.log1p(t / beta)
    return np.asarray(r * beta / alpha * longer * special.exprel((1 - s) * longer))


def probability(
    x: Floats, t: Floats, r: Floats | float, alpha: Floats | float, s: float, beta: Floats | float
) -> Floats:
    """How likely x purchases within t are: made by customers who stay, or who left at some moment before."""
    x, t, r, alpha, beta = np.broadcast_arrays(x, t, r, alpha, beta)
    stayed = _negative_binomial(x, t, r, alpha) - s * np.log1p(t / beta)
    start = np.minimum(alpha, beta)[..., None]
    width = np.log1p(t[..., None] / start)
    moment = start * np.expm1(width * (_FINE_NODES + 1) / 2)
    left = _negative_binomial(x[..., None], moment, r[..., None], alpha[..., None])
    left = left + np.log(s) - np.log(beta[..., None]) - (s + 1) * np.log1p(moment / beta[..., None])
    slices = (start + moment) * width / 2 * _FINE_WEIGHTS
    return np.asarray(np.exp(stayed) + np.sum(np.exp(left) * slices, axis=-1))


def _negative_binomial(x: Floats, t: Floats, r: Floats, alpha: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(x > 0, x * np.log(t / (alpha + t)), 0.0)
    return special.gammaln(r + x) - special.gammaln(r) - special.gammaln(x + 1) - r * np.log1p(t / alpha) + share


class _Span:
    """The moments between last purchase and end at which each customer may have left, as nodes of an integral.

    The nodes lie dense where the integrand falls steeply: geometrically from the last purchase on.
    """

    def __init__(self, rows: Purchases, r: float, alpha: float, s: float, beta: float) -> None:
        self.rate, start = r + rows.frequency, min(alpha, beta)
        self.alpha_age, self.beta_age = alpha + rows.age, beta + rows.age
        log_first = np.log(start + rows.recency)
        steepness = self.rate + s
        bend = np.log1p(steepness * (np.log(start + rows.age) - log_first))
        enough = np.searchsorted(_STEEPEST, bend.max(initial=0))
        nodes, log_weights = _RULES[min(int(enough), len(_RULES) - 1)]
        log_growth = bend[:, None] * nodes
        log_near = log_first[:, None] + np.expm1(log_growth) / steepness[:, None]
        near = np.exp(log_near)
        far = near + abs(alpha - beta)
        log_far = np.log(far)
        self.at_alpha, self.at_beta = (near, far) if alpha <= beta else (far, near)
        self.log_alpha, self.log_beta = (log_near, log_far) if alpha <= beta else (log_far, log_near)
        with np.errstate(divide="ignore"):
            log_width = np.log(s * bend / steepness / 2)[:, None] + log_weights + log_growth + log_near
        self.left = log_width - self.rate[:, None] * self.log_alpha - (s + 1) * self.log_beta
        self.log_alpha_age, self.log_beta_age = np.log(self.alpha_age), np.log(self.beta_age)
        self.stayed = -self.rate * self.log_alpha_age - s * self.log_beta_age

    def logs(self) -> tuple[Floats, Floats]:
        """Logarithms of: stayed or left, and stayed."""
        return self.shares()[0], self.stayed

    def shares(self) -> tuple[Floats, Floats, Floats]:
        """The logarithm of stayed or left; of that, what stayed, and what left at each node."""
        top = np.maximum(self.stayed, self.left.max(axis=1))
        left = np.exp(self.left - top[:, None])
        stayed = np.exp(self.stayed - top)
        whole = stayed + left.sum(axis=1)
        return top + np.log(whole), stayed / whole, left / whole[:, None]


def _likelihood(chunks: list[Purchases], r: float, alpha: float, s: float, beta: float) -> tuple[float, Floats]:
    value, slopes = 0.0, np.zeros(4)
    for rows in chunks:
        more, slope = _likelihood_of(rows, r, alpha, s, beta)
        value, slopes = value + more, slopes + slope
    return value, slopes


def _likelihood_of(rows: Purchases, r: float, alpha: float, s: float, beta: float) -> tuple[float, Floats]:
    x, weight = rows.frequency, rows.weight
    span = _Span(rows, r, alpha, s, beta)
    both, stay, left = span.shares()
    value = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta) + both
    gone = left.sum(axis=1)
    by_r = special.digamma(r + x) - special.digamma(r) + np.log(alpha)
    by_r = by_r - stay * span.log_alpha_age - np.einsum("ij,ij->i", left, span.log_alpha)
    by_alpha = r / alpha - span.rate * (stay / span.alpha_age + (left / span.at_alpha).sum(axis=1))
    by_s = np.log(beta) - stay * span.log_beta_age + gone / s - np.einsum("ij,ij->i", left, span.log_beta)
    by_beta = s / beta - s * stay / span.beta_age - (s + 1) * (left / span.at_beta).sum(axis=1)
    return float(weight @ value), np.array([weight @ by for by in (by_r, by_alpha, by_s, by_beta)], float)
