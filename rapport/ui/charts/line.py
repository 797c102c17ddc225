"""Values over time, one line for each series."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from rapport.ui import figures
from rapport.ui.charts.chart import (
    Chart,
    Row,
    Spec,
    axis,
    colours,
    framed,
    last_of_each,
    outlined,
    plain,
    twin_columns,
    twin_row,
    value_words,
    with_unit,
)
from rapport.ui.charts.steps import at_height, height, ten_times

# A name is so high, of a field so high; both in pixels.
NAME_HEIGHT, FIELD_HEIGHT = 14, 230
# From so many times the smallest series on, the largest would press it to the ground.
_DWARFING = 20
GAPS_STAY = "break-paths-filter-domains"


def line(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    unit: str = "",
    target: float | None = None,
    hues: dict[str, str] | None = None,
    note: str = "",
    in_ratio: bool = False,
) -> Chart:
    """Each row has `at` (a date), `value` (None is a gap), and may have `low`, `high` (a band) and `series`.

    `in_ratio`: what counts is by how many times a series rises; where one dwarfs another, all are drawn in steps of
    ten times. A series keeps the hue given for its name in `hues`; its name stands at the end of its line.
    """
    names = list(dict.fromkeys(str(row.get("series") or "") for row in rows))
    encoding = {
        "x": {"field": "at", "type": "temporal", "title": None, "axis": {"grid": False, "tickCount": 6}},
        "color": colours(names, hues or {}, "series"),
    }
    least = _least(rows) if in_ratio else None
    goal, ends = _target(target, unit), _ends(rows, least)
    layers = [_band(), *goal[:1], _line(unit), _points(), *_names(), *goal[1:]]
    if least is not None:
        note = " · ".join(filter(None, [note, "each step is ten times the one before"]))
        _step(layers, rows, least)
    columns = twin_columns(rows, "Period")
    data = {"values": [_plotted(row, unit, ends) for row in rows]}
    return Chart(
        id=id,
        title=title,
        note=with_unit(note, unit),
        spec=framed({"data": data, "encoding": encoding, "layer": layers}),
        summary=_summary(title, rows, unit),
        columns=columns,
        rows=[twin_row(row, figures.day(row["at"]), unit, columns) for row in rows],
    )


def _least(rows: Sequence[Row]) -> float | None:
    """The middle of the smallest series, where the largest is many times that and none falls below nought."""
    series: dict[str, list[float]] = {}
    for row in rows:
        if row["value"] is not None:
            series.setdefault(str(row.get("series") or ""), []).append(float(row["value"]))
    middles = [middle for values in series.values() if (middle := median(values)) > 0]
    dwarfed = len(middles) > 1 and max(middles) > _DWARFING * min(middles)
    return min(middles) if dwarfed and min(map(min, series.values())) >= 0 else None


def _step(layers: list[Spec], rows: Sequence[Row], least: float) -> None:
    scale, said = ten_times([float(row["value"]) for row in rows if row["value"] is not None], least)
    for layer in layers:
        layer["encoding"]["y"]["scale"] = scale
        if "axis" in layer["encoding"]["y"]:
            layer["encoding"]["y"]["axis"] |= said


def _ends(rows: Sequence[Row], least: float | None) -> dict[str, float]:
    """How high the name of each series stands: at its last value, or above a name that stands there already."""
    if least is not None:
        places = [row | {"value": height(float(row["value"]), least)} for row in rows if row["value"] is not None]
        return {name: at_height(place, least) for name, place in _ends(places, None).items()}
    known = [row for row in rows if row["value"] is not None]
    values = [float(row["value"]) for row in known]
    room = (max(values) - min(values)) * NAME_HEIGHT / FIELD_HEIGHT if values else 0.0
    last = {str(row.get("series") or ""): row for row in sorted(known, key=lambda row: row["at"])}
    placed: dict[str, float] = {}
    highest: dict[Any, float] = {}
    for name, row in sorted(last.items(), key=lambda one: float(one[1]["value"])):
        below = highest.get(row["at"])
        placed[name] = float(row["value"]) if below is None else max(float(row["value"]), below + room)
        highest[row["at"]] = placed[name]
    return placed


def _plotted(row: Row, unit: str, ends: dict[str, float]) -> Row:
    shown = {name: plain(row.get(name)) for name in ("at", "value", "low", "high")}
    series = str(row.get("series") or "")
    said = (row.get("series"), figures.day(row["at"]), value_words(row, unit))
    return shown | {"series": series, "named_at": ends.get(series), "words": " · ".join(filter(None, said))}


def _y(field: str, **more: Any) -> Spec:
    shown = {"field": field, "type": "quantitative", "title": None, "scale": {"zero": False, "nice": True}}
    return shown | more


def _band() -> Spec:
    mark = {"type": "area", "opacity": 0.13, "line": False, "tooltip": False, "invalid": GAPS_STAY}
    return {"mark": mark, "encoding": {"y": _y("low"), "y2": {"field": "high"}}}


def _line(unit: str) -> Spec:
    return {"mark": {"type": "line", "invalid": GAPS_STAY}, "encoding": {"y": _y("value", axis=axis(unit))}}


def _points() -> Spec:
    mark = {"type": "point", "filled": True, "opacity": 1, "size": 28, "invalid": "filter"}
    return {"mark": mark, "encoding": {"y": _y("value"), "tooltip": {"field": "words"}}}


def _names() -> list[Spec]:
    text = {"text": {"field": "series"}, "y": _y("named_at")}
    words = {"type": "text", "align": "right", "dy": -11, "fontWeight": 600}
    return [
        {"transform": last_of_each("at"), "mark": outlined(words), "encoding": text | {"color": {"value": None}}},
        {"transform": last_of_each("at"), "mark": words, "encoding": text},
    ]


def _target(target: float | None, unit: str) -> list[Spec]:
    """The line of the target, which lies under the values, then its words, which lie over them."""
    if target is None:
        return []
    data = {"values": [{"target": target, "words": f"Target {figures.figure(target, unit)}"}]}
    grey = {"value": {"token": "ink-soft"}}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "fontSize": 11}
    place = {"x": {"value": 2}, "y": _y("target"), "text": {"field": "words"}}
    rule = {"type": "rule", "strokeDash": [4, 4]}
    return [
        {"data": data, "mark": rule, "encoding": {"x": None, "color": grey, "y": _y("target")}},
        {"data": data, "mark": outlined(words), "encoding": place | {"color": {"value": None}}},
        {"data": data, "mark": words, "encoding": place | {"color": grey}},
    ]


def _summary(title: str, rows: Sequence[Row], unit: str) -> str:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return f"{title}: no data"
    first, last = value_words(known[0], unit), value_words(known[-1], unit)
    return f"{title}: from {first} to {last}; the table below holds every value"
