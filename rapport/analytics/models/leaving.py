"""How many purchases of a gamma-mixed Poisson process fall before a beta-mixed coin says stop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft, special

from rapport.analytics.intervals import Floats
from rapport.analytics.models.ahead import spans

_CHUNK = 1 << 11
_BLOCK = 1 << 15
_SMALL = 1e-14
_UNDERFLOW = 600.0
_MANY = 100_000.0
_FIRST = 2_048
_NODES, _WEIGHTS = (np.array(part) for part in np.polynomial.legendre.leggauss(24))


def purchases_before_leaving(t: ArrayLike, r: ArrayLike, alpha: ArrayLike, a: ArrayLike, b: ArrayLike) -> Floats:
    """Mean number of purchases within t, at rates gamma(r, alpha), each followed by leaving with chances beta(a, b).

    The sum over k of the probability that the process reaches k purchases times that of k − 1 coins to stay: every
    term is positive, so that nothing cancels or overflows, at a = 1 or anywhere else. With r .2426, alpha 4.4136,
    a .7929, b 2.4259 it is 1.0405 after 31.857.

    Where it takes very many terms, those after the first two thousand are taken as an integral, so that no horizon
    takes longer than another. Raises BadQuestion for a time that is negative or no number.
    """
    given = np.broadcast_arrays(spans(t), *(np.asarray(part, float) for part in (r, alpha, a, b)))
    shape = given[0].shape
    t, r, alpha, a, b = (part.ravel() for part in given)
    mean = r * t / alpha
    order = np.argsort(mean, kind="stable")  # rows that need as many terms go together
    found = np.empty(len(order))
    many = mean + 40 * t / alpha > _MANY
    for row in np.flatnonzero(many):
        found[row] = _integrated(t[row], r[row], alpha[row], a[row], b[row])
    order = order[~many[order]]
    for start in range(0, len(order), _CHUNK):
        rows = order[start : start + _CHUNK]
        found[rows] = _summed(t[rows], r[rows], alpha[rows], a[rows], b[rows])
    return found.reshape(shape)


def by_kind(t: float, kind: Floats, r: Floats, alpha: Floats, a: float, b: Floats) -> Floats:
    """The same for many rows of few kinds, where all of one kind have the same r and b and differ by alpha alone.

    Over ln alpha the mean is analytic within a strip of half a π to either side, so that a kind with many rows is
    worked out at Chebyshev points, as many as its range takes for fourteen digits, and interpolated between them.
    """
    if not len(kind):
        return np.zeros(0)
    order = np.argsort(kind, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(kind[order]) != 0))
    groups = [_Group.of(rows, alpha) for rows in np.split(order, starts[1:])]
    points = [group.points for group in groups]
    first = np.repeat(order[starts], [len(some) for some in points])
    found = purchases_before_leaving(t, r[first], np.concatenate(points), a, b[first])
    values, done = np.empty(len(order)), 0
    for group in groups:
        values[group.rows] = group.read(found[done : done + len(group.points)])
        done += len(group.points)
    return values


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of one kind, and the values of alpha at which they are worked out: their own, or Chebyshev points."""

    rows: NDArray[np.intp]
    points: Floats
    places: Floats | None = None

    @classmethod
    def of(cls, rows: NDArray[np.intp], alpha: Floats) -> _Group:
        own = alpha[rows]
        low, high = np.log(own.min()), np.log(own.max())
        half = max((high - low) / 2, 1e-3)
        strip = np.pi / 2 / half
        count = int(np.ceil(-np.log(_SMALL) / np.log(strip + np.hypot(strip, 1)))) + 2
        if len(rows) <= 2 * count:
            return cls(rows, own)
        nodes = np.cos(np.pi * (np.arange(count) + 0.5) / count)
        middle = (low + high) / 2
        return cls(rows, np.exp(middle + half * nodes), (np.log(own) - middle) / half)

    def read(self, found: Floats) -> Floats:
        """The values of the rows from those at the points."""
        if self.places is None:
            return found
        terms = fft.dct(found, type=2) / len(found)
        terms[0] /= 2
        return np.asarray(np.polynomial.chebyshev.chebval(self.places, terms), float)


def _summed(t: Floats, r: Floats, alpha: Floats, a: Floats, b: Floats) -> Floats:
    total, rows, z = np.zeros(len(t)), np.arange(len(t)), t / (alpha + t)
    none = -r * np.log1p(t / alpha)  # logarithm of the probability of no purchase, then of k − 1 purchases
    reached, stay = -np.expm1(none), np.ones(len(t))
    first, k = reached, 1
    while len(rows):
        block = np.arange(k, k + min(max(_BLOCK // len(rows), 8), 4096), dtype=float)[:, None]
        steps, none = _steps(none, (r + (block - 1)) / block * z)
        next_reached = reached - np.cumsum(steps, axis=0)
        next_stay = stay * np.cumprod((b + (block - 1)) / (a + b + (block - 1)), axis=0)
        total[rows] += reached * stay + (next_reached[:-1] * next_stay[:-1]).sum(axis=0)
        k += len(block)
        reached, stay = next_reached[-1], next_stay[-1]
        # Beyond the mean the steps vanish; what is left of the difference then is rounding.
        more = (reached > _SMALL * first) & ((steps[-1] > _SMALL**2 * first) | (k < r * z / (1 - z)))
        if not more.all():
            rows, r, z, a, b, first = rows[more], r[more], z[more], a[more], b[more], first[more]
            none, reached, stay = none[more], reached[more], stay[more]
    return total


def _integrated(t: float, r: float, alpha: float, a: float, b: float) -> float:
    """The same sum of very many terms: the first ones, then their smooth course from k − ½ on (midpoint rule)."""

    def term(k: Floats) -> Floats:
        reached = special.betaincc(r, k, alpha / (alpha + t))
        return np.asarray(reached * np.exp(special.betaln(a, b + k - 1) - special.betaln(a, b)))

    mean, last = r * t / alpha, _FIRST + 0.5
    spread = np.sqrt(mean * (1 + t / alpha))
    end = mean + 40 * (spread + t / alpha)
    near = mean + spread * np.linspace(-10, 10, 41)  # where the terms fall, however steeply
    edges = np.unique(np.concatenate([np.geomspace(last, end, 80), near[(near > last) & (near < end)]]))
    half = np.diff(edges)[:, None] / 2
    places = edges[:-1, None] + half * (1 + _NODES)
    return float(term(np.arange(1.0, last)).sum() + (half * _WEIGHTS * term(places)).sum())


def _steps(start: Floats, growth: Floats) -> tuple[Floats, Floats]:
    """The probabilities of k, k + 1, … purchases, and the logarithm of the last; they may underflow."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        steps = np.exp(start) * np.cumprod(growth, axis=0)
        last = np.log(steps[-1])
    deep = start < -_UNDERFLOW
    if deep.any():
        logs = start[deep] + np.cumsum(np.log(growth[:, deep]), axis=0)
        steps[:, deep], last[deep] = np.exp(logs), logs[-1]
    return steps, last
