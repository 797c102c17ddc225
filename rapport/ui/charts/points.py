"""Things by two values: importance against performance, value against cost to serve."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rapport.ui import figures
from rapport.ui.charts.chart import Chart, Row, Spec, axis, colours, framed, outlined, plain
from rapport.ui.charts.naming import LONGEST, Place, named_apart, offset, rounded
from rapport.ui.charts.steps import ten_times

HEIGHT = 320
# Pixels between the axes: of a phone, and from where on a drawing counts as wide.
NARROW, WIDE = 225, 400
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

    Of many points, names would hide one another: unless `named` the label stands in the tooltip and the table only;
    so do names without room. An axis along which a few lie far out from many is drawn in steps of ten times, even
    about nought.

    `across` and `down` say what x and y are. `middle` parts the field by two lines, at x and at y; `corners` then
    names the four parts: top left, top right, bottom left, bottom right.
    """
    names = list(dict.fromkeys(str(row.get("series") or "") for row in rows))
    field = {"x": _value("x", across, across_unit, rows), "y": _value("y", down, down_unit, rows)}
    encoding = field | {"color": colours(names, hues or {}, "series")}
    plotted = [_plotted(row, across_unit, down_unit) for row in rows]
    names_beside = _named(plotted, corners if middle else ()) if named else []
    layers = [*_parted(middle), *_dots(rows, named), *_corners(middle, corners), *names_beside]
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


def _dots(rows: Sequence[Row], named: bool) -> list[Spec]:
    encoding: Spec = {"tooltip": {"field": "words"}}
    if any(row.get("size") is not None for row in rows):
        encoding["size"] = {"field": "size", "type": "quantitative", "legend": None, "scale": {"range": [30, 900]}}
    look = {"opacity": 0.8, "size": 70} if named else {"opacity": 0.55, "size": 22}
    dot = {"mark": {"type": "point", "filled": True, **look}, "encoding": encoding}
    return [_whisker("x"), _whisker("y"), dot]


def _named(plotted: Sequence[Row], corners: Sequence[str]) -> list[Spec]:
    """The names beside their points, placed for a narrow drawing and for a wide one; each shows where it fits.

    A name without room is left out: it stands in the tooltip and in the table.
    """
    placed = [row for row in plotted if row["x"] is not None and row["y"] is not None]
    if not placed:
        return []
    ends = {name: rounded(*_ends(placed, name)) for name in ("x", "y")}
    layers = []
    for width, test in ((NARROW, f"width < {WIDE}"), (WIDE, f"width >= {WIDE}")):
        spots = [(row["label"], _along(row["x"], ends["x"], width), _down(row["y"], ends["y"])) for row in placed]
        found = list(named_apart(spots, corners, width=width, height=HEIGHT))
        for place in dict.fromkeys(place for _, place in found):
            layers.append(_name(place, [placed[number] for number, at in found if at == place], test))
    return layers


def _ends(rows: Sequence[Row], name: str) -> tuple[float, float]:
    known = [row[each] for row in rows for each in (name, f"{name}_low", f"{name}_high") if row[each] is not None]
    return min(known), max(known)


def _along(value: float, ends: tuple[float, float], width: float) -> float:
    return (value - ends[0]) / (ends[1] - ends[0]) * width


def _down(value: float, ends: tuple[float, float]) -> float:
    return HEIGHT - _along(value, ends, HEIGHT)


def _name(place: Place, rows: Sequence[Row], test: str) -> Spec:
    mark = {"type": "text", "fontSize": 11, "limit": LONGEST, "tooltip": False, **offset(place)}
    shown = {"condition": {"test": test, "value": 1}, "value": 0}
    encoding = {"text": {"field": "label"}, "color": {"value": {"token": "ink"}}, "opacity": shown}
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
