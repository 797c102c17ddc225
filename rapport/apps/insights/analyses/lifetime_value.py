"""Lifetime value: what customers will bring, how sure that is, and whether the model may be believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.analytics import BadQuestion
from rapport.analytics.models.lifetime_value import LifetimeValues, Terms, individual_spread, lifetime_values
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.apps.insights.analyses._buying import MODEL, Buying, buying, fits_of, single_orders, single_words
from rapport.apps.insights.analyses._model_charts import checks_shown, fits_shown, model_sheets
from rapport.apps.insights.analyses._model_checks import checks_of
from rapport.apps.insights.analyses._said import ends, expected, sentences, three, value
from rapport.apps.insights.analyses._series import plain, points
from rapport.ui import charts, figures

# Groups by expected value: their key, title, and where they end among the customers, the best first.
PARTS = (("top", "The best tenth", 0.1), ("next", "The next 40 %", 0.5), ("rest", "The other half", 1.0))
BEST = 10
BINS = 10
COVERAGE = 0.8
SAMPLE = 2_000


def _terms(study: Study) -> Terms:
    chosen = study.wishes["margin"]
    margin = study.margin_rate if chosen == "workspace" else None if chosen == "none" else float(chosen) / 100
    return Terms(int(study.number("months")), study.number("discount") / 100, margin)


def _values(study: Study, found: Buying, terms: Terms) -> LifetimeValues:
    study.progress(f"Looking {terms.months} months ahead for {found.history.n:,} customers")
    return lifetime_values(found.fit, found.spend, found.history, terms)


def _work_out(study: Study) -> Payload:
    terms = _terms(study)
    found = buying(study)
    values = _values(study, found, terms)
    if values.reason:
        raise BadQuestion(f"There is no forecast: {values.reason}.")
    order = np.argsort(-values.value, kind="stable")
    return {
        "n": values.n,
        "name": values.name,
        "months": terms.months,
        "span": [found.span.start.isoformat(), found.span.end.isoformat()],
        "mean": three(values.mean),
        "total": three(values.total),
        **_across(values),
        "alive": _alive(values),
        "single": single_orders(found.history),
        "parts": _parts(found, values, order),
        "best": _best(found, values, terms, order[:BEST]),
        "fits": fits_of(found),
        "checks": checks_of(study, found),
        "method": values.method,
        "remarks": [*values.remarks, single_words(study.wishes["model"])],
    }


def _across(values: LifetimeValues) -> Payload:
    across = values.across
    return {} if across is None else {"p10": across.p10, "median": across.median, "p90": across.p90}


def _alive(values: LifetimeValues) -> Payload:
    counts, _ = np.histogram(values.alive, bins=BINS, range=(0, 1))
    return {"counts": [int(count) for count in counts], "sum": plain(float(values.alive.sum()))}


def _part_ends(n: int) -> list[int]:
    return [round(n * share) for _, _, share in PARTS]


def _parts(found: Buying, values: LifetimeValues, order: Any) -> list[Payload]:
    edges = [0, *_part_ends(values.n)]
    total = float(values.value.sum())
    rows = []
    for (key, title, _), first, last in zip(PARTS, edges, edges[1:], strict=False):
        rows_of = order[first:last]
        if not len(rows_of):
            continue
        worth = values.value[rows_of]
        rows.append(
            {
                "key": key,
                "title": title,
                "n": len(rows_of),
                "share": plain(worth.sum() / total) if total > 0 else None,
                "mean": _part_mean(found, values.terms, rows_of, float(worth.mean())),
                "least": plain(worth.min()),
                "most": plain(worth.max()),
                "purchases": plain(values.purchases[rows_of].mean()),
                "alive": plain(values.alive[rows_of].mean()),
            }
        )
    return rows


def _part_mean(found: Buying, terms: Terms, rows: Any, mean: float) -> list[float | None]:
    """The mean of a group; its interval, relative to it, from evenly chosen members of large groups."""
    some = rows[:: len(rows) // SAMPLE + 1]
    figure = lifetime_values(found.fit, found.spend, found.history.take(some), terms).mean
    if not figure.value or figure.low is None or figure.high is None:
        return [plain(mean), None, None]
    return [plain(mean), plain(mean * figure.low / figure.value), plain(mean * figure.high / figure.value)]


def _best(found: Buying, values: LifetimeValues, terms: Terms, rows: Any) -> list[Payload]:
    """The customers expected to bring most, each with the doubt about the mean and the spread of one customer."""
    spread = individual_spread(found.fit, found.spend, found.history.take(rows), terms, coverage=COVERAGE)
    names = ("value", "low", "high", "purchases", "alive", "least", "most", "nothing")
    columns = (
        *(part[rows] for part in (values.value, values.low, values.high, values.purchases, values.alive)),
        *(spread.low, spread.high, spread.nothing),
    )
    orders = found.history.frequency[rows] + 1
    return [
        {**dict(zip(names, row, strict=True)), "orders": int(count)}
        for row, count in zip(points(*columns), orders, strict=True)
    ]


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    currency = telling.currency
    return {
        "n": payload["n"],
        "name": payload["name"],
        "months": payload["months"],
        "mean": _money(payload["mean"], currency),
        "total": _money(payload["total"], currency),
        "across": {
            part: figures.estimate(payload[part], currency) for part in ("p10", "median", "p90") if part in payload
        },
        "alive": _alive_chart(payload["alive"]),
        "alive_sum": f"{payload['alive']['sum']:,.0f}",
        "single": payload["single"],
        "parts": [_part(part, telling) for part in payload["parts"]],
        "best": [_one(place, row, telling) for place, row in enumerate(payload["best"], start=1)],
        "coverage": f"{COVERAGE:.0%}",
        "checks": checks_shown(payload["checks"]),
        "fits": fits_shown(payload["fits"]),
        "method": payload["method"],
        "remarks": sentences(payload["remarks"]),
    }


def _money(of: Any, currency: str) -> dict[str, str]:
    return {"words": expected(of, currency), "range": ends(of, currency)}


def _alive_chart(alive: Payload) -> charts.Chart:
    rows = [
        {"label": f"{place * 10}–{place * 10 + 10}%", "value": count} for place, count in enumerate(alive["counts"])
    ]
    return charts.columns(
        rows,
        id="alive",
        title="Customers by the chance that they still are customers",
        across="Chance, P(alive)",
    )


def _part(part: Payload, telling: Telling) -> dict[str, Any]:
    currency = telling.currency
    return {
        **part,
        "share": value([part["share"], None, None], "share"),
        **_money(part["mean"], currency),
        "least": figures.estimate(part["least"], currency),
        "most": figures.estimate(part["most"], currency),
        "purchases": f"{part['purchases']:.1f}",
        "alive": value([part["alive"], None, None], "share"),
        "url": telling.people_url(part["key"]),
    }


def _one(place: int, row: Payload, telling: Telling) -> dict[str, Any]:
    currency = telling.currency
    return {
        "place": place,
        "orders": row["orders"],
        **_money([row["value"], row["low"], row["high"]], currency),
        "spread": ends([None, row["least"], row["most"]], currency),
        "purchases": f"{row['purchases']:.1f}",
        "alive": value([row["alive"], None, None], "share"),
        "nothing": value([row["nothing"], None, None], "share"),
        "url": telling.people_url(f"best-{place}"),
    }


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    money = f"({telling.currency})"
    totals = [["Mean for each customer", *payload["mean"]], ["Total", *payload["total"]]]
    best = ("value", "low", "high", "least", "most", "purchases", "alive", "nothing", "orders")
    alive = [[place / BINS, (place + 1) / BINS, count] for place, count in enumerate(payload["alive"]["counts"])]
    part_titles = (
        "Group",
        "Customers",
        "Share of value",
        f"Mean {money}",
        "Low",
        "High",
        "Least",
        "Most",
        "Orders",
        "P(alive)",
    )
    best_titles = ("Place", f"Value {money}", "Low", "High", "One in ten below", "One in ten above")
    return (
        Sheet(f"{payload['name'].capitalize()} over {payload['months']} months", ("", "Value", "Low", "High"), totals),
        Sheet("Groups", part_titles, _part_rows(payload["parts"])),
        Sheet(
            "Best customers",
            (*best_titles, "Orders expected", "P(alive)", "Chance of no order", "Orders so far"),
            [[place, *(row[name] for name in best)] for place, row in enumerate(payload["best"], start=1)],
        ),
        Sheet("P(alive)", ("From", "To", "Customers"), alive),
        *model_sheets(payload["fits"], payload["checks"]),
    )


def _part_rows(parts: Sequence[Payload]) -> list[list[Any]]:
    after = ("least", "most", "purchases", "alive")
    return [[part["title"], part["n"], part["share"], *part["mean"], *(part[name] for name in after)] for part in parts]


def _people(study: Study, key: str) -> Sequence[int]:
    found = buying(study)
    values = _values(study, found, _terms(study))
    order = np.argsort(-values.value, kind="stable")
    ids = [] if values.customer is None else [int(id) for id in values.customer[order]]
    if key.startswith("best-") and key[5:].isdigit() and 1 <= int(key[5:]) <= BEST:
        return ids[int(key[5:]) - 1 : int(key[5:])]
    edges = [0, *_part_ends(len(ids))]
    places = {name: (edges[at], edges[at + 1]) for at, (name, _, _) in enumerate(PARTS)}
    if key not in places:
        raise BadQuestion(f"There is no group {key}.")
    first, last = places[key]
    return ids[first:last]


lifetime_value = Analysis(
    name="lifetime_value",
    title="What customers will bring",
    question="What will today's customers still bring, and how sure is that?",
    help="From how often and how lately each customer has ordered, a model tells how likely they still are customers"
    " and how often they will order; a second one tells for how much. Orders expected × amount expected, money that"
    " comes later counting less, is what a customer is expected to bring from today on; what they brought before does"
    " not count. Times the margin this is lifetime value; without a margin it is called lifetime revenue.\n\n"
    "Models: MBG/NBD (Batislam, Denizel and Filiztekin, 2007), Pareto/NBD (Schmittlein, Morrison and Colombo, 1987),"
    " BG/NBD (Fader, Hardie and Lee, 2005); amounts by Gamma-Gamma (Fader and Hardie, 2013). They are for shops where"
    " customers come and go as they like, not for contracts. They know nothing of seasons, campaigns or prices.\n\n"
    "Two kinds of doubt are kept apart. The interval beside mean and total is doubt about the average, from what the"
    " data leave open in the parameters; it shrinks with more customers, and it does not cover that the model itself"
    " may be wrong: for that there are the checks. How far single customers lie from what is expected of them does not"
    " shrink.\n\n"
    "Groups are as they are today: members of a group made by what they bought look better than they will be.",
    group="loyalty",
    tables=("orders", "customers", "memberships"),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(name="months", title="over the next", default="36", least=1, most=120, unit="months"),
        MODEL,
        Wish(name="discount", title="discounted at", default="10", least=0, most=50, step=0.5, unit="% a year"),
        Wish(
            name="margin",
            title="margin",
            default="workspace",
            options=(
                ("workspace", "as in the settings"),
                ("none", "none: revenue"),
                *((str(percent), f"{percent} %") for percent in range(5, 100, 5)),
            ),
        ),
    ),
    glyph="banknotes",
    order=3,
    version=2,
    by_period=False,
)
