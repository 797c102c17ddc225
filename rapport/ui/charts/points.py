"""Things by two values: importance against performance, value against cost to serve."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rapport.ui import figures
from rapport.ui.charts.chart import Chart, Row, Spec, axis, colours, framed, outlined, plain
from rapport.ui.charts.steps import ten_times

HEIGHT = 320
_FAR_RIGHT = 0.6  # of the width
# A few far out would press all others into a corner: from this many times the reach of nineteen in twenty on.
_FAR_OUT = 4
_ENOUGH = 20


def points(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    across: str,
    down: str,
    across_unit: str = "",
    down_unit: str = "",
    middle: tuple[float, float] | None = None,
    corners: Sequence[str] = (),
    hues: dict[str, str] | None = None,
    named: bool = True,
    note: str = "",
) -> Chart:
    """Each row has `label`, `x` and `y`, and may have `x_low`, `x_high`, `y_low`, `y_high`, `size` and `series`.

    Of many points, names would hide one another: unless `named` the label stands in the tooltip and the table only.
    An axis along which a few lie far out from many is drawn in steps of ten times, even about nought.

    `across` and `down` say what x and y are. `middle` parts the field by two lines, at x and at y; `corners` then
    names the four parts: top left, top right, bottom left, bottom right.
    """
    names = list(dict.fromkeys(str(row.get("series") or "") for row in rows))
    field = {"x": _value("x", across, across_unit, rows), "y": _value("y", down, down_unit, rows)}
    encoding = field | {"color": colours(names, hues or {}, "series")}
    plotted = [_plotted(row, across_unit, down_unit) for row in rows]
    dots = [_whisker("x"), _whisker("y"), _dot(rows, named)]
    layers = [*_parted(middle), *dots, *_corners(middle, corners), *(_named(plotted) if named else [])]
    return Chart(
        id=id,
        title=title,
        note=note,
        spec=framed({"data": {"values": plotted}, "encoding": encoding, "layer": layers, "height": HEIGHT}),
        summary=f"{title}: {len(rows)} points; the table below holds every one",
        columns=["Name", across, down],
        rows=[[str(row["label"]), _words(row, "x", across_unit), _words(row, "y", down_unit)] for row in rows],
    )


def _plotted(row: Row, across_unit: str, down_unit: str) -> Row:
    shown = {name: plain(row.get(name)) for name in ("x", "y", "x_low", "x_high", "y_low", "y_high", "size")}
    told = f"{row['label']} · {_words(row, 'x', across_unit)} · {_words(row, 'y', down_unit)}"
    return shown | {"label": str(row["label"]), "series": str(row.get("series") or ""), "words": told}


def _words(row: Row, name: str, unit: str) -> str:
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    value = figures.figure(row[name], unit, low, high)
    return value if low is None or high is None else f"{value} ({figures.interval(low, high, unit)})"


def _value(field: str, title: str, unit: str, rows: Sequence[Row]) -> Spec:
    shown = axis(unit) | {"grid": False}
    scale: Spec = {"zero": False, "nice": True}
    values = sorted(abs(float(row[field])) for row in rows if row[field] is not None)
    if _is_lopsided(values):
        plotted = [float(row[field]) for row in rows if row[field] is not None]
        scale, said = ten_times(plotted, median(values) or values[-1] / 1_000)
        shown |= said
    return {"field": field, "type": "quantitative", "title": title, "axis": shown, "scale": scale}


def _is_lopsided(values: Sequence[float]) -> bool:
    return len(values) >= _ENOUGH and values[-1] > _FAR_OUT * values[int(len(values) * 0.95)]


def _whisker(name: str) -> Spec:
    ends = {name: {"field": f"{name}_low", "type": "quantitative"}, f"{name}2": {"field": f"{name}_high"}}
    return {"mark": {"type": "rule", "opacity": 0.45, "tooltip": False}, "encoding": ends}


def _dot(rows: Sequence[Row], named: bool) -> Spec:
    encoding: Spec = {"tooltip": {"field": "words"}}
    if any(row.get("size") is not None for row in rows):
        encoding["size"] = {"field": "size", "type": "quantitative", "legend": None, "scale": {"range": [30, 900]}}
    look = {"opacity": 0.8, "size": 70} if named else {"opacity": 0.55, "size": 22}
    return {"mark": {"type": "point", "filled": True, **look}, "encoding": encoding}


def _named(plotted: Sequence[Row]) -> list[Spec]:
    """The names beside their points: to the left of those that stand far right, where the chart ends."""
    ends = [row[name] for row in plotted for name in ("x", "x_low", "x_high") if row[name] is not None]
    far = min(ends) + _FAR_RIGHT * (max(ends) - min(ends)) if ends else 0
    placed = [row for row in plotted if row["x"] is not None]
    sides = {"left": [row for row in placed if row["x"] <= far], "right": [row for row in placed if row["x"] > far]}
    return [_name(align, rows) for align, rows in sides.items() if rows]


def _name(align: str, rows: Sequence[Row]) -> Spec:
    away = 8 if align == "left" else -8
    mark = {"type": "text", "align": align, "dx": away, "dy": -6, "fontSize": 11, "limit": 150, "tooltip": False}
    encoding = {"text": {"field": "label"}, "color": {"value": {"token": "ink"}}}
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def _parted(middle: tuple[float, float] | None) -> list[Spec]:
    if middle is None:
        return []
    grey: Spec = {"value": {"token": "border"}}
    return [
        {
            "data": {"values": [{name: value}]},
            "mark": {"type": "rule", "strokeDash": [4, 4]},
            "encoding": {name: {"field": name, "type": "quantitative"}, other: None, "color": grey},
        }
        for name, other, value in (("x", "y", middle[0]), ("y", "x", middle[1]))
    ]


def _corners(middle: tuple[float, float] | None, corners: Sequence[str]) -> list[Spec]:
    """The names of the four parts, outlined so that dots beneath do not run through them."""
    return [] if middle is None else [layer for place, words in enumerate(corners) for layer in _corner(place, words)]


def _corner(place: int, words: str) -> list[Spec]:
    right, below = place % 2 == 1, place > 1
    mark = {
        "type": "text",
        "align": "right" if right else "left",
        "baseline": "bottom" if below else "top",
        "fontSize": 11,
        "fontWeight": 600,
        "tooltip": False,
    }
    x = {"value": "width"} if right else {"value": 4}
    y = {"value": "height"} if below else {"value": 4}
    data = {"values": [{"words": words}]}
    encoding: Spec = {"x": x, "y": y, "text": {"field": "words"}}
    ink = encoding | {"color": {"value": {"token": "ink-soft"}}}
    return [
        {"data": data, "mark": outlined(mark), "encoding": encoding | {"color": {"value": None}}},
        {"data": data, "mark": mark, "encoding": ink},
    ]
