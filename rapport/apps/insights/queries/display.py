"""The explorer's answer as people read it: cells with their way to the people behind them, and the charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from django.utils import timezone

from rapport.analytics import Row
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.apart import TakenApart, taken_apart
from rapport.apps.insights.queries.cuts import dimension_title
from rapport.apps.insights.queries.definitions import is_a_total, metric
from rapport.apps.insights.queries.drawing import groups_chart, series_chart
from rapport.apps.insights.queries.explorer import Explored, Line
from rapport.apps.insights.queries.flags import Claims, Flag, Steadied, claims_of
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.queries.targets import place_of, targets_of_metric
from rapport.ui import figures
from rapport.ui.charts import Chart

MOST_REASONS = 5
STATES = {"too_few": "too few", "no_data": "none"}
PeopleUrl = Callable[[Line, Row], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in the table: its text, what a reader should know beside it, and why it is not whole, if it is not."""

    text: str
    help: str = ""
    partial: str = ""
    known: bool = True
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A group in the table."""

    title: str
    hue: str
    depth: int
    whole: Cell
    interval: str
    n: int
    flag: Flag
    steadied: Steadied | None
    target: str
    months: list[Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the explorer's page shows."""

    explored: Explored
    months: list[str]
    lines: list[ShownLine]
    by_month: Chart | None
    by_group: Chart | None
    claims: Claims
    apart: TakenApart | None
    assumptions: list[str]

    @property
    def has_targets(self) -> bool:
        """Is there a target to show?"""
        return any(line.target for line in self.lines)

    @property
    def has_flags(self) -> bool:
        """Is there a difference to show?"""
        return any(line.flag.text for line in self.lines)

    @property
    def partial(self) -> list[str]:
        """Why some of the figures are not whole, each reason once."""
        cells = [cell for line in self.lines for cell in (line.whole, *line.months)]
        return list(dict.fromkeys(cell.partial for cell in cells if cell.known and cell.partial))

    @property
    def unknown(self) -> list[str]:
        """Why groups have no figure for the whole period, a sentence each."""
        told = [f"{line.title}: {line.whole.help}." for line in self.lines if not line.whole.known and line.whole.help]
        return told[:MOST_REASONS]

    @property
    def without_parts(self) -> str:
        """Why what it should be broken down by brought no line; nothing where it did."""
        cut = self.explored.cut
        if not cut.breakdown or any(line.breakdown is not None for line in self.explored.lines):
            return ""
        name, read = dimension_title(cut.breakdown), self.tables
        if " and " not in read:
            return f"No {name} has a figure in this choice."
        return f"No {name} has a figure: it takes {read} under the same {name}, and there are none in this choice."

    @property
    def tables(self) -> str:
        """What the metric is made of, in words: "orders and spending"."""
        entry = metric(self.explored.cut.metric)
        return " and ".join(dict.fromkeys(facts.get(one.fact).title.lower() for one in entry.ingredients))

    @property
    def by_acquisition(self) -> bool:
        """Is it a cost of winning customers, which an analysis tells by channel?"""
        return bool(self.without_parts) and metric(self.explored.cut.metric).group == "acquisition"


def shown(member: Member, explored: Explored, people_url: PeopleUrl = lambda line, row: "") -> Shown:
    """The answer with its texts, charts, claims and the targets in force; `people_url` leads behind a cell."""
    entry = metric(explored.cut.metric)
    unit = member.workspace.currency if entry.unit == "money" else entry.unit
    goals = _goals(member, explored)
    claims = claims_of(member, explored, unit)
    digits = _digits(entry, [month for line in explored.lines for month in line.months], unit)
    lines = [
        _line(entry, line, unit, goals.get(line.title), digits, people_url, claims, place)
        for place, line in enumerate(explored.lines)
    ]
    return Shown(
        explored=explored,
        months=[
            stretch_title(month, explored.cut.grain or "", member.workspace.year_starts) for month in explored.months
        ],
        lines=lines,
        by_month=series_chart(entry, explored, unit, goals),
        by_group=groups_chart(entry, explored, unit),
        claims=claims,
        apart=taken_apart(member, explored, unit),
        assumptions=list(dict.fromkeys(line.whole.assumption for line in explored.lines if line.whole.assumption)),
    )


