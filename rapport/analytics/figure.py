"""One figure with the limits of its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval; all three are None where there is no answer, the limits alone where none can be given.

    >>> Figure(0.2, 0.05, 0.33).is_clear, Figure(0.2, -0.1, 0.5).is_clear, Figure.of(float("nan"), 0, 1).value
    (True, False, None)
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, value: float, low: float = math.nan, high: float = math.nan) -> Figure:
        """From numbers of which some may be NaN: no value has no limits either."""
        if not math.isfinite(value):
            return cls()
        if not (math.isfinite(low) and math.isfinite(high)):
            return cls(float(value))
        return cls(float(value), float(low), float(high))

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


UNKNOWN = Figure()
