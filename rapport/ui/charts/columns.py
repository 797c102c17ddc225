"""Columns beside each other for each step of a scale: what was counted against what a model expects."""

from __future__ import annotations

from collections.abc import Sequence

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


def columns(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    unit: str = "",
    across: str = "",
    hues: dict[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Each row has `label` (its step, in the order they come), `value`, and may have `series`, `low` and `high`."""
    names = list(dict.fromkeys(str(row.get("series") or "") for row in rows))
    x = {"field": "label", "type": "ordinal", "sort": None, "title": across or None, "axis": _steps()}
    encoding: Spec = {
        "x": x,
        "color": colours(names, hues or {}, "series") | ({"legend": _legend()} if names[1:] else {}),
    }
    if names[1:]:
        encoding["xOffset"] = {"field": "series", "sort": names}
    twin = twin_columns(rows, across or "Step")
    return Chart(
        id=id,
        title=title,
        note=with_unit(note, unit),
        spec=framed(
            {
                "data": {"values": [_plotted(row, unit) for row in rows]},
                "encoding": encoding,
                "layer": [_column(unit), _whisker()],
            }
        ),
        summary=f"{title}: {len(rows)} values; the table below holds every one",
        columns=twin,
        rows=[twin_row(row, str(row["label"]), unit, twin) for row in rows],
    )


def _plotted(row: Row, unit: str) -> Row:
    shown = {name: plain(row.get(name)) for name in ("value", "low", "high")}
    said = (str(row["label"]), row.get("series"), value_words(row, unit))
    words = " · ".join(map(str, filter(None, said)))
    return shown | {"label": str(row["label"]), "series": str(row.get("series") or ""), "words": words}


def _steps() -> Spec:
    return {"ticks": False, "grid": False, "labelAngle": 0, "labelOverlap": True}


def _legend() -> Spec:
    label = {"token": "ink-soft"}
    return {"orient": "top", "title": None, "labelColor": label, "labelFontSize": 12, "symbolType": "square"}


def _column(unit: str) -> Spec:
    y = {"field": "value", "type": "quantitative", "title": None, "axis": axis(unit), "scale": {"zero": True}}
    mark = {"type": "bar", "cornerRadiusEnd": 2, "opacity": 0.7, "width": {"band": 0.75}}
    return {"mark": mark, "encoding": {"y": y, "tooltip": {"field": "words"}}}


def _whisker() -> Spec:
    ends = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
    return {"mark": {"type": "rule", "tooltip": False, "color": {"token": "ink"}}, "encoding": ends}
