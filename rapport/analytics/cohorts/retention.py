"""Retention of buyers after their first purchase: on a day, within days, or from a day on; each chosen explicitly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.cohorts.calendar import local_sql
from rapport.analytics.columns import check_confidence, check_least, numbers, whole_numbers
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats, wilson
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Clock = Literal["calendar", "windows"]
MINIMUM_N = 5
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Bracket:
    """Days since the first purchase, ``first`` up to ``last``, both counted; ``last`` None means without end.

    The first purchase itself never counts: day 0 means once more on the same day.
    """

    first: int
    last: int | None

    def __post_init__(self) -> None:
        last = self.first if self.last is None else self.last
        whole = all(isinstance(day, (int, np.integer)) for day in (self.first, last))
        if not (whole and 0 <= self.first <= last <= MOST_DAYS):
            raise BadQuestion(f"retention: days {self.first} to {self.last} are no bracket (from 0 to {MOST_DAYS})")

    @property
    def watched(self) -> int:
        """How many days a customer must have been watched for their answer to be known."""
        return (self.first if self.last is None else self.last) + 1


def on_day(*days: int) -> tuple[Bracket, ...]:
    """N-day retention: bought on exactly that day after the first purchase."""
    return tuple(Bracket(day, day) for day in days)


def within(*edges: int) -> tuple[Bracket, ...]:
    """Bracket retention between edges: ``within(1, 8, 31)`` is days 1–7 and days 8–30."""
    if len(edges) < 2:
        raise BadQuestion("retention: brackets need two edges at least")
    return tuple(Bracket(first, after - 1) for first, after in pairwise(edges))


def from_day(*days: int) -> tuple[Bracket, ...]:
    """Unbounded retention: bought on that day or any later one."""
    return tuple(Bracket(day, None) for day in days)


@dataclass(frozen=True, slots=True)
class Retention:
    """The share of customers who bought in each bracket, with Wilson's interval.

    ``n`` are the customers watched for long enough, ``retained`` those of them who bought. NaN below the minimum n.
    """

    brackets: tuple[Bracket, ...]
    n: Floats
    retained: Floats
    value: Floats
    low: Floats
    high: Floats
    clock: Clock
    confidence: float
    method: str
    remarks: tuple[str, ...]


def retention(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    brackets: Sequence[Bracket],
    clock: Clock = "calendar",
    zone: str = "UTC",
    known_until: datetime | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Retention:
    """Retention of the customers who first bought in a period, watched until ``known_until`` (its end, unless told).

    ``clock="calendar"`` counts days of ``zone``: who buys at 23:00 and again at 1:00 came back on day 1. ``"windows"``
    counts 24 hours from the first purchase: that is still day 0. Only customers whose days are over count.

    Raises BadTable without orders or new customers, BadQuestion for no brackets.
    """
    _check(brackets, clock, zone)
    until = period.end if known_until is None else known_until
    if until.tzinfo is None:
        raise BadQuestion(f"known_until: {until} has no time zone")
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's first purchase is known")
    sql = retention_sql(period, population, brackets, clock, zone, until)
    row = source.query(sql, "orders", *population.tables).to_pylist()[0]
    if not row["customers"]:
        raise BadTable("orders: nobody of this population made a first purchase in the period")
    n = [row[f"n{place}"] or 0 for place in range(len(brackets))]
    retained = [row[f"retained{place}"] or 0 for place in range(len(brackets))]
    return _shares(tuple(brackets), n, retained, clock, minimum_n, confidence)


def retention_of(
    customers: ArrayLike,
    ages: ArrayLike,
    watched: ArrayLike,
    brackets: Sequence[Bracket],
    *,
    clock: Clock = "windows",
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Retention:
    """Retention of plain arrays: each later purchase's customer (a row number of ``watched``) and its age in days.

    ``watched`` says for each customer how many days were over when the records ended. Two customers watched 40 days, of
    whom the first came back on day 3.5: on day 3 one of two.

    Raises BadQuestion for lengths that differ, customers that are not there, negative or missing ages.
    """
    _check(brackets, clock, "UTC")
    who = whole_numbers(customers, "retention: customers", error=BadQuestion)
    days, over = (numbers(one, "retention") for one in (ages, watched))
    if who.shape != days.shape or who.ndim != 1:
        raise BadQuestion(f"retention: {who.size} customers beside {days.size} ages")
    if not np.all(np.isfinite(days)) or not np.all(np.isfinite(over)) or np.any(days < 0) or np.any(over < 0):
        raise BadQuestion("retention: an age is negative or missing")
    if who.size and (who.min() < 0 or who.max() >= len(over)):
        raise BadQuestion("retention: a purchase names a customer that is not there")
    n, retained = [], []
    for bracket in brackets:
        last = np.inf if bracket.last is None else bracket.last + 1
        back = np.zeros(len(over), bool)
        back[who[(days >= bracket.first) & (days < last)]] = True
        known = over >= bracket.watched
        n.append(int(known.sum()))
        retained.append(int((back & known).sum()))
    return _shares(tuple(brackets), n, retained, clock, minimum_n, confidence)


def retention_sql(
    period: Period, population: Population, brackets: Sequence[Bracket], clock: Clock, zone: str, until: datetime
) -> str:
    """The SELECT behind `retention`: one row with n and retained of each bracket."""
    first, bought, last = _clocked(clock, zone, until)
    unit, factor = ("DAY", 1) if clock == "calendar" else ("HOUR", 24)

    def after(days: int) -> str:
        return f"{first} + INTERVAL '{days * factor}' {unit}"

    back, known = [], []
    for place, bracket in enumerate(brackets):
        ends = "" if bracket.last is None else f" AND {bought} < {after(bracket.last + 1)}"
        back.append(f"max(CASE WHEN {bought} >= {after(bracket.first)}{ends} THEN 1 ELSE 0 END) AS back{place}")
        back.append(f"max(CASE WHEN {after(bracket.watched)} <= {last} THEN 1 ELSE 0 END) AS known{place}")
        known.append(f"sum(known{place}) AS n{place}, sum(known{place} * back{place}) AS retained{place}")
    flags, sums = ",\n    ".join(back), ",\n  ".join(known)
    return f"""
