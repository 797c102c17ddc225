"""Contracts as rows of renewals: who renewed how often, what they pay for a period, and who is left of each start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.cohorts.lifetimes import renewal_periods, subscription_lifetimes
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion
from rapport.analytics.fact import INSTANT
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Renewal = Literal["week", "month", "quarter", "year"]
StartGrain = Literal["month", "quarter", "year"]
DAYS: dict[Renewal, float] = {"week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
# Months differ in length: a contract that ends within so many days of a renewal (a tenth of a week) ends at it.
FORGIVEN_DAYS, FORGIVEN_SHARE = 3.5, 0.1


@dataclass(frozen=True, slots=True)
class Contracts:
    """One row a customer with a first contract in a period; days count from 1970.

    It ``began`` and ``lasted`` so many days and has ``ended``, or is watched until ``known``. ``amount`` is what its
    customer pays now for one period of length ``every`` (0 after the end), NaN where amounts cannot be added.
    ``returned`` had another contract after their end; they are not counted again.
    """

    customer: NDArray[np.int64]
    began: Floats
    lasted: Floats
    ended: NDArray[np.bool_]
    region: NDArray[np.str_]
    amount: Floats
    every: Renewal
    known: float
    returned: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.customer)

    @property
    def days(self) -> float:
        """The length of a period."""
        return DAYS[self.every]

    @property
    def forgiven(self) -> float:
        """The part of a period by which an end may miss a renewal, as months differ in length."""
        return min(FORGIVEN_SHARE, FORGIVEN_DAYS / self.days)

    @property
    def due(self) -> tuple[Floats, Floats]:
        """Of each the number of the next renewal, and the days until then; for those who are still there."""
        number = np.floor((self.known - self.began) / self.days + 1e-9) + 1
        return number, self.began + number * self.days - self.known

    @property
    def periods(self) -> Floats:
        """For `sbg.fit_durations`: the renewal not taken of who ended, the renewals taken of others."""
        return renewal_periods(self.lasted, self.ended, self.days, self.forgiven)

    @property
    def renewals(self) -> Floats:
        """How many renewals each has taken."""
        return np.where(self.ended, self.periods - 1, self.periods)

    @property
    def watched(self) -> Floats:
        """After how many renewals each could have been seen, had they stayed."""
        return np.floor((self.known - self.began) / self.days + self.forgiven)

    def take(self, rows: NDArray[np.bool_]) -> Contracts:
        """Some of the customers."""
        parts = ("customer", "began", "lasted", "ended", "region", "amount")
        return replace(self, **{name: getattr(self, name)[rows] for name in parts})

    def known_at(self, known: float) -> Contracts:
        """The same as it was known on an earlier day."""
        kept = self.take(self.began < known - self.forgiven * self.days)
        over = kept.began + kept.lasted <= known + self.forgiven * self.days
        lasted = np.minimum(kept.lasted, known - kept.began)
        return replace(kept, lasted=np.maximum(lasted, 0), ended=kept.ended & over, known=known)


def contracts(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    every: Renewal | None = None,
    grace_days: int = 0,
    known_until: datetime | None = None,
) -> Contracts:
    """The first contracts that began in a period, renewed every so often (as most are billed, unless told).

    A new contract within ``grace_days`` continues the one before, whatever its price or plan.

    Raises BadTable without subscriptions, BadQuestion for an unknown interval.
    """
    if every is not None and every not in DAYS:
        raise BadQuestion(f"every: {every!r} is not known; use {', '.join(DAYS)}")
    until = known_until or period.end
    found = subscription_lifetimes(source, period, population, grace_days=grace_days, known_until=until)
    billed = _billed(source, until, population)
    chosen = every or _most(billed)
    began, amount = _now(source, until, population, found.customer, chosen)
    return Contracts(
        found.customer,
        began,
        found.lasted,
        found.ended,
        found.region,
        amount,
        chosen,
        until.timestamp() / 86_400,
        found.returned,
        (*found.remarks, *_remarks(billed, chosen)),
    )


def _most(billed: dict[Renewal, int]) -> Renewal:
    return max(DAYS, key=lambda name: billed.get(name, 0))


def _billed(source: Source, until: datetime, population: Population) -> dict[Renewal, int]:
    sql = f"""
