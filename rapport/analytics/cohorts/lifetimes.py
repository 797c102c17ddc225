"""How long customers stayed, from orders or subscriptions: what survival curves start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import check_least, numbers, whole_numbers
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

_DAY = 86_400_000_000  # microseconds
_FORGIVEN = 0.1


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """One row a customer: how many days they ``lasted``, and whether their end was seen (``ended``).

    ``region`` is the customer's own (empty where unknown). ``returned`` of those who ended came back later; they are
    neither new nor counted again.
    """

    customer: NDArray[np.int64]
    lasted: Floats
    ended: NDArray[np.bool_]
    region: NDArray[np.str_]
    returned: int
    method: str
    remarks: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.lasted)


def order_lifetimes(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    silence_days: int = 90,
    known_until: datetime | None = None,
) -> Lifetimes:
    """Lifetimes of the customers who first bought in a period: lost once they were silent for ``silence_days``.

    Nobody says goodbye in a shop, so silence stands for it: who does not buy for so many days is lost at the end of
    them. Who is not (yet) silent for so long when the records end (at the period's end, unless told) is censored
    there. First bought on day 0, again on day 20, then not for 90 days: ended after 110.

    Raises BadTable without orders or new customers, BadQuestion for a silence below a day.
    """
    check_least("silence_days", silence_days)
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's purchases are known")
    until = _until(period, known_until)
    found = source.query(
        order_lifetimes_sql(period, population, silence_days, until), "orders", "customers", *population.tables
    )
    if not found.num_rows:
        raise BadTable("orders: nobody of this population made a first purchase in the period")
    return _of_orders(found, silence_days, until)


def order_lifetimes_sql(period: Period, population: Population, silence_days: int, until: datetime) -> str:
    """The SELECT behind `order_lifetimes`: first and last purchase, and the last one before the first long silence."""
    shown = instant(until)
    return f"""
WITH visits AS (
  SELECT orders.customer, orders.at,
    lead(orders.at) OVER (PARTITION BY orders.customer ORDER BY orders.at) AS next_at
  FROM orders
  WHERE orders.kind = 'sale' AND orders.at < {shown} AND {population.condition("orders.customer")}
), stays AS (
  SELECT visits.customer, min(visits.at) AS first_at, max(visits.at) AS last_at,
    min(CASE WHEN coalesce(visits.next_at, {shown}) >= visits.at + INTERVAL '{int(silence_days) * 24}' HOUR
      THEN visits.at END) AS silent_from
  FROM visits
  GROUP BY visits.customer
)
SELECT stays.customer, stays.first_at, stays.last_at, stays.silent_from, coalesce(customers.region, '') AS region
FROM stays LEFT JOIN customers ON customers.id = stays.customer
WHERE stays.first_at >= {instant(period.start)} AND stays.first_at < {instant(period.end)}
ORDER BY stays.customer
""".strip()


def _of_orders(found: pa.Table, silence_days: int, until: datetime) -> Lifetimes:
    first, last = (_days(found[name]) for name in ("first_at", "last_at"))
    silent = _days(found["silent_from"])
    ended = ~np.isnan(silent)
    end = _day(until)
    lasted = np.where(ended, silent + silence_days - first, end - first)
    returned = int(np.sum(ended & (last > silent)))
    remarks = [f"Nobody can be lost before {silence_days} days; another silence gives another curve."]
    if returned:
        remarks.append(
            f"{returned} of {int(ended.sum())} lost customers came back later"
            f" ({returned / ended.sum():.0%}): a longer silence would count fewer as lost."
        )
    return Lifetimes(
        found["customer"].to_numpy(),
        np.asarray(lasted, float),
        ended,
        np.asarray(found["region"].to_pylist(), str),
        returned,
        f"lost after {silence_days} days without a purchase",
        tuple(remarks),
    )


def subscription_lifetimes(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    grace_days: int = 0,
    known_until: datetime | None = None,
) -> Lifetimes:
    """Lifetimes of the customers whose first subscription began in a period; see `stays`.

    Raises BadTable without subscriptions or new subscribers.
    """
    if not source.has("subscriptions"):
        raise BadTable("subscriptions: there is no such table, so nobody's contract is known")
    until = _until(period, known_until)
    sql = f"""
SELECT subscriptions.customer, subscriptions.since, subscriptions.until, coalesce(customers.region, '') AS region
FROM subscriptions LEFT JOIN customers ON customers.id = subscriptions.customer
WHERE subscriptions.since < {instant(until)} AND {population.condition("subscriptions.customer")}
""".strip()
    found = source.query(sql, "subscriptions", "customers", *population.tables)
    since, end = _days(found["since"]), _days(found["until"])
    regions = np.asarray(found["region"].to_pylist(), str)
    return stays(
        found["customer"].to_numpy(),
        since,
        end,
        _day(until),
        grace_days,
        regions,
        (_day(period.start), _day(period.end)),
    )


def stays(
    customers: ArrayLike,
    since: ArrayLike,
    until: ArrayLike,
    known_until: float,
    grace_days: float = 0,
    regions: ArrayLike | None = None,
    began: tuple[float, float] = (-np.inf, np.inf),
) -> Lifetimes:
    """Lifetimes from stretches of subscriptions, in days of any calendar; ``until`` is NaN while one lasts.

    Stretches that touch or overlap, or follow within ``grace_days``, are one stay; only a customer's first stay counts,
    and only if it began within ``began``. A stay whose grace is not over at ``known_until`` is censored. Stretches 0–30
    and 30–60 known until 100: ended after 60.

    Raises BadQuestion for lengths that differ, a start that is missing, an end before its start; BadTable for nobody.
    """
    who, starts, ends = whole_numbers(customers, "stays: customers"), *(numbers(one, "stays") for one in (since, until))
    places = np.full(len(who), "") if regions is None else np.asarray(regions, str)
    if not len(who) == len(starts) == len(ends) == len(places):
        raise BadQuestion(f"stays: columns of {len(who)}, {len(starts)}, {len(ends)} and {len(places)} rows")
    if not np.all(np.isfinite(starts)) or np.any(ends < starts) or not 0 <= grace_days < np.inf:
        raise BadQuestion("stays: a start is missing, an end lies before its start, the grace is no length")
    if not np.isfinite(known_until):
        raise BadQuestion(f"stays: known_until must be a day, not {known_until}")
    seen = starts < known_until
    order = np.flatnonzero(seen)[np.lexsort((starts[seen], who[seen]))]
    if not len(order):
        raise BadTable("subscriptions: nobody of this population subscribed in the period")
    return _first_stays(who[order], starts[order], ends[order], places[order], known_until, grace_days, began)


def _first_stays(
    who: NDArray[np.int64],
    starts: Floats,
    ends: Floats,
    places: NDArray[np.str_],
    known_until: float,
    grace_days: float,
    began: tuple[float, float],
) -> Lifetimes:
    first_row = np.flatnonzero(np.append(True, np.diff(who) != 0))
    rows = np.diff(np.append(first_row, len(who)))
    covered = _covered(np.where(np.isnan(ends), np.inf, ends), np.repeat(np.arange(len(rows)), rows), known_until)
    following = np.append(starts[1:], np.inf)
    following[first_row + rows - 1] = np.inf
    gaps = following > covered + grace_days
    # The first gap of each customer: there is one at the last row at the latest.
    gap_rows = np.flatnonzero(gaps)
    at = gap_rows[np.searchsorted(gap_rows, first_row)]
    wanted = (starts[first_row] >= began[0]) & (starts[first_row] < began[1])
    if not wanted.any():
        raise BadTable("subscriptions: nobody of this population subscribed first in the period")
    end, first = covered[at][wanted], starts[first_row][wanted]
    ended = end + grace_days <= known_until
    returned = int(np.sum(ended & (at < first_row + rows - 1)[wanted]))
    return Lifetimes(
        who[first_row][wanted],
        np.minimum(end, known_until) - first,
        ended,
        places[first_row][wanted],
        returned,
        f"ended with the subscription; a new one within {grace_days:g} days continues it",
        (f"{returned} came back after their end.",) if returned else (),
    )


def _covered(ends: Floats, rank: NDArray[np.intp], known_until: float) -> Floats:
    """Up to when each customer is covered by this stretch or an earlier one; beyond what is known, one day later."""
    capped = np.minimum(ends, known_until + 1)
    span = float(capped.max() - capped.min()) + 1
    return np.asarray(np.maximum.accumulate(capped + rank * span) - rank * span, float)


def renewal_periods(lasted: ArrayLike, ended: ArrayLike, every: float, forgiven: float = _FORGIVEN) -> Floats:
    """Whole periods for `models.sbg.fit_durations`: the renewal not taken of who ended, the renewals taken of others.

    ``every`` is the length of a period in the unit of ``lasted``: 30.4375 days for months. A tenth of a period is
    ``forgiven`` unless told, as months differ. Ended after 61 days: did not take the 2nd renewal; still here after 61
    days: took 2.
    """
    if not every > 0:
        raise BadQuestion(f"every: a period must last longer than nothing, not {every}")
    ratio = np.asarray(lasted, float) / every
    if not np.all(np.isfinite(ratio)) or np.any(ratio < 0):
        raise BadQuestion("lasted: a duration is negative or missing")
    gone, flags = np.maximum(1, np.ceil(ratio - forgiven)), numbers(ended, "ended")
    if not np.isin(flags, (0.0, 1.0)).all():
        raise BadQuestion("ended: neither true nor false in some row")
    return np.asarray(np.where(flags == 1, gone, np.floor(ratio + forgiven)), float)


def _until(period: Period, known_until: datetime | None) -> datetime:
    until = period.end if known_until is None else known_until
    if until.tzinfo is None:
        raise BadQuestion(f"known_until: {until} has no time zone")
    return until


def _days(column: pa.ChunkedArray) -> Floats:
    counts = column.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64())
    return np.asarray(counts.to_numpy(), float) / _DAY


def _day(moment: datetime) -> float:
    return moment.timestamp() / 86_400
