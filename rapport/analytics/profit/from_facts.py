"""Cost to serve and customer profit straight from the fact tables of a `Source`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from rapport.analytics.errors import BadTable, MixedCurrencies
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.profit.acquisition import NOT_ASKED, acquisition_cost_of
from rapport.analytics.profit.activity import Activity
from rapport.analytics.profit.cost_to_serve import CostToServe, Ids, cost_to_serve
from rapport.analytics.profit.customer_profit import CustomerProfit, customer_profit
from rapport.analytics.profit.money import in_money
from rapport.analytics.profit.volumes import members_of, volumes_of, within
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Acquisition = Literal["blended", "by_channel"]
REVENUE_OF_PERIOD = "Revenue of the period"
ANONYMOUS = "Anonymous orders are nobody's here."
_FACTS = ("orders", "order_lines", "touches", "tickets", "responses")


def cost_to_serve_of(
    source: Source, period: Period, activities: Sequence[Activity], population: Population = EVERYBODY
) -> CostToServe:
    """Activity-based cost to serve of the customers of a population, from what the facts record of them.

    Rates come from everybody's use, so that a segment costs the same alone as among all; the cost of customers outside
    the population is told in ``others``. A driver without any record leaves its pool untraced, and says so.

    Raises BadQuestion for an unknown driver, MixedCurrencies for orders of several currencies.
    """
    volumes = volumes_of(source, period, activities)
    found = cost_to_serve(
        volumes.customers,
        activities,
        volumes.by_customer,
        untraced=volumes.untraced,
        units=volumes.units,
        missing=volumes.missing,
        currency=_currency(source, period),
    )
    found = replace(found, remarks=(*found.remarks, *volumes.remarks))
    return found if population == EVERYBODY else found.within(members_of(source, population, *_FACTS))


def customer_profit_of(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    activities: Sequence[Activity] = (),
    margin_rate: float | None = None,
    acquisition: Acquisition | None = "blended",
) -> CustomerProfit:
    """Profit of each known customer in the period: of all who ordered, were won or set an activity going.

    Revenue comes from orders, direct cost from their lines, else from the product's cost · quantity (said in a remark).
    Where cost stays unknown: a declared ``margin_rate``, or lifetime revenue under its own name (revenue of the period
    where there are orders before it). Acquisition comes from spending, shared among the customers won in the period.
    Anonymous orders are nobody's profit; how much they brought is `CustomerProfit.anonymous`.

    Raises BadTable without orders, MixedCurrencies for several currencies, BadQuestion for an unknown driver.
    """
    if not source.has("orders"):
        raise BadTable("orders: the table is not there, so there is no revenue and no profit")
    currency = _currency(source, period)
    ids, revenue, cost, without, listed, anonymous = _earned(source, period)
    serving = cost_to_serve_of(source, period, activities) if activities else None
    winning = acquisition_cost_of(source, period, by_channel=acquisition == "by_channel") if acquisition else NOT_ASKED
    everyone = np.unique(np.concatenate([ids, winning.customers, *([serving.customers] if serving else [])]))
    won = None if winning.spent is None else _spread(everyone, winning.customers, in_money(winning.cents))
    found = customer_profit(
        everyone,
        _spread(everyone, ids, revenue),
        direct_cost=_spread(everyone, ids, cost),
        revenue_without_cost=_spread(everyone, ids, without),
        margin_rate=margin_rate,
        cost_to_serve=serving,
        acquisition=won,
        currency=currency,
    )
    title = _title(source, period, found)
    remarks = (*found.remarks, *listed, *(serving.remarks if serving else ()), *winning.remarks)
    found = replace(found, title=title, anonymous=anonymous, remarks=remarks)
    return found if population == EVERYBODY else found.within(members_of(source, population, *_FACTS))


def _title(source: Source, period: Period, found: CustomerProfit) -> str:
    before = (source.profile("orders").first or period.start) < period.start
    return REVENUE_OF_PERIOD if found.kind == "revenue" and before else found.title


def _currency(source: Source, period: Period) -> str | None:
    if not source.has("orders"):
        return None
    sql = f"SELECT DISTINCT orders.currency AS currency FROM orders WHERE {within('orders.at', period)}"
    names = sorted(source.query(sql, "orders")["currency"].to_pylist())
    if len(names) > 1:
        raise MixedCurrencies(f"orders.currency: amounts must be in one currency; there are {', '.join(names)}")
    return str(names[0]) if names else None


def _earned(source: Source, period: Period) -> tuple[Ids, Floats, Floats, Floats, tuple[str, ...], float | None]:
    rows = source.query(
        "SELECT orders.customer AS customer, CAST(sum(orders.net) AS DOUBLE) AS net FROM orders"
        f" WHERE {within('orders.at', period)} GROUP BY orders.customer ORDER BY orders.customer",
        "orders",
    )
    known = np.asarray(rows["customer"].is_valid().to_numpy(), bool)
    net = np.asarray(rows["net"].to_numpy(), float)
    ids, revenue = np.asarray(rows["customer"].fill_null(0).to_numpy(), np.int64)[known], net[known]
    anonymous = None if known.all() else round(float(net[~known].sum()), 4)
    remarks: tuple[str, ...] = () if anonymous is None else (ANONYMOUS,)
    if not source.has("order_lines"):
        return ids, revenue, np.zeros(len(ids)), revenue, remarks, anonymous
    with_cost, costed, cost, estimated = _costs(source, period)
    if estimated:
        remarks += (f"Of {estimated:.0%} of the lines with a cost it is the product's, not the line's own.",)
    without = revenue - _spread(ids, with_cost, costed)
    return ids, revenue, _spread(ids, with_cost, cost), without, remarks, anonymous


def _costs(source: Source, period: Period) -> tuple[Ids, Floats, Floats, float]:
    products = source.has("products")
    cost = "coalesce(order_lines.direct_cost, products.cost * order_lines.quantity)" if products else "direct_cost"
    joined = " LEFT JOIN products ON products.id = order_lines.product" if products else ""
    rows = source.query(
        "SELECT order_lines.customer AS customer,"
        f" CAST(sum(CASE WHEN {cost} IS NOT NULL THEN order_lines.net ELSE 0 END) AS DOUBLE) AS net,"
        f" CAST(coalesce(sum({cost}), 0) AS DOUBLE) AS cost, count({cost}) AS costed,"
        f" count(order_lines.direct_cost) AS own FROM order_lines{joined}"
        f" WHERE order_lines.customer IS NOT NULL AND {within('order_lines.at', period)}"
        " GROUP BY order_lines.customer ORDER BY order_lines.customer",
        "order_lines",
        *(("products",) if products else ()),
    )
    costed, own = (int(np.asarray(rows[name].to_numpy(), float).sum()) for name in ("costed", "own"))
    net, spent = (np.asarray(rows[name].to_numpy(), float) for name in ("net", "cost"))
    return np.asarray(rows["customer"].to_numpy(), np.int64), net, spent, (costed - own) / costed if costed else 0.0


def _spread(everyone: Ids, ids: Ids, amounts: Floats) -> Floats:
    found = np.zeros(len(everyone))
    there = np.isin(ids, everyone)
    found[np.searchsorted(everyone, ids[there])] = amounts[there]
    return found
