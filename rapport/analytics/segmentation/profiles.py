"""What sets each cluster apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import intervals
from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.segmentation.choosing import stability_word
from rapport.analytics.segmentation.features import Features
from rapport.analytics.segmentation.groups import State, mean_with_interval


@dataclass(frozen=True, slots=True)
class Trait:
    """How a cluster differs in a feature: its mean with interval, that of everybody, and the difference from the others
    in standard deviations on the scale compared (``difference``)."""

    feature: str
    mean: float
    low: float | None
    high: float | None
    overall: float
    difference: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, number 1 the largest; ``profile`` begins with the feature in which it differs most.

    ``stability`` 0–1 with its word: stable from .75 on, doubtful down to .5, dissolved below.
    """

    number: int
    n: int
    share: float | None
    share_low: float | None
    share_high: float | None
    stability: float | None
    stability_word: str
    profile: tuple[Trait, ...]
    state: State = "ok"
    reason: str = ""


def profiled(
    compared: Features, group: Integers, stability: Floats, *, minimum_n: int, confidence: float
) -> tuple[Cluster, ...]:
    """A row for every group from 0, numbered from 1; below the minimum n without figures."""
    return tuple(
        _row(place, compared, group, float(steady), minimum_n, confidence) for place, steady in enumerate(stability)
    )


def _row(
    place: int, compared: Features, group: Integers, stability: float, minimum_n: int, confidence: float
) -> Cluster:
    inside = group == place
    n = int(inside.sum())
    known, word = (None if np.isnan(stability) else stability), stability_word(stability)
    if n < minimum_n:
        reason = f"fewer than {minimum_n} customers"
        return Cluster(place + 1, n, None, None, None, known, word, (), "too_few", reason)
    low, high = intervals.wilson(n, len(group), confidence)
    traits = [_trait(number, compared, inside, confidence) for number in range(len(compared.names))]
    profile = tuple(sorted(traits, key=lambda trait: -abs(trait.difference)))
    return Cluster(place + 1, n, n / len(group), float(low), float(high), known, word, profile)


def _trait(number: int, compared: Features, inside: NDArray[np.bool_], confidence: float) -> Trait:
    raw, scaled = compared.raw[:, number], compared.scaled[:, number]
    others = scaled[~inside].mean() if not inside.all() else scaled.mean()
    difference = float(scaled[inside].mean() - others)
    return Trait(compared.names[number], *mean_with_interval(raw[inside], confidence), float(raw.mean()), difference)
