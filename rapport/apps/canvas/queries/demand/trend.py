"""A trend on a canvas: what its people say of it and what they do, each by region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.demand_trends import DemandTrend
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.demand.counting import Counted, answers_about, orders_through
from rapport.apps.canvas.queries.demand.lines import Line
from rapport.apps.canvas.queries.demand.verdicts import Verdict
from rapport.apps.insights.queries import Subject, figures_for, named
from rapport.apps.insights.queries.periods import PeriodChoice


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence for a trend: everywhere, region by region, and whether those differ."""

    whole: Line
    lines: tuple[Line, ...]
    verdict: Verdict
    choice: PeriodChoice
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What is known of a trend on a canvas. `says` is None for who may not read answers, `does` where no behaviour is
    recorded for the trend."""

    trend: DemandTrend
    says: Evidence | None
    does: Evidence | None

    @property
    def choice(self) -> PeriodChoice | None:
        """The period that is shown, with what it is compared with."""
        shown = self.says or self.does
        return shown.choice if shown else None


def demand_of(member: Member, canvas: Canvas, trend: DemandTrend) -> Demand:
    """A trend as the people of a canvas show it, in each region of its rows."""
    return Demand(trend, _says(member, canvas, trend), _does(member, canvas, trend))


def _says(member: Member, canvas: Canvas, trend: DemandTrend) -> Evidence | None:
    if not member.may("responses.view"):
        return None
    about = named(member.workspace, Subject.parse(canvas.figures_subject))
    return _counted(canvas, answers_about(member, about, canvas.period, trend))


def _does(member: Member, canvas: Canvas, trend: DemandTrend) -> Evidence | None:
    if trend.metric:
        return _measured(member, canvas, trend.metric)
    if not trend.channels:
        return None
    about = named(member.workspace, Subject.parse(canvas.figures_subject))
    return _counted(canvas, orders_through(member, about, canvas.period, trend))


def _counted(canvas: Canvas, counted: Counted) -> Evidence:
    compares = counted.choice.compares

    def line(title: str, region: int | None) -> Line:
        return Line.of_counts(title, counted.at(region), compares=compares)

    return _evidence(canvas, line, counted.choice, counted.named)


def _measured(member: Member, canvas: Canvas, metric: str) -> Evidence:
    subject = Subject.parse(canvas.figures_subject)

    def found(region: int | None) -> Any:
        return figures_for(member, subject, region=region, period=canvas.period, metrics=[metric])

    def line(title: str, region: int | None) -> Line:
        return Line.of_tile(title, found(region).tile(metric))

    return _evidence(canvas, line, found(_whole(canvas)).period)


def _evidence(
    canvas: Canvas, line: Callable[[str, int | None], Line], choice: PeriodChoice, names: tuple[str, ...] = ()
) -> Evidence:
    lines = tuple(line(row["title"], row["region"]) for row in canvas.rows)
    return Evidence(line("", _whole(canvas)), lines, Verdict.on(lines), choice, names)


def _whole(canvas: Canvas) -> int | None:
    """Everywhere for a canvas that compares regions, else the canvas's own region, if it has one."""
    return None if canvas.rows else canvas.region_id
