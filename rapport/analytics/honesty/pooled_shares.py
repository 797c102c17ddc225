"""Partial pooling of shares: empirical Bayes with a beta distribution of the true shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.pooled import ALL_ALIKE, FEWEST_CELLS, NO_SPREAD, TOO_FEW, Pooled, unpooled
from rapport.analytics.intervals import Bounds, Floats, wilson

# Logarithms of the strength M: below, shares of a cell are all or nothing; above, cells do not differ.
_WEAKEST, _STRONGEST = -4.0, 14.0
_GRID = np.linspace(_WEAKEST, _STRONGEST, 73)
_LEAST_GAIN = 1e-3


@dataclass(frozen=True, slots=True)
class _Beta:
    """The distribution of true shares: its mean, and its strength in answers."""

    mean: float
    strength: float
    learned: bool


def pooled_shares(hits: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> Pooled:
    """Shares of small cells, each drawn to the common one as far as its n leaves open: empirical Bayes, beta-binomial.

    The true shares are taken to vary between cells as a beta distribution with mean μ and strength M, estimated by
    maximum likelihood; the pooled share is (hits + μ · M) / (n + M), so the weight of the own share is n / (n + M).
    The interval is that of a beta distribution with the moments that remain when M is averaged over what the data leave
    open (prior: uniform shrinkage) and the uncertainty of μ is added. Morris 1983, Daniels 1999.

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
    low, high = _interval(beta.mean, found, tries, confidence)
    weight = tries / (tries + beta.strength) if beta.learned else np.zeros(found.shape)
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
        return -float(_likelihood(mean, log_strength, hits, n)), -_gradient(mean, log_strength, hits, n)

    first = _GRID[int(np.argmax(_likelihood(common, _GRID[:, None], hits, n)))]
    bounds = [(-12.0, 12.0), (_WEAKEST, _STRONGEST)]
    start = np.array([special.logit(common), first])
    best = optimize.minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    gain = -float(best.fun) - float(_likelihood(common, _STRONGEST, hits, n))
    if gain < _LEAST_GAIN or best.x[1] > _STRONGEST - 1:
        return _Beta(common, float("inf"), False)
    return _Beta(float(special.expit(best.x[0])), float(np.exp(best.x[1])), True)


def _likelihood(mean: float, log_strength: ArrayLike, hits: Floats, n: Floats) -> Floats:
    strength = np.exp(log_strength)
    a, b = mean * strength, (1 - mean) * strength
    return np.asarray((special.betaln(a + hits, b + n - hits) - special.betaln(a, b)).sum(axis=-1), float)


def _gradient(mean: float, log_strength: float, hits: Floats, n: Floats) -> Floats:
    """By the logit of the mean and the logarithm of the strength."""
    strength = np.exp(log_strength)
    a, b = mean * strength, (1 - mean) * strength
    both = special.digamma(a + b) - special.digamma(a + b + n)
    by_a = float((special.digamma(a + hits) - special.digamma(a) + both).sum())
    by_b = float((special.digamma(b + n - hits) - special.digamma(b) + both).sum())
    return np.array([strength * mean * (1 - mean) * (by_a - by_b), a * by_a + b * by_b])


def _interval(mean: float, hits: Floats, n: Floats, confidence: float) -> Bounds:
    held = n > 0
    strength = np.exp(_GRID)[:, None]
    typical = float(1 / np.mean(1 / n[held]))
    # Uniform shrinkage: M / (M + n) is as likely anywhere between 0 and 1, for a cell of typical n.
    prior = _GRID - 2 * np.log(np.exp(_GRID) + typical)
    likely = _likelihood(mean, _GRID[:, None], hits[held], n[held]) + prior
    share = np.exp(likely - likely.max())[:, None] / np.exp(likely - likely.max()).sum()
    centre = (hits + mean * strength) / (n + strength)
    design = 1 + (n[held] - 1) / (strength + 1)
    of_mean = mean * (1 - mean) / (n[held] / design).sum(axis=1, keepdims=True)
    within = centre * (1 - centre) / (n + strength + 1) + (strength / (strength + n)) ** 2 * of_mean
    middle = (share * centre).sum(axis=0)
    variance = (share * (within + (centre - middle) ** 2)).sum(axis=0)
    worth = np.maximum(middle * (1 - middle) / variance - 1, 1e-3)
    a, b, tail = middle * worth, (1 - middle) * worth, (1 - confidence) / 2
    return np.asarray(special.betaincinv(a, b, tail)), np.asarray(special.betaincinv(a, b, 1 - tail))
