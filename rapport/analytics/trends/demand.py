"""Trends of demand by segment and region, read from orders and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np

from rapport.analytics.currencies import one_currency
from rapport.analytics.engine.blocks import instant, numbers, text
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.groups import MINIMUM_N, check_sizes
from rapport.analytics.source import Source
from rapport.analytics.trends.slopes import Trend, Trends, trends
from rapport.analytics.trends.spans import Grain, Spans, whole_spans

Of = Literal["orders", "customers", "revenue", "quantity"]
Cell = tuple[int | None, str | None]
ALL_REGIONS = "segments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What demand is looked at, and how.

    of
        ``orders`` (sales), ``customers`` (different ones with a sale), ``revenue`` (net of refunds), ``quantity``
        (pieces of sales, from order lines).
    category
        Only lines of products of this category.
    grain, zone, known_until
        Whole calendar months or ISO weeks in a zone, those over by ``known_until`` (now, unless told).
    segments, by_region
        A series for each segment (members as of ``as_of``, the end of the period unless told) and each region, beside
        those of all.
    region_of
        ``customer``: the region of the customer counts, of an anonymous order the order's; ``order``: the order's.
    """

    of: Of = "orders"
    category: str | None = None
    grain: Grain = "month"
    zone: str = "UTC"
    known_until: datetime | None = None
    segments: Sequence[int] = ()
    by_region: bool = True
    as_of: datetime | None = None
    region_of: Literal["customer", "order"] = "customer"
    currency: str | None = None

    def __post_init__(self) -> None:
        if self.of not in _MEASURES:
            raise BadQuestion(f"of: {self.of!r} is not known; use {', '.join(_MEASURES)}")
        if self.region_of not in ("customer", "order"):
            raise BadQuestion(f"region_of: {self.region_of!r} is not known; use 'customer' or 'order'")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise BadQuestion(f"as_of: {self.as_of} has no time zone")

    @property
    def fact(self) -> str:
        """The table that is read."""
        return "order_lines" if self.category is not None or self.of == "quantity" else "orders"


