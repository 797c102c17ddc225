"""A model of purchases for each segment beside the one of everybody, with partial pooling for the small ones."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.columns import whole_numbers
from rapport.analytics.errors import AnalyticsError, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.model import Fit, M, fit_model
from rapport.analytics.models.purchases import Purchases
from rapport.analytics.wording import counted, customers_are

ENOUGH = 100
ENOUGH_REPEATERS = 30

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SegmentFit(Generic[M]):
    """One segment: its own fit (``raw``) where it has one, and the model to use.

    ``model`` is drawn to the common one the more, the less the segment's own data say; ``own_weight`` is how much of
    it is the segment's own (0 to 1, the mean over parameters). ``reason`` says why there is no raw fit, or why it does
    not count.
    """

    model: M
    raw: Fit[M] | None
    own_weight: float
    n: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FitBySegment(Generic[M, Key]):
    """All segments, and the fit of everybody in them (``pooled``)."""

    pooled: Fit[M]
    segments: Mapping[Key, SegmentFit[M]]
    remarks: tuple[str, ...]


def fit_by(
    kind: type[M],
    history: Purchases,
    segments: Mapping[Key, ArrayLike],
    *,
    enough: int = ENOUGH,
    enough_repeaters: int = ENOUGH_REPEATERS,
) -> FitBySegment[M, Key]:
    """Fit a model to everybody and to each segment; ``segments`` holds a mask or row numbers of the history for each.

    Segments may overlap. A segment below ``enough`` customers or ``enough_repeaters`` with repeats, or whose fit does
    not hold, is answered by the model of everybody, with the reason. The others are pooled in part: the parameters
    (as logarithms) of the segments are taken to scatter normally around a common mean, and each segment is drawn to it
    by its own uncertainty. How far they scatter comes from the method of moments (DerSimonian & Laird 1986); with one
    or two segments, from their distance to the model of everybody.

    Raises BadTable where not even everybody can be fitted, or a segment names rows that are not there.
    """
    pooled = fit_model(kind, history)
    raws: dict[Key, tuple[Fit[M] | None, int, str]] = {}
    for key, rows in segments.items():
        raws[key] = _raw(kind, _rows_of(history, key, rows), enough, enough_repeaters)
    sound = {key: raw for key, (raw, _, reason) in raws.items() if raw is not None and not reason}
    shrunk = _shrunk(list(sound.values()), pooled)
    drawn = dict(zip(sound, shrunk, strict=True))
    found: dict[Key, SegmentFit[M]] = {}
    for key, (raw, n, reason) in raws.items():
        model, weight = drawn.get(key, (pooled.model, 0.0))
        found[key] = SegmentFit(model, raw, weight, n, reason)
    return FitBySegment(pooled, found, (*pooled.remarks, *_remarks(found)))


def _rows_of(history: Purchases, key: Hashable, rows: ArrayLike) -> Purchases:
    places = np.asarray(rows)
    if places.dtype == bool and places.shape != (len(history),):
        raise BadTable(f"segment {key!r}: a mask of {places.size} rows where the history has {len(history)}")
    if places.dtype != bool:
        places = whole_numbers(places, f"segment {key!r}")
        if np.any((places < 0) | (places >= len(history))):
            raise BadTable(f"segment {key!r}: it names rows outside the {len(history)} of the history")
        if len(np.unique(places)) < len(places):
            raise BadTable(f"segment {key!r}: it names a row twice")
    return history.take(places)


def _raw(kind: type[M], members: Purchases, enough: int, enough_repeaters: int) -> tuple[Fit[M] | None, int, str]:
    n, repeaters = members.n, round(float(members.weight[members.frequency > 0].sum()))
    if n < enough:
        return None, n, f"{customers_are(n)} too few for a fit of their own ({enough}): everybody's model answers."
    if repeaters < enough_repeaters:
        few = counted(repeaters, "customer with repeats is", "customers with repeats are")
        few = f"{few} too few for a fit of their own ({enough_repeaters})"
        return None, n, f"{few}: everybody's model answers."
    try:
        raw = fit_model(kind, members)
    except AnalyticsError as error:
        return None, n, f"{error}: everybody's model answers."
    return raw, n, "" if raw.fitted.is_sound else f"{' '.join(raw.fitted.remarks)} Everybody's model answers."


def _shrunk(raws: list[Fit[M]], pooled: Fit[M]) -> list[tuple[M, float]]:
    """Each fit drawn to the common mean of the logarithms, all parameters together: what r takes, alpha gives."""
    if not raws:
        return []
    logs = np.log([raw.model.values for raw in raws])
    covariances = [raw.fitted.log_covariance for raw in raws if raw.fitted.log_covariance is not None]
    precision = 1 / np.array([np.diag(covariance) for covariance in covariances])
    anchored = len(raws) < 3
    mean = (precision * logs).sum(axis=0) / precision.sum(axis=0)
    centre = np.log(pooled.model.values) if anchored else mean
    between = np.diag(_between(logs, precision, centre, anchored=anchored))
    drawn = []
    for own, covariance in zip(logs, covariances, strict=True):
        weight = between @ np.linalg.inv(between + covariance)
        values = np.exp(centre + weight @ (own - centre))
        drawn.append((type(pooled.model)(*map(float, values)), float(np.clip(np.trace(weight) / len(own), 0, 1))))
    return drawn


def _between(logs: Floats, precision: Floats, centre: Floats, *, anchored: bool) -> Floats:
    """The variance of the true values over segments, by the method of moments."""
    degrees = len(logs) - (0 if anchored else 1)
    scatter = (precision * (logs - centre) ** 2).sum(axis=0)
    whole = precision.sum(axis=0)
    room = whole if anchored else whole - (precision**2).sum(axis=0) / whole
    return np.asarray(np.maximum((scatter - degrees) / room, 0.0))


def _remarks(found: Mapping[Key, SegmentFit[M]]) -> list[str]:
    without = sum(1 for one in found.values() if one.reason)
    one, several = (f"of {len(found)} segments {verb} no model of its own." for verb in ("has", "have"))
    return [counted(without, one, several.replace("its", "their"))] if without else []
