"""Where the rows of some units fall: each unit on each step of time on which it has any row is a spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.worth import Numbers, Truths
from rapport.analytics.intervals import Floats


@dataclass(frozen=True, slots=True)
class Spots:
    """Spots in the order of their units and steps, and of each row the number of its spot.

    Most units have rows on few steps, so that there are fewer spots than units × steps.
    """

    unit: Numbers
    step: Numbers
    of_row: Numbers

    @classmethod
    def of(cls, keys: Numbers, units: int, steps: int) -> Spots:
        """``keys``: of each row its unit × the number of steps + its step."""
        there = np.zeros(units * steps, bool)
        there[keys] = True
        spots = np.flatnonzero(there)
        number = np.empty(units * steps, np.intp)
        number[spots] = np.arange(len(spots))
        unit, step = np.divmod(spots, steps)
        return cls(unit, step, number[keys])

    def __len__(self) -> int:
        return len(self.unit)

    def counted(self, rows: Truths | None) -> NDArray[Any]:
        """How many rows of each spot are true; all of them where nothing is said."""
        chosen = self.of_row if rows is None else self.of_row[rows]
        return np.bincount(chosen, minlength=len(self))

    def summed(self, rows: Truths | None, values: Floats) -> Floats:
        """The sum of the values of the true rows of each spot."""
        chosen, theirs = (self.of_row, values) if rows is None else (self.of_row[rows], values[rows])
        found: NDArray[Any] = np.bincount(chosen, theirs, len(self))
        return found


@dataclass(frozen=True, slots=True)
class Placed:
    """Spots as units × times: those whose steps are in some window, put together where a window has several steps.

    ``taken``: which spots. ``together``: of each of them the number of unit × time, None where each has its own.
    """

    unit: Numbers
    step: Numbers
    time: Numbers
    taken: Numbers | None
    together: Numbers | None = None

    @classmethod
    def over(cls, spots: Spots, windows: Sequence[range], steps: int) -> Placed:
        """``windows`` have no step in common; each is the time of its place, an empty one is nobody's."""
        times = _times(tuple(windows), steps)[spots.step]
        inside = np.flatnonzero(times >= 0)
        taken = None if len(inside) == len(spots) else inside
        unit, step, time = spots.unit[inside], spots.step[inside], times[inside]
        if all(len(window) <= 1 for window in windows):
            return cls(unit, step, time, taken)
        first = np.ones(len(unit), bool)
        np.not_equal(unit[1:], unit[:-1], out=first[1:])
        first[1:] |= time[1:] != time[:-1]
        return cls(unit[first], step[first], time[first], taken, np.cumsum(first) - 1)

    def __len__(self) -> int:
        return len(self.unit)

    def laid(self, values: NDArray[Any]) -> NDArray[Any]:
        """What is known of each spot, of each unit × time: sums, or whether any is true."""
        chosen = values if self.taken is None else values[self.taken]
        if self.together is None:
            return chosen
        sums = np.bincount(self.together, chosen, len(self))
        return sums > 0 if values.dtype == bool else sums


@lru_cache(maxsize=256)
def apart(windows: tuple[range, ...]) -> tuple[tuple[int, ...], ...]:
    """The places of windows in groups that have no step in common; the same for all units, so found once.

    >>> apart((range(1, 2), range(2, 3), range(1, 3)))
    ((0, 1), (2,))
    """
    groups: list[tuple[set[int], list[int]]] = []
    for place, window in enumerate(windows):
        fitting = next((group for group in groups if group[0].isdisjoint(window)), None)
        if fitting is None:
            fitting = (set(), [])
            groups.append(fitting)
        fitting[0].update(window)
        fitting[1].append(place)
    return tuple(tuple(places) for _, places in groups)


@lru_cache(maxsize=256)
def _times(windows: tuple[range, ...], steps: int) -> Numbers:
    """Of each step the place of the window that holds it, -1 where none does."""
    found = np.full(steps, -1, np.intp)
    for place, window in enumerate(windows):
        found[window.start : window.stop] = place
    return found
