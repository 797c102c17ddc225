"""Some units at a time: their rows laid out by step, and what all sheets say about them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.columns import Column
from rapport.analytics.engine.drawn import EVERY_ROW, Drawn
from rapport.analytics.engine.spots import Placed, Spots, apart
from rapport.analytics.engine.tally import Sheet, Tally
from rapport.analytics.engine.worth import Amounts, Numbers, Truths, Units, worth
from rapport.analytics.intervals import Floats


@dataclass(frozen=True, slots=True)
class AtSpots:
    """What a sheet says of spots: of each its unit, its time, and that it is there (1) and each part, side by side."""

    unit: Numbers
    time: Numbers
    values: Floats
    scales: Sequence[float]


@dataclass(frozen=True, slots=True)
class AtMarks:
    """What a sheet says of all units at all times: that they are there, and each part; units × parts × times."""

    values: Truths


Said: TypeAlias = AtSpots | AtMarks


@dataclass
class Bench:
    """The rows of some units: of each row the number of its unit, its step along each timeline, and what is drawn.

    ``first`` is the place of the first unit among all, ``units`` their number, ``lengths`` the number of steps.
    """

    tally: Tally
    first: int
    units: int
    places: NDArray[np.int32]
    steps: dict[str, NDArray[Any]]
    drawn: dict[str, Column]
    lengths: dict[str, int]
    known: Truths
    _laid: dict[Drawn, Amounts] = field(default_factory=dict)
    _marks: dict[str, NDArray[Any]] = field(default_factory=dict)

    def say(self, sheet: Sheet) -> Iterator[Said]:
        """What a sheet says of these units."""
        if sheet.span:
            yield self._at_marks(sheet)
            return
        windows = sheet.windows
        if windows is None:
            windows = [range(step, step + 1) for step in range(len(sheet.frames))]
        for places in apart(tuple(windows)):
            yield self._at_spots(sheet, places, [windows[place] for place in places])

    def _at_spots(self, sheet: Sheet, times: Sequence[int], windows: Sequence[range]) -> AtSpots:
        placed = Placed.over(self._spots, windows, self.lengths["step"])
        measures = {name: partial(self._amounts, one, placed) for name, one in self.tally.drawn.items()}
        first, time = {}, placed.time
        if sheet.state:
            entered = self._entered(placed, measures[sheet.state]())
            first[sheet.state] = entered
            # What a unit brought before it counted comes with the step from which on it does.
            time = np.maximum(time, entered)
        units = Units(measures, np.ones(len(placed), bool), self.known[placed.unit], first, placed.step)
        values, scales = np.ones((len(placed), 1 + len(sheet.parts))), [1.0]
        for place, part in enumerate(sheet.parts.values(), 1):
            amounts = worth(part, units)
            values[:, place] = amounts.values
            scales.append(amounts.scale)
        return AtSpots(placed.unit, np.array(times, np.intp)[time], values, scales)

    def _entered(self, placed: Placed, state: Amounts) -> Numbers:
        """Of each spot the first step on which its unit's state is above zero, -1 where it never is."""
        above = np.flatnonzero(state.values > 0)[::-1]
        first = np.full(self.units, -1, np.intp)
        first[placed.unit[above]] = placed.step[above]
        return first[placed.unit]

    def _at_marks(self, sheet: Sheet) -> AtMarks:
        assert sheet.windows is not None
        assert sheet.span is not None
        measures: dict[str, Callable[[], Amounts]] = {}
        for name, windows in sheet.within.items():
            bits = self._bits(self.tally.marked[sheet.span, name].where)
            measures[name] = partial(_marked, bits, windows)
        present = _any(self._bits(EVERY_ROW.where), sheet.windows)
        units = Units(measures, present, self.known[:, None], {}, np.arange(len(sheet.frames)))
        values = np.empty((self.units, 1 + len(sheet.parts), len(sheet.frames)), bool)
        values[:, 0] = present
        for place, part in enumerate(sheet.parts.values(), 1):
            values[:, place] = worth(part, units).values
        return AtMarks(values)

    @cached_property
    def _spots(self) -> Spots:
        steps = self.lengths["step"]
        return Spots.of(self.places.astype(np.intp) * steps + self.steps["step"], self.units, steps)

    def _amounts(self, drawn: Drawn, placed: Placed) -> Amounts:
        laid = self._on_spots(drawn)
        there = laid.there
        return Amounts(placed.laid(laid.values), laid.scale, there and (lambda: placed.laid(there())))

    def _on_spots(self, drawn: Drawn) -> Amounts:
        if drawn not in self._laid:
            rows = self._rows(drawn.where)
            if not drawn.amount:
                self._laid[drawn] = Amounts(self._spots.counted(rows))
            else:
                column = self.drawn[self.tally.amounts[drawn.amount]]
                sums = self._spots.summed(rows, column.values)
                there = partial(self._there, rows, column.there)
                self._laid[drawn] = Amounts(-sums if drawn.negative else sums, column.scale, there)
        return self._laid[drawn]

    def _there(self, rows: Truths | None, there: Truths | None) -> Truths:
        """On which spots any of the rows has an amount."""
        both = [one for one in (rows, there) if one is not None]
        return self._spots.counted(np.logical_and.reduce(both) if both else None) > 0

    def _rows(self, where: str) -> Truths | None:
        """Of which rows a condition is true; None where it is of all."""
        if not where:
            return None
        if where in self.tally.there:
            return self.drawn[self.tally.there[where]].there
        found: Truths = self.drawn[self.tally.conditions[where]].values
        return None if found.all() else found

    def _bits(self, where: str) -> NDArray[Any]:
        """Of each unit one number: the bit of each step on which any of its rows of a condition falls."""
        if where not in self._marks:
            bits = next(size for size in (8, 16, 32, 64) if size >= self.lengths["mark"])
            keys = self.places.astype(np.intp) * bits + self.steps["mark"]
            rows = self._rows(where)
            there = np.zeros(self.units * bits, bool)
            there[keys if rows is None else keys[rows]] = True
            self._marks[where] = np.packbits(there, bitorder="little").view(f"<u{bits // 8}")
        return self._marks[where]


def _marked(bits: NDArray[Any], windows: Sequence[range]) -> Amounts:
    return Amounts(_any(bits, windows))


def _any(bits: NDArray[Any], windows: Sequence[range]) -> Truths:
    """Whether a unit has a row in each window of steps."""
    found = np.empty((len(bits), len(windows)), bool)
    for place, window in enumerate(windows):
        np.not_equal(bits & bits.dtype.type(sum(1 << step for step in window)), 0, out=found[:, place])
    return found
