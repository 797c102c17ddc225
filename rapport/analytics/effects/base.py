"""What customers do anyway: the base that a test is planned from, and how much of it an earlier time foretells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from rapport.analytics.currencies import one_currency
from rapport.analytics.engine.blocks import instant
from rapport.analytics.engine.stretches import stretch_before
from rapport.analytics.errors import BadQuestion
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

BaseMeasure = Literal["buyers", "revenue", "orders", "order_value"]
_SALE = "orders.kind = 'sale' AND orders.at >= {start}"
_MEASURES = {
    "buyers": "CAST(max(CASE WHEN {sale} THEN 1 ELSE 0 END) AS DOUBLE)",
    "orders": "CAST(sum(CASE WHEN {sale} THEN 1 ELSE 0 END) AS DOUBLE)",
    "revenue": "CAST(sum(CASE WHEN orders.at >= {start} THEN orders.net ELSE 0 END) AS DOUBLE)",
    "order_value": "CAST(avg(CASE WHEN {sale} THEN orders.net END) AS DOUBLE)",
}
_EARLIER = {
    "buyers": "CAST(max(CASE WHEN {past} THEN 1 ELSE 0 END) AS DOUBLE)",
    "orders": "CAST(sum(CASE WHEN {past} THEN 1 ELSE 0 END) AS DOUBLE)",
    "revenue": "CAST(sum(CASE WHEN {then} THEN orders.net ELSE 0 END) AS DOUBLE)",
    "order_value": "CAST(NULL AS DOUBLE)",
}
_BASE = """
SELECT count(*) AS known, count(value) AS n, avg(value) AS mean, stddev_samp(value) AS deviation,
  corr(value, before) AS likeness
FROM (
  SELECT orders.customer AS customer, {measure} AS value, {earlier} AS before
  FROM orders WHERE orders.at < {end} AND {whom}
  GROUP BY orders.customer
  HAVING sum(CASE WHEN orders.kind = 'sale' AND orders.at < {start} THEN 1 ELSE 0 END) > 0
) AS people
"""


@dataclass(frozen=True, slots=True)
class Base:
    """What customers who had bought before a stretch of time did in it.

    ``known`` are all of them, ``n`` those with a value (of order values: who bought), ``mean`` and ``deviation`` that
    of their values; None without any. ``explained`` is the share of the variance that the stretch before foretells.
    """

    measure: BaseMeasure
    known: int
    n: int
    mean: float | None
    deviation: float | None
    explained: float


def base_of(
    source: Source, period: Period, measure: BaseMeasure = "buyers", population: Population = EVERYBODY
) -> Base:
    """What each customer who had bought before the period did in it, without anything being tried.

    ``buyers`` is the share who bought, ``orders`` and ``revenue`` (net of refunds) are per customer, nothing counting
    as 0; ``order_value`` is the mean sale of those who bought. Of four customers of whom one bought, the base of buyers
    is .25. Raises BadQuestion for an unknown measure, MixedCurrencies for amounts in several.
    """
    if measure not in _MEASURES:
        raise BadQuestion(f"effects: measure {measure!r} is not known; there are: {', '.join(_MEASURES)}")
    before = Period(*stretch_before(period.start, period.end))
    if measure in ("revenue", "order_value"):
        one_currency(source, before.start, period.end)
    start, earlier = instant(period.start), instant(before.start)
    then = f"orders.at >= {earlier} AND orders.at < {start}"
    past = f"orders.kind = 'sale' AND {then}"
    sql = _BASE.format(
        measure=_MEASURES[measure].format(sale=_SALE.format(start=start), start=start),
        earlier=_EARLIER[measure].format(past=past, then=then),
        start=start,
        end=instant(period.end),
        whom=population.condition("orders.customer"),
    )
    row = source.query(sql, "orders", *population.tables).to_pylist()[0]
    likeness = row["likeness"]
    known = likeness is not None and math.isfinite(likeness)
    return Base(measure, row["known"], row["n"], row["mean"], row["deviation"], likeness**2 if known else 0.0)
