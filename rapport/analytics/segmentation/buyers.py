"""What each customer bought in a period: the ground on which customers are sorted into groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.currencies import one_currency
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Integers: TypeAlias = NDArray[np.int64]
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Buyers:
    """The customers with at least one sale in a period, in the order of their ids.

    customers
        Their ids.
    recency
        Days from the last sale to the end of the period, with fractions.
    orders
        How many sales.
    revenue
        Net amount of sales, refunds and adjustments in the period, in ``currency``; may be negative.
    without_sale
        How many customers have only refunds or adjustments in the period; they are not among the others.
    """

    customers: Integers
    recency: Floats
    orders: Floats
    revenue: Floats
    currency: str | None
    without_sale: int

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.customers)

    @property
    def average_order(self) -> Floats:
        """Revenue over sales of each customer."""
        return np.asarray(self.revenue / self.orders)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know of who is in and who is not."""
        if not self.without_sale:
            return ()
        if self.without_sale == 1:
            return ("1 customer has refunds or adjustments but no sale in the period and stays outside.",)
        many = f"{self.without_sale:,} customers have"
        return (f"{many} refunds or adjustments but no sale in the period and stay outside.",)


def buyers(
    source: Source, period: Period, population: Population = EVERYBODY, *, currency: str | None = None
) -> Buyers:
    """Recency, number of sales and net revenue of every customer of a population in a period, by one query.

    Anonymous orders belong to nobody and are not among them.

    Raises BadTable without a table of orders, MixedCurrencies where amounts are in several currencies.
    """
    if not source.has("orders"):
        raise BadTable("orders: there is no such table")
    found_currency = one_currency(source, period.start, period.end, currency)
    rows = source.query(buyers_sql(period, population), "orders", *population.tables)
    column = {name: rows[name].to_numpy() for name in rows.column_names}
    sold = column["sales"] > 0
    latest = column["latest"][sold].astype("datetime64[us]").astype(np.int64)
    return Buyers(
        customers=column["customer"][sold].astype(np.int64),
        recency=np.asarray((period.end.timestamp() - latest / 1e6) / DAY, float),
        orders=column["sales"][sold].astype(float),
        revenue=np.round(column["revenue"][sold].astype(float), 4),
        currency=found_currency,
        without_sale=int((~sold).sum()),
    )


def buyers_sql(period: Period, population: Population = EVERYBODY) -> str:
    """The query behind `buyers`: one row a customer; ``latest`` is the last sale."""
    return (
        "SELECT orders.customer AS customer,\n"
        "  sum(CASE WHEN orders.kind = 'sale' THEN 1 ELSE 0 END) AS sales,\n"
        "  max(CASE WHEN orders.kind = 'sale' THEN orders.at END) AS latest,\n"
        "  sum(CAST(orders.net AS DOUBLE)) AS revenue\n"
        "FROM orders\n"
        f"WHERE orders.at >= {instant(period.start)} AND orders.at < {instant(period.end)}\n"
        f"  AND {population.condition('orders.customer')}\n"
        "GROUP BY orders.customer\n"
        "ORDER BY orders.customer"
    )
