"""Sums by group of customers: who bought first in a period, and who had bought before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

GROUPS = ("existing", "new")
MEASURES = ("customers", "orders", "revenue", "reactivated")

# One row for each bucket and group. Who bought before the period is existing, however long ago that was.
_SUMS = """
SELECT bucket, CASE WHEN first_sale >= {start} THEN 1 ELSE 0 END AS is_new,
  sum(CASE WHEN sales > 0 THEN 1 ELSE 0 END) AS customers, sum(sales) AS orders,
  CAST(sum(revenue) AS DOUBLE) AS revenue,
  sum(CASE WHEN sales > 0 AND first_sale < {start} AND before < {quiet} THEN 1 ELSE 0 END)
    AS reactivated
FROM (
  SELECT orders.customer, min(orders.bucket) AS bucket,
    sum(CASE WHEN orders.kind = 'sale' AND orders.at >= {start} THEN 1 ELSE 0 END) AS sales,
    sum(CASE WHEN orders.at >= {start} THEN orders.net ELSE 0 END) AS revenue,
    sum(CASE WHEN orders.at >= {start} THEN 1 ELSE 0 END) AS events,
    {first_sale} AS first_sale,
    max(CASE WHEN orders.kind = 'sale' AND orders.at < {start} THEN orders.at END) AS before
  FROM orders {joined}
  WHERE orders.at < {end} AND {whom}
  GROUP BY orders.customer
) AS people
WHERE events > 0 AND first_sale IS NOT NULL
GROUP BY 1, 2
"""
_FIRST = "min(CASE WHEN orders.kind = 'sale' THEN orders.at END)"
_FIRST_KNOWN = f"least({_FIRST}, coalesce(min(customers.acquired_at), {_FIRST}))"
_JOINED = "LEFT JOIN customers ON customers.id = orders.customer"
_REFERRALS = """
SELECT referrals.bucket, CASE WHEN people.first_sale >= {start} THEN 1 ELSE 0 END AS is_new, count(*) AS referrals
FROM referrals JOIN (
  SELECT orders.customer, {first_sale} AS first_sale FROM orders {joined}
  WHERE orders.at < {end} AND {whom}
  GROUP BY orders.customer
) AS people ON people.customer = referrals.referrer
WHERE referrals.at >= {start} AND referrals.at < {end} AND people.first_sale IS NOT NULL
GROUP BY 1, 2
"""
_PEOPLE = """
SELECT customer FROM (
  SELECT orders.customer AS customer, {first_sale} AS first_sale,
    sum(CASE WHEN orders.kind = 'sale' AND orders.at >= {start} THEN 1 ELSE 0 END) AS sales,
    max(CASE WHEN orders.kind = 'sale' AND orders.at < {start} THEN orders.at END) AS before
  FROM orders {joined}
  WHERE orders.at < {end} AND {whom}
  GROUP BY orders.customer
) AS people
WHERE sales > 0 AND {which}
ORDER BY customer
"""
_WHICH = {
    "new": "first_sale >= {start}",
    "existing": "first_sale < {start}",
    "reactivated": "first_sale < {start} AND before < {quiet}",
}
_AROUND = """
SELECT (SELECT min(orders.at) FROM orders) AS begins,
  (SELECT CAST(sum(orders.net) AS DOUBLE) FROM orders
    WHERE orders.customer IS NULL AND orders.at >= {start} AND orders.at < {end}) AS anonymous
"""


def sums(source: Source, period: Period, population: Population, silence_days: int) -> Floats:
    """Customers, orders, revenue and reactivated of existing and new customers: groups × measures × buckets."""
    quiet = instant(period.start - timedelta(days=silence_days))
    sql = _SUMS.format(quiet=quiet, **_places(source, period, population))
    rows = source.query(sql, *_facts(source, population))
    found = np.zeros((len(GROUPS), len(MEASURES), BUCKETS))
    places = rows.column("is_new").to_numpy(), rows.column("bucket").to_numpy()
    for number, name in enumerate(MEASURES):
        found[places[0], number, places[1]] = rows.column(name).to_numpy()
    return found


def people_of(source: Source, period: Period, group: str, population: Population, silence_days: int) -> tuple[int, ...]:
    """The ids of those who bought in the period and are ``new``, ``existing`` or ``reactivated``; else BadQuestion."""
    if group not in _WHICH:
        raise BadQuestion(f"new and existing: group {group!r} is not known; there are: {', '.join(_WHICH)}")
    places = _places(source, period, population)
    quiet = instant(period.start - timedelta(days=silence_days))
    which = _WHICH[group].format(start=places["start"], quiet=quiet)
    rows = source.query(_PEOPLE.format(which=which, **places), *_facts(source, population))
    return tuple(rows.column("customer").to_pylist())


def _places(source: Source, period: Period, population: Population) -> dict[str, str]:
    with_customers = source.has("customers")
    return {
        "start": instant(period.start),
        "end": instant(period.end),
        "first_sale": _FIRST_KNOWN if with_customers else _FIRST,
        "joined": _JOINED if with_customers else "",
        "whom": population.condition("orders.customer"),
    }


def _facts(source: Source, population: Population) -> tuple[str, ...]:
    known = ("customers",) if source.has("customers") else ()
    return tuple(dict.fromkeys(("orders", *known, *population.tables)))


def around(source: Source, period: Period) -> tuple[datetime | None, float]:
    """When the records begin, and what nobody known brought in the period."""
    sql = _AROUND.format(start=instant(period.start), end=instant(period.end))
    row: dict[str, Any] = source.query(sql, "orders").to_pylist()[0]
    return row["begins"], row["anonymous"] or 0.0


def referrals(source: Source, period: Period, population: Population) -> Floats | None:
    """How many were brought in the period by existing and by new customers: groups × buckets; None where unrecorded."""
    if not source.has("referrals"):
        return None
    sql = _REFERRALS.format(**_places(source, period, population))
    rows = source.query(sql, *dict.fromkeys(("referrals", *_facts(source, population))))
    found = np.zeros((len(GROUPS), BUCKETS))
    found[rows.column("is_new").to_numpy(), rows.column("bucket").to_numpy()] = rows.column("referrals").to_numpy()
    return found
