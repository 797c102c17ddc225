"""Adding up what units bring over the cells that each of them is a member of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from rapport.analytics.engine.benches import AtSpots, Said
from rapport.analytics.engine.tally import Sheet
from rapport.analytics.engine.worth import Numbers, Truths
from rapport.analytics.intervals import Floats


@dataclass(frozen=True, slots=True)
class Members:
    """The cells of some units, those of unit n from ``ends[n]`` to ``ends[n + 1]``, of ``height`` cells in all."""

    cells: NDArray[np.int32]
    ends: NDArray[np.int32]
    height: int

    def add(self, values: Floats | Truths) -> Floats:
        """Cells × columns of units × columns."""
        return _product(self.cells, self.ends, self.height, values)

    def add_spots(self, unit: Numbers, time: Numbers, times: int, values: Floats) -> Floats:
        """Cells × times, side by side × columns, of spots × columns."""
        lengths = np.diff(self.ends)[unit]
        ends = np.zeros(len(unit) + 1, np.int32)
        np.cumsum(lengths, out=ends[1:])
        which = np.arange(ends[-1]) + np.repeat(self.ends[unit] - ends[:-1], lengths)
        cells = self.cells[which] * np.int32(times) + np.repeat(time.astype(np.int32), lengths)
        return _product(cells, ends, self.height * times, values)


class Sum:
    """What a sheet says of all cells: numbers of cells × what it says × times, and the scale of each thing said."""

    def __init__(self, sheet: Sheet, cells: int) -> None:
        self._shape = (cells, len(sheet.frames), 1 + len(sheet.parts))
        self._sums = np.zeros((cells, self._shape[1] * self._shape[2]))
        self._by_time = not sheet.span
        self.scales = [1.0] * self._shape[2]

    def add(self, said: Said, members: Members, low: int) -> None:
        """Take in what is said of the units of some cells, of which the first is ``low``."""
        _, times, _ = self._shape
        if isinstance(said, AtSpots):
            found = members.add_spots(said.unit, said.time, times, said.values)
            self.scales = list(said.scales)
        else:
            found = members.add(said.values.reshape(len(said.values), -1))
        self._sums[low : low + members.height] += found.reshape(members.height, -1)

    def of(self, number: int) -> Floats:
        """One thing said: cells × times."""
        cells, times, things = self._shape
        if self._by_time:
            return self._sums.reshape(cells, times, things)[:, :, number]
        return self._sums.reshape(cells, things, times)[:, number]


def _product(cells: NDArray[np.int32], ends: NDArray[np.int32], height: int, values: Floats | Truths) -> Floats:
    found: Floats = csc_matrix((np.ones(len(cells)), cells, ends), (height, len(ends) - 1)) @ values
    return found
