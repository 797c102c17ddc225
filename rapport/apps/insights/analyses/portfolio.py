"""The customer portfolio: value against cost to serve, five strategies, and what a change would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from rapport.analytics import BadQuestion
from rapport.analytics.profit import (
    CustomerProfit,
    Grid,
    Portfolio,
    Significant,
    Threshold,
    portfolio_of,
    significant_customers,
)
from rapport.analytics.profit.money import in_money
from rapport.analytics.profit.portfolio import Cell, Level, OfStrategy, Strategy
from rapport.analytics.profit.significant import Significance
from rapport.apps.insights.analyses._analysis import Analysis, Payload, Study, Wish
from rapport.apps.insights.analyses._grid import sheets, shown
from rapport.apps.insights.analyses._profit import TABLES, named, profit_of, rate_wishes
from rapport.apps.insights.analyses._strategies import STRATEGIES, changes, value_to_come

DOTS = 400
MIDDLE = Threshold(quantile=0.5)
SIGNIFICANT: tuple[Significance, ...] = ("lifetime_value", "volume", "cost_magnet")


@dataclass(frozen=True, slots=True)
class _Found:
    profit: CustomerProfit
    grid: Portfolio
    significant: Significant
    to_come: str


def _found(study: Study) -> _Found:
    study.progress("Working out profit and cost to serve of each customer")
    profit = profit_of(study)
    if profit.cost_to_serve is None:
        raise BadQuestion("Cost to serve is not known: say above what an order, a line, a return or an answer costs.")
    later, words = (None, "") if study.wishes["to_come"] == "no" else value_to_come(study, profit)
    serving, share = in_money(profit.cost_to_serve), study.number("high") / 100
    significant = significant_customers(
        profit.customers, lifetime_value=later, volume=in_money(profit.revenue), cost_to_serve=serving
    )
    high = Threshold(quantile=1 - share)
    grid = Grid(value_from=high, cost_from=high, to_come_from=None if later is None else MIDDLE)
    placed = portfolio_of(profit, grid, to_come=later, significant=significant.of("volume"), minimum_n=study.minimum_n)
    return _Found(profit, placed, significant, words)


def _work_out(study: Study) -> Payload:
    found = _found(study)
    grid, chosen = found.grid, cast(Strategy, study.wishes["whom"])
    return {
        **named(found.profit),
        "cells": [_cell(cell, study.minimum_n) for cell in grid.cells],
        "strategies": [_strategy(row, study.minimum_n) for row in grid.strategies],
        "thresholds": [
            None if one is None else float(one) for one in (grid.value_from, grid.cost_from, grid.to_come_from)
        ],
        "dots": _dots(grid),
        "whom": chosen,
        "changes": changes(study, found.profit, grid.customers_of(chosen).tolist()),
        "significant": _significant(found.significant),
        "remarks": [*grid.remarks, *([found.to_come] if found.to_come else [])],
        "method": f"{grid.method} {found.significant.method}",
    }


def _cell(cell: Cell, minimum_n: int) -> Payload:
    few = cell.n < minimum_n
    place = {"value": cell.value, "cost": cell.cost, "to_come": cell.to_come, "strategy": cell.strategy}
    amounts = {"total": float(cell.total_value), "serving": float(cell.total_cost), "mean": cell.mean_value}
    return {**place, "n": cell.n, "share": cell.share_of_customers, **({} if few else amounts)}


def _strategy(row: OfStrategy, minimum_n: int) -> Payload:
    counted = {"strategy": row.strategy, "n": row.n, "share": row.share_of_customers, "few": row.n < minimum_n}
    value = {"value": float(row.total_value), "value_share": row.share_of_value}
    cost = {"cost": float(row.total_cost), "cost_share": row.share_of_cost}
    return counted if row.n < minimum_n else {**counted, **value, **cost}


def _dots(grid: Portfolio) -> list[list[float]]:
    """Some customers as cost to serve, value and place of the strategy."""
    return [
        [round(float(grid.cost[at]), 2), round(float(grid.value[at]), 2), int(grid.strategy_index[at])]
        for at in grid.points(DOTS)
    ]


def _significant(found: Significant) -> Payload:
    counts = {kind: found.counts[kind] for kind in SIGNIFICANT}
    return {"counts": counts, "thresholds": {kind: found.thresholds[kind] for kind in SIGNIFICANT}}


def _people(study: Study, key: str) -> Sequence[int]:
    kind, _, rest = key.partition(":")
    found = _found(study)
    if kind == "strategy" and rest in STRATEGIES:
        return [int(id) for id in found.grid.customers_of(cast(Strategy, rest))]
    if kind == "significant" and rest in SIGNIFICANT:
        return found.significant.of(rest)
    levels = rest.split(",")
    if kind == "cell" and len(levels) == 3 and set(levels) <= set(get_args(Level)):
        value, cost, later = (cast(Level, level) for level in levels)
        to_come = None if later == "unknown" else later
        return [int(id) for id in found.grid.customers_in(value=value, cost=cost, to_come=to_come)]
    raise BadQuestion(f"There is no group {key}.")


portfolio = Analysis(
    name="portfolio",
    title="Customer portfolio",
    question="Whom to protect, to serve more cheaply, to grow, to harvest or to let go?",
    help="Each customer has a place by what they bring (profit in the period, or revenue where no cost is known) and by"
    " what serving them costs. High is the share of customers that you declare above, the largest first. Value to come"
    " is the revenue that a model of buying expects over the next twelve months (Fader, Hardie & Lee, Marketing"
    " Science, 2005), much for the upper half of customers; it tells whom to grow from whom to harvest.\n\n"
    "Protect: worth much and cheap. Re-engineer: worth much but costly, or costly with much to come. Nurture: small and"
    " cheap. Harvest: cheap with little to come. End: small, costly, and little to come. The axes are those of the"
    " customer portfolio of Buttle, Customer Relationship Management, 2009. A strategy is a question to start from, not"
    " a verdict: look at the people first.\n\n"
    "What if: prices rise, or serving costs less, and a share of these customers leaves because of it. The shares are"
    " yours; the interval shows only what chance in who leaves would make of it. The break-even is the share of"
    " customers whose leaving would eat up the gain.\n\n"
    "Strategically significant are the largest 5 % by value to come, by revenue and by cost to serve: those whose loss"
    " would cost more than their own profit.",
    group="value",
    tables=TABLES,
    work_out=_work_out,
    shown=shown,
    sheets=sheets,
    people=_people,
    wishes=(
        *rate_wishes(),
        Wish(name="high", title="High are the top", default="20", least=1, most=60, unit="%"),
        Wish(
            name="to_come", title="value to come", default="yes", options=(("yes", "as expected"), ("no", "left out"))
        ),
        Wish(
            name="whom",
            title="What if, with those to",
            default="re-engineer",
            options=tuple((name, title.lower()) for name, (title, _, _) in STRATEGIES.items()),
        ),
        Wish(name="price", title="prices rose by", default="5", least=-50, most=200, unit="%"),
        Wish(name="process", title="serving cost fell by", default="20", most=100, unit="%"),
        Wish(name="loss", title="and so many left:", default="5", most=100, unit="%"),
    ),
    glyph="view-columns",
    order=4,
    version=2,
)
