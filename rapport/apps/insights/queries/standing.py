"""How the targets in force stand, judged only by what is over and by enough data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.analytics import Choices, Period, Question, Row, answer, honesty
from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import Region, Segment
from rapport.apps.insights.lake.reading import kept_answers, source_at
from rapport.apps.insights.models import LakeTable, Target, TargetAlert
from rapport.apps.insights.queries.definitions import (
    fact_of_group,
    group_of,
    means_the_same_over_any_length,
    metric,
    nothing_recorded,
    tables_of_group,
)
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.periods import Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Named, Subject
from rapport.kernel.clock import now

PERIOD = "last-12-whole-months"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target with how it stands: by month where a month can be held against it, else over the last twelve.

    `rows` are what was judged, `months` the course of the last year. Where nothing could be judged `state` is one of
    too_few, no_data and waiting, and `words` say why.
    """

    target: Target
    entry: Metric
    about: Named
    state: str
    words: str
    latest: honesty.Judgement | None = None
    period: Period | None = None
    in_a_row: int = 0
    monthly: bool = True
    months: tuple[Row, ...] = ()


def standing_targets(member: Member) -> list[Standing]:
    """Every target in force with how it stands, the missed ones first."""
    member.require("metrics.view")
    return standings_of(member.workspace)


def standings_of(workspace: Workspace) -> list[Standing]:
    """The same for the worker, which has no member's rights to ask for."""
    tables = lake_tables(workspace.pk)
    together: dict[tuple[str, int | None], list[Target]] = {}
    targets = Target.objects.of(workspace).filter(removed_at=None).select_related("segment", "region", "set_by__user")
    for target in targets.order_by("pk"):
        together.setdefault((group_of(metric(target.metric)), target.region_id), []).append(target)
    found = [one for (group, _), ones in together.items() for one in _standings(workspace, group, ones, dict(tables))]
    order = ["missed", "undecided", "reached", "waiting", "too_few", "no_data"]
    return sorted(found, key=lambda one: (order.index(one.state), one.entry.title, one.about.words))


def about_of(target: Target) -> Named:
    """What a target is for, in words."""
    if target.segment is None:
        return Named(Subject.everybody(), "Everybody", region=target.region)
    return Named(Subject.segment(target.segment.pk), target.segment.name, target.segment.hue, target.region)


def known_of(tables: dict[str, LakeTable], group: str) -> Known:
    """From when to when the records of a group are."""
    table = tables.get(fact_of_group(group))
    return Known(table.first_at, table.last_at) if table else Known()


def question_of(workspace: Workspace, names: Sequence[str], segments: Sequence[int], **wishes: Any) -> Question:
    """A question in the workspace's zone and currency, of everybody and these segments."""
    return Question(
        metrics=names,
        segments=tuple(segments) or None,
        zone=workspace.time_zone,
        currency=workspace.currency,
        choices=Choices(margin_rate=workspace.assumed_margin),
        **wishes,
    )


def _standings(workspace: Workspace, group: str, targets: list[Target], tables: dict[str, LakeTable]) -> list[Standing]:
    known = known_of(tables, group)
    choice = laid_out(PERIOD, workspace.zone, known, now=now())
    table = tables.get(fact_of_group(group))
    if table is None or table.version < 0 or known.last is None:
        return [_unjudged(target, f"No data: {nothing_recorded(metric(target.metric))}.") for target in targets]
    try:
        rows = _rows(workspace, group, targets, tables, choice, known.last)
    except FAILURES as failure:
        return [_unjudged(target, str(failure)) for target in targets]
    return [_judged(target, rows) for target in targets]


def _rows(
    workspace: Workspace,
    group: str,
    targets: list[Target],
    tables: dict[str, LakeTable],
    choice: PeriodChoice,
    last: datetime,
) -> list[Row]:
    source = source_at(workspace.pk, {name: tables[name].version for name in tables_of_group(group) if name in tables})
    region = targets[0].region
    asked = question_of(
        workspace,
        list(dict.fromkeys(target.metric for target in targets)),
        [target.segment_id for target in targets if target.segment_id],
        period=Period(choice.start, choice.end),
        grain="month",
        whole=True,
        regions=(region.name,) if region else None,
        # A month counts as over once something newer is recorded: before, part of it may still come in.
        known_until=min(choice.end, last),
    )
    return list(answer(source, asked, kept=kept_answers(workspace.pk)))


def _judged(target: Target, rows: Sequence[Row]) -> Standing:
    entry = metric(target.metric)
    own = [row for row in rows if (row.metric, row.segment) == (target.metric, target.segment_id)]
    length = max((row.period_end - row.period_start for row in own), default=None)
    whole = [row for row in own if row.period_end - row.period_start == length]
    months = [row for row in own if row not in whole]
    monthly = means_the_same_over_any_length(entry)
    judged_by = months if monthly else whole
    wanted = honesty.Target(value=float(target.value), direction=target.direction)  # type: ignore[arg-type]
    report = honesty.judge_series(judged_by, wanted)
    seen = [one for one in report.judgements if one.state != "no_data"]
    latest = report.latest or next(reversed(seen or report.judgements), None)
    period = next((Period(r.period_start, r.period_end) for r in judged_by if latest and _is_of(r, latest)), None)
    state = latest.state if latest else "no_data"
    return Standing(
        target,
        entry,
        about_of(target),
        state,
        report.words if report.latest or not latest else latest.words,
        latest=report.latest,
        period=period,
        in_a_row=report.in_a_row,
        monthly=monthly,
        months=tuple(months),
    )


def _is_of(row: Row, judgement: honesty.Judgement) -> bool:
    return row.period_start == judgement.period_start


def _unjudged(target: Target, words: str) -> Standing:
    return Standing(target, metric(target.metric), about_of(target), "no_data", words)


def segments_in_use(owner: Any, most: int) -> list[Segment]:
    """The first segments that are not archived, by name."""
    return list(Segment.objects.of(owner).filter(archived_at=None).order_by("name")[:most])


def regions_in_use(owner: Any) -> list[Region]:
    """The regions, by name."""
    return list(Region.objects.of(owner).order_by("name"))


def told_before(owner: Any, most: int) -> list[tuple[TargetAlert, str]]:
    """What members were last told of, newest first, each with the title of its metric."""
    told = TargetAlert.objects.of(owner).select_related("target__segment", "target__region").order_by("-at", "-pk")
    return [(one, metric(one.target.metric).title) for one in told[:most]]
