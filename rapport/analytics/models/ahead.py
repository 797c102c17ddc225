"""The times and numbers of purchases that a model is asked about, checked."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats


def spans(t: ArrayLike) -> Floats:
    """Lengths of time from 0.

    Raises BadQuestion for one that is negative, missing or endless.
    """
    found = np.asarray(t, float)
    if not np.all(np.isfinite(found)) or np.any(found < 0):
        raise BadQuestion("t: a length of time from 0 is expected; one is negative, missing or endless")
    return found


def counts(x: ArrayLike) -> Floats:
    """Numbers of purchases.

    Raises BadQuestion for one that is negative, missing or no whole number.
    """
    found = np.asarray(x, float)
    if not np.all(np.isfinite(found)) or np.any((found < 0) | (found != np.floor(found))):
        raise BadQuestion("x: a number of purchases is a whole number from 0; one is not")
    return found
