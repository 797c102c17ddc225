"""A field of cells, each as dark as its value: cohorts by age, recency by frequency."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.ui import figures
from rapport.ui.charts.chart import Chart, Row, Spec, framed, plain, value_words, with_unit

ROW_HEIGHT = 30
# Words stand on the cells in ink, so even the darkest keeps enough contrast.
DARKEST = 0.5


def heat(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    unit: str = "",
    across: str = "",
    down: str = "",
    note: str = "",
    hue: str = "accent",
) -> Chart:
    """Each row has `x` and `y` (names, in the order they come), `value` (None stays blank), and may have `words` for
    the cell in place of the value and `more` for its tooltip.

    `across` and `down` say what stands along the two sides.
    """
    columns = list(dict.fromkeys(str(row["x"]) for row in rows))
    lines = list(dict.fromkeys(str(row["y"]) for row in rows))
    cells = {(str(row["y"]), str(row["x"])): _words(row, unit) for row in rows}
    return Chart(
        id=id,
        title=title,
        note=with_unit(note, unit),
        spec=framed(
            {
                "data": {"values": [_plotted(row, unit) for row in rows]},
                "encoding": {
                    "x": _side("x", columns, across, "top"),
                    "y": _side("y", lines, down, "left"),
                },
                "layer": [_cell(hue), _label()],
                "height": ROW_HEIGHT * max(len(lines), 1),
            }
        ),
        summary=f"{title}: {len(lines)} by {len(columns)} cells; the table below holds every value",
        columns=[down or "Name", *columns],
        rows=[[line, *(cells.get((line, column), "") for column in columns)] for line in lines],
    )


def _plotted(row: Row, unit: str) -> Row:
    words = _words(row, unit)
    told = " · ".join(filter(None, [f"{row['y']}, {row['x']}", words, str(row.get("more") or "")]))
    return {
        "x": str(row["x"]),
        "y": str(row["y"]),
        "value": plain(row["value"]),
        "words": words,
        "told": told,
    }


def _words(row: Row, unit: str) -> str:
    if row.get("words") is not None:
        return str(row["words"])
    if row["value"] is None:
        return ""
    # In a field of figures the same digits everywhere read best.
    return f"{row['value']:.0%}" if unit in figures.SHARES else value_words(row, unit)


def _side(field: str, names: Sequence[str], title: str, side: str) -> Spec:
    axis: Spec = {"orient": side, "ticks": False, "domain": False, "grid": False, "labelLimit": 160, "labelAngle": 0}
    # Said outright: blank cells are left out of one layer, which would move their names behind all others.
    scale = {"domain": [*names], "paddingInner": 0.06, "paddingOuter": 0}
    return {"field": field, "type": "ordinal", "title": title or None, "axis": axis, "scale": scale}


def _cell(hue: str) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "rect", "color": {"token": hue}, "cornerRadius": 3},
        "encoding": {
            "opacity": {
                "field": "value",
                "type": "quantitative",
                "legend": None,
                "scale": {"zero": True, "range": [0.04, DARKEST]},
            },
            "tooltip": {"field": "told"},
        },
    }


def _label() -> Spec:
    return {
        "mark": {"type": "text", "fontSize": 11, "color": {"token": "ink"}, "tooltip": False},
        "encoding": {"text": {"field": "words"}},
    }
