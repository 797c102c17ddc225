"""One metric over segments, regions and months: the rows of the explorer and of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.analytics import Answer, Choices, Period, Question, Row, answer
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Region, Segment
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.queries.definitions import fact_of_group, group_of, is_a_total, metric, tables_of_group
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.periods import DEFAULT, Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.kernel.clock import month_start, now, shift_months
from rapport.kernel.errors import Missing, Refused

MOST_SEGMENTS = 50
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Cut:
    """What is asked: a metric, the segments beside everybody, one region or a row for each, and a period."""

    metric: str
    segments: tuple[int, ...] = ()
    everybody: bool = True
    region: int | None = None
    by_region: bool = False
    by_month: bool = True
    period: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Line:
    """One group of the answer: its whole period and its months."""

    segment: Segment | None
    region: str | None
    whole: Row
    months: list[Row]
    alone: bool = False

    @property
    def title(self) -> str:
        """The group in words; where there is only one segment, its regions need not repeat it."""
        name = self.segment.name if self.segment else "Everybody"
        if self.region is None:
            return name if not self.alone else f"{name}, all regions"
        return (self.region or "Region unknown") if self.alone else f"{name} · {self.region or 'Region unknown'}"

    @property
    def hue(self) -> str:
        """The colour of the segment; everybody has none."""
        return self.segment.hue if self.segment else ""


@dataclass(frozen=True, slots=True)
class Explored:
    """The answer to a cut: its groups, largest first within a segment, and what it says of itself."""

    cut: Cut
    period: PeriodChoice
    months: list[datetime]
    lines: list[Line]
    sql: str
    region: Region | None


def explore(member: Member, cut: Cut) -> Explored:
    """A metric over the groups of a cut. Raises Missing for what is not of the member's workspace."""
    member.require("metrics.view")
    workspace, entry = member.workspace, metric(cut.metric)
    segments, region = _segments(member, cut.segments), _region(member, cut.region)
    names = tables_of_group(group_of(entry))
    tables = lake_tables(workspace.pk)
    fact = tables.get(fact_of_group(group_of(entry)))
    choice = laid_out(cut.period, workspace.zone, Known(fact.first_at, fact.last_at) if fact else Known(), now=now())
    span = _months(choice, workspace)
    if fact is None or fact.version < 0:
        return Explored(cut, choice, [], [], "", region)
    common = _question(workspace, cut, segments, region, choice)
    try:
        source = source_at(workspace.pk, {name: tables[name].version for name in names if name in tables})
        whole = answer(source, Question(period=Period(choice.start, choice.end), compare=choice.compares, **common))
        monthly = answer(source, Question(period=span, grain="month", **common)) if cut.by_month else None
    except FAILURES as failure:
        raise Refused(f"These figures cannot be worked out: {failure}", place="metric", code="figures") from failure
    lines = _lines(whole, monthly, segments, cut)
    months = [row.period_start for row in lines[0].months] if lines else []
    return Explored(cut, choice, months, lines, "\n\n".join(whole.sql.values()), region)


def _question(
    workspace: Workspace, cut: Cut, segments: Sequence[Segment], region: Region | None, choice: PeriodChoice
) -> dict[str, Any]:
    margin = None if workspace.margin_rate is None else float(workspace.margin_rate)
    everybody = cut.everybody or not segments
    return {
        "metrics": (cut.metric,),
        "segments": tuple(segment.pk for segment in segments),
        "everybody": everybody,
        "regions": (region.name,) if region else None,
        "by": ("region",) if cut.by_region and region is None else (),
        "zone": workspace.time_zone,
        "currency": workspace.currency,
        "known_until": choice.end,
        "choices": Choices(margin_rate=margin if margin and margin > 0 else None),
    }


def _lines(whole: Answer, monthly: Answer | None, segments: Sequence[Segment], cut: Cut) -> list[Line]:
    by_id: dict[int | None, Segment | None] = {None: None, **{segment.pk: segment for segment in segments}}
    lines = [
        Line(
            by_id[row.segment],
            row.region,
            row,
            monthly.of(cut.metric, segment=row.segment, region=row.region) if monthly else [],
            alone=cut.by_region and len(whole.question.cells_of_segments) == 1,
        )
        for row in whole
        if row.segment in by_id
    ]
    order = list(by_id)
    return sorted(lines, key=lambda line: _place(line, order))


def _place(line: Line, order: list[int | None]) -> tuple[int, bool, float]:
    segment = order.index(line.segment.pk if line.segment else None)
    # A total ranks by its size, an estimate by how much stands behind it: high rates of few come last.
    weight = (line.whole.value or 0) if is_a_total(metric(line.whole.metric)) else line.whole.n
    return segment, line.region is not None, -weight


def _months(choice: PeriodChoice, workspace: Workspace) -> Period:
    earliest = shift_months(choice.months.end, -MOST_MONTHS)
    return Period(max(month_start(choice.start, workspace.zone), earliest), choice.months.end)


def _segments(member: Member, ids: Sequence[int]) -> list[Segment]:
    if len(ids) > MOST_SEGMENTS:
        raise Refused(f"At most {MOST_SEGMENTS} segments at a time.", place="segments")
    found = {segment.pk: segment for segment in Segment.objects.of(member).filter(pk__in=ids)}
    if missing := [id for id in ids if id not in found]:
        raise Missing("There is no such segment.", place=f"segment {missing[0]}")
    return [found[id] for id in ids]


def _region(member: Member, region_id: int | None) -> Region | None:
    if region_id is None:
        return None
    region: Region | None = Region.objects.of(member).filter(pk=region_id).first()
    if region is None:
        raise Missing("There is no such region.", place="region")
    return region


def segments_called(member: Member, names: Sequence[str], *, every: str) -> list[int]:
    """The ids of segments by their names; `every` stands for all. Raises Missing, naming the one unknown."""
    member.require("segments.view")
    found = dict(Segment.objects.of(member).filter(archived_at=None).order_by("name").values_list("name", "pk"))
    if every in names:
        return list(found.values())
    if missing := [name for name in names if name not in found]:
        raise Missing(f"There is no segment “{missing[0]}”.", place="segment")
    return [found[name] for name in names]


def region_called(member: Member, name: str) -> int:
    """The id of a region by its name. Raises Missing."""
    region = Region.objects.of(member).filter(name__iexact=name).first()
    if region is None:
        raise Missing(f"There is no region “{name}”.", place="region")
    return int(region.pk)
