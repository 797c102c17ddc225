"""BG/NBD: customers buy at rates of their own (gamma) and may leave after each repeat purchase (beta).

Fader, Hardie & Lee 2005, "Counting your customers the easy way".
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
from rapport.analytics.models.leaving import by_kind, purchases_before_leaving
from rapport.analytics.models.model import Fit, PurchaseModel, fit_model
from rapport.analytics.models.purchases import Purchases

_CHUNK = 1 << 13  # beyond ten thousand rows a dot product goes to threads, which costs more than it gains


@dataclass(frozen=True)
class BgNbd(PurchaseModel):
    """The BG/NBD model.

    r, alpha
        Purchase rates are gamma with shape r and rate alpha: r/alpha purchases a unit of time on average.
    a, b
        The probability of leaving after a repeat purchase is beta(a, b): a/(a + b) on average.

    ``BgNbd(.2426, 4.4136, .7929, 2.4259).expected_purchases(52)`` is 1.44 repeat purchases in the first year.
    """

    r: float
    alpha: float
    a: float
    b: float

    title: ClassVar[str] = "BG/NBD"
    times: ClassVar[tuple[str, ...]] = ("alpha",)
    starts: ClassVar[tuple[tuple[float, ...], ...]] = (
        (1.0, 1.0, 1.0, 1.0),
        (0.3, 0.1, 0.8, 2.5),
        (1.0, 0.3, 0.5, 5.0),
        (3.0, 0.5, 0.1, 1.0),
    )
    remarks: ClassVar[tuple[str, ...]] = (
        "BG/NBD holds every customer without repeat purchases for alive, however long ago they bought;"
        " MBG/NBD does not.",
    )
    first_coin: ClassVar[int] = 0  # whether a customer may leave after the very first purchase already

    @classmethod
    def likelihood(cls, history: Purchases) -> Likelihood:
        return Histories(history, cls.first_coin)

    def log_likelihood(self, history: Purchases) -> Floats:
        x, coin = history.frequency, self.first_coin
        gamma = special.gammaln(self.r + x) - special.gammaln(self.r) + self.r * np.log(self.alpha)
        beta = special.betaln(self.a, self.b + x + coin) - special.betaln(self.a, self.b)
        odds = self._log_odds_of_leaving(history)
        return np.asarray(gamma + beta - (self.r + x) * np.log(self.alpha + history.age) + np.logaddexp(0, odds))

    def probability_alive(self, history: Purchases) -> Floats:
        return np.asarray(special.expit(-self._log_odds_of_leaving(history)))

    def expected_purchases(self, t: ArrayLike) -> Floats:
        return purchases_before_leaving(t, self.r, self.alpha, self.a, self.b)

    def probability_of_purchases(self, x: ArrayLike, t: ArrayLike) -> Floats:
        return probability(counts(x), spans(t), self.r, self.alpha, self.a, self.b)

    def expected_while_alive(self, t: ArrayLike, history: Purchases) -> Floats:
        r, alpha, a, b = self._posterior(history)
        if np.ndim(t) or not np.ndim(r) or any(map(np.ndim, self.values)):
            return purchases_before_leaving(t, r, alpha, a, b)
        return by_kind(float(spans(t)), history.frequency, r, alpha, a, b)

    def probability_while_alive(self, x: ArrayLike, t: ArrayLike, history: Purchases) -> Floats:
        return probability(counts(x), spans(t), *self._posterior(history))

    def _posterior(self, history: Purchases) -> tuple[Floats, Floats, float, Floats]:
        """Of those still alive the rates are gamma and the chances of leaving beta again, moved by what was seen."""
        x = history.frequency
        return self.r + x, self.alpha + history.age, self.a, self.b + x + self.first_coin

    def _log_odds_of_leaving(self, history: Purchases) -> Floats:
        x, coins = history.frequency, history.frequency + self.first_coin
        quiet = np.log1p((history.age - history.recency) / (self.alpha + history.recency))
        odds = np.log(self.a) - np.log(np.maximum(self.b + coins - 1, 1e-300)) + (self.r + x) * quiet
        return np.where(coins > 0, odds, -np.inf)


def fit(history: Purchases, *, confidence: float = 0.95) -> Fit[BgNbd]:
    """Fit by maximum likelihood.

    On the CDNOW sample r .2426, alpha 4.4136, a .7929, b 2.4259 with a log-likelihood of −9582.43.

    Raises BadTable where no fit is possible: too few customers, nobody who bought again.
    """
    return fit_model(BgNbd, history, confidence=confidence)


def probability(x: Floats, t: Floats, r: Floats | float, alpha: Floats | float, a: float, b: Floats | float) -> Floats:
    """How likely x purchases within t are: x and still a customer, or x and left with the last of them."""
    z = t / (alpha + t)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_z = np.where(x > 0, x * np.log(z), 0.0)
    stayed = (
        special.betaln(a, b + x)
        - special.betaln(a, b)
        + special.gammaln(r + x)
        - special.gammaln(r)
        - special.gammaln(x + 1)
        + r * np.log1p(-z)
        + log_z
    )
    left = np.exp(special.betaln(a + 1, b + np.maximum(x, 1) - 1) - special.betaln(a, b))
    reached = special.betainc(np.maximum(x, 1), r, z)
    return np.asarray(np.exp(stayed) + np.where(x > 0, left * reached, 0.0))


class Histories:
    """The log-likelihood and its gradient; what depends on the frequency alone is worked out once for each."""

    def __init__(self, history: Purchases, first_coin: int) -> None:
        order = np.argsort(history.frequency, kind="stable")
        self.counts, place = np.unique(history.frequency[order], return_inverse=True)
        self.place = place.astype(np.intp)
        self.weight = history.weight[order]
        self.age, self.recency = history.age[order], history.recency[order]
        self.of_count = np.bincount(self.place, self.weight)
        self.coin = first_coin
        self.even = bool(np.all(self.weight == 1))
        # Rows are in the order of frequency: only those after this one can have left.
        self.leavers = 0 if first_coin else int(np.searchsorted(history.frequency[order], 0.5))

    def __call__(self, parameters: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = (float(value) for value in parameters)
        value, gradient = self._of_counts(r, alpha, a, b)
        for start in range(0, self.leavers, _CHUNK):
            rows = slice(start, min(start + _CHUNK, self.leavers))
            age, weight = alpha + self.age[rows], self.weight[rows]
            logs = float(weight @ np.log(age))
            value -= r * logs
            gradient += (-logs, -r * float(weight @ (1 / age)), 0, 0)
        # Who never bought again cannot have left where the first coin is not thrown: theirs is not looked at.
        rest = b + np.maximum(self.counts + self.coin, 1) - 1
        with np.errstate(divide="ignore"):
            odds, shape = np.log(a / rest), 1 / rest
        for start in range(self.leavers, len(self.place), _CHUNK):
            rows = slice(start, min(start + _CHUNK, len(self.place)))
            more, slope = self._leaving(rows, r, alpha, odds, shape)
            value += more
            gradient += slope / (1, 1, a, 1)
        return value, gradient

    def _of_counts(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Floats]:
        x, weight, n = self.counts, self.of_count, float(self.of_count.sum())
        shape = b + x + self.coin
        gamma = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
        beta = special.betaln(a, shape) - special.betaln(a, b)
        both, whole = special.digamma(a + b), special.digamma(a + shape)
        slopes = (
            weight @ special.digamma(r + x) + n * (np.log(alpha) - special.digamma(r)),
            n * r / alpha,
            n * both - weight @ whole,
            weight @ special.digamma(shape) - weight @ whole + n * (both - special.digamma(b)),
        )
        return float(weight @ (gamma + beta)), np.array(slopes, float)

    def _leaving(self, rows: slice, r: float, alpha: float, odds: Floats, shape: Floats) -> tuple[float, Floats]:
        place, weight = self.place[rows], self.weight[rows]
        age, last = alpha + self.age[rows], alpha + self.recency[rows]
        rate = r + self.counts[place]
        logs, quiet = np.log(age), np.log(age / last)
        left = odds[place] + rate * quiet
        small = np.exp(-np.abs(left))
        gone = np.where(left > 0, 1.0, small) / (1 + small)
        if not self.even:
            gone_weighed, rate_weighed = gone * weight, rate * weight
        else:
            gone_weighed, rate_weighed = gone, rate
        value = weight @ (np.maximum(left, 0) + np.log1p(small)) - rate_weighed @ logs
        slopes = (
            gone_weighed @ quiet - weight @ logs,
            (rate_weighed * (gone - 1)) @ (1 / age) - (rate_weighed * gone) @ (1 / last),
            gone_weighed.sum(),
            -(gone_weighed @ shape[place]),
        )
        return float(value), np.array(slopes, float)
