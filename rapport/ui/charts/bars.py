"""One bar for each name, from zero."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.ui import figures
from rapport.ui.charts.chart import (
    Chart,
    Row,
    Spec,
    axis,
    colours,
    framed,
    plain,
    twin_columns,
    twin_row,
    value_words,
    with_unit,
)

ROW_HEIGHT = 32
TWO_LINES = 42
PAIR = " + "
# What the scale is longer than the longest bar: enough for an amount on a phone.
ROOM_FOR_WORDS = 1.3


def bars(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    unit: str = "",
    hues: dict[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Each row has `label`, `value` (None says "no data") and may have `low`, `high` (a thin line over the bar).

    The order of the rows stays; the value stands at the end of its bar. A label of two things, "a + b", has two lines.
    """
    pairs = any(PAIR in str(row["label"]) for row in rows)
    encoding = {
        "y": {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": _names_axis(pairs)},
        "x": {"field": "value", "type": "quantitative", "title": None} | _along(rows, unit),
    }
    data = {"values": [_plotted(row, unit) for row in rows]}
    columns = twin_columns(rows, "Name")
    return Chart(
        id=id,
        title=title,
        note=with_unit(note, unit),
        spec=framed(
            {
                "data": data,
                "encoding": encoding,
                "layer": _layers(rows, hues or {}),
                "height": (TWO_LINES if pairs else ROW_HEIGHT) * max(len(rows), 1),
            }
        ),
        summary=f"{title}: " + ", ".join(f"{row['label']} {value_words(row, unit)}" for row in rows),
        columns=columns,
        rows=[twin_row(row, str(row["label"]), unit, columns) for row in rows],
    )


def _plotted(row: Row, unit: str) -> Row:
    shown = {name: plain(row.get(name)) for name in ("value", "low", "high")}
    edge = max(float(row["value"] or 0), float(row.get("high") or 0))
    return shown | {"label": str(row["label"]), "words": value_words(row, unit), "edge": edge}


def _longest(rows: Sequence[Row]) -> float:
    return max((float(row.get("high") or row["value"] or 0) for row in rows), default=0.0)


def _along(rows: Sequence[Row], unit: str) -> Spec:
    """No mark beyond the whole, though the scale goes on to make room for words."""
    beyond = unit in figures.SHARES and _longest(rows) <= 1 < _longest(rows) * ROOM_FOR_WORDS
    return {"scale": _scale(rows), "axis": axis(unit) | ({"values": [0, 0.25, 0.5, 0.75, 1]} if beyond else {})}


def _scale(rows: Sequence[Row]) -> Spec:
    """From zero to a little beyond the longest bar, so that its words have room."""
    longest = _longest(rows)
    return {"zero": True, "nice": False, "domainMax": longest * ROOM_FOR_WORDS} if longest > 0 else {"zero": True}


def _names_axis(pairs: bool) -> Spec:
    lines = {"labelExpr": f"split(datum.label, '{PAIR}')", "labelOffset": -6} if pairs else {}
    return {"ticks": False, "domain": False, "labelLimit": 180, "grid": False} | lines


def _layers(rows: Sequence[Row], hues: dict[str, str]) -> list[Spec]:
    bar: Spec = {"mark": {"type": "bar", "cornerRadiusEnd": 2, "opacity": 0.55, "height": {"band": 0.6}}}
    if hues:
        bar["encoding"] = {"color": colours([str(row["label"]) for row in rows], hues, "label")}
    rule = {"type": "rule", "strokeWidth": 1.5, "color": {"token": "ink"}}
    words = {"type": "text", "align": "left", "dx": 6}
    return [
        bar,
        {"mark": rule, "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
        {"mark": words, "encoding": {"x": {"field": "edge", "type": "quantitative"}, "text": {"field": "words"}}},
    ]
