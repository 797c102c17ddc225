"""Plain columns at the door: numbers, ids and limits, each refused in words that name the place."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.errors import AnalyticsError, BadQuestion, BadTable
from rapport.analytics.intervals import Floats

Ids: TypeAlias = NDArray[np.int64]


def numbers(values: ArrayLike, place: str, *, error: type[AnalyticsError] = BadQuestion) -> Floats:
    """A column of numbers of which some may be missing; text and rows of unequal length are refused."""
    try:
        return np.asarray(values, float)
    except (TypeError, ValueError):
        raise error(f"{place}: not all of them are numbers") from None


def whole_numbers(values: ArrayLike, place: str, *, error: type[AnalyticsError] = BadTable) -> Ids:
    """A column of whole numbers; 1.5, NaN and text are refused instead of cut off.

    >>> whole_numbers([3, 1.0], "customers").tolist()
    [3, 1]
    """
    given = np.asarray(values)
    if given.dtype.kind in "iub":
        return given.astype(np.int64)
    found = numbers(given, place, error=error)
    if not np.all(np.isfinite(found)) or np.any(found != np.floor(found)):
        raise error(f"{place}: not all of them are whole numbers")
    return found.astype(np.int64)


def customer_ids(values: ArrayLike | None, rows: int, *, error: type[AnalyticsError] = BadTable) -> Ids:
    """The ids of the customers of so many rows, each once; 0, 1, 2 … where none are given."""
    if values is None:
        return np.arange(rows)
    ids = whole_numbers(values, "customers", error=error)
    if ids.shape != (rows,):
        raise error(f"customers: {ids.size} ids for {rows} rows")
    if len(np.unique(ids)) < rows:
        raise error("customers: an id occurs twice")
    return ids


def labels(values: ArrayLike, rows: int, place: str) -> NDArray[np.str_]:
    """The groups of durations, one each; a missing one is refused, for it would make a group of its own."""
    given = np.asarray(values)
    if given.shape != (rows,):
        raise BadQuestion(f"{place}: {given.size} labels beside {rows} durations")
    missing = sum(one is None or one != one for one in given.tolist())
    if missing:
        raise BadQuestion(f"{place}: {missing} of {rows} labels are missing")
    return given.astype(str)


def check_confidence(confidence: float) -> None:
    """Refuse a confidence outside 0.5–1."""
    if not 0.5 <= confidence < 1:
        raise BadQuestion(f"confidence: must lie between 0.5 and 1, not {confidence}")


def check_least(place: str, given: float, least: int = 1) -> None:
    """Refuse what is no whole number from ``least`` on."""
    if not (given >= least and given == int(given)):
        raise BadQuestion(f"{place}: must be at least {least}, a whole number, not {given}")
