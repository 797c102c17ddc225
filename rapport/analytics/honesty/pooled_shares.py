"""Partial pooling of shares: empirical Bayes with a beta distribution of the true shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.pooled import ALL_ALIKE, DROP, FEWEST_CELLS, NO_SPREAD, TOO_FEW, Pooled, unpooled
from rapport.analytics.intervals import Bounds, Floats, wilson

# Logarithms of the strength M: below, shares of a cell are all or nothing; above, cells do not differ.
_WEAKEST, _STRONGEST = -4.0, 14.0


@dataclass(frozen=True, slots=True)
class _Beta:
    """The distribution of true shares: its mean, its strength in answers, and the error of the strength's logarithm."""

    mean: float
    strength: float
    error: float
    learned: bool

    def shrunk(self, n: Floats) -> Floats:
        """How much of the common share counts for cells of these n."""
        return np.asarray(self.strength / (self.strength + n), float)

    def variance_of_mean(self, n: Floats) -> float:
        """The mean's own variance: each cell counts less where cells differ."""
        design = 1 + (n - 1) / (self.strength + 1)
        return float(self.mean * (1 - self.mean) / (n / design).sum())


def pooled_shares(hits: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> Pooled:
    """Shares of small cells, each drawn to the common one as far as its n leaves open: empirical Bayes, beta-binomial.

    The true shares are taken to vary between cells as a beta distribution with mean μ and strength M, estimated by
    maximum likelihood; the pooled share is (hits + μ · M) / (n + M), so the weight of the own share is n / (n + M).
    The interval is that of a beta distribution to which the uncertainty of μ and M is added. Morris 1983.

    With μ = .5 and M = 10, 9 of 10 become (9 + 5) / 20 = .70, and 90 of 100 become 95 / 110 = .86.

    Fewer than three cells with data: the raw shares are kept. No spread beyond chance: all get the common share. Both
    are said. Raises BadQuestion for hits outside 0–n, NaN or unequal lengths.
    """
    found, tries = np.asarray(hits, float), np.asarray(n, float)
    if found.shape != tries.shape or found.ndim != 1:
        raise BadQuestion(f"pooling: {found.size} hits for {tries.size} cells")
    if not (np.isfinite(tries).all() and ((found >= 0) & (found <= tries)).all()):
        raise BadQuestion("pooling: hits must be numbers between 0 and n")
    held = tries > 0
    raw = np.divide(found, tries, out=np.full(found.shape, np.nan), where=held)
    alike = not 0 < found.sum() < tries.sum()
    if held.sum() < FEWEST_CELLS or alike:
        remark = TOO_FEW if held.sum() < FEWEST_CELLS else ALL_ALIKE
        return unpooled(raw, tries, wilson(found, tries, confidence), remark)
    beta = _fitted(found[held], tries[held])
    low, high = _interval(beta, found, tries, raw, confidence)
    weight = 1 - beta.shrunk(tries) if beta.learned else np.zeros(found.shape)
    value = beta.mean + weight * np.where(held, np.nan_to_num(raw) - beta.mean, 0)
    spread = float(np.sqrt(beta.mean * (1 - beta.mean) / (beta.strength + 1))) if beta.learned else 0.0
    method = f"Partial pooling, beta-binomial: the common share is {beta.mean:.1%}"
    method += f" and counts like {beta.strength:.0f} answers in each cell." if beta.learned else "."
    low, high = np.minimum(low, value), np.maximum(high, value)
    remarks = () if beta.learned else (NO_SPREAD,)
    return Pooled(raw, tries, value, low, high, weight, beta.mean, spread, beta.learned, method, remarks)


def _fitted(hits: Floats, n: Floats) -> _Beta:
    common = float(hits.sum() / n.sum())

    def loss(at: Floats) -> tuple[float, Floats]:
        mean, log_strength = float(special.expit(at[0])), float(at[1])
        return -_likelihood(mean, log_strength, hits, n), -_gradient(mean, log_strength, hits, n)

    bounds = [(-12.0, 12.0), (_WEAKEST, _STRONGEST)]
    starts = [np.array([special.logit(common), first]) for first in (1.0, 4.0, 8.0)]
    fits = [optimize.minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B") for start in starts]
    best = min(fits, key=lambda fit: float(fit.fun))
    mean, log_strength = float(special.expit(best.x[0])), float(best.x[1])
    most = _likelihood(common, _STRONGEST, hits, n)
    if -float(best.fun) - most < 1e-3 or log_strength > _STRONGEST - 1:
        return _Beta(common, float(np.exp(_weakest_left(common, most, hits, n))), 0.0, False)
    return _Beta(mean, float(np.exp(log_strength)), _error(mean, log_strength, hits, n), True)


def _likelihood(mean: float, log_strength: float, hits: Floats, n: Floats) -> float:
    strength = np.exp(log_strength)
    a, b = mean * strength, (1 - mean) * strength
    return float((special.betaln(a + hits, b + n - hits) - special.betaln(a, b)).sum())


def _gradient(mean: float, log_strength: float, hits: Floats, n: Floats) -> Floats:
    """By the logit of the mean and the logarithm of the strength."""
    strength = np.exp(log_strength)
    a, b = mean * strength, (1 - mean) * strength
    both = special.digamma(a + b) - special.digamma(a + b + n)
    by_a = float((special.digamma(a + hits) - special.digamma(a) + both).sum())
    by_b = float((special.digamma(b + n - hits) - special.digamma(b) + both).sum())
    return np.array([strength * mean * (1 - mean) * (by_a - by_b), a * by_a + b * by_b])


def _error(mean: float, log_strength: float, hits: Floats, n: Floats) -> float:
    step = 1e-2
    below, here, above = (_likelihood(mean, log_strength + move, hits, n) for move in (-step, 0.0, step))
    curvature = (2 * here - below - above) / step**2
    return float(1 / np.sqrt(curvature)) if curvature > 1e-6 else 1e3


def _weakest_left(mean: float, most: float, hits: Floats, n: Floats) -> float:
    """The strength at which the likelihood has dropped so far that anything weaker is ruled out."""

    def above(log_strength: float) -> float:
        return _likelihood(mean, log_strength, hits, n) - most + DROP

    if above(_WEAKEST) > 0:
        return _WEAKEST
    return float(optimize.brentq(above, _WEAKEST, _STRONGEST))


def _interval(beta: _Beta, hits: Floats, n: Floats, raw: Floats, confidence: float) -> Bounds:
    shrunk = beta.shrunk(n)
    centre = (hits + beta.mean * beta.strength) / (n + beta.strength)
    variance = centre * (1 - centre) / (n + beta.strength + 1) + shrunk**2 * beta.variance_of_mean(n[n > 0])
    distance = np.where(n > 0, np.nan_to_num(raw) - beta.mean, 0)
    # By the delta method: the shrinkage M / (M + n) moves by B (1 - B) with the logarithm of M.
    variance = variance + (distance * shrunk * (1 - shrunk) * min(beta.error, 1.0)) ** 2
    strength = np.maximum(centre * (1 - centre) / variance - 1, 1e-3)
    a, b, tail = centre * strength, (1 - centre) * strength, (1 - confidence) / 2
    return np.asarray(special.betaincinv(a, b, tail)), np.asarray(special.betaincinv(a, b, 1 - tail))
