"""Some units at a time: their rows laid out by step, and what all sheets say about them side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.columns import Column
from rapport.analytics.engine.drawn import EVERY_ROW, Drawn
from rapport.analytics.engine.tally import Sheet, Tally
from rapport.analytics.engine.worth import Amounts, Truths, Units, worth
from rapport.analytics.intervals import Floats
from rapport.analytics.metric import Span


@dataclass(slots=True)
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
    _keys: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    _marks: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    _laid: dict[tuple[str, str, bool], Floats] = field(default_factory=dict)

    def fill(self, table: Floats, sheets: Sequence[Sheet]) -> Floats:
        """Fill units × columns: each sheet says which units are there, then its parts. The scale of each column."""
        scales, first = np.ones(table.shape[1]), 0
        for sheet in sheets:
            times = len(sheet.frames)
            units = self._at_marks(sheet, sheet.span) if sheet.span else self._at_steps(sheet)
            entered = units.first[sheet.state] if sheet.state else None
            early = None if entered is None else np.flatnonzero(_in_any(units.present & (units.times < entered)))
            for amounts in (Amounts(units.present), *(worth(part, units) for part in sheet.parts.values())):
                place = slice(first, first + times)
                table[:, place] = amounts.values
                if entered is not None and early is not None and len(early):
                    table[early, place] = _entered(table[early, place], entered[early])
                scales[place] = amounts.scale
                first += times
        return scales

    def _at_steps(self, sheet: Sheet) -> Units:
        over: Callable[[Floats], Floats]
        if sheet.windows is not None:
            over = partial(_over, windows=sheet.windows)
        else:
            over = partial(_up_to, steps=len(sheet.frames))
        drawn = self.tally.drawn
        measures = {name: partial(self._amounts, one, over) for name, one in drawn.items()}
        first = {}
        if sheet.state:
            above = over(self._rows("step", drawn[sheet.state])) > 0
            first[sheet.state] = np.where(_in_any(above), above.argmax(axis=1), -1)[:, None]
        return Units(measures, over(self._rows("step", EVERY_ROW)) > 0, self.known, first)

    def _at_marks(self, sheet: Sheet, span: Span) -> Units:
        assert sheet.windows is not None
        measures = {}
        for name, windows in sheet.within.items():
            bits = self._bits(self.tally.marked[span, name])
            measures[name] = partial(_marked, bits, windows)
        return Units(measures, _any(self._bits(EVERY_ROW), sheet.windows), self.known, {})

    def _amounts(self, drawn: Drawn, over: Callable[[Floats], Floats]) -> Amounts:
        if drawn.counted:
            return Amounts(over(self._rows("step", drawn)))
        name = self.tally.column_of(drawn)
        sums = over(self._sums(name))
        there = partial(self._there, name, over)
        return Amounts(-sums if drawn.negative else sums, self.drawn[name].scale, there)

    def _there(self, name: str, over: Callable[[Floats], Floats]) -> Truths:
        there = self.drawn[name].there
        if there is None:
            return over(self._rows("step", EVERY_ROW)) > 0
        key = ("step", name, True)
        if key not in self._laid:
            self._laid[key] = self._lay("step", self._key("step")[there])
        return over(self._laid[key]) > 0

    def _rows(self, line: str, drawn: Drawn) -> Floats:
        """How many rows of each unit fall on each step."""
        name = self.tally.column_of(drawn)
        key = (line, name, True)
        if key not in self._laid:
            keys = self._key(line)
            self._laid[key] = self._lay(line, keys[self.drawn[name].values] if name else keys)
        return self._laid[key]

    def _bits(self, drawn: Drawn) -> NDArray[np.int64]:
        """Of each unit one number: the bit of each step on which any of its rows falls."""
        name = self.tally.column_of(drawn)
        if name not in self._marks:
            packed = np.packbits(self._rows("mark", drawn) > 0, axis=1, bitorder="little")
            bits = np.zeros((self.units, 8), np.uint8)
            bits[:, : packed.shape[1]] = packed
            self._marks[name] = bits.view("<i8")[:, 0]
        return self._marks[name]

    def _sums(self, name: str) -> Floats:
        key = ("step", name, False)
        if key not in self._laid:
            self._laid[key] = self._lay("step", self._key("step"), self.drawn[name].values)
        return self._laid[key]

    def _key(self, line: str) -> NDArray[np.int64]:
        if line not in self._keys:
            self._keys[line] = self.places.astype(np.int64) * self.lengths[line] + self.steps[line]
        return self._keys[line]

    def _lay(self, line: str, keys: NDArray[np.int64], weights: Floats | None = None) -> Floats:
        steps = self.lengths[line]
        laid: NDArray[Any] = np.bincount(keys, weights, self.units * steps)
        return laid.reshape(self.units, steps)


def _over(laid: Floats, windows: Sequence[range]) -> Floats:
    """The sum over each window of steps."""
    if all(len(window) == 1 for window in windows):
        starts = [window.start for window in windows]
        one_after_the_other = starts == list(range(starts[0], starts[0] + len(starts)))
        return laid[:, starts[0] : starts[-1] + 1] if one_after_the_other else laid[:, starts]
    ends = _ends(laid)
    starts = [min(window.start, window.stop) for window in windows]
    return ends[:, [max(window.start, window.stop) for window in windows]] - ends[:, starts]


def _ends(laid: Floats) -> Floats:
    """The sum of all steps before each one, and of all."""
    ends = np.zeros((laid.shape[0], laid.shape[1] + 1), laid.dtype)
    for step in range(laid.shape[1]):
        np.add(ends[:, step], laid[:, step], out=ends[:, step + 1])
    return ends


def _up_to(laid: Floats, steps: int) -> Floats:
    return laid[:, :steps]


def _marked(bits: NDArray[np.int64], windows: Sequence[range]) -> Amounts:
    return Amounts(_any(bits, windows))


def _any(bits: NDArray[np.int64], windows: Sequence[range]) -> Truths:
    """Whether a unit has a row in each window of steps."""
    found = np.empty((len(bits), len(windows)), bool)
    for place, window in enumerate(windows):
        np.not_equal(bits & sum(1 << step for step in window), 0, out=found[:, place])
    return found


def _entered(values: Floats, first: NDArray[np.intp]) -> Floats:
    """What each step brings, where all that came before a unit's ``first`` step comes with it."""
    entered: Floats = values * (np.arange(values.shape[1])[None, :] >= first)
    entered[np.arange(len(values)), first[:, 0]] += (values - entered).sum(axis=1)
    return entered


def _in_any(truths: Truths) -> Truths:
    """Whether any of a row is true; quicker than ``any`` over few columns."""
    found: Truths = truths[np.arange(len(truths)), truths.argmax(axis=1)]
    return found
