"""Log-linear regression over time whose error allows for periods that follow one another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics.intervals import Floats

MOST_ROUNDS = 100
CLOSE = 1e-10
MOST_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit of ln(expected amount) = design · coefficients + ln(exposure).

    ``surprises``: how far each period lies from what was expected, as a share of it.
    ``pulls`` (periods × coefficients): how far each period's surprise pulls each coefficient; their sums of products
    make the error. ``dispersion``: how much more the amounts scatter than counts of independent events would (1).
    """

    coefficients: Floats
    fitted: Floats
    surprises: Floats
    pulls: Floats
    model_variance: Floats
    dispersion: float
    degrees: int
    converged: bool


def quasi_poisson(amounts: Floats, design: Floats, exposure: Floats) -> Fit:
    """The quasi-Poisson fit by Newton steps: right wherever the mean is, for counts and amounts, zeros included.

    Amounts 1, 2, 4 at times -1, 0, 1: coefficients ln 2 and ln 2. Wedderburn 1974, Gourieroux, Monfort & Trognon 1984.
    """
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(amounts.sum() / exposure.sum())
    fitted, converged = _mean(design, coefficients, exposure), False
    for _ in range(MOST_ROUNDS):
        step = np.linalg.pinv(design.T @ (fitted[:, None] * design)) @ (design.T @ (amounts - fitted))
        moved = coefficients + step / max(1.0, float(np.abs(step).max()) / 2)
        converged = bool(np.abs(moved - coefficients).max() < CLOSE)
        coefficients = moved
        fitted = _mean(design, coefficients, exposure)
        if converged:
            break
    inverse = np.linalg.pinv(design.T @ (fitted[:, None] * design))
    degrees = len(amounts) - design.shape[1]
    dispersion = float(((amounts - fitted) ** 2 / fitted).sum() / degrees)
    pulls = ((amounts - fitted)[:, None] * design) @ inverse
    surprises = (amounts - fitted) / fitted
    return Fit(coefficients, fitted, surprises, pulls, dispersion * np.diag(inverse), dispersion, degrees, converged)


def usual_lag(periods: int) -> int:
    """Over how many periods surprises are taken to hang together: ⌊4·(n/100)^(2/9)⌋, at least 1. 12: 2, 36: 3."""
    return max(1, int(4 * (periods / 100) ** (2 / 9)))


def robust_variance(pulls: Floats, surprises: Floats, degrees: int, lag: int) -> Floats:
    """The covariance of sums of pulls (periods × series) where periods scatter unequally and hang together.

    The larger of two: Newey & West's (1987), whose weights fall evenly to zero behind the lag; and White's without
    any lag times (1 + r)/(1 - r), for in short series the first is much too small. r is the first autocorrelation of
    the surprises, at least 0, as `autocorrelation` corrects it. Both scaled by n / degrees of freedom.
    """
    n = len(pulls)
    plain = pulls.T @ pulls
    together = autocorrelation(surprises)
    wide = plain * (1 + together) / (1 - together)
    covariance = plain.copy()
    for distance in range(1, min(lag, n - 1) + 1):
        along = pulls[distance:].T @ pulls[:-distance]
        covariance += (1 - distance / (lag + 1)) * (along + along.T)
    larger = covariance if np.trace(covariance) > np.trace(wide) else wide
    return np.asarray(larger * n / degrees)


def effective_degrees(surprises: Floats, degrees: int) -> float:
    """What so many degrees of freedom are worth where periods hang together: times (1 - r)/(1 + r), at least 3."""
    together = autocorrelation(surprises)
    return max(degrees * (1 - together) / (1 + together), 3.0)


def autocorrelation(surprises: Floats) -> float:
    """How alike one period's surprise is to the next, from 0 to .9, over all series (periods × series).

    A line taken out of a short series hides about (2 + 4r)/n of it, nearly twice what a mean hides (Kendall 1954);
    that is put back: r = (n·found + 2)/(n - 4).
    """
    n = len(surprises)
    total = float((surprises**2).sum())
    found = float((surprises[1:] * surprises[:-1]).sum()) / total if total > 0 else 0.0
    return float(np.clip((n * found + 2) / (n - 4), 0, MOST_ALIKE))


def _mean(design: Floats, coefficients: Floats, exposure: Floats) -> Floats:
    return np.asarray(exposure * np.exp(np.clip(design @ coefficients, -500, 500)))
