"""New against existing customers: how many, what they buy, and which of the two carries the growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from rapport.analytics import BadQuestion
from rapport.analytics.currencies import one_currency
from rapport.analytics.drivers import Group
from rapport.analytics.drivers import new_and_existing as both_groups
from rapport.analytics.drivers.first_sales import people_of
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.ui import charts, figures

TITLES = {"new": "New customers", "existing": "Existing customers"}
# What is told of each group: field, title, unit ("money" for the workspace's currency).
MEASURES = (
    ("customers", "Customers", "number"),
    ("orders", "Orders", "number"),
    ("revenue", "Revenue", "money"),
    ("share", "Share of revenue", "share"),
    ("orders_per_customer", "Orders each", "number"),
    ("spend_per_customer", "Revenue each", "money"),
    ("referrals", "People they brought", "number"),
)
GROWTH = {"customers": "Customers", "orders": "Orders", "revenue": "Revenue", "spend_per_customer": "Revenue each"}


def _work_out(study: Study) -> Payload:
    one_currency(study.source, study.period.start, study.period.end, study.currency)
    found = both_groups(
        study.source,
        study.period,
        population=study.population,
        silence_days=int(study.number("silence")),
        known_until=study.known.end,
        minimum_n=study.minimum_n,
    )
    if found.reason:
        raise BadQuestion(f"{_said.sentence(found.reason)} Choose a longer period.")
    return {
        "n": found.n,
        "new": _group(found.new),
        "existing": _group(found.existing),
        "reactivated": found.reactivated,
        "silence": found.silence_days,
        "anonymous": found.anonymous_revenue,
        "begins": _begins(study),
        "before": [found.before.start.isoformat(), found.before.end.isoformat()],
        "method": found.method,
        "remarks": _said.sentences(found.remarks),
    }


def _begins(study: Study) -> str:
    """The first day of the records, where so little lies before the period that nearly everybody looks new."""
    period, first = study.period, study.known.start
    return first.isoformat() if period.start - first < (period.end - period.start) / 2 else ""


def _group(group: Group) -> Payload:
    measures = {name: _said.three(getattr(group, name)) for name, _, _ in MEASURES}
    grown = {field.name: _said.three(getattr(group.growth, field.name)) for field in fields(group.growth)}
    return {**measures, "growth": grown, "reason": group.reason}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    groups = {name: payload[name] for name in TITLES}
    return {
        **payload,
        "found": _found(payload),
        "caution": _caution(payload),
        "shares": _shares(groups),
        "growing": _growing(groups),
        "rows": [row for measure in MEASURES if (row := _row(groups, *measure, telling.currency))],
        "urls": {name: telling.people_url(name) for name in (*TITLES, "reactivated")},
        "few": _few(payload, groups),
        "anonymous_words": figures.figure(payload["anonymous"], telling.currency) if payload["anonymous"] else "",
    }


def _found(payload: Payload) -> str:
    share, new, existing = payload["new"]["share"], payload["new"], payload["existing"]
    if share[0] is None and existing["share"][0] is None:
        return "Too few customers bought to set new and existing ones against each other."
    if share[0] is None:
        return "Nearly all who bought had bought before: too few new customers to tell more of them."
    part = f"New customers brought {_said.value(share, 'share')} of the revenue ({_said.ends(share, 'share')})"
    grown = [(TITLES[name], one["growth"]["revenue"]) for name, one in (("new", new), ("existing", existing))]
    words = [
        f"{_said.growth(three)} for {title.lower()}"
        for title, three in grown
        if three[0] is not None and three[1] is not None and (three[1] > 0 or three[2] < 0)
    ]
    return f"{part}. Against the period before, revenue changed by {_said.listed(words)}." if words else f"{part}."


def _caution(payload: Payload) -> str:
    if not payload["begins"]:
        return ""
    first = figures.day(datetime.fromisoformat(payload["begins"]))
    return f"The records begin on {first}: whoever bought before then looks new at their first order in them."


def _few(payload: Payload, groups: dict[str, Payload]) -> list[str]:
    """Why something of a group is missing, unless the remarks say it of both."""
    said = {remark.rstrip(".").lower() for remark in payload["remarks"]}
    reasons = {name: group["reason"] for name, group in groups.items() if group["reason"]}
    return [
        f"{TITLES[name]}: {reason}."
        for name, reason in reasons.items()
        if reason.removeprefix("no growth: ").lower() not in said
    ]


def _shares(groups: dict[str, Payload]) -> charts.Chart | None:
    rows = [
        {"label": TITLES[name], **dict(zip(("value", "low", "high"), group["share"], strict=True))}
        for name, group in groups.items()
        if group["share"][0] is not None
    ]
    title = "Share of the revenue of known customers"
    return charts.bars(rows, id="new-shares", title=title, unit="share") if rows else None


def _growing(groups: dict[str, Payload]) -> charts.Chart | None:
    rows = [
        {"label": title, "series": TITLES[name], **dict(zip(("value", "low", "high"), three, strict=True))}
        for measure, title in GROWTH.items()
        for name, group in groups.items()
        if (three := group["growth"][measure])[0] is not None
    ]
    if not rows:
        return None
    return charts.columns(
        rows, id="new-growth", title="Change against the period before", unit="share", across="Measure"
    )


def _row(groups: dict[str, Payload], name: str, title: str, unit: str, currency: str) -> dict[str, Any] | None:
    if all(group[name][0] is None for group in groups.values()):
        return None
    unit = currency if unit == "money" else unit
    return {"title": title, "cells": [_cell(group, name, unit) for group in groups.values()]}


def _cell(group: Payload, name: str, unit: str) -> dict[str, str]:
    grown = group["growth"].get(name, (None, None, None))
    whole = name in ("customers", "orders")
    return {
        "words": figures.number(group[name][0], 0)
        if whole and group[name][0] is not None
        else _said.value(group[name], unit),
        "range": "" if whole else _said.ends(group[name], unit),
        "growth": "" if grown[0] is None else _said.growth(grown),
        "growth_range": _said.growth_ends(grown),
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    columns = ["Measure", *(f"{title}{end}" for title in TITLES.values() for end in ("", " low", " high"))]
    rows = [[title, *(number for one in TITLES for number in payload[one][name])] for name, title, _ in MEASURES]
    grown = [
        [title, *(number for one in TITLES for number in payload[one]["growth"][name])]
        for name, title in GROWTH.items()
    ]
    return (Sheet(f"In the period (amounts in {telling.currency})", columns, rows), Sheet("Growth", columns, grown))


def _people(study: Study, key: str) -> Sequence[int]:
    return people_of(study.source, study.period, key, study.population, int(study.number("silence")))


new_and_existing = Analysis(
    name="new_and_existing",
    title="New against existing customers",
    question="Do new customers or existing ones carry the business, and which of the two grows?",
    help="New is who bought for the first time ever in the period (or was won in it, where that date is known);"
    " existing is who had bought before. Revenue is net of refunds and belongs to the group of its customer. An"
    " existing customer who had been silent for long before the period counts as reactivated: not as new, which would"
    " flatter what acquisition brings.\n\nGrowth compares with the period of the same length before, where both groups"
    " are formed anew: the new customers of then against those of now. Intervals come from leaving out one of 64"
    " buckets of customers at a time (grouped jackknife).\n\nWhere records begin shortly before the period, some who"
    " bought earlier look new. Anonymous orders are nobody's and are in neither group.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="silence",
            title="Reactivated after",
            default="365",
            least=30,
            most=1825,
            unit="silent days",
        ),
    ),
    glyph="user-plus",
    version=2,
    order=20,
)
