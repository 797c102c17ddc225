"""The cohort triangle: who first bought when, how many of them buy again in each later period, and what they bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.cohorts.calendar import Grain, begins, check_calendar, later, local_sql, midnight, steps_between
from rapport.analytics.columns import check_confidence, check_least
from rapport.analytics.currencies import one_currency
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats, mean_interval, wilson
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

MINIMUM_N = 5
MOST_COHORTS = 200


@dataclass(frozen=True, slots=True)
class Cohort:
    """The customers whose first purchase lies in one period; ``partial`` where the period asked cuts it."""

    start: datetime
    end: datetime
    n: int
    partial: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """A figure for every cohort × age with its interval; NaN where it is missing."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Triangle:
    """Cohorts × ages; age 0 is the period of the first purchase itself, age 1 the one after it.

    ``finished`` marks the cells whose period was over when the records ended; all others are missing (NaN), not zero.
    ``customers`` bought in the cell, ``retention`` is their share of the cohort (Wilson), ``revenue`` what the cohort
    brought (less refunds), ``revenue_per_customer`` that for each of the cohort whether they bought or not (t).
    ``pooled`` is the retention of each age over all cohorts whose cell is finished, with ``pooled_n`` customers.
    Shares and means of cohorts below the minimum n are missing too; their ``customers`` and ``revenue`` are totals.
    """

    cohorts: tuple[Cohort, ...]
    grain: Grain
    zone: str
    currency: str | None
    finished: NDArray[np.bool_]
    customers: Floats
    retention: Cells
    revenue: Floats
    revenue_per_customer: Cells
    pooled: Cells
    pooled_n: Floats
    confidence: float
    remarks: tuple[str, ...]

    @property
    def ages(self) -> int:
        """How many columns there are, age 0 among them."""
        return int(self.finished.shape[1])

    @property
    def n(self) -> int:
        """How many customers there are in all cohorts."""
        return sum(cohort.n for cohort in self.cohorts)


