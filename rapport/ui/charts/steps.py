"""An axis in steps of ten times, even about nought: for values of which a few would dwarf all others."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, copysign, expm1, log1p, log10

from rapport.ui.charts.chart import Spec


def ten_times(values: Sequence[float], least: float) -> tuple[Spec, Spec]:
    """The scale and what is said along it; up to about `least`, to both sides of nought, it is even."""
    scale: Spec = {"type": "symlog", "constant": least, "nice": False}
    found = {0.0}
    for sign, far in ((1, max(values)), (-1, -min(values))):
        if far > least:
            found |= {sign * 10.0**power for power in range(ceil(log10(least)), ceil(log10(far)))}
    return scale, {"values": sorted(found), "labelExpr": "format(datum.value, '~s')"}


def height(value: float, least: float) -> float:
    """Where a value stands on such an axis, but for a factor."""
    return copysign(log1p(abs(value) / least), value)


def at_height(place: float, least: float) -> float:
    """The value that stands there."""
    return copysign(expm1(abs(place)) * least, place)
