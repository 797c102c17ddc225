"""One metric over segments, regions, values and stretches of time: the rows of the explorer and the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.analytics import Answer, Choices, Kept, Period, Question, Row, Source, answer
from rapport.analytics.engine.stretches import stretch_before
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Region, Segment
from rapport.apps.insights.lake.reading import kept_answers, source_at
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.queries.cuts import Cut, dimensions_of, span_of
from rapport.apps.insights.queries.definitions import fact_of_group, group_of, is_a_total, metric, tables_of_group
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.lookups import regions_of, segments_of
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused

MOST_VALUES = 30
MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One group of the answer: its whole period, its stretches of time, and itself with small numbers shown."""

    segment: Segment | None
    region: str | None
    whole: Row
    months: list[Row]
    breakdown: str | None = None
    alone: bool = False
    raw: Row | None = None

    @property
    def title(self) -> str:
        """The group in words; where there is only one segment, its regions or values need not repeat it."""
        name = self.segment.name if self.segment else "Everybody"
        parts = [] if self.alone else [name]
        parts += [] if self.region is None else [self.region or "Region unknown"]
        parts += [] if self.breakdown is None else [self.breakdown or "Not recorded"]
        return " · ".join(parts) or f"{name}, altogether"

    @property
    def is_part(self) -> bool:
        """Is it one of the regions or values of its group?"""
        return self.region is not None or self.breakdown is not None

    @property
    def hue(self) -> str:
        """The colour of the segment; everybody has none."""
        return self.segment.hue if self.segment else ""


@dataclass(frozen=True, slots=True)
class Explored:
    """The answer to a cut: its groups, largest first within a segment, and what it says of itself.

    `before` and `now` are the rows of the two periods by what the change is taken apart by, empty unless asked.
    """

    cut: Cut
    period: PeriodChoice
    months: list[datetime]
    lines: list[Line]
    sql: str
    regions: list[Region]
    segments: list[Segment]
    before: list[Row] = field(default_factory=list)
    now: list[Row] = field(default_factory=list)
    left_out: int = 0
    has_table: bool = True

    @property
    def region(self) -> Region | None:
        """The one region it is about."""
        return self.regions[0] if len(self.regions) == 1 else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cut stands: its names resolved, its period against the data, and the tables it reads."""

    workspace: Workspace
    cut: Cut
    segments: list[Segment]
    regions: list[Region]
    choice: PeriodChoice
    tables: Mapping[str, LakeTable]

    @classmethod
    def of(cls, member: Member, cut: Cut) -> Place:
        """Raises Missing for what is not of the member's workspace, Refused for a breakdown the metric has not."""
        member.require("metrics.view")
        workspace, entry = member.workspace, metric(cut.metric)
        if cut.breakdown and cut.breakdown not in dimensions_of(entry):
            there = ", ".join(dimensions_of(entry)) or "none"
            raise Refused(f"{entry.title} cannot be broken down by {cut.breakdown}: there is {there}.", place="by")
        segments, regions = segments_of(member, cut.segments), regions_of(member, cut.regions)
        tables = lake_tables(workspace.pk)
        fact = tables.get(fact_of_group(group_of(entry)))
        known = Known(fact.first_at, fact.last_at) if fact else Known()
        return cls(
            workspace,
            cut,
            segments,
            regions,
            laid_out(cut.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts),
            dict(tables),
        )

    @property
    def is_there(self) -> bool:
        """Has anything been recorded that the metric reads?"""
        fact = self.tables.get(fact_of_group(group_of(metric(self.cut.metric))))
        return fact is not None and fact.version >= 0

    def source(self) -> Source:
        """The tables the metric reads."""
        names = tables_of_group(group_of(metric(self.cut.metric)))
        there = {name: self.tables[name].version for name in names if name in self.tables}
        return source_at(self.workspace.pk, there)

    @property
    def kept(self) -> Kept:
        """What was answered before."""
        return kept_answers(self.workspace.pk)

    def question(self, **wishes: Any) -> Question:
        """The cut as a question; `wishes` go before what the cut says."""
        return Question(**{**self._common(), **wishes})

    def _common(self) -> dict[str, Any]:
        cut = self.cut
        return {
            "metrics": (cut.metric,),
            "period": Period(self.choice.start, self.choice.end),
            "segments": tuple(segment.pk for segment in self.segments),
            "everybody": cut.everybody or not self.segments,
            "regions": tuple(region.name for region in self.regions) or None,
            "by": ("region",) if cut.by_region and len(self.regions) != 1 else (),
            "breakdown": cut.breakdown or None,
            "members": cut.members,
            "zone": self.workspace.time_zone,
            "year_starts": self.workspace.year_starts,
            "currency": self.workspace.currency,
            "known_until": self.choice.end,
            "choices": Choices(margin_rate=self.workspace.assumed_margin),
        }


