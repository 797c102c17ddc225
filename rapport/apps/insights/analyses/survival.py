"""Survival: how long customers stay, by region or segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.cohorts import Lifetimes, order_lifetimes
from rapport.analytics.survival.kaplan_meier import Stay, SurvivalCurve, kaplan_meier
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._lifetime_groups import EVERYBODY, group_name, groups_of
from rapport.apps.insights.analyses._lifetime_tests import log_rank_words, tests_of
from rapport.apps.insights.analyses._said import ends, value
from rapport.apps.insights.analyses._series import points, series
from rapport.apps.insights.analyses._standing import need_customers
from rapport.ui import charts

DAYS_A_MONTH = 365.25 / 12
# Where the curve is read off, in months; as many of them as anybody was watched for.
READ_AT = (0, 3, 6, 12, 18, 24, 36, 48, 60)
HEADLINE = 12
MOST_POINTS = 120
# Where fewer of a group were watched, a single loss moves the curve: it is neither drawn nor read off.
LEAST_WATCHED = 0.01


def _lifetimes(study: Study) -> Lifetimes:
    silence = int(study.number("silence_days"))
    return order_lifetimes(study.source, study.period, study.population, silence_days=silence)


def _work_out(study: Study) -> Payload:
    study.progress("Following customers from their first order")
    found = _lifetimes(study)
    need_customers(found.n, study.minimum_n, who="bought for the first time in the period")
    study.progress("Drawing the curves")
    groups = groups_of(study, found)
    everybody = _curve(found, np.ones(found.n, bool), study.minimum_n)
    curves = {key: _curve(found, inside, study.minimum_n) for key, inside in groups.members.items()}
    last = _end(everybody, study.minimum_n)
    # The fall at the end of the first silence stands where it is, in every curve.
    grid = np.union1d(np.linspace(0, last, MOST_POINTS), [study.number("silence_days") + 1e-3])
    months = [month for month in READ_AT if month <= last / DAYS_A_MONTH]
    return {
        "n": found.n,
        "ended": everybody.events,
        "returned": found.returned,
        "months": months,
        "curves": [
            _kept(key, curve, months, grid, _end(curve, study.minimum_n))
            for key, curve in {EVERYBODY: everybody, **curves}.items()
        ],
        "tests": tests_of(found.lasted, found.ended, groups, study.minimum_n),
        "method": f"{everybody.method}; {found.method}",
        "remarks": [*found.remarks, *everybody.remarks, *groups.remarks, *_cut(everybody, last)],
    }


def _end(curve: SurvivalCurve, minimum_n: int) -> float:
    """The day until which enough of the group were watched."""
    enough = np.flatnonzero(curve.at_risk >= max(minimum_n, LEAST_WATCHED * curve.n))
    return curve.last if curve.reason or not len(enough) else float(curve.times[enough[-1]])


def _cut(curve: SurvivalCurve, last: float) -> list[str]:
    if last >= curve.last:
        return []
    months, few = f"{last / DAYS_A_MONTH:.1f}", f"{LEAST_WATCHED:.0%}"
    return [f"After {months} months fewer than {few} of the customers were watched: the curve ends there."]


def _curve(found: Lifetimes, inside: Any, minimum_n: int) -> SurvivalCurve:
    return kaplan_meier(found.lasted[inside], found.ended[inside], minimum_n=minimum_n)


def _kept(key: str, curve: SurvivalCurve, months: Sequence[int], days: Any, last: float) -> Payload:
    grid = days[days <= last]
    read = np.array(months, float) * DAYS_A_MONTH
    median = _median(curve, last)
    return {
        "key": key,
        "n": curve.n,
        "ended": curve.events,
        "reason": curve.reason,
        "points": [] if curve.reason else points(grid / DAYS_A_MONTH, *curve.at(grid)),
        "read": points(*(np.where(read <= last, part, np.nan) for part in curve.at(read))),
        "at_risk": series(curve.numbers_at_risk(read)),
        "median": [None if end is None else end / DAYS_A_MONTH for end in (median.value, median.low, median.high)],
        "median_reason": median.reason,
    }


def _median(curve: SurvivalCurve, last: float) -> Stay:
    """The time by which half are lost, where enough were watched for as long."""
    found = curve.median
    if found.value is None or found.value <= last:
        return replace(found, high=None if found.high is None or found.high > last else found.high)
    return Stay(reason="fewer than 50% were lost while enough were watched")


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    curves = [{**curve, "name": group_name(curve["key"], telling)} for curve in payload["curves"]]
    drawn = curves[1:] or curves
    return {
        "n": payload["n"],
        "method": payload["method"],
        "remarks": payload["remarks"],
        "silence": telling.wishes["silence_days"],
        "found": _headline(curves[0], payload["months"], float(telling.wishes["silence_days"])),
        "curve": _chart(drawn, telling),
        "months": payload["months"][1:],
        "rows": [_row(curve, telling) for curve in curves],
        "tests": log_rank_words(payload["tests"], telling),
        "contracts_url": telling.analysis_url("contracts"),
    }


def _headline(curve: Payload, months: Sequence[int], silence: float) -> dict[str, str]:
    """What is left after a year, or after the longest time that can be read off."""
    month = HEADLINE if HEADLINE in months else months[-1]
    at = months.index(month)
    if not month or curve["read"][at][0] is None:
        return {}
    median = curve["median"]
    return {
        "month": str(month),
        "share": value(curve["read"][at], "share"),
        "range": ends(curve["read"][at], "share"),
        "median": value(median, "months") if median[0] is not None else "",
        "median_range": ends(median),
        # Then the first silence already ends most stays.
        "at_once": "yes" if median[0] is not None and median[0] * DAYS_A_MONTH < silence + 1 else "",
    }


def _chart(curves: list[dict[str, Any]], telling: Telling) -> charts.Chart:
    alone = len(curves) == 1
    rows = [
        {"x": x, "value": share, "low": low, "high": high} | ({} if alone else {"series": curve["name"]})
        for curve in curves
        for x, share, low, high in curve["points"]
        if share is not None
    ]
    hues = {
        name: telling.hues[pk]
        for pk, name in telling.segments.items()
        if pk in telling.hues and name in {curve["name"] for curve in curves}
    }
    return charts.curve(
        rows,
        id="survival",
        title="Share of customers still there",
        unit="share",
        across="Months since the first order",
        steps=True,
        zero=True,
        hues=hues,
    )


def _row(curve: dict[str, Any], telling: Telling) -> dict[str, Any]:
    median = curve["median"]
    return {
        "name": curve["name"],
        "n": curve["n"],
        "ended": curve["ended"],
        "reason": curve["reason"],
        "median": value(median, "months") if median[0] is not None else "–",
        "median_range": ends(median) or (curve["median_reason"] if not curve["reason"] else ""),
        "url": telling.people_url(curve["key"]),
        "cells": [
            {"words": value(share, "share"), "range": ends(share, "share"), "at_risk": int(at_risk or 0)}
            for share, at_risk in list(zip(curve["read"], curve["at_risk"], strict=True))[1:]
        ],
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    names = {curve["key"]: group_name(curve["key"], telling) for curve in payload["curves"]}
    table = [
        [names[curve["key"]], curve["n"], curve["ended"], *curve["median"], curve["median_reason"]]
        for curve in payload["curves"]
    ]
    rows = [[names[curve["key"]], *point] for curve in payload["curves"] for point in curve["points"]]
    tests = [
        [group_name(test["one"], telling), group_name(test["other"], telling), test["p"], test["adjusted"]]
        for test in payload["tests"]
    ]
    median = ("Median (months)", "Median low", "Median high", "Remark")
    return (
        Sheet("Groups", ("Group", "Customers", "Lost", *median), table),
        Sheet("Curves", ("Group", "Month", "Still there", "Low", "High"), rows),
        Sheet("Log-rank tests", ("Group", "Against", "p", "p corrected"), tests),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    found = _lifetimes(study)
    members = {EVERYBODY: np.ones(found.n, bool), **groups_of(study, found).members}
    if key not in members:
        raise BadQuestion(f"There is no group {key}.")
    inside = np.flatnonzero(members[key])
    return [int(id) for id in found.customer[inside[np.argsort(-found.lasted[inside], kind="stable")]]]


survival = Analysis(
    name="survival",
    title="How long customers stay",
    question="How long do customers stay, and who stays longer?",
    help="Nobody says goodbye in a shop, so silence stands for it: who does not order for as many days as you choose"
    " counts as lost at the end of them. Who has not been silent for so long yet is still there, and has been"
    " watched only so far; such customers count for as long as they were watched and no longer. The curve is that of"
    " Kaplan and Meier, 1958, its band by Greenwood's variance, 1926: of 100 customers, so many are still there after"
    " so many months.\n\n"
    "Whether groups differ is tested by the log-rank test (Mantel, 1966); with many pairs the p-values are corrected"
    " (Benjamini and Hochberg, 1995). Regions are compared with each other. Segments may overlap, so each is compared"
    " with everybody outside it. The test is strongest where one group is lost faster all the time, and may miss curves"
    " that cross.\n\n"
    "Mind: nobody can be lost before the days of silence are over, so the curve is flat until then; another silence"
    " gives another curve. Segments and regions are as they are now. A segment made of customers who keep buying stays"
    " long by its own rule, which says nothing about what keeps them.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="split",
            title="by",
            default="none",
            options=(("none", "all together"), ("region", "region"), ("segment", "segment")),
        ),
        Wish(
            name="silence_days",
            title="lost after",
            default="180",
            least=7,
            most=1095,
            unit="days of silence",
        ),
    ),
    glyph="chart-bar-square",
    version=2,
    order=2,
    period="all-time",
)
