"""How long each customer stayed, and whether the end was seen: what every survival analysis starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Durations:
    """Checked durations: ``lasted`` in any one unit, ``ended`` whether the end was seen, ``weights`` identical rows.

    Who has not ended yet is censored: known to have lasted at least so long. With a late ``entry`` a customer is
    watched only from that age on (left truncation); 0 means from the start.
    """

    lasted: Floats
    ended: NDArray[np.bool_]
    weights: Floats
    entry: Floats

    @property
    def n(self) -> int:
        """How many customers, identical rows counted."""
        return round(float(self.weights.sum()))

    @property
    def events(self) -> int:
        """How many of them were seen to end."""
        return round(float(self.weights[self.ended].sum()))

    @property
    def enters_late(self) -> bool:
        """Whether anybody is watched only from a later age on."""
        return bool(np.any(self.entry > 0))

    def of(self, chosen: NDArray[np.bool_]) -> Durations:
        """Only the chosen rows."""
        return Durations(self.lasted[chosen], self.ended[chosen], self.weights[chosen], self.entry[chosen])


def checked(
    lasted: ArrayLike, ended: ArrayLike, weights: ArrayLike | None = None, entry: ArrayLike | None = None
) -> Durations:
    """The durations, checked: three customers, one of whom is still here, as ``checked([5, 2, 9], [1, 1, 0])``.

    Raises BadQuestion for no rows, unequal lengths, NaN, a negative duration, a weight that is no whole count, or an
    entry that is not before the end.
    """
    times = _numbers("durations", lasted)
    if not len(times):
        raise BadQuestion("durations: there is nobody to follow")
    if np.any(times < 0):
        raise BadQuestion("durations: a duration is negative")
    counts = np.ones(len(times)) if weights is None else _as_long("weights", weights, times)
    if np.any((counts < 1) | (counts != np.floor(counts))):
        raise BadQuestion("weights: they count identical rows and must be whole numbers from 1")
    entries = np.zeros(len(times)) if entry is None else _as_long("entry", entry, times)
    if np.any(entries < 0) or np.any((entries > 0) & (entries >= times)):
        raise BadQuestion("entry: somebody enters before the start, or not before the end")
    return Durations(times, _flags(ended, times), counts, entries)


def _flags(ended: ArrayLike, times: Floats) -> NDArray[np.bool_]:
    flags = _as_long("ended", ended, times)
    if np.any((flags != 0) & (flags != 1)):
        raise BadQuestion("ended: neither true nor false in some row")
    return flags == 1


def _as_long(name: str, given: ArrayLike, times: Floats) -> Floats:
    found = _numbers(name, given)
    if len(found) != len(times):
        raise BadQuestion(f"{name}: {len(found)} rows beside {len(times)} durations")
    return found


def _numbers(name: str, given: ArrayLike) -> Floats:
    try:
        found = np.asarray(given, float)
    except (TypeError, ValueError):
        raise BadQuestion(f"{name}: not all of them are numbers") from None
    if found.ndim != 1:
        raise BadQuestion(f"{name}: one row a customer is expected, not {found.ndim} dimensions")
    if not np.all(np.isfinite(found)):
        raise BadQuestion(f"{name}: a value is missing or infinite")
    return found


@dataclass(frozen=True, slots=True)
class RiskTable:
    """At each distinct time: how many were still watched just before it, how many ended, how many were censored."""

    times: Floats
    at_risk: Floats
    ended: Floats
    censored: Floats


def risk_table(durations: Durations, times: Floats | None = None) -> RiskTable:
    """The risk table at the distinct durations, or at the sorted times given, which must hold every duration.

    Durations 5, 2 and 9 of which the last is censored: at risk 3, 2, 1 at the times 2, 5, 9; ended 1, 1, 0.
    """
    points = np.unique(durations.lasted) if times is None else times
    place = np.searchsorted(points, durations.lasted)
    left = np.bincount(place, durations.weights, len(points))
    ended = np.bincount(place, durations.weights * durations.ended, len(points))
    at_risk = left[::-1].cumsum()[::-1]
    if durations.enters_late:
        # Watched at t only who entered strictly before t.
        late = durations.entry > 0
        first = np.searchsorted(points, durations.entry[late], side="right")
        not_yet = np.bincount(first, durations.weights[late], len(points) + 1)
        at_risk = at_risk - not_yet[::-1].cumsum()[::-1][1:]
    return RiskTable(points, np.asarray(at_risk, float), np.asarray(ended, float), np.asarray(left - ended, float))
