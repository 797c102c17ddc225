"""Time cut at every instant that a question names: between two cuts nothing has to be told apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from rapport.analytics.engine.blocks import instant


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cuts in order; step 0 lies before the first of them, step n begins with the n-th.

    >>> from datetime import UTC, datetime
    >>> january, february = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    >>> Timeline.of([february, january]).steps(january, february)
    range(1, 2)
    """

    cuts: tuple[datetime, ...]

    @classmethod
    def of(cls, instants: Iterable[datetime]) -> Timeline:
        """Cut at each of these instants."""
        return cls(tuple(sorted(set(instants))))

    def steps(self, since: datetime, until: datetime) -> range:
        """The steps from one cut up to another; an instant before all cuts is the beginning of time."""
        return range(bisect_right(self.cuts, since), bisect_right(self.cuts, until))

    def step_sql(self, moment: str, name: Callable[[int], int] = int) -> str:
        """An SQL expression for the step of a moment; ``name`` gives each step another number."""
        return self._between(moment, 0, len(self.cuts), name)

    def _between(self, moment: str, low: int, high: int, name: Callable[[int], int]) -> str:
        # Halving asks of each row five questions for thirty steps, not thirty.
        if low == high:
            return str(name(low))
        middle = (low + high) // 2
        earlier = self._between(moment, low, middle, name)
        later = self._between(moment, middle + 1, high, name)
        return f"CASE WHEN {moment} < {instant(self.cuts[middle])} THEN {earlier} ELSE {later} END"
