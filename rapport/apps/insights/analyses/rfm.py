"""Recency, frequency and value: the map of customers, and named groups to act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rapport.analytics.segmentation.rfm import Rfm, rfm_of
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Suggestion, Telling
from rapport.apps.insights.analyses._standing import NO_FIGURE, between, told
from rapport.ui import charts


def _found(study: Study) -> Rfm:
    return rfm_of(study.source, study.period, study.population, currency=study.currency)


def _work_out(study: Study) -> Payload:
    found = _found(study)
    return {
        "n": found.n,
        "method": found.method,
        "remarks": list(found.remarks),
        "cells": [asdict(cell) for cell in found.map_table(minimum_n=study.minimum_n)],
        "groups": [_group(row) for row in found.group_table(minimum_n=study.minimum_n)],
    }


def _group(row: Any) -> Payload:
    named = {"name": row.group.name, "title": row.group.title, "rule": row.group.rule}
    return {**named, "standing": asdict(row.standing), "typical": {name: list(v) for name, v in row.typical.items()}}


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    cells = [
        {
            "x": f"{cell['frequency']}",
            "y": f"{cell['recency']}",
            "value": cell["standing"]["value_share"],
            "words": _cell_words(cell["standing"]),
            "more": f"{cell['standing']['n']:,} customers",
        }
        for cell in payload["cells"]
    ]
    shares = [
        {
            "label": group["title"],
            "value": group["standing"]["value_share"],
            "low": group["standing"]["value_share_low"],
            "high": group["standing"]["value_share_high"],
        }
        for group in payload["groups"]
        if group["standing"]["value_share"] is not None
    ]
    return {
        "n": payload["n"],
        "found": _headline(payload),
        "method": payload["method"],
        "remarks": payload["remarks"],
        "map": shares
        and charts.heat(
            cells,
            id="rfm-map",
            title="Share of revenue by recency and frequency",
            unit="share",
            across="Frequency score: 5 ordered most often",
            down="Recency score: 5 ordered last",
        ),
        "shares": shares and charts.bars(shares, id="rfm-shares", title="Share of revenue by group", unit="share"),
        "groups": [_row(group, telling) for group in payload["groups"]],
    }


def _headline(payload: Payload) -> str:
    """The group that brings most, beside how many they are."""
    known = [group for group in payload["groups"] if group["standing"]["value_share"] is not None]
    if not known:
        return "Too few customers bought in the period to tell how much each group brings."
    most = max(known, key=lambda group: float(group["standing"]["value_share"]))
    share, brings = (told(most["standing"][part], "share") for part in ("share", "value_share"))
    return f"{most['title']} are {share} of the customers and bring {brings} of the revenue."


def _cell_words(standing: dict[str, Any]) -> str:
    if standing["state"] == "no_data":
        return ""
    return f"{standing['value_share']:.0%}" if standing["value_share"] is not None else "few"


def _row(group: Payload, telling: Telling) -> dict[str, Any]:
    standing, typical = group["standing"], group["typical"]
    return {
        **group,
        "n": standing["n"],
        "share": told(standing["share"], "share"),
        "value_share": told(standing["value_share"], "share"),
        "value": told(standing["mean"], telling.currency),
        "interval": between(standing["mean_low"], standing["mean_high"], telling.currency),
        "days": f"{typical['recency'][0]:,.0f}" if typical else NO_FIGURE,
        "orders": f"{typical['frequency'][0]:,.1f}" if typical else NO_FIGURE,
        "reason": standing["reason"],
        "url": telling.people_url(group["name"]) if standing["n"] else "",
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    parts = ("n", "share", "share_low", "share_high", "value", "value_share", "mean", "mean_low", "mean_high", "reason")
    money = f"({telling.currency})"
    titles = ["Customers", "Share", "Share low", "Share high", f"Revenue {money}", "Share of revenue"]
    titles += [f"Per customer {money}", "Per customer low", "Per customer high", "Remark"]
    groups = [[row["title"], row["rule"], *(row["standing"][part] for part in parts)] for row in payload["groups"]]
    cells = [[c["recency"], c["frequency"], *(c["standing"][part] for part in parts)] for c in payload["cells"]]
    return (
        Sheet("Groups", ["Group", "Rule", *titles], groups),
        Sheet("Map", ["Recency score", "Frequency score", *titles], cells),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    return [int(id) for id in _found(study).members(key)]


def _traits(study: Study) -> Mapping[str, Mapping[int, str]]:
    found = _found(study)
    names = [group.name for group in found.groups]
    places = zip(found.customers.tolist(), found.group.tolist(), strict=True)
    return {"rfm_group": {customer: names[place] for customer, place in places}}


def _suggests(payload: Payload) -> Sequence[Suggestion]:
    return [
        Suggestion(
            key=group["name"],
            name=group["title"],
            basis=group["rule"],
            standing=group["standing"],
            rule={"all": [{"condition": "rfm_group", "operator": "is", "value": group["name"]}]},
        )
        for group in payload["groups"]
        if group["standing"]["n"]
    ]


rfm = Analysis(
    name="rfm",
    title="Recency, frequency, value",
    question="Who bought lately, often and for much – and who is slipping away?",
    help="Customers who bought in the period get a score from 1 to 5 for how lately, how often and for how much they"
    " bought: fifths by rank, where equal values always get the same score. Named groups follow from the scores by the"
    " rules shown. After Hughes, Strategic Database Marketing, 1994.\n\nRevenue is net of refunds in the period."
    " The scores compare customers with each other: a fifth always scores 5, however good the year was. Anonymous"
    " orders belong to nobody and are left out.",
    group="value",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    traits=_traits,
    suggests=_suggests,
    glyph="squares-2x2",
    order=1,
)
