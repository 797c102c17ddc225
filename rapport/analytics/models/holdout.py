"""What the checks of a model need from the facts: histories, what followed them, and purchases day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from rapport.analytics.engine.blocks import instant, text
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.purchases import DAYS, Purchases, Unit
from rapport.analytics.models.summary import Collapse, summary
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source


@dataclass(frozen=True, slots=True)
class Holdout:
    """Histories up to the end of a period, and what each customer did afterwards.

    ``later`` counts each customer's purchases in the ``length`` (in the histories' unit) after it. ``first`` and
    ``repeats`` count first and repeat purchases of these customers on each of ``days`` days since the period's start,
    of which ``fitted_days`` lie in it.
    """

    history: Purchases
    later: Floats
    length: float
    first: Floats
    repeats: Floats
    days: int
    fitted_days: int


def holdout(
    source: Source,
    period: Period,
    until: datetime,
    population: Population = EVERYBODY,
    *,
    unit: Unit = "week",
    collapse: Collapse | None = None,
    zone: str = "UTC",
    spend: bool = True,
) -> Holdout:
    """Customers who first bought in a period with their histories to its end, and their purchases until ``until``.

    Arguments as in `summary`; fit a model to ``.history`` and give the parts to `checks`.

    Raises BadQuestion where nothing follows the period, BadTable as `summary`.
    """
    if until.tzinfo is None or until <= period.end:
        raise BadQuestion("hold-out: it must end after the period, at an instant with a time zone")
    history = summary(source, period, population, unit=unit, collapse=collapse, zone=zone, spend=spend)
    found = source.query(later_sql(period, until, population, collapse, zone), "orders", *population.tables)
    later = _aligned(history, found["customer"].to_numpy(), found["later"].to_numpy())
    start = period.start.astimezone(ZoneInfo(zone)).date()
    days = (until.astimezone(ZoneInfo(zone)).date() - start).days
    by_day = source.query(
        daily_sql(period, until, population, collapse, zone), "orders", *population.tables
    ).to_pylist()
    first, repeats = np.zeros(days + 1), np.zeros(days + 1)
    for row in by_day:
        place = (row["bought_on"] - start).days
        first[place], repeats[place] = row["joined"], row["repeats"]
    return Holdout(
        history=history,
        later=later,
        length=(until - period.end).total_seconds() / 86_400 / DAYS[unit],
        first=first,
        repeats=repeats,
        days=days,
        fitted_days=(period.end.astimezone(ZoneInfo(zone)).date() - start).days,
    )


def later_sql(period: Period, until: datetime, population: Population, collapse: Collapse | None, zone: str) -> str:
    """How many purchases each customer made between the period's end and ``until``."""
    return f"""
WITH {_visits(period, until, population, collapse, zone)}
SELECT customer, count(*) AS later FROM visits WHERE bought_at >= {instant(period.end)} GROUP BY customer
""".strip()


def daily_sql(period: Period, until: datetime, population: Population, collapse: Collapse | None, zone: str) -> str:
    """First and repeat purchases on each local day."""
    return f"""
WITH {_visits(period, until, population, collapse, zone)}
SELECT CAST(bought_at AT TIME ZONE {text(zone)} AS DATE) AS bought_on,
  sum(CASE WHEN place = 1 THEN 1 ELSE 0 END) AS joined, sum(CASE WHEN place > 1 THEN 1 ELSE 0 END) AS repeats
FROM visits
GROUP BY 1
""".strip()


def _visits(period: Period, until: datetime, population: Population, collapse: Collapse | None, zone: str) -> str:
    """Purchases of the customers who first bought in the period; several at one time (or day, week) are one."""
    local = f"orders.at AT TIME ZONE {text(zone)}"
    one = "orders.at" if collapse is None else f"date_trunc('{collapse}', {local})"
    return f"""sold AS (
  SELECT orders.customer, {one} AS moment, min(orders.at) AS bought_at
  FROM orders
  WHERE orders.kind = 'sale' AND orders.at < {instant(until)} AND {population.condition("orders.customer")}
  GROUP BY orders.customer, {one}
), numbered AS (
  SELECT customer, bought_at, row_number() OVER (PARTITION BY customer ORDER BY bought_at) AS place,
    min(bought_at) OVER (PARTITION BY customer) AS first_at
  FROM sold
), visits AS (
  SELECT customer, bought_at, place FROM numbered
  WHERE first_at >= {instant(period.start)} AND first_at < {instant(period.end)}
)"""


def _aligned(history: Purchases, customers: np.ndarray, counts: np.ndarray) -> Floats:
    if history.customer is None:
        raise BadTable("hold-out: the histories name no customers")
    later = np.zeros(len(history))
    place = np.searchsorted(history.customer, customers)
    known = (place < len(history)) & (history.customer[np.minimum(place, len(history) - 1)] == customers)
    later[place[known]] = counts[known]
    return later