WITH firsts AS (
  SELECT orders.customer, min(orders.at) AS first_at
  FROM orders
  WHERE orders.kind = 'sale' AND orders.at < {instant(until)} AND {population.condition("orders.customer")}
  GROUP BY orders.customer
), flagged AS (
  SELECT firsts.customer,
    {flags}
  FROM firsts LEFT JOIN orders ON orders.customer = firsts.customer AND orders.kind = 'sale'
    AND orders.at > firsts.first_at AND orders.at < {instant(until)}
  WHERE firsts.first_at >= {instant(period.start)} AND firsts.first_at < {instant(period.end)}
  GROUP BY firsts.customer
)
SELECT count(*) AS customers,
  {sums}
FROM flagged
""".strip()


def _clocked(clock: Clock, zone: str, until: datetime) -> tuple[str, str, str]:
    if clock == "windows":
        return "firsts.first_at", "orders.at", instant(until)
    first, bought = (f"CAST({local_sql(at, zone)} AS DATE)" for at in ("firsts.first_at", "orders.at"))
    return first, bought, f"DATE '{until.astimezone(ZoneInfo(zone)).date()}'"


def _check(brackets: Sequence[Bracket], clock: str, zone: str) -> None:
    if not brackets:
        raise BadQuestion("retention: name at least one bracket of days")
    if clock not in ("calendar", "windows"):
        raise BadQuestion(f"clock: {clock!r} is not known; use 'calendar' or 'windows'")
    if zone not in available_timezones():
        raise BadQuestion(f"zone: {zone!r} is not a time zone")


def _shares(
    brackets: tuple[Bracket, ...],
    n: Sequence[int],
    retained: Sequence[int],
    clock: Clock,
    minimum_n: int,
    confidence: float,
) -> Retention:
    check_least("minimum_n", minimum_n)
    check_confidence(confidence)
    tries, hits = np.asarray(n, float), np.asarray(retained, float)
    low, high = wilson(hits, tries, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = hits / tries, low, high
    value, low, high = (np.where(tries >= minimum_n, part, np.nan) for part in parts)
    counted = "calendar days" if clock == "calendar" else "24-hour windows from the first purchase"
    remarks = ["Only customers whose days were over count."]
    if any(bracket.last is None for bracket in brackets):
        remarks.append("Bought from a day on: the share still rises the longer customers are watched.")
    return Retention(
        brackets, tries, hits, value, low, high, clock, confidence, f"{counted}, Wilson interval", tuple(remarks)
    )
