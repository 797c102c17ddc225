"""What a group buys, from the lake: products, when last, how often."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.queries.periods import PeriodChoice
from rapport.apps.insights.queries.subjects import Named

WHO = """
WITH who AS (
  SELECT id FROM customers
  WHERE ($segment IS NULL OR id IN (
      SELECT customer FROM memberships
      WHERE segment = $segment AND since <= now() AND (until IS NULL OR until > now())))
    AND ($customer IS NULL OR id = $customer)
    AND ($region IS NULL OR region = $region)
)
"""
# Everybody's revenue includes that of nobody known; any narrower group is made of known customers.
PRODUCTS = f"""{WHO}
SELECT coalesce(nullif(products.name, ''), products.sku, 'Without product') AS title,
  sum(order_lines.net)::DOUBLE AS net
FROM order_lines LEFT JOIN products ON products.id = order_lines.product
WHERE order_lines.at >= $start AND order_lines.at < $end
  AND ($everybody OR order_lines.customer IN (SELECT id FROM who))
GROUP BY 1 ORDER BY net DESC, title
"""  # noqa: S608
RHYTHM = f"""{WHO}
, buyers AS (
  SELECT customer, date_diff('day', max(orders.at), $end::TIMESTAMPTZ) AS days, count(*) AS orders,
    sum(net)::DOUBLE AS net
  FROM orders WHERE kind = 'sale' AND orders.at < $end AND customer IN (SELECT id FROM who) GROUP BY customer
)
SELECT count(*),
  count(*) FILTER (WHERE days <= 30), count(*) FILTER (WHERE days > 30 AND days <= 90),
  count(*) FILTER (WHERE days > 90 AND days <= 180), count(*) FILTER (WHERE days > 180 AND days <= 365),
  count(*) FILTER (WHERE days > 365),
  count(*) FILTER (WHERE orders = 1), count(*) FILTER (WHERE orders = 2),
  count(*) FILTER (WHERE orders BETWEEN 3 AND 5), count(*) FILTER (WHERE orders BETWEEN 6 AND 10),
  count(*) FILTER (WHERE orders > 10),
  median(days)::DOUBLE, median(orders)::DOUBLE, median(net)::DOUBLE
FROM buyers
"""  # noqa: S608
RECENCY = ("In the last 30 days", "31–90 days ago", "91–180 days ago", "181–365 days ago", "Over a year ago")
FREQUENCY = ("1 order", "2 orders", "3–5 orders", "6–10 orders", "Over 10 orders")
TYPICAL = ("days", "orders", "net")
SHOWN = 5


@dataclass(slots=True)
class Buying:
    """What a group buys; every list is empty where nothing is known."""

    buyers: int = 0
    net: float = 0.0
    products: list[tuple[str, float]] = field(default_factory=list)
    recency: list[tuple[str, int]] = field(default_factory=list)
    frequency: list[tuple[str, int]] = field(default_factory=list)
    typical: list[tuple[str, float]] = field(default_factory=list)


def buying_of(workspace_id: int, versions: dict[str, int], about: Named, choice: PeriodChoice) -> Buying:
    """Products by net amount in the period; rhythm and typical customer over all time up to its end."""
    if versions.get("order_lines", -1) < 0:
        return Buying()
    source = source_at(workspace_id, versions)
    group, span = group_of_people(about), {"start": choice.start, "end": choice.end}
    only_known = about.subject.kind != "everybody" or about.region is not None
    known = {**group, **span, "everybody": not only_known}
    found = source.query(PRODUCTS, "order_lines", "customers", "memberships", "products", values=known)
    products = [(row["title"], row["net"]) for row in found.to_pylist()]
    rhythm = only_row(source.query(RHYTHM, "orders", "customers", "memberships", values={**group, "end": choice.end}))
    buying = Buying(buyers=int(rhythm[0]), net=sum(max(0.0, net) for _, net in products))
    buying.products = [(title, net) for title, net in products[:SHOWN] if net > 0]
    if buying.buyers:
        buying.recency = [pair for pair in zip(RECENCY, rhythm[1:6], strict=True) if pair[1]]
        buying.frequency = [pair for pair in zip(FREQUENCY, rhythm[6:11], strict=True) if pair[1]]
        buying.typical = list(zip(TYPICAL, rhythm[11:14], strict=True))
    return buying


def only_row(found: pa.Table) -> tuple[Any, ...]:
    """The values of the one row of an answer, in the order of its columns."""
    return tuple(column[0].as_py() for column in found.columns)


def group_of_people(about: Named) -> dict[str, Any]:
    """Whom `WHO` is to find: the values of its parameters."""
    kind, id = about.subject.kind, about.subject.id
    return {
        "segment": id if kind == "segment" else None,
        "customer": id if kind == "customer" else None,
        "region": about.region.name if about.region else None,
    }