def explore(member: Member, cut: Cut) -> Explored:
    """A metric over the groups of a cut. Raises Missing for what is not of the member's workspace."""
    place = Place.of(member, cut)
    if not place.is_there:
        return Explored(cut, place.choice, [], [], "", place.regions, place.segments, has_table=False)
    try:
        return _explored(place, place.source())
    except FAILURES as failure:
        raise Refused(f"These figures cannot be worked out: {failure}", place="metric", code="figures") from failure


def _explored(place: Place, source: Source) -> Explored:
    cut, choice = place.cut, place.choice
    course: dict[str, Any] = {}
    if cut.grain:
        span = span_of(choice, cut.grain, place.workspace.zone, place.workspace.year_starts)
        course = {"grain": cut.grain, "course": Period(span.start, span.end)}
    found = answer(source, place.question(compare=choice.compares, **course), kept=place.kept)
    raw = answer(source, place.question(minimum_n=1), kept=place.kept) if cut.steady else None
    lines = _lines(found, raw, place)
    # Regions are known to be there; a value, or an unknown region, is there only where something is recorded.
    lines = [line for line in lines if not (line.breakdown is not None or line.region == "") or _holds(line)]
    kept = _largest(lines)
    before, after = _two_periods(place, source)
    months = [row.period_start for row in kept[0].months] if kept else []
    return Explored(
        cut,
        choice,
        months,
        kept,
        "\n\n".join(found.sql.values()),
        place.regions,
        place.segments,
        before=before,
        now=after,
        left_out=len(lines) - len(kept),
    )


def _two_periods(place: Place, source: Source) -> tuple[list[Row], list[Row]]:
    """The rows of the period before and of the period, by what the change is taken apart by."""
    cut, choice = place.cut, place.choice
    if not cut.apart or not choice.compares or (cut.apart == "segment" and not place.segments):
        return [], []
    earlier = stretch_before(choice.start, choice.end)
    own: dict[str, Any] = {"by": (), "breakdown": None, "segments": None, "everybody": True}
    if cut.apart == "segment":
        own |= {"segments": tuple(segment.pk for segment in place.segments), "everybody": False}
    elif cut.apart == "region":
        own["by"] = ("region",)
    else:
        own["breakdown"] = cut.apart
    if cut.apart != "segment" and len(place.segments) == 1 and cut.one_group:
        own |= {"segments": (place.segments[0].pk,), "everybody": False}
    found = [
        list(answer(source, place.question(period=one, **own), kept=place.kept))
        for one in (Period(*earlier), choice.period)
    ]
    return found[0], found[1]


def _lines(found: Answer, raw: Answer | None, place: Place) -> list[Line]:
    cut = place.cut
    by_id: dict[int | None, Segment | None] = {None: None, **{segment.pk: segment for segment in place.segments}}
    alone = len(found.question.cells_of_segments) == 1 and bool(found.question.by or cut.breakdown)
    lines = []
    for row in found.over_the_period():
        cell: dict[str, Any] = {"segment": row.segment, "region": row.region, "breakdown": row.breakdown}
        months = found.course(cut.metric, **cell)
        beside = next(iter(raw.of(cut.metric, **cell)), None) if raw else None
        lines.append(Line(by_id[row.segment], row.region, row, months, row.breakdown, alone, beside))
    order = list(by_id)
    return sorted(lines, key=lambda line: _rank(line, order))


def _rank(line: Line, order: list[int | None]) -> tuple[int, int, float]:
    segment = order.index(line.segment.pk if line.segment else None)
    # A total ranks by its size, an estimate by how much stands behind it: high rates of few come last.
    weight = (line.whole.value or 0) if is_a_total(metric(line.whole.metric)) else line.whole.n
    return segment, (line.region is not None) + (line.breakdown is not None), -weight


def _holds(line: Line) -> bool:
    return line.whole.state != "no_data"


def _largest(lines: Sequence[Line]) -> list[Line]:
    """Of each group its largest values, and not more lines than a page can bear."""
    seen: dict[tuple[int | None, bool, bool], int] = {}
    kept = []
    for line in lines:
        level = (line.segment.pk if line.segment else None, line.region is None, line.breakdown is None)
        seen[level] = seen.get(level, 0) + 1
        if line.breakdown is None or seen[level] <= MOST_VALUES:
            kept.append(line)
    return kept[:MOST_LINES]
