"""Arrays of the library as plain values: NaN is nothing, and no more digits than a chart can show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rapport.analytics.intervals import Floats

# A value with the low and the high end of its interval; None where there is none.
Point = list[float | None]
DIGITS = 6


def plain(value: float) -> float | None:
    """A number as it is kept; None for one that is not there."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def series(values: Iterable[float]) -> Point:
    """Numbers as they are kept."""
    return [plain(value) for value in values]


def points(*arrays: Floats) -> list[Point]:
    """Arrays of one length as rows: ``points(value, low, high)``."""
    return [series(row) for row in zip(*(np.ravel(array) for array in arrays), strict=True)]
