"""Profit of customers as analyses show it: activities at declared rates, what is assumed, and people by profit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.intervals import Floats
from rapport.analytics.profit import Activity, CustomerProfit, customer_profit_of
from rapport.analytics.profit.from_facts import ANONYMOUS
from rapport.analytics.profit.money import Cents, in_money
from rapport.apps.insights.analyses._analysis import Payload, Study, Wish
from rapport.apps.insights.analyses._standing import need_customers
from rapport.ui import figures

TABLES = ("orders", "order_lines", "products", "responses", "customers", "memberships")
# The wish, the driver it is counted by, and what one of them is called.
RATES = (
    ("per_order", "orders", "order"),
    ("per_line", "order_lines", "order line"),
    ("per_return", "returns", "return"),
    ("per_answer", "answers", "answer to a survey"),
)
NAMES = {"orders": "Orders", "order_lines": "Order lines", "returns": "Returns", "answers": "Answers to surveys"}


def rate_wishes() -> tuple[Wish, ...]:
    """What one order, line, return and answer cost to handle, declared in the workspace's currency."""
    help = (
        "In the currency of the workspace: time of people, packing, postage and fees that follow it. 0 leaves it out."
    )
    told = (("An order costs", "5"), ("an order line", "1"), ("a return", "10"), ("an answer", "1"))
    return tuple(
        Wish(name=name, title=title, default=default, most=1e6, step=0.1, help=help)
        for (name, _, _), (title, default) in zip(RATES, told, strict=True)
    )


def activities(study: Study) -> tuple[Activity, ...]:
    """The activities that have a rate; answers only where there are any."""
    return tuple(
        Activity(name=NAMES[driver], driver=driver, rate=study.number(wish))
        for wish, driver, _ in RATES
        if study.number(wish) > 0 and (driver != "answers" or study.source.has("responses"))
    )


def profit_of(study: Study) -> CustomerProfit:
    """Profit of each customer in the period at the declared rates; revenue under its own name without any cost."""
    found = customer_profit_of(
        study.source, study.period, study.population, activities=activities(study), margin_rate=study.margin_rate
    )
    need_customers(found.n, study.minimum_n, who="bought or answered in the period")
    return found


def named(found: CustomerProfit) -> Payload:
    """What the value is, and what is assumed of it."""
    return {
        "n": found.n,
        "kind": found.kind,
        "title": found.title,
        "assumption": found.assumption,
        "remarks": list(found.remarks),
        "method": found.method,
        "anonymous": found.anonymous,
        "total": float(found.total),
    }


def remarks_in(payload: Payload, currency: str) -> list[str]:
    """What is to be minded, with what orders of nobody known brought in the money of the page."""
    brought = f"They brought {figures.money(payload['anonymous'] or 0, currency)}."
    return [f"{one} {brought}" if one == ANONYMOUS else one for one in payload["remarks"]]


def assumed(payload: Payload, wishes: dict[str, str], currency: str) -> str:
    """What was declared and not measured, in a sentence; nothing where nothing was."""
    told = [
        f"{figures.money(float(wishes[name]), currency)} for each {one}"
        for name, _, one in RATES
        if float(wishes[name]) > 0
    ]
    parts = [payload["assumption"]] if payload["assumption"] else []
    if told:
        parts.append(f"handling costs {', '.join(told)}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def value_word(kind: str) -> str:
    """What the value is called within a sentence."""
    return "profit" if kind == "profit" else "revenue"


def each(column: Cents | None, inside: NDArray[np.bool_]) -> float | None:
    """The mean of a column of cents over some customers, in money."""
    return None if column is None or not inside.any() else float(in_money(column[inside]).mean())


def best_first(values: Floats | Cents, inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The places of some customers, the most valuable first, ties in the order of their ids."""
    places = np.flatnonzero(inside)
    return np.asarray(places[np.argsort(-values[places], kind="stable")])
