"""Values along a number: survival by age, profit along the ranks of customers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
)
from rapport.ui.charts.chart import with_unit as noted

NO_SHARES = ("", "number")
# The share of the scale that a name at the end of a line takes.
ROOM_FOR_A_NAME = 0.08
# Its squares bear the colour of the lines, not the faint one of the bands around them.
LEGEND: Spec = {
    "orient": "top",
    "title": None,
    "labelColor": {"token": "ink-soft"},
    "labelFontSize": 12,
    "symbolType": "square",
    "symbolOpacity": 1,
}


def curve(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    unit: str = "",
    across: str = "",
    across_unit: str = "",
    steps: bool = False,
    zero: bool = False,
    marks: Sequence[Row] = (),
    hues: dict[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Each row has `x` (a number), `value`, and may have `low`, `high` (a band), `series` and `dashed`.

    `dashed` is a word for what was not seen but reckoned ("projected"): the line is drawn apart, in dashes.
    `across` says what x is and `across_unit` in which unit ("share" for percent). `steps`: the value holds until the
    next x. `zero`: the scale begins at zero. `marks` are dashed lines across the drawing: each row has `x` or `value`,
    and `words`.
    """
    names, apart = _names(rows), _end_apart(rows)
    x = {"field": "x", "type": "quantitative", "title": across or None, "axis": {**axis(across_unit), "grid": False}}
    colour = colours(names, hues or {}, "series") | ({} if apart else {"legend": LEGEND})
    ends = _ends(names, zero) if apart else []
    lines = [(_band(steps, zero, **kind), _line(unit, steps, zero, **kind)) for kind in _kinds(rows)]
    bands, drawn = [band for band, _ in lines], [line for _, line in lines]
    rules, words = [_rule(mark, zero) for mark in marks], [layer for mark in marks for layer in _words(mark, zero)]
    layers = [*bands, *rules, *drawn, *words, *ends]
    data = {"values": [_plotted(row, unit, across_unit) for row in rows]}
    columns = twin_columns([_told(row) for row in rows], across or "At")
    return Chart(
        id=id,
        title=title,
        note=noted(note, unit),
        spec=framed({"data": data, "encoding": {"x": x, "color": colour}, "layer": layers}),
        summary=f"{title}: {len(rows)} values; the table below holds every one",
        columns=columns,
        rows=[twin_row(_told(row), _at(row, across_unit), unit, columns) for row in rows],
    )


def _plotted(row: Row, unit: str, across_unit: str) -> Row:
    shown = {name: plain(row.get(name)) for name in ("x", "value", "low", "high")}
    said = (row.get("series"), row.get("dashed"), _at(row, across_unit), value_words(row, unit))
    words = " · ".join(map(str, filter(None, said)))
    return shown | {"series": str(row.get("series") or ""), "words": words, "dashed": bool(row.get("dashed"))}


def _told(row: Row) -> Row:
    """In the table a word tells what dashes tell in the drawing."""
    named = " · ".join(map(str, filter(None, (row.get("series"), row.get("dashed")))))
    return {**row, "series": named}


def _kinds(rows: Sequence[Row]) -> list[dict[str, bool]]:
    """The lines to draw: those that were seen, and those that were reckoned."""
    return [{}] if not any(row.get("dashed") for row in rows) else [{"dashed": False}, {"dashed": True}]


def _at(row: Row, across_unit: str) -> str:
    return figures.figure(row["x"], across_unit) if across_unit not in NO_SHARES else f"{row['x']:g}"


def _y(field: str, zero: bool, **more: object) -> Spec:
    scale = {"zero": zero, "nice": True}
    return {"field": field, "type": "quantitative", "title": None, "scale": scale, **more}


def _shape(steps: bool) -> Spec:
    return {"interpolate": "step-after"} if steps else {}


def _only(dashed: bool | None) -> Spec:
    """The rows of one kind of line, where there are two."""
    return {} if dashed is None else {"transform": [{"filter": "datum.dashed" if dashed else "!datum.dashed"}]}


def _band(steps: bool, zero: bool, dashed: bool | None = None) -> Spec:
    mark = {"type": "area", "opacity": 0.13, "line": False, "tooltip": False, **_shape(steps)}
    return {**_only(dashed), "mark": mark, "encoding": {"y": _y("low", zero), "y2": {"field": "high"}}}


def _line(unit: str, steps: bool, zero: bool, dashed: bool | None = None) -> Spec:
    mark = {"type": "line", **_shape(steps), **({"strokeDash": [5, 4]} if dashed else {})}
    y = _y("value", zero, axis=axis(unit))
    return {**_only(dashed), "mark": mark, "encoding": {"y": y, "tooltip": {"field": "words"}}}


def _end_apart(rows: Sequence[Row]) -> bool:
    """Whether the ends of the lines leave room for a name at each; else a legend names them."""
    known = [row for row in rows if row["value"] is not None]
    values = [float(row["value"]) for row in known]
    ends = sorted({str(row.get("series") or ""): float(row["value"]) for row in known}.values())
    room = (max(values) - min(values)) * ROOM_FOR_A_NAME if values else 0
    return all(after - before > room for before, after in pairwise(ends))


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(str(row.get("series") or "") for row in rows))


def _ends(names: Sequence[str], zero: bool) -> list[Spec]:
    """Each line's name at its end."""
    if names == [""]:
        return []
    last = last_of_each("x")
    words = {"type": "text", "align": "right", "dy": -9, "fontWeight": 600}
    text = {"text": {"field": "series"}, "y": _y("value", zero)}
    return [
        {"transform": last, "mark": outlined(words), "encoding": text | {"color": {"value": None}}},
        {"transform": last, "mark": words, "encoding": text},
    ]


def _rule(mark: Row, zero: bool) -> Spec:
    place: Spec = {"x": None, "y": _y("at", zero)}
    if mark.get("x") is not None:
        place = {"x": {"field": "at", "type": "quantitative"}}
    grey = {"color": {"value": {"token": "ink-soft"}}}
    return {"data": _marked(mark), "mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": place | grey}


def _words(mark: Row, zero: bool) -> list[Spec]:
    """What the dashed line says, outlined so that no other line runs through it."""
    if not mark.get("words"):
        return []
    place: Spec = {"x": {"value": 2}, "y": _y("at", zero), "text": {"field": "words"}}
    look = {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "fontSize": 11}
    if mark.get("x") is not None:
        place |= {"x": {"field": "at", "type": "quantitative"}, "y": {"value": 0}}
        look |= {"baseline": "top", "dy": 2, "dx": 4}
    grey = {"color": {"value": {"token": "ink-soft"}}}
    return [
        {"data": _marked(mark), "mark": outlined(look), "encoding": place | {"color": {"value": None}}},
        {"data": _marked(mark), "mark": look, "encoding": place | grey},
    ]


def _marked(mark: Row) -> Spec:
    at = mark["x"] if mark.get("x") is not None else mark["value"]
    return {"values": [{"at": plain(at), "words": mark.get("words") or ""}]}
