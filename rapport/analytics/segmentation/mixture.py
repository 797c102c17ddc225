"""Gaussian mixture: groups as overlapping clouds of any shape, each customer with a probability for each."""

from __future__ import annotations

import numpy as np
from scipy import special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.segmentation.k_means import Grouping, k_means

MOST_ROUNDS = 300
CLOSE = 1e-6
# On standardised features: keeps a cloud from shrinking to a point, where the likelihood has no end.
LEAST_VARIANCE = 1e-4


def gaussian_mixture(points: Floats, k: int, random: np.random.Generator, *, starts: int = 3) -> Grouping:
    """The most likely of several fits by expectation–maximisation, each begun with groups of k-means.

    Every cloud has a weight, a centre and a full covariance matrix. Dempster, Laird & Rubin 1977.

    Raises BadQuestion where there are fewer points than a cloud has parameters.
    """
    n, width = points.shape
    if n < k * (width + 1):
        raise BadQuestion(f"clusters: {n} customers are too few for {k} clouds of {width} features")
    found = [_run(points, _first_shares(points, k, random)) for _ in range(starts)]
    return max(found, key=lambda grouping: grouping.likelihood)


def in_clouds(points: Floats, clouds: tuple[Floats, Floats, Floats]) -> tuple[Integers, Floats]:
    """The most likely cloud of each point, and how likely it is."""
    return _most_likely(_shares(points, *clouds)[0])


def information_criterion(likelihood: float, n: int, k: int, width: int) -> float:
    """BIC, the lower the better: parameters · ln n - 2 · log-likelihood. Schwarz 1978.

    Two clouds of one feature have 1 + 2 + 2 = 5 parameters.
    """
    parameters = k - 1 + k * width + k * width * (width + 1) / 2
    return float(parameters * np.log(n) - 2 * likelihood)


def _first_shares(points: Floats, k: int, random: np.random.Generator) -> Floats:
    shares = np.zeros((len(points), k))
    shares[np.arange(len(points)), k_means(points, k, random, starts=2).group] = 1
    return shares


def _run(points: Floats, shares: Floats) -> Grouping:
    before, converged = -np.inf, False
    for _ in range(MOST_ROUNDS):
        weights, centres, spreads = _clouds(points, shares)
        shares, likelihood = _shares(points, weights, centres, spreads)
        if likelihood - before <= CLOSE * max(1.0, abs(likelihood)):
            converged = True
            break
        before = likelihood
    group, belonging = _most_likely(shares)
    within = float(((points - centres[group]) ** 2).sum())
    clouds = (weights, centres, spreads)
    return Grouping(group, centres, within, converged, likelihood, belonging, clouds)


def _most_likely(shares: Floats) -> tuple[Integers, Floats]:
    group = shares.argmax(axis=1).astype(np.int64)
    return group, np.asarray(shares[np.arange(len(shares)), group])


def _clouds(points: Floats, shares: Floats) -> tuple[Floats, Floats, Floats]:
    n, width = points.shape
    count = np.maximum(shares.sum(axis=0), 1e-10)
    # Plain sums instead of matrix products: of such small ones threads would cost more than they save.
    centres = np.einsum("nk,nw->kw", shares, points) / count[:, None]
    spreads = np.empty((shares.shape[1], width, width))
    for cloud, centre in enumerate(centres):
        away = points - centre
        spread = np.einsum("ni,nj->ij", shares[:, cloud, None] * away, away) / count[cloud]
        spreads[cloud] = spread + LEAST_VARIANCE * np.eye(width)
    return np.asarray(count / n), np.asarray(centres), spreads


def _shares(points: Floats, weights: Floats, centres: Floats, spreads: Floats) -> tuple[Floats, float]:
    density = np.empty((len(points), len(weights)))
    for cloud, (weight, centre, spread) in enumerate(zip(weights, centres, spreads, strict=True)):
        factor = np.linalg.cholesky(spread)
        steps = np.einsum("ij,nj->in", np.linalg.inv(factor), points - centre)
        size = points.shape[1] * np.log(2 * np.pi) + 2 * np.log(np.diag(factor)).sum()
        density[:, cloud] = np.log(weight) - 0.5 * ((steps**2).sum(axis=0) + size)
    together = special.logsumexp(density, axis=1)
    return np.exp(density - together[:, None]), float(together.sum())
