"""Which of the usual figures changed since the period before, among all segments looked at."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.analytics import MixedCurrencies, Period, Row, answer, honesty
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.insights.lake.reading import kept_answers, source_at
from rapport.apps.insights.queries.definitions import default_metrics, fact_of_group, group_of, metric, tables_of_group
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.periods import PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.standing import known_of, question_of, segments_in_use
from rapport.kernel.clock import now

DEFAULT_PERIOD = "last-3-months"
MOST_SEGMENTS = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one group with its change, and what may be claimed of it."""

    title: str
    group: str
    hue: str
    segment: int | None
    alert: honesty.ChangeAlert
    row: Row
    choice: PeriodChoice


@dataclass(frozen=True, slots=True)
class Changes:
    """All that was looked at: what clearly changed, surest first; what did not; what waits for enough data."""

    alerts: list[Change]
    quiet: list[Change]
    waiting: list[Change]
    choices: list[PeriodChoice]
    remarks: list[str]

    @property
    def looked_at(self) -> int:
        """How many cells were looked at."""
        return len(self.alerts) + len(self.quiet) + len(self.waiting)


def changes_since(member: Member, period: str) -> Changes:
    """The usual metrics of everybody and the segments against the period before. Raises Missing for no such period."""
    member.require("metrics.view")
    segments = segments_in_use(member, MOST_SEGMENTS)
    groups: dict[str, list[str]] = {}
    for name in default_metrics():
        groups.setdefault(group_of(metric(name)), []).append(name)
    cells: list[tuple[Row, PeriodChoice]] = []
    choices, remarks = [], []
    for group, names in groups.items():
        choice, rows, said = _rows(member, group, names, segments, period)
        cells += [(row, choice) for row in rows]
        choices.append(choice)
        remarks += said
    return _told(cells, {segment.pk: segment for segment in segments}, choices, list(dict.fromkeys(remarks)))


def _rows(
    member: Member, group: str, names: list[str], segments: list[Segment], period: str
) -> tuple[PeriodChoice, list[Row], list[str]]:
    workspace, tables = member.workspace, lake_tables(member.workspace_id)
    choice = laid_out(period, workspace.zone, known_of(tables, group), now=now(), year_starts=workspace.year_starts)
    table = tables.get(fact_of_group(group))
    if table is None or table.version < 0:
        return choice, [], []
    if not choice.compares:
        return choice, [], [f"{metric(names[0]).title} and others of its kind: {choice.against_words}."]
    source = source_at(workspace.pk, {name: tables[name].version for name in tables_of_group(group) if name in tables})
    asked = question_of(
        workspace,
        names,
        [segment.pk for segment in segments],
        period=Period(choice.start, choice.end),
        compare=True,
        known_until=choice.end,
    )
    try:
        return choice, list(answer(source, asked, kept=kept_answers(workspace.pk))), []
    except MixedCurrencies as mixed:
        return choice, [], [str(mixed)]
    except FAILURES as failure:
        return choice, [], [f"Not looked at: {failure}"]


def _told(
    cells: list[tuple[Row, PeriodChoice]],
    segments: dict[int, Segment],
    choices: list[PeriodChoice],
    remarks: list[str],
) -> Changes:
    found = honesty.change_alerts([row for row, _ in cells])
    told = [
        _change(alert, row, choice, segments.get(row.segment or 0))
        for alert, (row, choice) in zip(found, cells, strict=True)
    ]
    alerts = sorted((one for one in told if one.alert.state == "alert"), key=lambda one: one.alert.adjusted or 0.0)
    quiet = [one for one in told if one.alert.state == "quiet"]
    waiting = [one for one in told if one.alert.state not in ("alert", "quiet")]
    return Changes(alerts, quiet, waiting, choices, remarks)


def _change(alert: honesty.ChangeAlert, row: Row, choice: PeriodChoice, segment: Segment | None) -> Change:
    name, hue = (segment.name, segment.hue) if segment else ("Everybody", "")
    return Change(metric(row.metric).title, name, hue, row.segment, alert, row, choice)
