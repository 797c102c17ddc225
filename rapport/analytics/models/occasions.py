"""Who bought at which of a row of occasions (months, quarters, years), read from orders: what BG/BB starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.cohorts.calendar import local_sql
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.bgbb import Histories
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Step = Literal["month", "quarter", "year"]
MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Occasions:
    """One row a customer; occasions are numbered on from year 0, ``last`` is the last whole one.

    ``first`` is the occasion of a customer's first purchase, the ones after it are opportunities. ``who`` (places in
    ``customer``) and ``when`` name each occasion bought at again. ``opened`` is the first one on record.
    """

    customer: NDArray[np.int64]
    first: NDArray[np.int64]
    who: NDArray[np.int64]
    when: NDArray[np.int64]
    opened: int
    last: int
    step: Step

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.customer)

    @property
    def numbers(self) -> NDArray[np.int64]:
        """Every occasion at which somebody could buy again, in order."""
        return np.arange(self.opened + 1, self.last + 1)

    @property
    def buyers(self) -> Floats:
        """How many bought again at each of them."""
        return np.bincount(self.when - self.opened - 1, minlength=len(self.numbers)).astype(float)

    @property
    def newcomers(self) -> Floats:
        """How many bought first at each occasion, from ``opened``."""
        return np.bincount(self.first - self.opened, minlength=self.last - self.opened + 1).astype(float)

    def began(self, number: int) -> date:
        """The first day of an occasion."""
        months = int(number) * MONTHS[self.step]
        return date(months // 12, months % 12 + 1, 1)

    def until(self, last: int) -> Occasions:
        """The same as it was known at the end of an earlier occasion."""
        known = self.first <= last
        place = np.cumsum(known) - 1
        kept = known[self.who] & (self.when <= last)
        who = place[self.who[kept]]
        return Occasions(
            self.customer[known], self.first[known], who, self.when[kept], self.opened, int(last), self.step
        )

    def histories(self) -> Histories:
        """Frequency, recency and opportunities of each customer, in their order, each with weight 1.

        First bought in 2020, again in 2021 and 2023, known to the end of 2025: bought at 2 of 5, last at the 3rd.
        """
        frequency = np.bincount(self.who, minlength=self.n).astype(float)
        recency = np.zeros(self.n)
        np.maximum.at(recency, self.who, (self.when - self.first[self.who]).astype(float))
        periods = np.asarray(self.last - self.first, float)
        return Histories(np.asarray(frequency, float), recency, periods, np.ones(self.n))


def grouped(past: Histories) -> tuple[Histories, NDArray[np.intp]]:
    """Each distinct row once with its weight, and the row of the group that each customer is in."""
    rows = np.column_stack([past.frequency, past.recency, past.periods])
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    place = place.reshape(-1)
    weight = np.asarray(np.bincount(place, past.weight, len(distinct)), float)
    return Histories(distinct[:, 0], distinct[:, 1], distinct[:, 2], weight), place


def occasions(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    step: Step = "year",
    zone: str = "UTC",
) -> Occasions:
    """At which months, quarters or years each customer bought whose first purchase lies in the period.

    An occasion counts once, however often somebody bought in it; one that is not over at the period's end is left out,
    and with it who first bought then.

    Raises BadTable without orders, BadQuestion for an unknown step or zone, or where no whole occasion is known.
    """
    if step not in MONTHS:
        raise BadQuestion(f"step: {step!r} is not known; use {', '.join(MONTHS)}")
    if zone not in available_timezones():
        raise BadQuestion(f"zone: {zone!r} is not a time zone")
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's purchases are known")
    last, opened = (_number(moment, step, zone) for moment in (period.end, period.start))
    if last - 1 <= opened:
        raise BadQuestion(f"{step}s: less than two whole ones are known, so nobody can have bought again")
    sql = occasions_sql(period, population, step, zone)
    found = source.query(sql, "orders", *population.tables)
    customer, number = (found[name].to_numpy() for name in ("customer", "number"))
    return _gathered(customer, number.astype(np.int64), opened, last - 1, step)


def occasions_sql(period: Period, population: Population, step: Step, zone: str) -> str:
    """The SELECT behind `occasions`: each occasion of each customer once, in order."""
    local = local_sql("orders.at", zone)
    months = f"(EXTRACT(YEAR FROM {local}) * 12 + EXTRACT(MONTH FROM {local}) - 1)"
    return f"""
SELECT DISTINCT orders.customer, CAST(floor({months} / {float(MONTHS[step])}) AS BIGINT) AS number
FROM orders
WHERE orders.kind = 'sale' AND orders.at < {instant(period.end)} AND {population.condition("orders.customer")}
ORDER BY orders.customer, number
""".strip()


def _number(moment: datetime, step: Step, zone: str) -> int:
    local = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    return (local.year * 12 + local.month - 1) // MONTHS[step]


def _gathered(customer: NDArray[np.int64], number: NDArray[np.int64], opened: int, last: int, step: Step) -> Occasions:
    starts = np.flatnonzero(np.append(True, customer[1:] != customer[:-1])) if len(customer) else np.zeros(0, int)
    rows = np.diff(np.append(starts, len(customer)))
    first = number[starts]
    place = np.repeat(np.arange(len(starts)), rows)
    found = Occasions(customer[starts], first, place, number, opened, max(last, int(number.max(initial=last))), step)
    began = first >= opened
    if not began.all():
        kept, again = began[place], np.cumsum(began) - 1
        found = Occasions(customer[starts][began], first[began], again[place[kept]], number[kept], opened, last, step)
    repeated = found.when > found.first[found.who]
    whole = Occasions(found.customer, found.first, found.who[repeated], found.when[repeated], opened, found.last, step)
    return whole.until(last)