def demand_trends(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    demand: Demand | None = None,
    *,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Trends:
    """The trend of demand for every segment × region, by one query; names of series are (segment, region).

    ``(None, None)`` is everybody everywhere, region ``""`` an unknown one. Families: the regions of each segment
    (named by it, None for everybody), and the segments over all regions (named ``"segments"``). Anonymous orders count
    where everybody is asked. Below ``minimum_n`` sales in all, a series has no answer.

    Raises BadQuestion for unknown words, BadTable for a missing table, MixedCurrencies for revenue in several.
    """
    wanted = demand or Demand()
    check_sizes(minimum_n, confidence)
    spans = whole_spans(period, grain=wanted.grain, zone=wanted.zone, known_until=wanted.known_until)
    if not spans.spans:
        raise BadQuestion(f"period: it holds no whole {wanted.grain} that is over")
    tables = _tables(source, wanted, population)
    if wanted.of == "revenue" and source.has("orders"):
        one_currency(source, spans.spans[0].start, spans.spans[-1].end, wanted.currency)
    rows = source.query(demand_sql(spans, population, wanted, with_customers=source.has("customers")), *tables)
    series, sales = _series(rows.to_pylist(), len(spans.spans), wanted)
    found = trends(
        dict(series),
        exposure=spans.days,
        seasons=spans.months,
        families=_families(list(series)),
        confidence=confidence,
    )
    return _told(found, spans, wanted, sales, minimum_n)


def segments_with_members(source: Source) -> tuple[int, ...]:
    """The ids of the segments that have or had members; raises BadTable without memberships."""
    if not source.has("memberships"):
        raise BadTable("memberships: there is no such table")
    sql = "SELECT DISTINCT memberships.segment AS segment FROM memberships ORDER BY segment"
    return tuple(source.query(sql, "memberships")["segment"].to_pylist())


_MEASURES = {
    "orders": "count(DISTINCT CASE WHEN placed.kind = 'sale' THEN placed.order_id END)",
    "customers": "count(DISTINCT CASE WHEN placed.kind = 'sale' THEN placed.customer END)",
    "revenue": "sum(CAST(placed.net AS DOUBLE))",
    "quantity": "sum(CASE WHEN placed.kind = 'sale' THEN placed.quantity END)",
}


def demand_sql(
    spans: Spans, population: Population = EVERYBODY, demand: Demand | None = None, *, with_customers: bool = True
) -> str:
    """The query behind `demand_trends`: a row for each segment, region and span; null stands for all of them."""
    wanted = demand or Demand()
    moments = ", ".join(
        f"({number}, {instant(span.start)}, {instant(span.end)})" for number, span in enumerate(spans.spans)
    )
    steps = f"WITH spans AS (SELECT * FROM (VALUES {moments}) AS given (number, starts, ends)),\nplaced AS (\n"
    steps += f"{_placed_sql(spans, population, wanted, with_customers=with_customers)}\n)"
    selects = [_cells_sql(wanted, of_segments=False, by_region=False)]
    if wanted.by_region:
        selects.append(_cells_sql(wanted, of_segments=False, by_region=True))
    if wanted.segments:
        at = instant(wanted.as_of or spans.spans[-1].end)
        steps += (
            ",\nmembers AS (\n  SELECT DISTINCT memberships.segment AS segment, memberships.customer AS customer"
            f" FROM memberships\n  WHERE memberships.segment IN ({numbers(wanted.segments)})"
            f" AND memberships.since <= {at} AND (memberships.until IS NULL OR memberships.until > {at})\n)"
        )
        selects.append(_cells_sql(wanted, of_segments=True, by_region=False))
        if wanted.by_region:
            selects.append(_cells_sql(wanted, of_segments=True, by_region=True))
    return steps + "\n" + "\nUNION ALL ".join(selects)


def _placed_sql(spans: Spans, population: Population, demand: Demand, *, with_customers: bool) -> str:
    fact = demand.fact
    lines = fact == "order_lines"
    region, joined = f"{fact}.region", ""
    if demand.region_of == "customer" and with_customers:
        region = f"CASE WHEN {fact}.customer IS NULL THEN {fact}.region ELSE customers.region END"
        joined = f"\n  LEFT JOIN customers ON customers.id = {fact}.customer"
    conditions = [f"{fact}.at >= {instant(spans.spans[0].start)} AND {fact}.at < {instant(spans.spans[-1].end)}"]
    if demand.category is not None:
        joined += f"\n  JOIN products ON products.id = {fact}.product"
        conditions.append(f"products.category = {text(demand.category)}")
    if population != EVERYBODY:
        conditions.append(population.condition(f"{fact}.customer"))
    return (
        f"  SELECT {fact}.customer AS customer, {fact}.{'order_id' if lines else 'id'} AS order_id,\n"
        f"    {fact}.kind AS kind, {fact}.net AS net, {f'{fact}.quantity' if lines else 'NULL'} AS quantity,\n"
        f"    coalesce({region}, '') AS region, spans.number AS number\n"
        f"  FROM {fact} JOIN spans ON {fact}.at >= spans.starts AND {fact}.at < spans.ends{joined}\n"
        f"  WHERE {' AND '.join(conditions)}"
    )


def _cells_sql(demand: Demand, *, of_segments: bool, by_region: bool) -> str:
    segment = "members.segment" if of_segments else "CAST(NULL AS BIGINT)"
    region = "placed.region" if by_region else "CAST(NULL AS VARCHAR)"
    joined = " JOIN members ON members.customer = placed.customer" if of_segments else ""
    keys = [*(["members.segment"] if of_segments else []), *(["placed.region"] if by_region else []), "placed.number"]
    return (
        f"SELECT {segment} AS segment, {region} AS region, placed.number AS number,\n"
        f"  {_MEASURES[demand.of]} AS amount, {_MEASURES['orders']} AS sales\n"
        f"FROM placed{joined} GROUP BY {', '.join(keys)}"
    )


def _tables(source: Source, demand: Demand, population: Population) -> tuple[str, ...]:
    needed = [demand.fact, *(["products"] if demand.category is not None else [])]
    needed += ["memberships"] if demand.segments else []
    for name in needed:
        if not source.has(name):
            raise BadTable(f"{name}: there is no such table")
    return (*needed, *(["customers"] if source.has("customers") else []), *population.tables)


def _series(rows: list[dict[str, Any]], count: int, demand: Demand) -> tuple[dict[Cell, Floats], dict[Cell, float]]:
    asked: list[Cell] = [(None, None), *((segment, None) for segment in demand.segments)]
    found = [(row["segment"], row["region"]) for row in rows]
    others = sorted(set(found) - set(asked), key=lambda cell: (cell[0] is not None, cell[0] or 0, cell[1] or ""))
    cells = asked + others
    series: dict[Cell, Floats] = {cell: np.zeros(count) for cell in cells}
    sales: dict[Cell, float] = dict.fromkeys(cells, 0.0)
    for cell, row in zip(found, rows, strict=True):
        series[cell][row["number"]] = round(float(row["amount"] or 0), 4)
        sales[cell] += row["sales"]
    return series, sales


def _families(cells: list[Cell]) -> dict[int | str | None, list[Cell]]:
    families: dict[int | str | None, list[Cell]] = {}
    for segment, region in cells:
        if region is not None:
            families.setdefault(segment, []).append((segment, region))
        elif segment is not None:
            families.setdefault(ALL_REGIONS, []).append((segment, None))
    return {family: names for family, names in families.items() if len(names) > 1}


def _told(found: Trends, spans: Spans, demand: Demand, sales: Mapping[Any, float], minimum_n: int) -> Trends:
    rows = tuple(_with_enough(row, sales[row.name], minimum_n) for row in found.rows)
    shown = {row.name for row in rows if row.state == "ok"}
    remarks = [*spans.remarks, *found.remarks]
    if demand.segments:
        at = (demand.as_of or spans.spans[-1].end).astimezone(UTC)
        remarks.append(
            f"Segments hold their members as of {at:%Y-%m-%d}; who was let in by buying lately seems to rise."
        )
    differences = tuple(one for one in found.differences if {one.first, one.second} <= shown)
    return replace(found, rows=rows, differences=differences, remarks=tuple(remarks), labels=spans.labels)


def _with_enough(row: Trend, sales: float, minimum_n: int) -> Trend:
    if sales >= minimum_n or row.state != "ok":
        return row
    bare = Trend(row.name, row.periods, row.total, row.observed)
    return replace(bare, state="too_few", reason=f"fewer than {minimum_n} sales")
