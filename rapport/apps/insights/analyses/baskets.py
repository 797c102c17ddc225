"""Baskets: what is bought together more often than by chance, and who bought the one but not the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from rapport.analytics import BadQuestion
from rapport.analytics.baskets.counting import Basket, Item
from rapport.analytics.baskets.cross_sell import Breadth, buyers_without, products_per_customer
from rapport.analytics.baskets.pairs import Pair, Pairs, cross_sell_pairs
from rapport.apps.insights.analyses import _said
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Sheet, Study, Telling, Wish
from rapport.ui import charts

MOST_SHOWN, MOST_AGAINST, MOST_BARS = 50, 15, 12
NAMES = {"product": "products", "category": "categories"}
BETWEEN = "~"


def _work_out(study: Study) -> Payload:
    of, per = cast(Item, study.wishes["of"]), cast(Basket, study.wishes["per"])
    study.progress("Counting what was bought together")
    found = cross_sell_pairs(
        study.source, study.period, study.population, of=of, per=per, least=int(study.number("least"))
    )
    if not found.baskets:
        raise BadQuestion("Nobody of these bought anything known in the period. Choose a longer one.")
    study.progress("Counting what each customer bought")
    breadth = products_per_customer(study.source, study.period, study.population, of=of, minimum_n=study.minimum_n)
    return {
        "of": of,
        "per": per,
        "baskets": found.baskets,
        "items": found.items,
        "tests": found.tests,
        "least": found.least,
        "stand": sum(pair.attracts for pair in found.rows),
        "pairs": [_pair(pair, of) for pair in _chosen(found)],
        "reason": found.reason,
        "breadth": _breadth(breadth),
        "method": found.method,
        "remarks": list(found.remarks),
    }


def _chosen(found: Pairs) -> list[Pair]:
    """Those bought together more often, then less often; the most frequent where none stands."""
    more = [pair for pair in found.rows if pair.attracts][:MOST_SHOWN]
    less = [pair for pair in found.rows if pair.found and not pair.attracts]
    less.sort(key=lambda pair: (pair.lift[0], -pair.both))
    return [*more, *less[:MOST_AGAINST]] or sorted(found.rows, key=lambda pair: -pair.both)[:MOST_AGAINST]


def _pair(pair: Pair, of: str) -> Payload:
    ids = (pair.first, pair.second) if of == "category" else (pair.first_id, pair.second_id)
    return {
        "first": pair.first,
        "second": pair.second,
        "key": BETWEEN.join(str(one) for one in ids),
        "back": BETWEEN.join(str(one) for one in reversed(ids)),
        "both": pair.both,
        "first_n": pair.first_n,
        "second_n": pair.second_n,
        **{name: list(getattr(pair, name)) for name in ("support", "confidence", "confidence_back", "lift")},
        "p": pair.p,
        "p_adjusted": pair.p_adjusted,
        "stands": pair.found,
        "test": pair.test,
    }


def _breadth(found: Breadth) -> Payload:
    return {
        "n": found.n,
        "mean": [found.mean, found.low, found.high],
        "median": found.median,
        "counts": [list(row) for row in found.counts],
        "reason": found.reason,
    }


def _shown(payload: Payload, telling: Telling) -> dict[str, Any]:
    rows = [_row(pair, telling) for pair in payload["pairs"]]
    groups = (
        ("Bought together more often than by chance", [row for row in rows if row["says"] == "more"]),
        ("Bought together less often than by chance", [row for row in rows if row["says"] == "less"]),
        ("The most frequent pairs; none stands after correction", [row for row in rows if not row["says"]]),
    )
    return {
        **payload,
        "things": NAMES[payload["of"]],
        "basket": "orders" if payload["per"] == "order" else "customers",
        "found": _found(payload),
        "groups": [{"title": title, "rows": group} for title, group in groups if group],
        "chart": _lifts(payload),
        "breadth_chart": _breadth_chart(payload),
        "breadth_words": _breadth_words(payload),
    }


def _found(payload: Payload) -> str:
    things, where = NAMES[payload["of"]], "in the same order" if payload["per"] == "order" else "by the same customer"
    best = next((pair for pair in payload["pairs"] if pair["stands"] and pair["lift"][0] > 1), None)
    if not payload["tests"]:
        return f"Whether {things} go together cannot be told: {payload['reason'] or 'too little was bought'}."
    if best is None:
        return f"No two {things} are bought together more often than chance would have it."
    lift = f"{_said.value(best['lift'])} times as often as by chance ({_said.ends(best['lift'])})"
    more = payload["stand"] - 1
    stands = "pair stands out" if more == 1 else "pairs stand out"
    others = f", and {more:,} more {stands}" if more > 0 else ""
    return f"{best['first']} and {best['second']} are bought {where} {lift}{others}."


def _row(pair: Payload, telling: Telling) -> dict[str, Any]:
    units = (("support", "share"), ("confidence", "share"), ("confidence_back", "share"), ("lift", ""))
    told = {
        name: {"words": _said.value(pair[name], unit), "range": _said.ends(pair[name], unit)} for name, unit in units
    }
    return {
        **pair,
        **told,
        "p_adjusted": _said.chance(pair["p_adjusted"]),
        "says": ("more" if pair["lift"][0] > 1 else "less") if pair["stands"] else "",
        "url": telling.people_url(pair["key"]),
        "back_url": telling.people_url(pair["back"]),
    }


def _lifts(payload: Payload) -> charts.Chart | None:
    best = [pair for pair in payload["pairs"] if pair["stands"] and pair["lift"][0] > 1][:MOST_BARS]
    rows = [
        {
            "label": f"{pair['first']} + {pair['second']}",
            **dict(zip(("value", "low", "high"), pair["lift"], strict=True)),
        }
        for pair in best
    ]
    note = "1 is chance"
    return charts.bars(rows, id="basket-lift", title="Lift of the strongest pairs", note=note) if rows else None


def _breadth_chart(payload: Payload) -> charts.Chart | None:
    counts = payload["breadth"]["counts"]
    rows = [
        {"label": f"{step}" if step < len(counts) else f"{step}+", "value": share, "low": low, "high": high}
        for step, _, share, low, high in counts
    ]
    title = f"Different {NAMES[payload['of']]} each customer bought"
    return charts.columns(rows, id="basket-breadth", title=title, unit="share", across="How many") if rows else None


def _breadth_words(payload: Payload) -> str:
    breadth = payload["breadth"]
    if breadth["mean"][0] is None:
        return _said.sentence(breadth["reason"])
    mean, ends = _said.value(breadth["mean"]), _said.ends(breadth["mean"])
    return f"{breadth['n']:,} customers bought {mean} different {NAMES[payload['of']]} on average ({ends})."


def _sheets(payload: Payload, telling: Telling) -> Sequence[Sheet]:
    parts = ("support", "confidence", "confidence_back", "lift")
    titles = ("Share of all", "Of the first", "Of the second", "Lift")
    ends = [f"{title}{end}" for title in titles for end in ("", " low", " high")]
    columns = ["First", "Second", "Both", "With first", "With second", *ends, "p", "Adjusted p", "Test"]
    rows = [
        [
            *(pair[name] for name in ("first", "second", "both", "first_n", "second_n")),
            *(number for part in parts for number in pair[part]),
            *(pair[name] for name in ("p", "p_adjusted", "test")),
        ]
        for pair in payload["pairs"]
    ]
    breadth = ["How many different", "Customers", "Share", "Share low", "Share high"]
    return (Sheet("Pairs", columns, rows), Sheet("Breadth", breadth, payload["breadth"]["counts"]))


def _people(study: Study, key: str) -> Sequence[int]:
    first, between, second = key.partition(BETWEEN)
    of = cast(Item, study.wishes["of"])
    if not between or (of == "product" and not (first.isdigit() and second.isdigit())):
        raise BadQuestion("There is no such pair.")
    return buyers_without(study.source, study.period, study.population, of=of, first=first, second=second)


baskets = Analysis(
    name="baskets",
    title="Bought together",
    question="Which products are bought together, and whom could we offer the other one?",
    help="Counts how many orders (or customers, over the whole period) hold two things, and holds it against what"
    " chance would give if the one said nothing of the other. Support is the share that hold both; confidence the share"
    " of those with the one that also hold the other, which per customer is the cross-sell rate; lift says how many"
    " times more often than by chance (1 is chance).\n\nMany pairs are looked at, so some stand out by luck: chi-square"
    " tests (Fisher's exact test where little is expected) are adjusted for all pairs that could have been found"
    " (Benjamini and Hochberg, 1995). Per order, intervals allow for orders of one customer being alike.\n\nBeside each"
    " name are those who bought it without the other one. What is bought together may simply please the same people:"
    " whether an offer brings more is for a test to say. A line sent back later still shows what was wanted.",
    group="offer",
    tables=("order_lines", "products", "orders", "customers", "memberships"),
    needs=("order_lines",),
    work_out=_work_out,
    shown=_shown,
    sheets=_sheets,
    people=_people,
    wishes=(
        Wish(
            name="of",
            title="Which",
            default="product",
            options=(("product", "products"), ("category", "categories")),
        ),
        Wish(
            name="per",
            title="bought in the same",
            default="order",
            options=(("order", "order"), ("customer", "customer's orders")),
        ),
        Wish(name="least", title="at least", default="5", least=5, most=10_000, unit="times"),
    ),
    glyph="shopping-bag",
    order=1,
)
