"""How much of what is explained belongs to each driver: Shapley shares of R², and what shuffling a driver costs.

Covariance matrices come with the drivers first and the outcome last, as ``replicates × (drivers + 1) × (drivers + 1)``.
"""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.intervals import Floats

EXACT_UP_TO = 12
ORDERS = 1_000
# What is left of a driver's variance, of 1, before it counts as made of the others.
NOTHING_LEFT = 1e-9
CHUNK = 250


def correlations(covariances: Floats) -> Floats:
    """The same as correlations; a variable without variance is left with zeros."""
    spread = np.sqrt(np.einsum("bii->bi", covariances).clip(0))
    inverse = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.asarray(covariances * inverse[:, :, None] * inverse[:, None, :], float)


def exact_shares(correlation: Floats) -> Floats:
    """Shares of R² by the average over all orders in which drivers can enter, as replicates × drivers.

    Every subset of drivers is fitted once (2ᵖ of them). The shares of one replicate add up to R². Two uncorrelated
    drivers have their squared correlations as shares; of two equal ones each has half. Lindeman, Merenda & Gold 1980;
    the average is the value of Shapley 1953.

    >>> exact_shares(np.array([[[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1.0]]])).round(2).tolist()
    [[0.36, 0.09]]
    >>> exact_shares(np.array([[[1, 1, 0.6], [1, 1, 0.6], [0.6, 0.6, 1.0]]])).round(2).tolist()
    [[0.18, 0.18]]
    """
    parts = [_averaged(explained(part)) for part in np.array_split(correlation, -(-len(correlation) // CHUNK))]
    return np.concatenate(parts)


def explained(correlation: Floats) -> Floats:
    """R² of every subset of drivers, as 2ᵖ × replicates; bit j of the row says whether driver j is in it."""
    drivers = correlation.shape[1] - 1
    found = np.zeros((1 << drivers, len(correlation)))
    _enter(found, 0, 0, np.ascontiguousarray(np.moveaxis(correlation, 0, -1)))
    return found


def _enter(found: Floats, subset: int, first: int, rest: Floats) -> None:
    """Enter each later driver into a subset in turn; ``rest`` holds what is left of them and of the outcome."""
    later = rest.shape[0] - 1
    gains = _gains(rest)
    for place in range(later):
        entered = subset | 1 << (first + place)
        found[entered] = found[subset] + gains[place]
        if place < later - 1:
            _enter(found, entered, first + place + 1, _without(rest, place))


def _gains(rest: Floats) -> Floats:
    own = np.einsum("iib->ib", rest)[:-1]
    return np.divide(rest[:-1, -1] ** 2, own, out=np.zeros_like(own), where=own > NOTHING_LEFT)


def _without(rest: Floats, place: int) -> Floats:
    """What is left of the later drivers and the outcome once one driver is taken out of them."""
    own, line = rest[place, place], rest[place, place + 1 :]
    slope = np.divide(line, own, out=np.zeros_like(line), where=own > NOTHING_LEFT)
    return np.asarray(rest[place + 1 :, place + 1 :] - slope[:, None] * line[None, :], float)


def _averaged(r_squared: Floats) -> Floats:
    drivers = len(r_squared).bit_length() - 1
    cube = r_squared.reshape((2,) * drivers + (-1,))
    size = np.array([bin(subset).count("1") for subset in range(1 << max(drivers - 1, 0))])
    weight = 1 / (drivers * np.array([comb(drivers - 1, chosen) for chosen in range(drivers)])[size])
    shares = []
    for driver in range(drivers):
        axis = drivers - 1 - driver  # the lowest bit varies fastest
        gain = np.take(cube, 1, axis=axis) - np.take(cube, 0, axis=axis)
        shares.append(weight @ gain.reshape(len(weight), -1))
    return np.stack(shares, axis=1)


def sampled_shares(correlation: Floats, generator: np.random.Generator, orders: int = ORDERS) -> tuple[Floats, Floats]:
    """The same average over some orders only, with its standard error: both as replicates × drivers.

    Orders come in pairs, one the other backwards, which lowers the error (Castro, Gómez & Tejada 2009 sample orders).
    """
    drivers, pairs = correlation.shape[1] - 1, -(-orders // 2)
    found, errors = np.empty((len(correlation), drivers)), np.empty((len(correlation), drivers))
    for number, matrix in enumerate(correlation):
        forward = generator.permuted(np.tile(np.arange(drivers), (pairs, 1)), axis=1)
        gains = (_in_order(matrix, forward) + _in_order(matrix, forward[:, ::-1])) / 2
        found[number] = gains.mean(axis=0)
        errors[number] = gains.std(axis=0, ddof=1) / np.sqrt(pairs)
    return found, errors


def _in_order(matrix: Floats, orders: NDArray[np.intp]) -> Floats:
    """What each driver adds when they enter in each order, as orders × drivers."""
    drivers = orders.shape[1]
    places = np.concatenate([orders, np.full((len(orders), 1), drivers)], axis=1)
    rest = np.moveaxis(matrix[places[:, :, None], places[:, None, :]], 0, -1)
    added = np.zeros(orders.shape)
    for step in range(drivers):
        np.put_along_axis(added, orders[:, [step]], _gains(rest)[0][:, None], axis=1)
        rest = _without(rest, 0)
    return added


def slopes(covariances: Floats) -> Floats:
    """The change of the outcome for one unit more of each driver, the others equal, as replicates × drivers."""
    correlation = correlations(covariances)
    spread = np.sqrt(np.einsum("bii->bi", covariances).clip(0))
    inside = np.linalg.pinv(correlation[:, :-1, :-1], rcond=NOTHING_LEFT, hermitian=True)
    scaled = np.einsum("bij,bj->bi", inside, correlation[:, :-1, -1])
    scale = np.divide(spread[:, -1:], spread[:, :-1], out=np.zeros_like(scaled), where=spread[:, :-1] > 0)
    return np.asarray(scaled * scale, float)


def shuffled(covariances: Floats) -> Floats:
    """How much more of the outcome stays unexplained when one driver's scores are dealt to the wrong people.

    For a linear model the average over all shuffles needs no shuffling: 2 · slope² · variance of the driver / variance
    of the outcome. Fisher, Rudin & Dominici 2019 (model reliance).
    """
    variance = np.einsum("bii->bi", covariances)
    lost = 2 * slopes(covariances) ** 2 * variance[:, :-1]
    return np.divide(lost, variance[:, -1:], out=np.zeros_like(lost), where=variance[:, -1:] > 0)


def inflation(correlation: Floats) -> Floats:
    """Variance inflation of each driver: 1 / (1 - R² of it on the others); infinite where they make it up."""
    count = correlation.shape[-1] - 1
    found = np.empty(count)
    for driver in range(count):
        order = [*(other for other in range(count) if other != driver), driver]
        left = correlation[np.ix_(order, order)][..., None]
        for _ in range(count - 1):
            left = _without(left, 0)
        remaining = float(left[-1, -1, 0])
        found[driver] = 1 / remaining if remaining > NOTHING_LEFT else np.inf
    return found
