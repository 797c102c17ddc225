"""Targets with how they stand, and which figures clearly changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.analytics import Row
from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.queries.changes import DEFAULT_PERIOD, Change, changes_since
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.periods import TITLES
from rapport.apps.insights.queries.picking import choosable
from rapport.apps.insights.queries.standing import (
    Standing,
    regions_in_use,
    segments_in_use,
    standing_targets,
    told_before,
)
from rapport.ui import figures

TOLD = 10
GLYPHS = {"reached": "✓", "missed": "✗", "undecided": "?", "too_few": "…", "no_data": "–", "waiting": "…"}
NAMES = {
    "reached": "reached",
    "missed": "missed",
    "undecided": "not decided",
    "too_few": "too few",
    "no_data": "no data",
    "waiting": "waiting",
}
PERIODS = ("last-3-months", "last-12-months", "last-12-whole-months", "this-year", "last-year")


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A target as a row of the table."""

    standing: Standing
    state: str
    glyph: str
    wanted: str
    value: str
    interval: str
    period: str
    course: list[float | None]
    lows: list[float | None]
    highs: list[float | None]
    url: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A figure that clearly changed, as a row of the table."""

    change: Change
    value: str
    moved: str
    interval: str
    glyph: str
    url: str


@page("metrics.view")
def alerts(request: HttpRequest, member: Member) -> HttpResponse:
    """Every target with how it stands, and the usual figures that clearly changed."""
    period = request.GET.get("period") if request.GET.get("period") in PERIODS else DEFAULT_PERIOD
    changes = changes_since(member, str(period))
    context = {
        "targets": [_target(member, one) for one in standing_targets(member)],
        "changes": changes,
        "moved": [_change(member, one) for one in changes.alerts],
        "told": told_before(member, TOLD),
        "period": period,
        "periods": [(name, TITLES[name]) for name in PERIODS],
        "may_set": member.may("targets.edit"),
        **_choices(member),
    }
    return render(request, "insights/alerts.html", context)


def _choices(member: Member) -> dict[str, Any]:
    return {
        "headings": choosable(member).headings,
        "segments": segments_in_use(member, 200),
        "regions": regions_in_use(member),
    }


def _target(member: Member, one: Standing) -> ShownTarget:
    unit = _unit(member, one.entry.unit)
    latest = one.latest
    known = latest is not None and latest.value is not None
    parts = {"workspace": member.workspace.slug, "subject": str(one.about.subject), "metric": one.entry.name}
    drawn = [_if_whole(row) for row in one.months]
    return ShownTarget(
        standing=one,
        state=NAMES[one.state],
        glyph=GLYPHS[one.state],
        wanted=f"{one.target.get_direction_display().lower()} {figures.figure(float(one.target.value), unit)}",
        value=figures.figure(latest.value, unit, latest.low, latest.high) if known else "–",  # type: ignore[union-attr,arg-type]
        interval=_interval(latest.low, latest.high, unit) if latest else "",
        period=figures.span(one.period.start, one.period.end) if one.period and latest else "",
        course=[row.value if row else None for row in drawn],
        lows=[row.low if row else None for row in drawn],
        highs=[row.high if row else None for row in drawn],
        url=reverse("insights:tile", kwargs=parts) + one.about.query,
    )


def _change(member: Member, one: Change) -> ShownChange:
    row, unit = one.row, _unit(member, metric_of(one.row.metric).unit)
    value, moved = float(row.value or 0), float(row.change or 0)
    group = "everybody" if one.segment is None else str(one.segment)
    address = reverse("insights:metrics", kwargs={"workspace": member.workspace.slug})
    return ShownChange(
        change=one,
        value=figures.figure(value, unit, row.low, row.high),
        moved=figures.signed(moved, unit, row.change_low, row.change_high),
        interval=figures.signed_interval(float(row.change_low or 0), float(row.change_high or 0), unit),
        glyph="▲" if moved > 0 else "▼",
        url=f"{address}?metric={row.metric}&group={group}&period={one.choice.name}",
    )


def _if_whole(row: Row) -> Row | None:
    return row if row.state == "ok" and row.complete else None


def _interval(low: float | None, high: float | None, unit: str) -> str:
    return figures.interval(low, high, unit) if low is not None and high is not None and low != high else ""


def _unit(member: Member, unit: str) -> str:
    return member.workspace.currency if unit == "money" else unit