SELECT subscriptions.billing AS billing, count(DISTINCT subscriptions.customer) AS customers FROM subscriptions
WHERE subscriptions.since < {instant(until)} AND {population.condition("subscriptions.customer")}
GROUP BY subscriptions.billing
""".strip()
    rows = source.query(sql, "subscriptions", *population.tables).to_pylist()
    return {row["billing"]: int(row["customers"]) for row in rows}


def _now(
    source: Source, until: datetime, population: Population, customers: NDArray[np.int64], every: Renewal
) -> tuple[Floats, Floats]:
    """The day each began, and what each pays now for a period."""
    a_day = " ".join(f"WHEN '{name}' THEN {days!r}" for name, days in DAYS.items())
    open_now = f"(subscriptions.until IS NULL OR subscriptions.until > {instant(until)})"
    sql = f"""
SELECT subscriptions.customer AS customer, min(subscriptions.since) AS began,
  count(DISTINCT CASE WHEN {open_now} THEN subscriptions.currency END) AS currencies,
  sum(CASE WHEN {open_now} THEN CAST(subscriptions.amount AS DOUBLE)
    / CASE subscriptions.billing {a_day} END ELSE 0 END) AS paid
FROM subscriptions
WHERE subscriptions.since < {instant(until)} AND {population.condition("subscriptions.customer")}
GROUP BY subscriptions.customer
ORDER BY subscriptions.customer
""".strip()
    found = source.query(sql, "subscriptions", *population.tables)
    rows = np.searchsorted(found["customer"].to_numpy(), customers)
    began = np.asarray(found["began"].cast(INSTANT).cast("int64").to_numpy(), float) / 86_400e6
    paid = np.asarray(found["paid"].to_numpy(zero_copy_only=False), float) * DAYS[every]
    mixed = found["currencies"].to_numpy() > 1
    return began[rows], np.where(mixed, np.nan, paid)[rows]


def _remarks(billed: dict[Renewal, int], every: Renewal) -> list[str]:
    other = sum(count for name, count in billed.items() if name != every)
    if not other:
        return []
    return [
        f"{other:,} customers are billed otherwise than every {every}: they can leave at other times than is assumed."
    ]


@dataclass(frozen=True, slots=True)
class Survivors:
    """Of ``n`` customers who began from ``start`` on (a month, quarter or year), how many had renewed 0, 1, 2 … times.

    ``left`` ends where not all of them could have been seen.
    """

    start: date
    n: int
    left: tuple[int, ...]


def survivors(found: Contracts, grain: StartGrain = "quarter", zone: str = "UTC") -> tuple[Survivors, ...]:
    """Who is left of each start, oldest first.

    Ten begin in January, nine renew in February, eight in March; known to the end of March: 10, 9, 8.
    """
    months = {"month": 1, "quarter": 3, "year": 12}
    if grain not in months:
        raise BadQuestion(f"grain: {grain!r} is not known; use {', '.join(months)}")
    opening = datetime(1970, 1, 1, tzinfo=UTC)
    local = [(opening + timedelta(days=float(day))).astimezone(ZoneInfo(zone)) for day in found.began]
    number = np.array([(day.year * 12 + day.month - 1) // months[grain] for day in local], int)
    renewals, watched = found.renewals, found.watched
    told = []
    for start in np.unique(number):
        inside = number == start
        last = int(watched[inside].min())
        counts = np.bincount(np.minimum(renewals[inside], last).astype(int), minlength=last + 1)
        month = int(start) * months[grain]
        told.append(
            Survivors(
                date(month // 12, month % 12 + 1, 1),
                int(inside.sum()),
                tuple(int(count) for count in counts[::-1].cumsum()[::-1]),
            )
        )
    return tuple(told)
