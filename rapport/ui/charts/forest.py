"""Ratios with their intervals, one line each, along a scale on which half lies as far from one as double."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.ui import figures
from rapport.ui.charts.chart import Chart, Row, Spec, framed, plain

ROW_HEIGHT = 44
# However wide an interval, the scale shows no more than the values need; its line then ends in an arrow.
FARTHEST = 20.0
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# Beyond so many steps only those of one, two and five tens would stand too close.
MOST_STEPS = 9
LEAST_AROUND_ONE = 1.6


def forest(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    across: str,
    beside: str = "",
    hues: dict[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Each row has `label`, `value` (a ratio above 0), `low` and `high`, and may have `beside` and `series`.

    `beside` stands under the label (how many it rests on), and names that column of the table. `series` picks a hue
    of `hues`. The line at 1 is where nothing differs.
    """
    ends = _ends(rows)
    plotted = [_plotted(row, ends, hues or {}) for row in rows]
    x = {"type": "quantitative", "title": across or None, "axis": _axis(ends), "scale": _scale(ends)}
    return Chart(
        id=id,
        title=title,
        note=note,
        spec=framed(
            {
                "data": {"values": plotted},
                "encoding": {"y": _names([row["label"] for row in plotted])},
                "layer": _layers(x),
                "height": ROW_HEIGHT * max(len(rows), 1),
            }
        ),
        summary=f"{title}: " + ", ".join(f"{row['label']} {_words(row)}" for row in rows),
        columns=["Name", *([beside] if beside else []), "Value", "95 % interval"],
        rows=[_twin(row, beside) for row in rows],
    )


def _words(row: Row) -> str:
    return "no value" if row["value"] is None else figures.figure(row["value"], "ratio", row["low"], row["high"])


def _range(row: Row) -> str:
    return "" if row["low"] is None or row["high"] is None else figures.interval(row["low"], row["high"], "ratio")


def _twin(row: Row, beside: str) -> list[str]:
    return [str(row["label"]), *([str(row.get("beside") or "")] if beside else []), _words(row), _range(row)]


def _ends(rows: Sequence[Row]) -> tuple[float, float]:
    """The two ends of the scale: round all values and, up to `FARTHEST`, round their intervals; a little around one."""
    values = [float(row["value"]) for row in rows if row["value"]]
    limits = [min(max(float(row[end]), 1 / FARTHEST), FARTHEST) for row in rows for end in ("low", "high") if row[end]]
    known = [*values, *limits, LEAST_AROUND_ONE, 1 / LEAST_AROUND_ONE]
    return min(known) / 1.08, max(known) * 1.08


def _plotted(row: Row, ends: tuple[float, float], hues: dict[str, str]) -> Row:
    low, value, high = (None if row[name] is None else float(row[name]) for name in ("low", "value", "high"))
    named = "\n".join(map(str, filter(None, (row["label"], row.get("beside")))))
    hue = hues.get(str(row.get("series") or ""))
    return {
        "label": named,
        "value": plain(value),
        "low": None if low is None else max(low, ends[0]),
        "high": None if high is None else min(high, ends[1]),
        "beyond_low": ends[0] if low is not None and low < ends[0] else None,
        "beyond_high": ends[1] if high is not None and high > ends[1] else None,
        "hue": f"hue-{hue}" if hue else "accent",
        "words": " · ".join(filter(None, (str(row["label"]), _words(row), _range(row), str(row.get("beside") or "")))),
    }


def _axis(ends: tuple[float, float]) -> Spec:
    steps = [step for step in STEPS if ends[0] <= step <= ends[1]]
    steps = steps if len(steps) <= MOST_STEPS else [step for step in steps if f"{step:e}".startswith("1")]
    return {"values": steps, "format": "~g", "labelExpr": "datum.label + '×'", "grid": True}


def _scale(ends: tuple[float, float]) -> Spec:
    return {"type": "log", "domain": list(ends), "nice": False}


def _names(labels: Sequence[str]) -> Spec:
    axis = {
        "ticks": False,
        "domain": False,
        "grid": False,
        "labelLimit": 190,
        "labelLineHeight": 15,
        "labelExpr": r"split(datum.label, '\n')",
    }
    return {"field": "label", "type": "nominal", "sort": list(labels), "title": None, "axis": axis}


def _layers(x: Spec) -> list[Spec]:
    colour: Spec = {"field": "hue", "type": "nominal", "legend": None, "scale": _tokens()}
    one: Spec = {"data": {"values": [{"at": 1}]}, "mark": {"type": "rule", "strokeDash": [4, 4]}}
    whisker = {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}
    return [
        {**one, "encoding": {"x": {**x, "field": "at"}, "y": None, "color": {"value": {"token": "ink-soft"}}}},
        {"mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6, "tooltip": False}, "encoding": whisker},
        *(_arrow(x, end, colour) for end in ("low", "high")),
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": {**x, "field": "value"}, "color": colour, "tooltip": {"field": "words"}},
        },
    ]


def _tokens() -> Spec:
    names = ["accent", "hue-teal", "hue-coral", "hue-slate"]
    return {"domain": names, "range": [{"token": name} for name in names]}


def _arrow(x: Spec, end: str, colour: Spec) -> Spec:
    """Where an interval goes on beyond the scale."""
    mark = {"type": "text", "text": "‹" if end == "low" else "›", "fontSize": 16, "tooltip": False}
    field = f"beyond_{end}"
    kept = [{"filter": f"isValid(datum.{field})"}]
    return {"transform": kept, "mark": mark, "encoding": {"x": {**x, "field": field}, "color": colour}}
