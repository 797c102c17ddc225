"""The history of purchases of every customer, worked out in SQL where the orders lie."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.analytics.engine.blocks import instant, text
from rapport.analytics.engines import Values
from rapport.analytics.errors import BadQuestion, BadTable, MixedCurrencies
from rapport.analytics.fact import INSTANT
from rapport.analytics.intervals import Floats
from rapport.analytics.models.histories import UNITS, Sales, histories
from rapport.analytics.models.purchases import DAYS, Purchases, Unit
from rapport.analytics.models.refunds import Named, TakenBack
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Collapse: TypeAlias = Literal["day", "week"]
MOST_ROWS = 1 << 25  # counted in memory, at 36 bytes each; beyond, in SQL, which can lay down what exceeds it
_DAY = 86_400_000_000  # microseconds
_EPOCH = "DATE '1970-01-01'"
_CHUNK = 1 << 16
_UNNAMED = """
  SELECT lost.customer, max(lost.net) AS net, max(orders.at) AS sold_at
  FROM lost JOIN orders ON orders.customer = lost.customer AND orders.at <= lost.refunded_at
  WHERE orders.kind = 'sale' AND orders.customer IN (SELECT lost.customer FROM lost)
  GROUP BY lost.id, lost.customer
""".strip("\n")


def summary(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    unit: Unit = "week",
    collapse: Collapse | None = None,
    zone: str = "UTC",
    spend: bool = True,
) -> Purchases:
    """Frequency, recency, age and mean spend of every customer whose first purchase lies in the period.

    They are watched until the period's end. Purchases are sales; several at the same instant (with ``collapse``: on the
    same day or in the same week of the ``zone``) are one purchase with the sum of their amounts. A refund lowers the
    amount of the sale it takes back (where none is named, of the customer's newest sale before it) and never the
    frequency. ``unit`` is the unit of recency and age; time is taken from the timestamps, unless ``collapse`` rounds it
    as the published studies do, which biases the fit. Rows are in the order of the customers' ids.

    A customer who buys on 1 January for 10, on the 8th for 20 and on the 22nd for 40, seen until 29 January:
    frequency 2, recency 3 weeks, age 4 weeks, mean spend 30.

    Raises BadTable where orders are absent or nobody is found, MixedCurrencies where amounts cannot be added.
    """
    _check(source, collapse, zone, unit, spend=spend)
    asked = _Asked(source, period, population, collapse, zone)
    found, taken_back = (_counted_here if asked.fits_here else _counted_in_sql)(asked, spend=spend)
    if not found.num_rows:
        raise BadTable("orders: nobody of this population made a first purchase in the period")
    customer = found["customer"].to_numpy()
    history = replace(_history(found, period, unit, collapse, zone), customer=customer)
    if taken_back is None:
        return history
    first = found["first_at"].cast(_whole(found["first_at"].type)).to_numpy()
    total, x = _floats(found["spend"]) + taken_back.of_repeats(customer, first), history.frequency
    return replace(history, spend=np.divide(total, x, out=np.full(len(x), np.nan), where=x > 0))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose purchases, and what counts as one."""

    source: Source
    period: Period
    population: Population
    collapse: Collapse | None
    zone: str

    @property
    def fits_here(self) -> bool:
        """Whether orders are read in this process, where counting takes a fifth of the time, and are not too many."""
        return self.source.is_here and self.source.profile("orders").total <= MOST_ROWS

    @property
    def tables(self) -> tuple[str, ...]:
        return _tables(self.population)

    def query(self, sql: str, values: Values | None = None) -> pa.Table:
        return self.source.query(sql, *self.tables, values=values)


def _counted_in_sql(asked: _Asked, *, spend: bool) -> tuple[pa.Table, TakenBack | None]:
    known = (asked.period, asked.population, asked.collapse, asked.zone)
    with ThreadPoolExecutor(1) as beside:
        later = beside.submit(asked.query, refunds_sql(*known)) if spend else None
        found = asked.query(histories_sql(*known))
    return found.take(pc.sort_indices(found["customer"])), _taken_back(later.result()) if later else None


def _counted_here(asked: _Asked, *, spend: bool) -> tuple[pa.Table, TakenBack | None]:
    """The same from the rows of sales as they come by, in which the sales that were refunded are found too."""
    refunds = Named(asked.query(_given_refunds(asked))) if spend else None
    found = histories(_sales(asked, refunds if refunds and refunds.any else None))
    opening = _opening(asked.period, asked.collapse, asked.zone)
    least = pa.scalar(opening, INSTANT if isinstance(opening, datetime) else pa.date32()).value
    found = found.filter(pc.greater_equal(found["first_at"], least))
    if refunds is None:
        return found, None
    taken_back, rest = refunds.found()
    if len(rest):
        known = (asked.period, asked.population, asked.collapse, asked.zone)
        taken_back += _taken_back(asked.query(unnamed_refunds_sql(*known), {"refunds": rest.tolist()}))
    return found, taken_back


def _given_refunds(asked: _Asked) -> str:
    return f"""
SELECT orders.id, orders.customer, CAST(orders.net AS DOUBLE) AS net, orders.refunds
FROM orders
WHERE orders.kind = 'refund' AND {_wanted(asked.period, asked.population)}
"""


def _sales(asked: _Asked, refunds: Named | None) -> Sales:
    """The sales; refunds have a look at each."""
    step = _DAY if (asked.collapse, asked.zone) == ("day", "UTC") else 1
    instants = asked.collapse is None or step > 1
    moment = "epoch_us(orders.at)" if instants else f"{_moment('orders.at', asked.collapse, asked.zone)} - {_EPOCH}"
    sql = f"""
SELECT orders.customer, {moment} AS moment, CAST(orders.net AS DOUBLE) AS net{", orders.id" if refunds else ""}
FROM orders
WHERE orders.kind = 'sale' AND {_wanted(asked.period, asked.population)}
"""
    sales, done = Sales.room_for(asked.source.profile("orders").total), 0
    for batch in asked.source.batches(sql, *asked.tables, rows=_CHUNK):
        some, done = sales[done : done + len(batch)], done + len(batch)
        some.customer[:] = batch["customer"].to_numpy()
        some.moment[:] = batch["moment"].to_numpy()
        if step > 1:
            np.floor_divide(some.moment, step, out=some.moment)
        np.rint(np.multiply(batch["net"].to_numpy(), UNITS, out=some.units), out=some.units)
        if refunds:
            refunds.look(batch["id"].to_numpy(), some)
    return sales[:done]


def _taken_back(refunds: pa.Table) -> TakenBack:
    sold_at = refunds["sold_at"].cast(_whole(refunds["sold_at"].type)).cast(pa.int64())
    return TakenBack(refunds["customer"].to_numpy(), refunds["net"].to_numpy(), sold_at.to_numpy())


def _whole(kind: pa.DataType) -> pa.DataType:
    """What a column of moments is in whole numbers: of microseconds, or of days since 1970."""
    return pa.int32() if pa.types.is_date32(kind) else pa.int64()


def sufficient_statistics(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    unit: Unit = "week",
    collapse: Collapse | None = None,
    zone: str = "UTC",
) -> Purchases:
    """The same as `summary`, equal histories counted in SQL: all that a model of purchases needs, without ids.

    With ``collapse="week"``, a million customers are some thousand rows.
    """
    _check(source, collapse, zone, unit, spend=False)
    inner = histories_sql(period, population, collapse, zone)
    sql = (
        f"SELECT frequency, first_at, last_at, count(*) AS weight\nFROM (\n{inner}\n) AS histories"
        "\nGROUP BY frequency, first_at, last_at\nORDER BY frequency, first_at, last_at"
    )
    found = source.query(sql, *_tables(population))
    if not found.num_rows:
        raise BadTable("orders: nobody of this population made a first purchase in the period")
    return _history(found, period, unit, collapse, zone)


def histories_sql(period: Period, population: Population, collapse: Collapse | None = None, zone: str = "UTC") -> str:
    """The SELECT behind `summary`: customer, frequency, first and last purchase, amount of the repeats."""
    moment, start = _moment("orders.at", collapse, zone), _opening(period, collapse, zone)
    opening = instant(start) if isinstance(start, datetime) else f"DATE '{start}'"
    return f"""
SELECT customer, max(step) - 1 AS frequency, min(moment) AS first_at, max(moment) AS last_at,
  CAST(sum(CASE WHEN step > 1 THEN net ELSE 0 END) AS DOUBLE) AS spend
FROM (
  SELECT customer, moment, net, dense_rank() OVER (PARTITION BY customer ORDER BY moment) AS step
  FROM (
    SELECT orders.customer, {moment} AS moment, orders.net
    FROM orders
    WHERE orders.kind = 'sale' AND {_wanted(period, population)}
  ) AS sales
) AS steps
GROUP BY customer
HAVING min(moment) >= {opening}
""".strip()


def refunds_sql(period: Period, population: Population, collapse: Collapse | None = None, zone: str = "UTC") -> str:
    """The refunds, each with the moment of the sale it takes back: the one named, else the newest before it."""
    return f"""
WITH refunds AS (
  SELECT orders.id, orders.customer, orders.at AS refunded_at, orders.net, orders.refunds
  FROM orders
  WHERE orders.kind = 'refund' AND {_wanted(period, population)}
), sold AS (
  SELECT orders.id, orders.customer, orders.at AS sold_at
  FROM orders
  WHERE orders.kind = 'sale' AND orders.id IN (SELECT refunds.refunds FROM refunds)
    AND orders.at < {instant(period.end)}
), named AS (
  SELECT refunds.id, refunds.customer, refunds.refunded_at, refunds.net, sold.sold_at
  FROM refunds LEFT JOIN sold ON sold.id = refunds.refunds AND sold.customer = refunds.customer
), lost AS (
  SELECT named.id, named.customer, named.refunded_at, named.net
  FROM named
  WHERE named.sold_at IS NULL
), unnamed AS (
{_UNNAMED}
)
SELECT customer, CAST(net AS DOUBLE) AS net, {_moment("sold_at", collapse, zone)} AS sold_at
FROM (
  SELECT customer, net, sold_at FROM named WHERE sold_at IS NOT NULL
  UNION ALL
  SELECT customer, net, sold_at FROM unnamed
) AS taken
""".strip()


def unnamed_refunds_sql(
    period: Period, population: Population, collapse: Collapse | None = None, zone: str = "UTC"
) -> str:
    """The same for the refunds whose ids are in ``$refunds``, of which none names a sale that there is."""
    return f"""
WITH lost AS (
  SELECT orders.id, orders.customer, orders.at AS refunded_at, orders.net
  FROM orders
  WHERE orders.kind = 'refund' AND {_wanted(period, population)} AND orders.id IN (SELECT unnest($refunds))
), unnamed AS (
{_UNNAMED}
)
SELECT customer, CAST(net AS DOUBLE) AS net, {_moment("sold_at", collapse, zone)} AS sold_at
FROM unnamed
""".strip()


def _wanted(period: Period, population: Population) -> str:
    return f"orders.at < {instant(period.end)} AND {population.condition('orders.customer')}"


def _check(source: Source, collapse: str | None, zone: str, unit: str, *, spend: bool) -> None:
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's purchases are known")
    if collapse not in (None, "day", "week"):
        raise BadQuestion(f"collapse: {collapse!r} is not known; use 'day', 'week' or None")
    if unit not in DAYS:
        raise BadQuestion(f"unit: {unit!r} is not known; use 'day' or 'week'")
    if zone not in available_timezones():
        raise BadQuestion(f"zone: {zone!r} is not a time zone")
    currencies = source.profile("orders").currencies
    if spend and len(currencies) > 1:
        raise MixedCurrencies(f"orders: amounts in {', '.join(currencies)}; their mean would mean nothing")


def _tables(population: Population) -> tuple[str, ...]:
    return ("orders", *population.tables)


def _moment(instants: str, collapse: Collapse | None, zone: str) -> str:
    if collapse is None:
        return instants
    local = f"{instants} AT TIME ZONE {text(zone)}"
    return f"CAST({local} AS DATE)" if collapse == "day" else f"CAST(date_trunc('week', {local}) AS DATE)"


def _opening(period: Period, collapse: Collapse | None, zone: str) -> datetime | date:
    if collapse is None:
        return period.start
    day = period.start.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday()) if collapse == "week" else day


def _history(found: pa.Table, period: Period, unit: Unit, collapse: Collapse | None, zone: str) -> Purchases:
    if collapse is None:
        step, end, kind = DAYS[unit] * _DAY, pa.scalar(period.end, INSTANT).value, pa.int64()
    else:
        last_day = (period.end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
        if collapse == "week":
            last_day -= timedelta(days=last_day.weekday())
        step, end, kind = DAYS[unit], pa.scalar(last_day, pa.date32()).value, pa.int32()
    first, last = (found[name].cast(kind).to_numpy() for name in ("first_at", "last_at"))
    n = found.num_rows
    weight = _floats(found["weight"]) if "weight" in found.column_names else np.ones(n)
    return Purchases(
        _floats(found["frequency"]),
        (last - first) / step,
        (end - first) / step,
        weight,
        np.full(n, np.nan),
        unit=unit,
    )


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.to_numpy(), float)
