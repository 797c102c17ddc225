"""Customer profit and the whale curve: who earns the profit, and who takes some of it away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics import BadQuestion
from rapport.analytics.profit import CustomerProfit, WhaleCurve, cost_to_serve_of
from rapport.analytics.profit import whale_curve as curve_of
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling
from rapport.apps.insights.analyses._profit import (
    TABLES,
    activities,
    assumed,
    best_first,
    each,
    named,
    profit_of,
    rate_wishes,
    remarks_in,
    value_word,
)
from rapport.apps.insights.analyses._standing import told, with_range
from rapport.ui import charts, figures

FIFTHS = ("Best fifth", "Second fifth", "Middle fifth", "Fourth fifth", "Last fifth")
POINTS = 120
PARTS = ("revenue", "direct_cost", "cost_to_serve", "acquisition", "value")


def _work_out(study: Study) -> Payload:
    study.progress("Working out the profit of each customer")
    found = profit_of(study)
    drawn = curve_of(found, points=POINTS, minimum_n=study.minimum_n)
    return {
        **named(found),
        **_curve(drawn, study.minimum_n),
        "mean": asdict(found.mean(minimum_n=study.minimum_n)),
        "losing_share": asdict(found.share_losing(minimum_n=study.minimum_n)),
        "together": _together(found),
        "groups": [_group(found, key, study.minimum_n) for key in _keys(found)],
        "activities": _activities(study),
        "remarks": list(drawn.remarks),
        "method": f"{found.method} {drawn.method}",
    }


def _curve(drawn: WhaleCurve, minimum_n: int) -> Payload:
    shares = drawn.share_of_total if drawn.total and drawn.total > 0 else drawn.cumulative
    points = zip(drawn.share_of_customers.tolist(), shares.tolist(), strict=True)
    few = drawn.losing is not None and drawn.losing < minimum_n
    return {
        "curve": [[round(at, 6), round(value, 6)] for at, value in points],
        "peak": asdict(drawn.peak_share),
        "peak_at": drawn.peak_at,
        "losing": drawn.losing,
        "lost": None if few or drawn.lost is None else float(drawn.lost),
        "top_fifth": drawn.top_fifth,
    }


def _together(found: CustomerProfit) -> Payload:
    """The sums over all customers, from revenue to value."""
    everybody = np.ones(found.n, bool)
    parts = _parts(found, everybody)
    return {name: None if part is None else part * found.n for name, part in parts.items()}


def _parts(found: CustomerProfit, inside: NDArray[np.bool_]) -> dict[str, float | None]:
    direct = None if found.margin is None else found.revenue - found.margin
    columns = (found.revenue, direct, found.cost_to_serve, found.acquisition, found.cents)
    return {name: each(column, inside) for name, column in zip(PARTS, columns, strict=True)}


def _keys(found: CustomerProfit) -> list[str]:
    fifths = [f"fifth-{number}" for number in range(1, 6)]
    return [*fifths, "earning", "losing"] if found.kind == "profit" else fifths


def _inside(found: CustomerProfit, key: str) -> NDArray[np.bool_]:
    if key in ("earning", "losing"):
        return np.asarray((found.cents < 0) == (key == "losing"))
    if key not in _keys(found):
        raise BadQuestion(f"There is no group {key}.")
    inside = np.zeros(found.n, bool)
    number = int(key.removeprefix("fifth-"))
    order = best_first(found.cents, np.ones(found.n, bool))
    inside[order[round(found.n * (number - 1) / 5) : round(found.n * number / 5)]] = True
    return inside


def _group(found: CustomerProfit, key: str, minimum_n: int) -> Payload:
    inside = _inside(found, key)
    n, total = int(inside.sum()), int(found.cents.sum())
    if n < minimum_n:
        return {"key": key, "n": n, "few": True}
    mine = found.within(found.customers[inside])
    mean = mine.mean(minimum_n=minimum_n)
    share = int(mine.cents.sum()) / total if total > 0 else None
    value = {"mean": mean.value, "mean_low": mean.low, "mean_high": mean.high, "total": float(mine.total)}
    return {"key": key, "n": n, "few": False, "share": share, **value, **_parts(found, inside)}


def _activities(study: Study) -> list[Payload]:
    declared = activities(study)
    if not declared:
        return []
    found = cost_to_serve_of(study.source, study.period, declared, study.population)
    return [
        {
            "name": part.activity.name,
            "rate": float(part.activity.rate or 0),
            "used": part.used,
            "traced": float(part.traced),
            "others": float(part.others),
            "untraced": float(part.untraced),
            "total": float(part.total),
        }
        for part in found.activities
    ]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    money = telling.currency
    return {
        **payload,
        "word": value_word(payload["kind"]),
        "assumed": assumed(payload, dict(telling.wishes), money),
        "found": _found(payload, money),
        "curve": _drawn(payload, money),
        "steps": _steps(payload, money),
        "mean": _figure(payload["mean"], money),
        "peak": _figure(payload["peak"], "share"),
        "rows": [_row(group, telling) for group in payload["groups"]],
        "activities": [_activity(row, money) for row in payload["activities"]],
        "remarks": remarks_in(payload, money),
    }


def _found(payload: Payload, money: str) -> str:
    """What the page found, in a sentence."""
    n, losing, word = payload["n"], payload["losing"], value_word(payload["kind"])
    if payload["total"] <= 0:
        return f"All {figures.number(n)} customers together bring {told(payload['total'], money)}: there is no {word}."
    fifth = f"The best fifth of customers bring {told(payload['top_fifth'], 'share')} of the {word}"
    if payload["kind"] == "revenue":
        return f"{fifth}. What customers cost is not known, so this is revenue and no profit."
    if not losing:
        return f"{fifth}, and nobody costs more than they bring."
    if payload["lost"] is None:
        return f"{fifth}. Few customers cost more than they bring."
    lost = f"{figures.number(losing)} of {figures.number(n)} customers cost more than they bring"
    return f"{fifth}. {lost} and take {told(payload['lost'], money)} of it away again."


def _drawn(payload: Payload, money: str) -> charts.Chart:
    positive = payload["total"] > 0
    marks = []
    if positive and payload["kind"] == "profit" and payload["peak_at"]:
        marks = [{"x": payload["peak_at"], "words": "peak"}, {"value": 1, "words": "all the profit"}]
    return charts.curve(
        [{"x": at, "value": value} for at, value in payload["curve"]],
        id="whale-curve",
        title=f"{payload['title']}, added up from the best customer on",
        unit="share" if positive else money,
        across="Customers, the best first",
        across_unit="share",
        zero=True,
        marks=marks,
    )


def _steps(payload: Payload, money: str) -> charts.Chart:
    titles = ("Revenue", "Direct cost", "Cost to serve", "Winning customers", payload["title"])
    wanted = PARTS if payload["kind"] == "profit" else ("revenue", "cost_to_serve")
    found = [(title, payload["together"][name]) for name, title in zip(PARTS, titles, strict=True) if name in wanted]
    parts = [{"label": title, "value": value} for title, value in found if value is not None]
    hues = dict.fromkeys(titles, "coral") | {"Revenue": "slate", payload["title"]: "green"}
    title = "From revenue to profit" if payload["kind"] == "profit" else "Revenue, and what handling it costs"
    return charts.bars(parts, id="whale-steps", title=title, unit=money, hues=hues)


def _figure(row: Payload, unit: str) -> dict[str, str]:
    return with_range({"value": row["value"], "value_low": row["low"], "value_high": row["high"]}, "value", unit)


TITLES = {
    **{f"fifth-{number}": title for number, title in enumerate(FIFTHS, 1)},
    "earning": "Bring more than they cost",
    "losing": "Cost more than they bring",
}


def _row(group: Payload, telling: Telling) -> dict[str, Any]:
    money = telling.currency
    amounts = {name: told(group.get(name), money) for name in (*PARTS, "total")}
    return {
        **amounts,
        "title": TITLES[group["key"]],
        "key": group["key"],
        "n": group["n"],
        "few": group["few"],
        "share": told(group.get("share"), "share"),
        "mean": with_range(group, "mean", money),
        "url": telling.people_url(group["key"]) if group["n"] else "",
    }


def _activity(row: Payload, money: str) -> dict[str, Any]:
    amounts = {name: figures.money(row[name], money) for name in ("rate", "traced", "others", "untraced", "total")}
    return {**amounts, "name": row["name"], "used": figures.number(round(row["used"]))}


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    money = f"({telling.currency})"
    columns = ("share", "total", "mean", "mean_low", "mean_high", *PARTS[:-1])
    rows = [[TITLES[row["key"]], row["n"], *(row.get(name) for name in columns)] for row in payload["groups"]]
    titles = ("Share", f"Total {money}", f"Each {money}", "Each low", "Each high")
    costs = ("Revenue each", "Direct cost each", "Cost to serve each", "Acquisition each")
    parts = ("name", "rate", "used", "traced", "others", "untraced", "total")
    of = ("Activity", f"Rate {money}", "Units", "Of these customers", "Of others", "Of nobody known", "Together")
    return (
        Sheet(payload["title"], ("Group", "Customers", *titles, *costs), rows),
        Sheet("Curve", ("Share of customers, the best first", payload["title"]), payload["curve"]),
        Sheet("Activities", of, [[row[part] for part in parts] for row in payload["activities"]]),
    )


def _people(study: Study, key: str) -> Sequence[int]:
    found = profit_of(study)
    order = best_first(found.cents, _inside(found, key))
    return [int(id) for id in found.customers[order[::-1] if key == "losing" else order]]


whale_curve = Analysis(
    name="whale_curve",
    title="Customer profit and whale curve",
    question="Who earns our profit, and who costs more than they bring?",
    help="Profit of a customer in the period: revenue net of refunds, less the direct cost of what was sold, less what"
    " serving the customer cost, less what winning the customer cost where spending is recorded. Where the lines of"
    " an order say no cost, that of the product counts, else the margin rate in the settings of the workspace. Without"
    " any of these there is no profit: the page then shows revenue, under its own name.\n\n"
    "Cost to serve is activity-based (Kaplan & Anderson, Harvard Business Review, 2004): every order, line, return and"
    " answer a customer sets going costs what you declare above. These rates are assumptions until you put in your own:"
    " divide what a team costs in a year by what it can handle in a year.\n\n"
    "The whale curve (Kaplan & Narayanan, 2001) adds customers up from the most profitable on. It rises above 100 %"
    " where the last customers take profit away again. A loss in one period is no reason to part with anybody: a new"
    " customer may come to pay, and what they cost may be ours to change.",
    group="value",
    tables=TABLES,
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=rate_wishes(),
    glyph="presentation-chart-line",
    order=3,
    version=2,
)
