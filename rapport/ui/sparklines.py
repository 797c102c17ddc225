"""The geometry of small drawings: a line with gaps where there is nothing, and an interval as a thin range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Value = float | int | None

WIDTH, HEIGHT, PAD = 120.0, 36.0, 3.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """What the template draws; every text is ready for an SVG attribute."""

    line: str
    lone_points: str
    last_point: str
    band: str
    target_y: str
    title: str


def sparkline(
    values: Sequence[Value],
    *,
    lows: Sequence[Value] = (),
    highs: Sequence[Value] = (),
    target: Value = None,
    title: str = "",
) -> Sparkline:
    """Lay the values out from left to right; a `None` is a gap, never bridged.

    >>> sparkline([1, None, 3, 4]).line
    'M80 13L120 3'
    """
    seen = [float(value) for value in (*values, *lows, *highs, target) if value is not None]
    scale = _Scale(min(seen, default=0.0), max(seen, default=1.0), max(len(values) - 1, 1))
    runs = _runs(values)
    known = [(index, value) for run in runs for index, value in run]
    return Sparkline(
        line="".join(_path(scale, run) for run in runs if len(run) > 1),
        lone_points="".join(scale.dot(*run[0]) for run in runs if len(run) == 1),
        last_point=scale.dot(*known[-1]) if known else "",
        band="".join(_band(scale, run, lows, highs) for run in runs) if lows and highs else "",
        target_y=_short(scale.y(float(target))) if target is not None else "",
        title=title,
    )


@dataclass(frozen=True, slots=True)
class Range:
    """An interval, its value and a target on a track of 100 units."""

    start: str
    width: str
    value: str
    target: str


def range_bar(low: float, high: float, value: float, *, ends: tuple[float, float], target: Value = None) -> Range:
    """Place an interval between the ends of its scale; what lies outside stops at the end.

    >>> range_bar(0.4, 0.6, 0.5, ends=(0, 1)).start
    '40'
    """
    least, most = ends
    width = (most - least) or 1.0

    def place(point: float) -> float:
        return min(100.0, max(0.0, (point - least) / width * 100))

    return Range(
        start=_short(place(low)),
        width=_short(max(1.0, place(high) - place(low))),
        value=_short(place(value)),
        target=_short(place(float(target))) if target is not None else "",
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    least: float
    most: float
    steps: int

    def x(self, index: int) -> float:
        return index / self.steps * WIDTH

    def y(self, value: float) -> float:
        if self.most == self.least:
            return HEIGHT / 2
        return HEIGHT - PAD - (value - self.least) / (self.most - self.least) * (HEIGHT - 2 * PAD)

    def at(self, index: int, value: float) -> str:
        return f"{_short(self.x(index))} {_short(self.y(value))}"

    def dot(self, index: int, value: float) -> str:
        """A line of no length: with round ends it is a dot that keeps its shape when the drawing is stretched."""
        return f"M{self.at(index, value)}h0"


def _runs(values: Sequence[Value]) -> list[list[tuple[int, float]]]:
    groups = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    return [[(index, float(value or 0)) for index, value in group] for known, group in groups if known]


def _path(scale: _Scale, run: list[tuple[int, float]]) -> str:
    return "M" + "L".join(scale.at(index, value) for index, value in run)


def _band(scale: _Scale, run: list[tuple[int, float]], lows: Sequence[Value], highs: Sequence[Value]) -> str:
    inside = [index for index, _ in run if lows[index] is not None and highs[index] is not None]
    if len(inside) < 2:
        return ""
    upper = [scale.at(index, float(highs[index] or 0)) for index in inside]
    lower = [scale.at(index, float(lows[index] or 0)) for index in reversed(inside)]
    return f"M{'L'.join(upper + lower)}Z"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