def stretch_title(start: datetime, grain: str, year_starts: int = 1) -> str:
    """The head of a column: "May 26", "Q2 26", "2026", or the day a week begins.

    Where years begin in another month than January: "Q1 25/26", "2025/26".
    """
    if year_starts != 1 and grain in ("quarter", "year"):
        local = timezone.localtime(start)
        first = local.year - (local.month < year_starts)
        years = f"{first % 100:02}/{(first + 1) % 100:02}"
        quarter = (local.month - year_starts) % 12 // 3 + 1
        return f"Q{quarter} {years}" if grain == "quarter" else f"{first // 100}{years}"
    pattern = {"week": "d MMM yy", "month": "MMM yy", "quarter": "QQQ yy", "year": "y"}[grain]
    return str(format_date(timezone.localtime(start), format=pattern, locale=figures.locale()))


def _line(
    entry: Metric,
    line: Line,
    unit: str,
    goal: Target | None,
    digits: int,
    people_url: PeopleUrl,
    claims: Claims,
    place: int,
) -> ShownLine:
    whole = line.whole
    # An estimate has the digits its own row supports; totals are one column of sums and read alike everywhere.
    digits = digits if is_a_total(entry) else _digits(entry, line.months, unit)
    return ShownLine(
        title=line.title,
        hue=line.hue,
        depth=int(line.is_part and not line.alone),
        whole=_cell(entry, whole, unit, url=people_url(line, whole)),
        interval=interval_of(whole, unit),
        n=whole.n,
        flag=claims.flags.get(place, Flag()),
        steadied=claims.steadied.get(place),
        target="" if goal is None else f"{goal.get_direction_display()} {figures.figure(float(goal.value), unit)}",
        months=[_cell(entry, month, unit, digits, url=people_url(line, month)) for month in line.months],
    )


def _digits(entry: Metric, rows: Sequence[Row], unit: str) -> int:
    known = [row for row in rows if row.value is not None and row.state == "ok"]
    return figures.common_digits([(row.value, *_ends(entry, row)) for row in known if row.value is not None], unit)


def _ends(entry: Metric, row: Row) -> tuple[float | None, float | None]:
    """The interval that limits the digits of a figure; a total is exact."""
    return (None, None) if is_a_total(entry) else (row.low, row.high)


def _cell(entry: Metric, row: Row, unit: str, digits: int = figures.PLAIN_DIGITS, *, url: str = "") -> Cell:
    if row.value is None or row.state != "ok":
        why = row.reason or f"{row.n} {entry.n_name}"
        return Cell(STATES.get(row.state, row.state), why, known=False)
    help = ", ".join(part for part in (interval_of(row, unit), f"{row.n:,} {entry.n_name}") if part)
    url = url if row.n else ""
    partial = "" if row.complete else row.reason
    return Cell(figures.figure(row.value, unit, *_ends(entry, row), at_most=digits), help, partial, url=url)


def interval_of(row: Row, unit: str) -> str:
    """Both ends of a row's interval in words; empty where there is none."""
    if row.low is None or row.high is None or row.state != "ok":
        return ""
    return figures.interval(row.low, row.high, unit)


def _goals(member: Member, explored: Explored) -> dict[str, Target]:
    in_force = targets_of_metric(member, explored.cut.metric)
    if len(explored.regions) > 1:
        return {}
    region = explored.region.pk if explored.region else None
    places = {line.title: place_of(_subject(line), region) for line in explored.lines if not line.is_part}
    return {title: in_force[place] for title, place in places.items() if place in in_force}


def _subject(line: Line) -> Subject:
    return Subject.segment(line.segment.pk) if line.segment else Subject.everybody()
