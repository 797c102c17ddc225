"""What every table of groups says of a group: how many, their share of all, their value and its share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

State = Literal["ok", "too_few", "no_data"]
MINIMUM_N = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A group among all customers; below the minimum n all figures but n are None and ``reason`` says why.

    share, value_share
        Share of the customers (Wilson's interval) and of the value (ratio of sums, linearised over customers).
        No share of the value where all together is not above zero.
    mean
        Value per customer with Student's interval.
    """

    n: int
    of: int
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    value: float | None = None
    value_share: float | None = None
    value_share_low: float | None = None
    value_share_high: float | None = None
    mean: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    state: State = "ok"
    reason: str = ""


def standing(
    inside: NDArray[np.bool_], values: Floats, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95
) -> Standing:
    """The standing of the customers marked ``inside`` among all, by their values.

    Values 10, 10, 20 with the last inside: share 1/3, value share 1/2, mean 20.
    """
    n, of = int(inside.sum()), len(inside)
    if not n:
        return Standing(n, of, state="no_data", reason="no customers")
    if n < minimum_n:
        return Standing(n, of, state="too_few", reason=f"fewer than {minimum_n} customers")
    low, high = intervals.wilson(n, of, confidence)
    share_of_value = _share_of_value(inside, values, confidence)
    return Standing(
        n,
        of,
        n / of,
        float(low),
        float(high),
        float(values[inside].sum()),
        *share_of_value,
        *mean_with_interval(values[inside], confidence),
    )


def mean_with_interval(values: Floats, confidence: float = 0.95) -> tuple[float, float | None, float | None]:
    """Mean with Student's interval; no interval for a single value. 5, 6, 7: 6, 3.52 to 8.48."""
    mean = float(values.mean())
    if len(values) < 2:
        return mean, None, None
    low, high = intervals.mean_interval(mean, values.var(ddof=1) / len(values), len(values) - 1, confidence)
    return mean, float(low), float(high)


def check_sizes(minimum_n: int, confidence: float) -> None:
    """Refuse a minimum below 1 and a confidence outside 0.5–1."""
    if not minimum_n >= 1:
        raise BadQuestion(f"minimum_n: must be at least 1, not {minimum_n}")
    if not 0.5 <= confidence < 1:
        raise BadQuestion(f"confidence: must lie between 0.5 and 1, not {confidence}")


def _share_of_value(
    inside: NDArray[np.bool_], values: Floats, confidence: float
) -> tuple[float | None, float | None, float | None]:
    total, n = float(values.sum()), len(values)
    if total <= 0:
        return None, None, None
    share = float(values[inside].sum()) / total
    if n < 2:
        return share, None, None
    residual = np.where(inside, values, 0) - share * values
    spread = float(np.sqrt(n / (n - 1) * (residual**2).sum())) / total
    half = float(intervals.t_quantile(n - 1, confidence)) * spread
    if values.min() < 0:
        return share, share - half, share + half
    return share, max(share - half, 0.0), min(share + half, 1.0)
