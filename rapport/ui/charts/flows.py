"""Who goes from where to where: groups at several moments, and between them bands as thick as many have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapport.ui import figures
from rapport.ui.charts.chart import Chart, Row, Spec, colours, framed

WHOLE, GAP, BAR, POINTS = 100.0, 2.0, 0.035, 12
Edges = dict[str, tuple[float, float]]


def flows(
    rows: Sequence[Row],
    *,
    id: str,
    title: str,
    stages: Sequence[str],
    names: Sequence[str],
    hues: dict[str, str] | None = None,
    note: str = "",
) -> Chart:
    """Each row has `step` (0 from the first moment to the second), `source`, `target`, `value`, and may have `words`.

    `names` are the groups from top to bottom, the same at every moment; `stages` the moments from left to right.
    """
    moved = [row for row in rows if row["value"]]
    scale = {"domain": [0, len(stages) - 1 + BAR], "nice": False}
    encoding = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": scale},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [WHOLE, -6], "nice": False}},
        "color": colours(names, hues or {}, "series"),
    }
    layers = _layers(moved, stages, names)
    return Chart(
        id=id,
        title=title,
        note=note,
        spec=framed({"encoding": encoding, "layer": layers, "height": max(260, 44 * len(names))}),
        summary=f"{title}: {len(moved)} flows between {len(names)} groups; the table below holds every one",
        columns=["From", "To", "When", "Customers"],
        rows=[_twin(row, stages) for row in moved],
    )


def _twin(row: Row, stages: Sequence[str]) -> list[str]:
    when = f"{stages[row['step']]} – {stages[row['step'] + 1]}"
    return [str(row["source"]), str(row["target"]), when, figures.number(row["value"])]


def _layers(moved: Sequence[Row], stages: Sequence[str], names: Sequence[str]) -> list[Spec]:
    edges = _edges(moved, len(stages), names)
    bands = [point for row in _stacked(moved, edges, names) for point in _band(row)]
    bars = [
        {"x": stage, "x2": stage + BAR, "y": top, "y2": low, "series": name, "words": f"{name} · {stages[stage]}"}
        for stage, found in enumerate(edges)
        for name, (top, low) in found.items()
    ]
    return [_bands(bands), _bars(bars), *_names(edges, len(stages)), _moments(stages)]


def _edges(rows: Sequence[Row], stages: int, names: Sequence[str]) -> list[Edges]:
    """Top and bottom of every group that holds somebody at each moment, all to one scale."""
    sizes = [_sizes(rows, stage, names) for stage in range(stages)]
    room = WHOLE - GAP * (len(names) - 1)
    scale = room / max((sum(found.values()) for found in sizes), default=1)
    edges: list[Edges] = []
    for found in sizes:
        place, at = 0.0, Edges()
        for name, size in found.items():
            at[name] = (place, place + size * scale)
            place += size * scale + GAP
        edges.append(at)
    return edges


def _sizes(rows: Sequence[Row], stage: int, names: Sequence[str]) -> dict[str, float]:
    """How many are in each group at a moment: the larger of who came and who went on, where both are told."""
    found: dict[str, float] = {}
    for name in names:
        came = sum(row["value"] for row in rows if row["step"] == stage - 1 and row["target"] == name)
        went = sum(row["value"] for row in rows if row["step"] == stage and row["source"] == name)
        if came or went:
            found[name] = max(came, went)
    return found


def _stacked(rows: Sequence[Row], edges: Sequence[Edges], names: Sequence[str]) -> Iterator[Row]:
    """The rows with where each band begins and ends: bands of one group stand in the order of the groups."""
    order: Mapping[str, int] = {name: place for place, name in enumerate(names)}
    begun, ended = [dict[str, float]() for _ in edges], [dict[str, float]() for _ in edges]
    scale = _scale(rows, edges)
    for row in sorted(rows, key=lambda row: (row["step"], order[row["source"]], order[row["target"]])):
        step, source, target, thick = row["step"], row["source"], row["target"], row["value"] * scale
        top = begun[step].get(source, edges[step][source][0])
        end = ended[step + 1].get(target, edges[step + 1][target][0])
        begun[step][source], ended[step + 1][target] = top + thick, end + thick
        yield {**row, "top": top, "end": end, "thick": thick}


def _scale(rows: Sequence[Row], edges: Sequence[Edges]) -> float:
    for row in rows:
        found = _sizes(rows, row["step"], [row["source"]])[row["source"]]
        top, low = edges[row["step"]][row["source"]]
        return (low - top) / found
    return 1.0


def _band(row: Row) -> Iterator[Row]:
    """A band as points: level where it leaves and where it arrives, smooth between."""
    words = row.get("words") or f"{row['source']} → {row['target']}: {figures.number(row['value'])}"
    for number in range(POINTS + 1):
        part = number / POINTS
        middle = row["top"] + (row["end"] - row["top"]) * part * part * (3 - 2 * part)
        yield {
            "x": row["step"] + BAR + (1 - BAR) * part,
            "y": middle,
            "y2": middle + row["thick"],
            "series": row["source"],
            "flow": f"{row['step']} {row['source']} → {row['target']}",
            "words": words,
        }


def _bands(data: Sequence[Row]) -> Spec:
    return {
        "data": {"values": list(data)},
        "mark": {"type": "area", "opacity": 0.4, "tooltip": False},
        "encoding": {"y2": {"field": "y2"}, "detail": {"field": "flow"}, "tooltip": {"field": "words"}},
    }


def _bars(data: Sequence[Row]) -> Spec:
    return {
        "data": {"values": list(data)},
        "mark": {"type": "rect", "opacity": 0.95},
        "encoding": {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "tooltip": {"field": "words"}},
    }


def _names(edges: Sequence[Edges], stages: int) -> list[Spec]:
    """The groups by name: at the left those of the first moment, at the right those that come to be later."""
    first = [{"x": BAR, "y": sum(found) / 2, "name": name} for name, found in edges[0].items()]
    last = [
        {"x": stages - 1, "y": sum(found) / 2, "name": name}
        for name, found in edges[-1].items()
        if name not in edges[0]
    ]
    return [_words(first, "left", 6), _words(last, "right", -6)]


def _words(rows: Sequence[Row], align: str, shift: int) -> Spec:
    mark = {"type": "text", "align": align, "baseline": "middle", "dx": shift, "limit": 220, "tooltip": False}
    return {
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": {"text": {"field": "name"}, "color": {"value": {"token": "ink"}}},
    }


def _moments(stages: Sequence[str]) -> Spec:
    last = len(stages) - 1
    rows = [
        {"x": place + (BAR if place == last else 0), "y": -4, "name": words, "align": _side(place, last)}
        for place, words in enumerate(stages)
    ]
    mark = {"type": "text", "baseline": "bottom", "tooltip": False, "align": {"expr": "datum.align"}, "dy": 2}
    colour = {"value": {"token": "ink-soft"}}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"text": {"field": "name"}, "color": colour}}


def _side(place: int, last: int) -> str:
    return "left" if place == 0 else "right" if place == last else "center"
