"""One question to the engine: every metric of a group for a subject, a region and a period, with its months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rapport.analytics import Answer, Choices, Kept, MixedCurrencies, Period, Question, Source, answer
from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Workspace
from rapport.apps.insights.lake.reading import kept_answers
from rapport.apps.insights.queries.periods import PeriodChoice
from rapport.apps.insights.queries.subjects import Named

Payload = dict[str, dict[str, Any]]
EVER = datetime(1900, 1, 1, tzinfo=UTC)
SHOWN = ("value", "low", "high", "n", "unit", "state", "reason", "assumption", "complete", "previous")
CHANGES = ("change", "change_low", "change_high")


def worked_out(
    source: Source, workspace: Workspace, abouts: Sequence[Named], choice: PeriodChoice, metrics: Sequence[str]
) -> list[Payload]:
    """What each metric says of each subject, as plain values that can be kept: the period, its change, the months.

    The subjects go through the data together: everybody and segments in one region, or one customer.
    Amounts in several currencies have no sum without rates: their metrics then say so, the others go on.
    """
    try:
        return _asked(source, workspace, abouts, choice, metrics)
    except MixedCurrencies as mixed:
        money = [name for name in metrics if catalogue.get(name).unit == "money"]
        others = [name for name in metrics if name not in money]
        payloads: list[Payload] = [{} for _ in abouts]
        if others:
            payloads = _asked(source, workspace, abouts, choice, others)
        said = {"state": "mixed", "reason": str(mixed), "n": 0, "unit": ""}
        return [payload | {name: dict(said) for name in money} for payload in payloads]


def _asked(
    source: Source, workspace: Workspace, abouts: Sequence[Named], choice: PeriodChoice, metrics: Sequence[str]
) -> list[Payload]:
    common = _common(workspace, abouts, choice)
    kept = None if abouts[0].subject.kind == "customer" else kept_answers(workspace.pk)
    asked = Question(
        metrics=metrics,
        period=Period(choice.start, choice.end),
        grain="month",
        course=Period(choice.months.start, choice.months.end),
        compare=choice.compares,
        **common,
    )
    found = answer(source, asked, kept=kept)
    payloads = [
        {name: _metric(name, found, _cell(about), compares=choice.compares) for name in metrics} for about in abouts
    ]
    _tell_apart(source, payloads, common, choice, kept)
    return payloads


def _common(workspace: Workspace, abouts: Sequence[Named], choice: PeriodChoice) -> dict[str, Any]:
    subjects = [about.subject for about in abouts]
    segments = tuple(subject.id for subject in subjects if subject.kind == "segment")
    only: dict[str, Any] = {"segments": segments, "everybody": len(segments) < len(subjects)}
    if subjects[0].kind == "customer":
        only = {"customers": (subjects[0].id,), "minimum_n": 1}
    if abouts[0].region is not None:
        only["regions"] = (abouts[0].region.name,)
    choices = Choices(margin_rate=workspace.assumed_margin)
    return {
        "zone": workspace.time_zone,
        "currency": workspace.currency,
        "as_of": datetime.now(UTC),
        "known_until": choice.end,
        "choices": choices,
        **only,
    }


def _cell(about: Named) -> dict[str, Any]:
    return {"segment": about.subject.id if about.subject.kind == "segment" else None}


def _metric(name: str, found: Answer, cell: dict[str, Any], *, compares: bool) -> dict[str, Any]:
    row = found.row(name, **cell)
    said = {part: getattr(row, part) for part in SHOWN}
    said |= {part: getattr(row, part) if compares else None for part in CHANGES}
    series = found.course(name, **cell)
    shown = [month if month.state == "ok" and month.complete else None for month in series]
    said["months"] = [month.period_start.isoformat() for month in series]
    for part, place in (("value", "history"), ("low", "lows"), ("high", "highs")):
        said[place] = [None if month is None else getattr(month, part) for month in shown]
    return said


def _tell_apart(
    source: Source, payloads: list[Payload], common: dict[str, Any], choice: PeriodChoice, kept: Kept | None
) -> None:
    """Nothing here, though there is something elsewhere, is no missing source: those have an n of nought instead."""
    silent = list(dict.fromkeys(name for payload in payloads for name in payload if _is_silent(payload[name])))
    if not silent:
        return
    apart = {"segments", "everybody", "customers", "regions"}
    everywhere = {name: value for name, value in common.items() if name not in apart}
    ever = answer(source, Question(metrics=silent, period=Period(EVER, choice.end), **everywhere), kept=kept)
    known = [row.metric for row in ever if row.state != "no_data"]
    for payload in payloads:
        for name in known:
            if _is_silent(payload[name]):
                payload[name]["state"] = "too_few"


def _is_silent(said: dict[str, Any]) -> bool:
    return bool(said["state"] == "no_data")
