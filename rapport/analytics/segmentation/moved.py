"""Movement read from the facts: between segments, between named groups of recency and value, between value tiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.segmentation.groups import MINIMUM_N
from rapport.analytics.segmentation.movement import ABSENT, Movement, movement
from rapport.analytics.segmentation.rfm import Cuts, rfm_of
from rapport.analytics.segmentation.rfm_groups import GROUPS
from rapport.analytics.segmentation.tiers import By, tiers_of
from rapport.analytics.source import Source

YEAR = 365
Placed = tuple[Integers, Integers]


def segment_movement(
    source: Source,
    segments: Sequence[int],
    dates: Sequence[datetime],
    population: Population = EVERYBODY,
    *,
    names: Sequence[str] | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Movement:
    """Moves between segments, each date with its members at that instant, by one query.

    Who belongs to several of them counts in the one named first; a remark says how many that touches.
    The population itself is read once, as of its own date.
    """
    _check_dates(dates)
    if not segments or len(set(segments)) != len(segments):
        raise BadQuestion("segments: name at least one, and none twice")
    if not source.has("memberships"):
        raise BadTable("memberships: there is no such table")
    rows = source.query(segments_sql(segments, dates, population), "memberships", *population.tables)
    column = {name: rows[name].to_numpy().astype(np.int64) for name in rows.column_names}
    several = int((column["segments"] > 1).sum())
    told = (f"{several:,} times a customer was in several of the segments and counts in the first.",) if several else ()
    placed = [_at(column, number) for number in range(len(dates))]
    return movement(
        _lined_up(placed),
        tuple(names) if names else tuple(str(segment) for segment in segments),
        labels=_labels(dates),
        minimum_n=minimum_n,
        confidence=confidence,
        method="members of each segment at each date; Wilson's interval",
        remarks=told,
    )


def segment_members(
    source: Source, segments: Sequence[int], date: datetime, population: Population = EVERYBODY
) -> dict[int, int]:
    """The segment of each customer who is in any of them at an instant; of several the one named first."""
    if date.tzinfo is None:
        raise BadQuestion(f"date: {date} has no time zone")
    rows = source.query(segments_sql(segments, [date], population), "memberships", *population.tables)
    placed = zip(rows["customer"].to_pylist(), rows["place"].to_pylist(), strict=True)
    return {int(customer): segments[int(place)] for customer, place in placed}


def first_members(source: Source) -> dict[int, datetime]:
    """Since when each segment is known to have members; a segment that never had any is left out."""
    rows = source.query(
        "SELECT memberships.segment AS segment, min(memberships.since) AS first FROM memberships"
        " GROUP BY memberships.segment",
        "memberships",
    )
    return dict(zip(rows["segment"].to_pylist(), rows["first"].to_pylist(), strict=True))


def segments_sql(segments: Sequence[int], dates: Sequence[datetime], population: Population = EVERYBODY) -> str:
    """The query behind `segment_movement`: the place of the first segment of each customer at each date."""
    moments = ", ".join(f"({number}, {instant(date)})" for number, date in enumerate(dates))
    wanted = ", ".join(f"({int(segment)}, {place})" for place, segment in enumerate(segments))
    return (
        f"WITH moments AS (SELECT * FROM (VALUES {moments}) AS given (number, moment)),\n"
        f"wanted AS (SELECT * FROM (VALUES {wanted}) AS given (segment, place))\n"
        "SELECT moments.number AS number, memberships.customer AS customer,\n"
        "  min(wanted.place) AS place, count(DISTINCT wanted.segment) AS segments\n"
        "FROM memberships JOIN wanted ON wanted.segment = memberships.segment\n"
        "JOIN moments ON memberships.since <= moments.moment\n"
        "  AND (memberships.until IS NULL OR memberships.until > moments.moment)\n"
        f"WHERE {population.condition('memberships.customer')}\n"
        "GROUP BY moments.number, memberships.customer"
    )


def rfm_movement(
    source: Source,
    dates: Sequence[datetime],
    population: Population = EVERYBODY,
    *,
    days: int = YEAR,
    cuts: Cuts | None = None,
    currency: str | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Movement:
    """Moves between the named groups of recency and value, each date looking back over ``days``.

    Who did not buy in that time is in none. Scores by rank compare customers with one another at each date, so somebody
    may move because others did; with fixed ``cuts`` only one's own orders move one.
    """

    def placed(period: Period) -> Placed:
        found = rfm_of(source, period, population, cuts=cuts, currency=currency)
        return found.customers, found.group

    told = () if cuts else ("Scores by rank: somebody may move because others did.",)
    return _over(dates, days, placed, tuple(group.name for group in GROUPS), minimum_n, confidence, told)


def tier_movement(
    source: Source,
    dates: Sequence[datetime],
    population: Population = EVERYBODY,
    *,
    days: int = YEAR,
    by: By = "cumulative",
    edges: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    currency: str | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Movement:
    """Moves between value tiers, each date looking back over ``days``; who did not buy in that time is in none."""
    titles: list[str] = []

    def placed(period: Period) -> Placed:
        found = tiers_of(source, period, population, by=by, edges=edges, names=names, currency=currency)
        titles[:] = found.names
        return found.customers, np.asarray(found.tier - 1, np.int64)

    told = () if by == "fixed" else ("Tiers by share: somebody may move because others did.",)
    return _over(dates, days, placed, titles, minimum_n, confidence, told)


def _over(
    dates: Sequence[datetime],
    days: int,
    place: Callable[[Period], Placed],
    names: Sequence[str],
    minimum_n: int,
    confidence: float,
    remarks: tuple[str, ...],
) -> Movement:
    _check_dates(dates)
    if days < 1:
        raise BadQuestion(f"days: must be at least 1, not {days}")
    placed = [place(Period(date - timedelta(days=days), date)) for date in dates]
    return movement(
        _lined_up(placed),
        names,
        labels=_labels(dates),
        minimum_n=minimum_n,
        confidence=confidence,
        method=f"orders of the {days} days before each date; Wilson's interval",
        remarks=remarks,
    )


def _check_dates(dates: Sequence[datetime]) -> None:
    if len(dates) < 2:
        raise BadQuestion("dates: movement needs at least two")
    for date in dates:
        if date.tzinfo is None:
            raise BadQuestion(f"dates: {date} has no time zone")
    if any(earlier >= later for earlier, later in pairwise(dates)):
        raise BadQuestion("dates: each must be later than the one before")


def _at(column: dict[str, Integers], number: int) -> Placed:
    chosen = column["number"] == number
    return np.asarray(column["customer"][chosen]), np.asarray(column["place"][chosen])


def _lined_up(placed: Sequence[Placed]) -> Integers:
    everybody = np.unique(np.concatenate([customers for customers, _ in placed]))
    places = np.full((len(placed), len(everybody)), ABSENT, np.int64)
    for row, (customers, place) in zip(places, placed, strict=True):
        row[np.searchsorted(everybody, customers)] = place
    return places


def _labels(dates: Sequence[datetime]) -> tuple[str, ...]:
    return tuple(date.isoformat() for date in dates)
