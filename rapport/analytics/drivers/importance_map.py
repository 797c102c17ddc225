"""The map of importance and performance: what to improve first, and what to leave as it is.

After Martilla & James 1977, with an interval in both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapport.analytics.drivers.key_drivers import Driver, KeyDrivers
from rapport.analytics.figure import Figure

Quadrant = Literal["improve_first", "keep_up", "leave_for_later", "more_than_needed", "look_closer"]
TITLES: dict[Quadrant, str] = {
    "improve_first": "Improve first",
    "keep_up": "Keep it up",
    "leave_for_later": "Leave for later",
    "more_than_needed": "Enough for now",
    "look_closer": "Look closer",
}
MEANINGS: dict[Quadrant, str] = {
    "improve_first": "matters more than most and does worse than most",
    "keep_up": "matters more than most and does better than most",
    "leave_for_later": "matters less than most and does worse than most",
    "more_than_needed": "matters less than most and does better than most",
    "look_closer": "doing better here goes with less of the outcome, so raising it may do harm",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One driver on the map: ``importance`` is its part of all importance, ``performance`` as in the analysis.

    ``is_clear``: both intervals stay on the driver's side of the lines; else it may belong to the quadrant beside it.
    """

    name: str
    importance: Figure
    performance: Figure
    quadrant: Quadrant
    is_clear: bool

    @property
    def title(self) -> str:
        """The quadrant's name in plain words."""
        return TITLES[self.quadrant]

    @property
    def meaning(self) -> str:
        """What the quadrant says about the driver."""
        return MEANINGS[self.quadrant]


@dataclass(frozen=True, slots=True)
class ImportanceMap:
    """The places of all drivers, and where the two lines between the quadrants are."""

    places: tuple[Place, ...]
    importance_line: float | None
    performance_line: float | None
    remarks: tuple[str, ...] = ()
    reason: str = ""

    def place(self, name: str) -> Place:
        """The place of a driver; KeyError where it is not on the map."""
        found = {one.name: one for one in self.places}
        return found[name]


def importance_map(analysis: KeyDrivers, performance_line: float | None = None) -> ImportanceMap:
    """Where each driver stands between important and not, well done and not.

    The line of importance is an equal part for each driver; that of performance the drivers' mean, or the one given,
    such as a target. A driver that goes the wrong way clearly asks for a closer look instead of a quadrant.

    Delivery has four fifths of the importance and a mean of 2 on a scale of 1–5, the hall one fifth and 4:

    >>> from rapport.analytics.drivers.key_drivers import key_drivers
    >>> import numpy as np
    >>> delivery, hall = np.tile([1.0, 1, 3, 3], 25), np.tile([3.0, 5, 3, 5], 25)
    >>> scores, scale = np.column_stack([delivery, hall]), (1, 5)
    >>> names = ["delivery", "hall"]
    >>> analysis = key_drivers(scores, 2 * delivery + hall, names, scales=dict.fromkeys(names, scale), draws=200)
    >>> [(place.name, place.title, place.is_clear) for place in importance_map(analysis).places]
    [('delivery', 'Improve first', True), ('hall', 'Enough for now', True)]
    """
    drivers = [one for one in analysis.drivers if one.part.value is not None and one.performance.value is not None]
    if len(drivers) < 2:
        reason = analysis.reason or "a map needs at least two drivers with an importance"
        return ImportanceMap((), None, None, analysis.remarks, reason)
    mean = sum(one.performance.value or 0 for one in drivers) / len(drivers)
    lines = (1 / len(drivers), mean if performance_line is None else performance_line)
    remarks = list(analysis.remarks)
    if not analysis.scaled:
        remarks.append("performances are means as given: comparable only where all drivers have the same scale")
    return ImportanceMap(tuple(_place(one, lines) for one in drivers), *lines, tuple(remarks))


def _place(driver: Driver, lines: tuple[float, float]) -> Place:
    importance, performance = driver.part.value or 0.0, driver.performance.value or 0.0
    quadrant = _quadrant(importance, performance, lines, contrary=driver.is_contrary)
    clear = _beside(driver.part, lines[0]) and _beside(driver.performance, lines[1])
    return Place(driver.name, driver.part, driver.performance, quadrant, clear)


def _quadrant(importance: float, performance: float, lines: tuple[float, float], *, contrary: bool) -> Quadrant:
    if contrary:
        return "look_closer"
    if importance >= lines[0]:
        return "keep_up" if performance >= lines[1] else "improve_first"
    return "more_than_needed" if performance >= lines[1] else "leave_for_later"


def _beside(figure: Figure, line: float) -> bool:
    return figure.low is not None and figure.high is not None and (figure.low > line or figure.high < line)
