"""How far segments hold the same customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.analytics import intervals
from rapport.analytics.engine.blocks import instant, numbers
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.segmentation.groups import MINIMUM_N, State, check_sizes
from rapport.analytics.source import Source

Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shared:
    """Two segments and whom they share.

    jaccard
        Shared over in either: 0 nobody, 1 the same people. It and the shares are (value, low, high) with Wilson's
        interval; None where one of the segments is below the minimum n.
    of_first, of_second
        The share of the first segment that is also in the second, and the other way round.
    """

    first: int
    second: int
    first_n: int
    second_n: int
    both: int
    either: int
    jaccard: Interval | None
    of_first: Interval | None
    of_second: Interval | None
    state: State = "ok"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """All pairs of segments at a date; ``n`` counts the customers in at least one, ``sizes`` those of each."""

    as_of: datetime | None
    n: int
    sizes: dict[int, int]
    pairs: tuple[Shared, ...]
    method: str = "members counted; Wilson's interval, as if members were drawn from customers like them"

    def pair(self, first: int, second: int) -> Shared:
        """The pair of two segments, in the order they were asked. Raises BadQuestion where it was not asked."""
        for found in self.pairs:
            if (found.first, found.second) == (first, second):
                return found
        raise BadQuestion(f"segments: {first} and {second} were not asked together in this order")


def overlap(
    source: Source,
    segments: Sequence[int],
    as_of: datetime,
    population: Population = EVERYBODY,
    *,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Overlap:
    """The overlap of every pair of segments by their members at an instant, by one query.

    Raises BadQuestion for fewer than two segments, one named twice and an instant without a time zone, BadTable
    without a table of memberships.
    """
    if len(segments) < 2 or len(set(segments)) != len(segments):
        raise BadQuestion("segments: name at least two, and none twice")
    _check_instant(as_of)
    _check_memberships(source)
    rows = source.query(overlap_sql(segments, as_of, population), "memberships", *population.tables).to_pylist()
    counts = {(row["first"], row["second"]): int(row["n"]) for row in rows}
    everybody = counts.pop((None, None), 0)
    return overlap_of_counts(segments, counts, everybody, as_of=as_of, minimum_n=minimum_n, confidence=confidence)


def segments_at(source: Source, as_of: datetime) -> tuple[int, ...]:
    """The segments that have members at an instant, the largest first, for `overlap`.

    Raises BadQuestion for an instant without a time zone, BadTable without a table of memberships.
    """
    _check_instant(as_of)
    _check_memberships(source)
    at = instant(as_of)
    rows = source.query(
        "SELECT memberships.segment AS segment, count(DISTINCT memberships.customer) AS n FROM memberships"
        f" WHERE memberships.since <= {at} AND (memberships.until IS NULL OR memberships.until > {at})"
        " GROUP BY memberships.segment ORDER BY n DESC, segment",
        "memberships",
    )
    return tuple(int(segment) for segment in rows["segment"].to_pylist())


def members_at(
    source: Source, segments: Sequence[int], as_of: datetime, population: Population = EVERYBODY
) -> tuple[int, ...]:
    """The ids of those of a population who belong to every one of these segments at an instant, rising.

    Raises BadQuestion for no segment and an instant without a time zone, BadTable without a table of memberships.
    """
    if not segments:
        raise BadQuestion("segments: name at least one")
    _check_instant(as_of)
    _check_memberships(source)
    at = instant(as_of)
    rows = source.query(
        "SELECT memberships.customer AS customer FROM memberships"
        f" WHERE memberships.segment IN ({numbers(segments)}) AND memberships.since <= {at}"
        f" AND (memberships.until IS NULL OR memberships.until > {at})"
        f" AND {population.condition('memberships.customer')} GROUP BY memberships.customer"
        f" HAVING count(DISTINCT memberships.segment) = {len(set(segments))} ORDER BY memberships.customer",
        "memberships",
        *population.tables,
    )
    return tuple(int(customer) for customer in rows["customer"].to_pylist())


def _check_instant(as_of: datetime) -> None:
    if as_of.tzinfo is None:
        raise BadQuestion(f"as_of: {as_of} has no time zone")


def _check_memberships(source: Source) -> None:
    if not source.has("memberships"):
        raise BadTable("memberships: there is no such table")


def overlap_sql(segments: Sequence[int], as_of: datetime, population: Population = EVERYBODY) -> str:
    """The query behind `overlap`: customers of each pair, of a segment with itself its size, of null anybody."""
    at = instant(as_of)
    return (
        "WITH members AS (\n"
        "  SELECT DISTINCT memberships.segment AS segment, memberships.customer AS customer FROM memberships\n"
        f"  WHERE memberships.segment IN ({numbers(segments)}) AND memberships.since <= {at}\n"
        f"    AND (memberships.until IS NULL OR memberships.until > {at})\n"
        f"    AND {population.condition('memberships.customer')}\n"
        ")\n"
        "SELECT one.segment AS first, other.segment AS second, count(*) AS n\n"
        "FROM members AS one JOIN members AS other ON other.customer = one.customer AND other.segment >= one.segment\n"
        "GROUP BY one.segment, other.segment\n"
        "UNION ALL SELECT NULL AS first, NULL AS second, count(DISTINCT members.customer) AS n FROM members"
    )


def overlap_of_counts(
    segments: Sequence[int],
    counts: Mapping[tuple[int, int], int],
    everybody: int,
    *,
    as_of: datetime | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Overlap:
    """The overlap from counts by (lower id, higher id), those of a segment with itself its size.

    Sizes 8 and 6 with 4 in both: 4 of 10 in either, so a Jaccard of .4, half of the first, two thirds of the second.
    """
    check_sizes(minimum_n, confidence)
    sizes = {segment: counts.get((segment, segment), 0) for segment in segments}
    pairs = tuple(
        _shared(
            (first, second), (sizes[first], sizes[second]), counts.get(_key(first, second), 0), minimum_n, confidence
        )
        for place, first in enumerate(segments)
        for second in segments[place + 1 :]
    )
    return Overlap(as_of, everybody, sizes, pairs)


def _key(first: int, second: int) -> tuple[int, int]:
    return (min(first, second), max(first, second))


def _shared(segments: tuple[int, int], sizes: tuple[int, int], both: int, minimum_n: int, confidence: float) -> Shared:
    either = sum(sizes) - both
    if min(sizes) < minimum_n:
        state: State = "too_few" if min(sizes) else "no_data"
        small = segments[0] if sizes[0] <= sizes[1] else segments[1]
        what = f"fewer than {minimum_n} members" if min(sizes) else "no members"
        return Shared(*segments, *sizes, both, either, None, None, None, state, f"segment {small} has {what}")
    shares = [_share(both, n, confidence) for n in (either, *sizes)]
    return Shared(*segments, *sizes, both, either, shares[0], shares[1], shares[2])


def _share(both: int, n: int, confidence: float) -> Interval:
    low, high = intervals.wilson(both, n, confidence)
    return both / n, float(low), float(high)