def triangle(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    grain: Grain = "month",
    zone: str = "UTC",
    known_until: datetime | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Triangle:
    """The triangle of the customers who first bought in a period, watched until its end.

    Periods are weeks, months or quarters of ``zone``; the first purchase is the first sale on record, be it before
    the period (then the customer is not new). ``known_until`` is the instant up to which the records are complete,
    where that is before the end. Ten who first bought in January, four of whom buy in February: retention .4 at age 1.

    Raises BadTable without orders or without new customers, MixedCurrencies where amounts cannot be added.
    """
    check_calendar(grain, zone)
    check_least("minimum_n", minimum_n)
    check_confidence(confidence)
    until = _until(period, known_until)
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's first purchase is known")
    currency = one_currency(source, period.start, until)
    found = source.query(
        triangle_sql(Period(period.start, until), population, grain, zone), "orders", *population.tables
    )
    if not found.num_rows:
        raise BadTable("orders: nobody of this population made a first purchase in the period")
    counted = _counted(found, period, until, grain, zone)
    remarks = _remarks(source, period, counted.cohorts, until)
    return _triangle(counted, grain, zone, currency, minimum_n, confidence, remarks)


def triangle_sql(period: Period, population: Population, grain: Grain, zone: str) -> str:
    """The SELECT behind `triangle`: for each cohort and later period the buyers, their revenue and its square."""
    shown = instant(period.end)
    return f"""
WITH firsts AS (
  SELECT orders.customer, min(orders.at) AS first_at
  FROM orders
  WHERE orders.kind = 'sale' AND orders.at < {shown} AND {population.condition("orders.customer")}
  GROUP BY orders.customer
), spent AS (
  SELECT firsts.customer,
    CAST(date_trunc('{grain}', {local_sql("firsts.first_at", zone)}) AS DATE) AS cohort,
    CAST(date_trunc('{grain}', {local_sql("orders.at", zone)}) AS DATE) AS bought,
    sum(CASE WHEN orders.kind = 'sale' THEN 1 ELSE 0 END) AS sales,
    CAST(sum(orders.net) AS DOUBLE) AS net
  FROM orders JOIN firsts ON firsts.customer = orders.customer AND orders.at >= firsts.first_at
  WHERE firsts.first_at >= {instant(period.start)} AND orders.at < {shown}
  GROUP BY 1, 2, 3
)
SELECT cohort, bought, sum(CASE WHEN sales > 0 THEN 1 ELSE 0 END) AS customers, sum(net) AS revenue,
  sum(net * net) AS squares
FROM spent
GROUP BY cohort, bought
ORDER BY cohort, bought
""".strip()


def _until(period: Period, known_until: datetime | None) -> datetime:
    if known_until is None:
        return period.end
    if known_until.tzinfo is None:
        raise BadQuestion(f"known_until: {known_until} has no time zone")
    if known_until <= period.start:
        raise BadQuestion("known_until: nothing of the period is known yet")
    return min(period.end, known_until)


@dataclass(frozen=True, slots=True)
class _Counted:
    cohorts: tuple[Cohort, ...]
    finished: NDArray[np.bool_]
    customers: Floats
    revenue: Floats
    squares: Floats


def _counted(found: pa.Table, period: Period, until: datetime, grain: Grain, zone: str) -> _Counted:
    place = ZoneInfo(zone)
    first = begins(period.start.astimezone(place).date(), grain)
    count = _steps_until(first, until, grain, zone)
    if count > MOST_COHORTS:
        raise BadQuestion(f"grain: {count} cohorts; ask for a shorter period or longer steps (at most {MOST_COHORTS})")
    customers, revenue, squares = (np.zeros((count, count)) for _ in range(3))
    for row in found.to_pylist():
        cohort = steps_between(first, row["cohort"], grain)
        age = steps_between(row["cohort"], row["bought"], grain)
        customers[cohort, age], revenue[cohort, age], squares[cohort, age] = (
            float(row[name]) for name in ("customers", "revenue", "squares")
        )
    cohorts = tuple(
        _cohort(later(first, step, grain), period, until, int(customers[step, 0]), grain, zone) for step in range(count)
    )
    over = [midnight(later(first, step + 1, grain), zone) <= until for step in range(count)]
    finished = np.array([[row + age < count and over[row + age] for age in range(count)] for row in range(count)])
    return _Counted(cohorts, finished, customers, revenue, squares)


def _steps_until(first: date, until: datetime, grain: Grain, zone: str) -> int:
    count = 1
    while midnight(later(first, count, grain), zone) < until:
        count += 1
    return count


def _cohort(day: date, period: Period, until: datetime, n: int, grain: Grain, zone: str) -> Cohort:
    start, end = midnight(day, zone), midnight(later(day, 1, grain), zone)
    return Cohort(start, end, n, partial=start < period.start or end > until)


def _triangle(
    counted: _Counted,
    grain: Grain,
    zone: str,
    currency: str | None,
    minimum_n: int,
    confidence: float,
    remarks: tuple[str, ...],
) -> Triangle:
    n = np.array([[float(cohort.n)] for cohort in counted.cohorts])
    shown = counted.finished & (n >= minimum_n)
    retention = _shares(counted.customers, np.broadcast_to(n, shown.shape), shown, confidence)
    together = np.where(counted.finished, n, 0.0).sum(axis=0)
    pooled_customers = np.where(counted.finished, counted.customers, 0.0).sum(axis=0)
    return Triangle(
        cohorts=counted.cohorts,
        grain=grain,
        zone=zone,
        currency=currency,
        finished=counted.finished,
        customers=np.where(counted.finished, counted.customers, np.nan),
        retention=retention,
        revenue=np.where(counted.finished, counted.revenue, np.nan),
        revenue_per_customer=_means(counted, n, shown, confidence),
        pooled=_shares(pooled_customers, together, together >= minimum_n, confidence),
        pooled_n=together,
        confidence=confidence,
        remarks=remarks,
    )


def _shares(hits: Floats, n: Floats, shown: NDArray[np.bool_], confidence: float) -> Cells:
    low, high = wilson(hits, n, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
    return Cells(*(np.asarray(np.where(shown, part, np.nan), float) for part in (share, low, high)))


def _means(counted: _Counted, n: Floats, shown: NDArray[np.bool_], confidence: float) -> Cells:
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = counted.revenue / n
        variance = np.maximum(counted.squares - n * mean**2, 0) / (n * (n - 1))
    low, high = mean_interval(mean, variance, np.broadcast_to(n - 1, mean.shape), confidence)
    return Cells(*(np.asarray(np.where(shown, part, np.nan), float) for part in (mean, low, high)))


def _remarks(source: Source, period: Period, cohorts: tuple[Cohort, ...], until: datetime) -> tuple[str, ...]:
    remarks = ["The period of the first purchase (age 0) is shorter than the others: customers join all through it."]
    first = source.profile("orders").first
    if first is not None and first >= period.start:
        remarks.append(
            "The records begin within the period: some customers of the first cohorts may have bought before."
        )
    if cohorts[0].partial and cohorts[0].start < period.start:
        remarks.append("The first cohort is cut by the start of the period.")
    if cohorts[-1].end > until:
        remarks.append("The last cohort is not complete yet.")
    return tuple(remarks)
