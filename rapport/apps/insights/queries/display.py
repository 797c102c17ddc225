"""The explorer's answer as people read it: cells, a chart over months, and rows of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.analytics import Row
from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.definitions import OF_ANY_LENGTH, is_a_total, metric
from rapport.apps.insights.queries.explorer import Explored, Line
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.queries.targets import place_of, targets_of_metric
from rapport.ui import charts, figures
from rapport.ui.charts import Chart

LINES_DRAWN = 6
BARS_DRAWN = 12
STATES = {"too_few": "too few", "no_data": "none"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in the table: its text, what a reader should know beside it, and whether the month is over."""

    text: str
    help: str = ""
    complete: bool = True
    known: bool = True


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A group in the table."""

    title: str
    hue: str
    whole: Cell
    interval: str
    n: int
    change: str
    target: str
    months: list[Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the explorer's page shows."""

    explored: Explored
    months: list[datetime]
    lines: list[ShownLine]
    by_month: Chart | None
    by_group: Chart | None

    @property
    def has_targets(self) -> bool:
        """Is there a target to show?"""
        return any(line.target for line in self.lines)

    @property
    def has_unfinished(self) -> bool:
        """Is any month shown that is not whole?"""
        return any(cell.known and not cell.complete for line in self.lines for cell in line.months)


def shown(member: Member, explored: Explored) -> Shown:
    """The answer with its texts, charts and the targets in force."""
    entry = metric(explored.cut.metric)
    unit = member.workspace.currency if entry.unit == "money" else entry.unit
    goals = _goals(member, explored)
    digits = _digits(entry, [month for line in explored.lines for month in line.months], unit)
    lines = [_line(entry, line, unit, goals.get(line.title), digits) for line in explored.lines]
    return Shown(
        explored=explored,
        months=explored.months,
        lines=lines,
        by_month=_months_chart(entry, explored, unit, goals),
        by_group=_groups_chart(entry, explored, unit),
    )


def table_rows(explored: Explored) -> list[list[Any]]:
    """Plain rows with a head, for a file: one for each group and period."""
    head = ["metric", "segment", "region", "period_start", "period_end", "value", "low", "high", "n", "unit", "state"]
    rows: list[list[Any]] = [head]
    for line in explored.lines:
        for row in (line.whole, *line.months):
            names = [explored.cut.metric, line.segment.name if line.segment else "everybody", _region(line, explored)]
            times = [row.period_start.isoformat(), row.period_end.isoformat()]
            rows.append([*map(_safe, names), *times, row.value, row.low, row.high, row.n, row.unit, row.state])
    return rows


def _region(line: Line, explored: Explored) -> str:
    if explored.region is not None:
        return explored.region.name
    return "" if line.region is None else line.region or "unknown"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _line(entry: Metric, line: Line, unit: str, goal: Target | None, digits: int) -> ShownLine:
    whole = line.whole
    # An estimate has the digits its own row supports; totals are one column of sums and read alike everywhere.
    digits = digits if is_a_total(entry) else _digits(entry, line.months, unit)
    return ShownLine(
        title=line.title,
        hue=line.hue,
        whole=_cell(entry, whole, unit),
        interval=_interval(whole, unit),
        n=whole.n,
        change="" if whole.change is None else figures.signed(whole.change, unit, whole.change_low, whole.change_high),
        target="" if goal is None else f"{goal.get_direction_display()} {figures.figure(float(goal.value), unit)}",
        months=[_cell(entry, month, unit, digits) for month in line.months],
    )


def _digits(entry: Metric, rows: Sequence[Row], unit: str) -> int:
    known = [row for row in rows if row.value is not None and row.state == "ok"]
    return figures.common_digits([(row.value, *_ends(entry, row)) for row in known if row.value is not None], unit)


def _ends(entry: Metric, row: Row) -> tuple[float | None, float | None]:
    """The interval that limits the digits of a figure; a total is exact."""
    return (None, None) if is_a_total(entry) else (row.low, row.high)


def _cell(entry: Metric, row: Row, unit: str, digits: int = figures.PLAIN_DIGITS) -> Cell:
    if row.value is None or row.state != "ok":
        why = row.reason or f"{row.n} {entry.n_name}"
        return Cell(STATES.get(row.state, row.state), why, row.complete, known=False)
    help = ", ".join(part for part in (_interval(row, unit), f"{row.n:,} {entry.n_name}") if part)
    return Cell(figures.figure(row.value, unit, *_ends(entry, row), at_most=digits), help, row.complete)


def _interval(row: Row, unit: str) -> str:
    if row.low is None or row.high is None or row.state != "ok":
        return ""
    return figures.interval(row.low, row.high, unit)


def _months_chart(entry: Metric, explored: Explored, unit: str, goals: dict[str, Target]) -> Chart | None:
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
    if not rows:
        return None
    goal = goals.get(drawn[0].title) if len(drawn) == 1 and entry.name in OF_ANY_LENGTH else None
    return charts.line(
        rows,
        id="by-month",
        title=f"{entry.title} by month",
        unit=unit,
        target=float(goal.value) if goal else None,
        hues={line.title: line.hue for line in drawn if line.hue and not line.alone},
        note=_note(explored),
    )


def _drawn(explored: Explored) -> list[Line]:
    """The lines of the chart: of one segment by region the regions, else the groups in their order."""
    regions = [line for line in explored.lines if line.alone and line.region is not None]
    return (regions or list(explored.lines))[:LINES_DRAWN]


def _groups_chart(entry: Metric, explored: Explored, unit: str) -> Chart | None:
    drawn = [line for line in explored.lines if line.region is not None] or list(explored.lines)
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


def _note(explored: Explored) -> str:
    unfinished = [month for month in explored.lines[0].months if not month.complete]
    if not unfinished:
        return ""
    names = ", ".join(figures.span(month.period_start, month.period_end) for month in unfinished)
    return f"Left out because not whole: {names}"


def _goals(member: Member, explored: Explored) -> dict[str, Target]:
    in_force = targets_of_metric(member, explored.cut.metric)
    region = explored.region.pk if explored.region else None
    places = {line.title: place_of(_subject(line), region) for line in explored.lines if line.region is None}
    return {title: in_force[place] for title, place in places.items() if place in in_force}


def _subject(line: Line) -> Subject:
    return Subject.segment(line.segment.pk) if line.segment else Subject.everybody()
