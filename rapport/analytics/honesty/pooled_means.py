"""Partial pooling of means and other figures with standard errors: the normal–normal model."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.pooled import FEWEST_CELLS, NO_SPREAD, TOO_FEW, Pooled, unpooled
from rapport.analytics.intervals import Bounds, Floats, normal_quantile, t_quantile

Spread = Literal["reml", "paule-mandel"]
SPREADS: dict[Spread, str] = {"reml": "restricted maximum likelihood", "paule-mandel": "the method of Paule and Mandel"}


def pooled_means(
    means: ArrayLike, deviations: ArrayLike, n: ArrayLike, *, spread: Spread = "reml", confidence: float = 0.95
) -> Pooled:
    """Means of small cells, each drawn to the common mean as far as its own uncertainty leaves open: normal–normal.

    ``deviations`` are standard deviations within cells (NaN with n = 1); the one common to all cells is used, since a
    small cell's own is itself uncertain. For what follows see `pooled_estimates`.

    Raises BadQuestion for NaN means, negative deviations, unequal lengths, and where no deviation is known.
    """
    found, within, count = (np.asarray(part, float) for part in (means, deviations, n))
    if not found.shape == within.shape == count.shape or found.ndim != 1:
        raise BadQuestion(f"pooling: {found.size} means, {within.size} deviations and {count.size} n")
    if not (np.isfinite(count).all() and (count >= 0).all()) or (within < 0).any():
        raise BadQuestion("pooling: a deviation or an n is negative or not a number")
    if not np.isfinite(found[count > 0]).all():
        raise BadQuestion("pooling: a cell with members has no mean")
    known = (count > 1) & np.isfinite(within)
    degrees = float((count[known] - 1).sum())
    variance = float(((count[known] - 1) * within[known] ** 2).sum()) / max(degrees, 1.0)
    if not variance:
        raise BadQuestion("pooling: no cell has a deviation above zero, so nothing tells how uncertain a mean is")
    errors = np.sqrt(variance / np.maximum(count, 1e-300))
    return pooled_estimates(np.where(count > 0, found, np.nan), errors, n=count, spread=spread, confidence=confidence)


def pooled_estimates(
    values: ArrayLike,
    errors: ArrayLike,
    *,
    n: ArrayLike | None = None,
    spread: Spread = "reml",
    confidence: float = 0.95,
) -> Pooled:
    """Any figures with standard errors σ, each drawn to the common one: normal–normal.

    The true figures are taken to vary with variance τ² around a common μ; the weight of the own figure is
    τ² / (τ² + σ²). τ² by restricted maximum likelihood, or after Paule & Mandel 1982. In the interval τ² is averaged
    over what the data leave open (prior: uniform shrinkage), and the uncertainty of μ added. Morris 1983, Daniels 1999.

    With τ = 2 and σ = 2 half of the own figure counts: 10 beside a common 6 becomes 8.

    A cell without a figure (NaN) gets the common one. Fewer than three cells with data: the raw figures are kept. No
    spread beyond chance: all get the common figure. Both are said. Raises BadQuestion for errors that are not above
    zero, and for unequal lengths.
    """
    found, sigma, count = _checked(values, errors, n)
    held = np.isfinite(found)
    if held.sum() < FEWEST_CELLS:
        half = normal_quantile(confidence) * sigma
        return unpooled(found, count, (found - half, found + half), TOO_FEW)
    y, v = found[held], sigma[held] ** 2
    between = _reml(y, v) if spread == "reml" else _paule_mandel(y, v)
    learned = between > 1e-6 * float(v.mean())
    mean = _weighted(y, v + (between if learned else 0.0))
    weight = (
        np.where(held, between / (between + np.where(held, sigma, 1.0) ** 2), 0.0) if learned else np.zeros(found.shape)
    )
    value = mean + weight * np.where(held, np.nan_to_num(found) - mean, 0.0)
    low, high = _interval(found, np.where(held, sigma, np.inf), confidence)
    low, high = np.minimum(low, value), np.maximum(high, value)
    method = f"Partial pooling, normal–normal: the common figure is {mean:.4g}, spread by {SPREADS[spread]}."
    deviation, remarks = (float(np.sqrt(between)), ()) if learned else (0.0, (NO_SPREAD,))
    return Pooled(found, count, value, low, high, weight, mean, deviation, learned, method, remarks)


def _checked(values: ArrayLike, errors: ArrayLike, n: ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    found, sigma = np.asarray(values, float), np.asarray(errors, float)
    held = np.isfinite(found)
    count = np.where(held, 1.0, 0.0) if n is None else np.asarray(n, float)
    if not found.shape == sigma.shape == count.shape or found.ndim != 1:
        raise BadQuestion(f"pooling: {found.size} figures, {sigma.size} errors and {count.size} n")
    if not ((sigma[held] > 0) & np.isfinite(sigma[held])).all():
        raise BadQuestion("pooling: a standard error is zero, negative or not a number")
    return found, sigma, count


def _interval(found: Floats, sigma: Floats, confidence: float) -> Bounds:
    held = np.isfinite(found)
    y, v = found[held], sigma[held] ** 2
    typical = float(1 / np.mean(1 / v))
    # Uniform shrinkage: σ² / (σ² + τ²) is as likely anywhere between 0 and 1, for a cell of typical σ.
    shrunk = np.linspace(0.005, 0.995, 100)
    grid = typical * (1 - shrunk) / shrunk
    likely = np.array([_restricted(float(between), y, v) for between in grid])
    share = np.exp(likely - likely.max())[:, None] / np.exp(likely - likely.max()).sum()
    between = grid[:, None]
    precision = 1 / (v + between)
    mean = (precision * y).sum(axis=1, keepdims=True) / precision.sum(axis=1, keepdims=True)
    own = between / (between + sigma**2)
    centre = mean + own * np.where(held, np.nan_to_num(found) - mean, 0.0)
    within = between * (1 - own) + (1 - own) ** 2 / precision.sum(axis=1, keepdims=True)
    middle = (share * centre).sum(axis=0)
    deviation = np.sqrt((share * (within + (centre - middle) ** 2)).sum(axis=0))
    half = float(t_quantile(len(y) - 1, confidence)) * deviation
    return middle - half, middle + half


def _weighted(y: Floats, variance: Floats) -> float:
    return float((y / variance).sum() / (1 / variance).sum())


def _reml(y: Floats, v: Floats) -> float:
    most = 10 * float(np.var(y, ddof=1)) + float(v.max())
    grid = np.concatenate([[0.0], most * np.logspace(-8, 0, 40)])
    best = int(np.argmax([_restricted(one, y, v) for one in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = optimize.minimize_scalar(lambda one: -_restricted(one, y, v), bounds=(low, high), method="bounded")
    return float(found.x) if -found.fun > _restricted(0.0, y, v) else 0.0


def _restricted(between: float, y: Floats, v: Floats) -> float:
    total = v + between
    mean = _weighted(y, total)
    return float(-0.5 * (np.log(total).sum() + np.log((1 / total).sum()) + ((y - mean) ** 2 / total).sum()))


def _paule_mandel(y: Floats, v: Floats) -> float:
    def excess(between: float) -> float:
        total = v + between
        return float(((y - _weighted(y, total)) ** 2 / total).sum() - (len(y) - 1))

    if excess(0.0) <= 0:
        return 0.0
    return float(optimize.brentq(excess, 0.0, 10 * float(np.var(y, ddof=1)) + float(v.max()) + 1e-300))
