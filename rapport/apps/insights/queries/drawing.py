"""The charts of the explorer: its groups over time, and beside each other."""

from __future__ import annotations

from typing import Any

from rapport.analytics.metric import Metric
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.definitions import means_the_same_over_any_length
from rapport.apps.insights.queries.explorer import Explored, Line
from rapport.ui import charts, figures
from rapport.ui.charts import Chart

LINES_DRAWN = 6
BARS_DRAWN = 12


def series_chart(entry: Metric, explored: Explored, unit: str, goals: dict[str, Target]) -> Chart | None:
    """The groups over time; None where time was not asked for, or nothing is known."""
    drawn = _drawn(explored)
    rows: list[dict[str, Any]] = []
    for line in drawn:
        for month in line.months:
            known = month.state == "ok" and month.complete
            point: dict[str, Any] = {"at": month.period_start, "value": month.value if known else None}
            # Bands of several lines hide one another; they are for one line alone.
            if len(drawn) == 1:
                point |= {"low": month.low if known else None, "high": month.high if known else None}
            else:
                point["series"] = line.title
            rows.append(point)
    if all(row["value"] is None for row in rows):
        return None
    goal = goals.get(drawn[0].title) if len(drawn) == 1 and means_the_same_over_any_length(entry) else None
    return charts.line(
        rows,
        id="by-month",
        title=f"{entry.title} by {explored.cut.grain}",
        unit=unit,
        target=float(goal.value) if goal else None,
        hues=_hues(drawn),
        note=_note(explored),
    )


def groups_chart(entry: Metric, explored: Explored, unit: str) -> Chart | None:
    """The groups beside each other over the whole period; None where there is only one."""
    drawn = _parts(explored) or list(explored.lines)
    known = [line for line in drawn if line.whole.state == "ok"][:BARS_DRAWN]
    if len(known) < 2:
        return None
    rows = [
        {"label": line.title, "value": line.whole.value, "low": line.whole.low, "high": line.whole.high}
        for line in known
    ]
    return charts.bars(
        rows,
        id="by-group",
        title=f"{entry.title} by group",
        unit=unit,
        hues={line.title: line.hue for line in known if line.hue and not line.alone},
        note=explored.period.words,
    )


def _drawn(explored: Explored) -> list[Line]:
    """The lines of the chart: of one segment its regions or values, else the groups in their order."""
    parts = [line for line in _parts(explored) if line.alone]
    return (parts or [line for line in explored.lines if not line.is_part] or list(explored.lines))[:LINES_DRAWN]


def _parts(explored: Explored) -> list[Line]:
    """The values of the breakdown, over all regions; without one the regions."""
    if explored.cut.breakdown:
        return [line for line in explored.lines if line.breakdown is not None and line.region is None]
    return [line for line in explored.lines if line.region is not None]


def _hues(drawn: list[Line]) -> dict[str, str]:
    return {line.title: line.hue for line in drawn if line.hue and not line.alone}


def _note(explored: Explored) -> str:
    unfinished = [month for month in explored.lines[0].months if not month.complete]
    if not unfinished:
        return ""
    names = ", ".join(figures.span(month.period_start, month.period_end) for month in unfinished)
    return f"Left out because not whole: {names}"
