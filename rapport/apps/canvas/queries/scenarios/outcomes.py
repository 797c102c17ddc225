"""What comes out of a simulation, in words and as bars of one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.analytics.simulation import Inputs, Played, Spread, simulate
from rapport.ui import figures

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a track of 100: the thin 95 %, the thick 80 %, the median."""

    start_95: str
    width_95: str
    start_80: str
    width_80: str
    median: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One outcome of one state: its texts and its bar."""

    spread: Spread
    unit: str
    bar: Bar | None = None

    @property
    def median(self) -> str:
        return figures.figure(self.spread.median, self.unit, self.spread.low_95, self.spread.high_95)

    @property
    def likely(self) -> str:
        """The 80 % interval."""
        return figures.interval(self.spread.low_80, self.spread.high_80, self.unit)

    @property
    def wide(self) -> str:
        """The 95 % interval."""
        return figures.interval(self.spread.low_95, self.spread.high_95, self.unit)

    @property
    def change(self) -> str:
        """The median as a difference, with its sign."""
        return figures.signed(self.spread.median, self.unit, self.spread.low_95, self.spread.high_95)

    @property
    def change_wide(self) -> str:
        """The 95 % interval of a difference; "" where it is sure."""
        if self.spread.high_95 - self.spread.low_95 < 1e-6 * max(1.0, abs(self.spread.median)):
            return ""
        return figures.signed_interval(self.spread.low_95, self.spread.high_95, self.unit)

    @property
    def verdict(self) -> str:
        """A difference in words: how sure its direction is."""
        better = figures.percent(self.spread.above_zero)
        if self.spread.low_95 == self.spread.high_95 == 0:
            return _("no difference")
        if self.spread.is_clear:
            return _("clearly more") if self.spread.median > 0 else _("clearly less")
        return _("not clear: more in %s of the draws") % better


@dataclass(frozen=True, slots=True)
class State:
    """What follows from one state: its outcomes, and their difference from today's where it is not today."""

    title: str
    url: str
    value: Shown
    profit: Shown
    value_change: Shown | None = None
    profit_change: Shown | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a chart's scale in words, and where nought stands on it."""

    low: str
    high: str
    zero: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Today and scenarios side by side, on one scale each for customer value and yearly profit."""

    states: list[State]
    value_scale: Scale
    profit_scale: Scale


@dataclass(frozen=True, slots=True)
class Named:
    """A state to play, with its title and address."""

    title: str
    url: str
    inputs: Inputs


def played_out(states: Sequence[Named], unit: str) -> Outcomes:
    """Play the states through the same draws; the first is today."""
    played = simulate([state.inputs for state in states])
    values, profits = [one.customer_value for one in played], [one.yearly_profit for one in played]
    ends, profit_ends = _ends(values), _ends(profits)
    shown = []
    for place, state in enumerate(states):
        value = Shown(values[place], unit, _bar(values[place], ends))
        profit = Shown(profits[place], unit, _bar(profits[place], profit_ends))
        shown.append(State(state.title, state.url, value, profit, *_changes(played, place, unit)))
    return Outcomes(shown, _scale(ends, unit), _scale(profit_ends, unit))


def _changes(played: Sequence[Played], place: int, unit: str) -> tuple[Shown | None, Shown | None]:
    if not place:
        return None, None
    difference = played[place].less(played[0])
    return Shown(difference.customer_value, unit), Shown(difference.yearly_profit, unit)


def _ends(spreads: Sequence[Spread]) -> tuple[float, float]:
    """From nought, or below it, to a round figure beyond the longest interval."""
    low = min(0.0, *(one.low_95 for one in spreads))
    high = max(0.0, *(one.high_95 for one in spreads))
    step = 10 ** math.floor(math.log10(max(high - low, 1.0))) / 5
    return math.floor(low / step) * step, max(math.ceil(high / step), 0 if low < 0 else 1) * step


def _bar(spread: Spread, ends: tuple[float, float]) -> Bar:
    length = ends[1] - ends[0] or 1.0

    def place(point: float) -> float:
        return (point - ends[0]) / length * WIDTH

    return Bar(
        f"{place(spread.low_95):.2f}",
        f"{max(0.4, place(spread.high_95) - place(spread.low_95)):.2f}",
        f"{place(spread.low_80):.2f}",
        f"{max(0.4, place(spread.high_80) - place(spread.low_80)):.2f}",
        f"{place(spread.median):.2f}",
    )


def _scale(ends: tuple[float, float], unit: str) -> Scale:
    zero = -ends[0] / (ends[1] - ends[0] or 1.0) * WIDTH
    return Scale(figures.figure(ends[0], unit, at_most=0), figures.figure(ends[1], unit, at_most=0), f"{zero:.2f}")
