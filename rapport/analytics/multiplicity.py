"""Many tests at once: which findings remain when the false ones among them are kept few."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats


def adjusted(p_values: ArrayLike) -> Floats:
    """Benjamini–Hochberg adjusted p-values, in the order given: those up to q are found at a false discovery rate of q.

    Of .01, .04, .03, .005 the adjusted are .02, .04, .04, .02. NaN (a test that could not be made) stays NaN and does
    not count as a test. Benjamini & Hochberg 1995.

    Raises BadQuestion for a value outside 0–1.
    """
    given = np.asarray(p_values, float)
    if np.any((given < 0) | (given > 1)):
        raise BadQuestion("p-values: a probability lies outside 0–1")
    found = np.full(given.shape, np.nan)
    made = np.flatnonzero(~np.isnan(given))
    if not len(made):
        return found
    largest_first = made[np.argsort(-given[made], kind="stable")]
    rank = np.arange(len(made), 0, -1)
    found[largest_first] = np.minimum(np.minimum.accumulate(given[largest_first] * len(made) / rank), 1)
    return found
