"""Value tiers: who brings most of the revenue, and how much hangs on few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.segmentation.concentration import Concentration, concentration
from rapport.analytics.segmentation.tiers import By, Tier, Tiers, tiers_of
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Suggestion, Telling, Wish
from rapport.apps.insights.analyses._standing import STANDING, need_customers, standing_titles, told, with_range
from rapport.ui import charts, figures

NAMES = ("Top", "Middle", "Base")
KEYS = ("top", "middle", "base")
TOP = 0.2
RULES = {
    "cumulative": ("bring the first half of the revenue", "bring the next 30 %", "bring the last 20 %"),
    "percentile": ("the best fifth of the customers", "the next 30 %", "the other half"),
}


def _found(study: Study) -> Tiers:
    by = cast(By, study.wishes["by"])
    return tiers_of(study.source, study.period, study.population, by=by, names=NAMES, currency=study.currency)


def _work_out(study: Study) -> Payload:
    found = _found(study)
    need_customers(found.n, study.minimum_n)
    spread = concentration(found.values, top=TOP, minimum_n=study.minimum_n)
    if spread.state != "ok":
        raise BadQuestion("All that these customers bought in the period came back, so nobody brings any value.")
    return {
        "n": found.n,
        "total": spread.total,
        **_spread(spread),
        "curve": [[round(part, 6) for part in point] for point in spread.lorenz],
        "tiers": [_tier(row, study.wishes["by"]) for row in found.table(minimum_n=study.minimum_n)],
        "method": f"Tiers {found.method}. {spread.method}.",
        "remarks": list(dict.fromkeys((*found.remarks, *spread.remarks))),
    }


def _spread(found: Concentration) -> Payload:
    top = {"top_share": found.top_share, "top_share_low": found.top_low, "top_share_high": found.top_high}
    return {**top, "gini": found.gini, "gini_low": found.gini_low, "gini_high": found.gini_high}


def _tier(row: Tier, by: str) -> Payload:
    named = {"number": row.number, "name": row.name, "rule": RULES[by][row.number - 1]}
    return {**named, "least": row.least, "most": row.most, "standing": asdict(row.standing)}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    top = with_range(payload, "top_share", "share")
    beside = charts.columns(_beside(payload), id="tier-shares", title="Customers and revenue by tier", unit="share")
    return {
        **payload,
        "top": top,
        "spread": with_range(payload, "gini", "number"),
        "revenue": figures.figure(payload["total"], telling.currency),
        "curve": _curve(payload, top["words"]),
        "beside": beside,
        "rows": [_row(tier, telling) for tier in payload["tiers"]],
    }


def _curve(payload: Payload, top: str) -> charts.Chart:
    return charts.curve(
        [{"x": at, "value": share} for at, share in payload["curve"]],
        id="tier-curve",
        title="Share of revenue that the best customers bring together",
        unit="share",
        across="Customers, the best first",
        across_unit="share",
        zero=True,
        marks=[{"x": TOP, "words": f"the top fifth bring {top}"}],
    )


def _beside(payload: Payload) -> list[dict[str, Any]]:
    parts = (("share", "of the customers"), ("value_share", "of the revenue"))
    return [
        {
            "label": tier["name"],
            "series": series,
            "value": tier["standing"][part],
            "low": tier["standing"][f"{part}_low"],
            "high": tier["standing"][f"{part}_high"],
        }
        for tier in payload["tiers"]
        for part, series in parts
    ]


def _row(tier: Payload, telling: Telling) -> dict[str, Any]:
    standing = tier["standing"]
    return {
        **tier,
        "n": standing["n"],
        "reason": standing["reason"],
        "share": with_range(standing, "share", "share"),
        "value_share": with_range(standing, "value_share", "share"),
        "mean": with_range(standing, "mean", telling.currency),
        "from": told(tier["least"], telling.currency),
        "to": told(tier["most"], telling.currency),
        "url": telling.people_url(str(tier["number"])) if standing["n"] else "",
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    rows = [
        [tier["name"], tier["rule"], *(tier["standing"][part] for part in STANDING), tier["least"], tier["most"]]
        for tier in payload["tiers"]
    ]
    money = f"({telling.currency})"
    edges = (f"Least {money}", f"Most {money}")
    return (
        Sheet("Tiers", ("Tier", "Rule", *standing_titles("revenue", telling.currency), *edges), rows),
        Sheet("Curve", ("Share of customers, the best first", "Share of revenue"), payload["curve"]),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    found = _found(study)
    if key not in ("1", "2", "3"):
        raise BadQuestion(f"There is no tier {key}.")
    inside = np.flatnonzero(found.tier == int(key))
    return [int(id) for id in found.customers[inside[np.argsort(-found.values[inside], kind="stable")]]]


def _traits(study: Study) -> Mapping[str, Mapping[int, str]]:
    found = _found(study)
    places = zip(found.customers.tolist(), found.tier.tolist(), strict=True)
    return {"value_tier": {customer: KEYS[number - 1] for customer, number in places}}


def _suggests(payload: Payload) -> Sequence[Suggestion]:
    return [
        Suggestion(
            key=KEYS[tier["number"] - 1],
            name=f"{tier['name']} value tier",
            basis=tier["rule"],
            standing=tier["standing"],
            rule={"all": [{"condition": "value_tier", "operator": "is", "value": KEYS[tier["number"] - 1]}]},
        )
        for tier in payload["tiers"]
        if tier["standing"]["n"]
    ]


value_tiers = Analysis(
    name="value_tiers",
    title="Value tiers and concentration",
    question="Who brings most of the revenue, and how much hangs on few?",
    help="Customers who bought in the period, sorted by what they brought: revenue net of refunds. By share of revenue,"
    " the top tier are the best customers who together bring the first half, the middle tier those who bring the"
    " next 30 %, the base the rest. By place, the top tier is the best fifth, the middle tier the next 30 % of the"
    " customers. Customers with equal revenue are always in the same tier.\n\n"
    "The share of the top fifth tells how much hangs on few. The Gini coefficient says the same of everybody in one"
    " number: 0 where all bring the same, near 1 where one brings all; its interval is that of Davidson, Journal of"
    " Econometrics, 2009.\n\n"
    "The longer the period, the more uneven customers look, since good ones buy again and others do not: compare only"
    " periods of the same length. Anonymous orders belong to nobody and are left out.",
    group="value",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    traits=_traits,
    suggests=_suggests,
    wishes=(
        Wish(
            name="by",
            title="Tiers by",
            default="cumulative",
            options=(("cumulative", "share of revenue"), ("percentile", "place among customers")),
        ),
    ),
    glyph="chart-pie",
    order=2,
)
