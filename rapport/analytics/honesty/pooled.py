"""What partial pooling gives: the pooled figure, its interval and its weight beside the raw one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics.intervals import Bounds, Floats

FEWEST_CELLS = 3
TOO_FEW = f"Fewer than {FEWEST_CELLS} cells have data: there is no spread to learn from, and the raw figures are kept."
ALL_ALIKE = "Every answer is the same: there is no spread to learn from, and the raw figures are kept."
NO_SPREAD = (
    "The cells differ no more than chance alone would make them: there is no spread to learn from, and all get the"
    " common figure. The intervals allow for the spread that the data do not rule out."
)


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """Raw and pooled figures of cells, in the order given.

    value = weight · raw + (1 - weight) · grand mean: it lies between the two.

    raw
        NaN where a cell holds nobody.
    low, high
        Interval of the pooled figure, with the uncertainty of the grand mean and of the spread in it.
    weight
        How much of the cell's own figure counts: near 1 with much data, 0 without any.
    grand_mean, spread
        The common figure, and the standard deviation of the true figures between cells, as learned.
    learned
        Whether there was a spread to learn from; where not, ``remarks`` say what is shown instead.
    """

    raw: Floats
    n: Floats
    value: Floats
    low: Floats
    high: Floats
    weight: Floats
    grand_mean: float
    spread: float
    learned: bool
    method: str
    remarks: tuple[str, ...] = ()


def unpooled(raw: Floats, n: Floats, bounds: Bounds, remark: str) -> Pooled:
    """The raw figures with their own intervals, and why."""
    held = np.isfinite(raw)
    weight = np.where(held, 1.0, 0.0)
    mean = float(np.average(raw[held], weights=n[held])) if (n[held] > 0).any() else float("nan")
    nothing = float("nan")
    return Pooled(raw, n, raw, bounds[0], bounds[1], weight, mean, nothing, False, "The raw figures.", (remark,))
