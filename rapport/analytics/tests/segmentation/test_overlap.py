"""Whom segments share at a date."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport import analytics
from rapport.analytics.errors import BadQuestion
from rapport.analytics.population import Population
from rapport.analytics.segmentation.overlap import members_at, overlap, overlap_of_counts, segments_at
from rapport.analytics.tests import shop

THEN = datetime(2026, 1, 1, tzinfo=UTC)


def source() -> analytics.Source:
    first = shop.members(*((1, customer) for customer in range(8)))
    second = shop.members(*((2, customer) for customer in range(4, 10)))
    gone = shop.members(*((2, customer) for customer in range(4)), until="2025-06-01")
    return analytics.Source({"memberships": pa.concat_tables([first, second, gone, first])})


def test_two_segments_by_hand() -> None:
    with source() as opened:
        found = overlap(opened, (1, 2), THEN)

    pair = found.pair(1, 2)
    assert (pair.first_n, pair.second_n, pair.both, pair.either, found.n) == (8, 6, 4, 10, 10)
    assert [share[0] for share in (pair.jaccard, pair.of_first, pair.of_second) if share] == [0.4, 0.5, 4 / 6]


def test_members_are_those_of_the_date() -> None:
    with source() as opened:
        earlier = overlap(opened, (1, 2), datetime(2025, 3, 1, tzinfo=UTC))

    assert earlier.pair(1, 2).both == 8


def test_segments_at_a_date_come_largest_first() -> None:
    with source() as opened:
        assert segments_at(opened, THEN) == (1, 2)
        assert segments_at(opened, datetime(2025, 3, 1, tzinfo=UTC)) == (2, 1)
        assert segments_at(opened, datetime(2001, 1, 1, tzinfo=UTC)) == ()


def test_members_of_both_segments_are_those_counted() -> None:
    with source() as opened:
        assert members_at(opened, (1, 2), THEN) == (4, 5, 6, 7)
        assert members_at(opened, (1, 2), THEN, Population(customers=(5, 6, 9))) == (5, 6)
        assert members_at(opened, (2,), THEN) == (4, 5, 6, 7, 8, 9)


def test_an_instant_without_a_zone_is_refused() -> None:
    with source() as opened:
        for ask in (lambda: segments_at(opened, datetime(2026, 1, 1)), lambda: members_at(opened, (), THEN)):
            with pytest.raises(BadQuestion):
                ask()


def test_only_a_population_counts() -> None:
    with source() as opened:
        found = overlap(opened, (1, 2), THEN, Population(customers=(5, 6, 9)), minimum_n=1)

    assert (found.n, found.pair(1, 2).both) == (3, 2)


def test_a_segment_without_members_has_a_reason_and_no_share() -> None:
    with source() as opened:
        pair = overlap(opened, (1, 3), THEN).pair(1, 3)

    assert (pair.jaccard, pair.state, pair.reason) == (None, "no_data", "segment 3 has no members")


@settings(max_examples=40, deadline=None)
@given(some.lists(some.sets(some.integers(0, 12)), min_size=2, max_size=4))
def test_counts_agree_with_sets(sets: list[set[int]]) -> None:
    counts = {(i, j): len(sets[i] & sets[j]) for i in range(len(sets)) for j in range(i, len(sets))}
    found = overlap_of_counts(range(len(sets)), counts, len(set().union(*sets)), minimum_n=1)

    for pair in found.pairs:
        first, second = sets[pair.first], sets[pair.second]
        assert pair.either == len(first | second)
        if pair.jaccard:
            assert pair.jaccard[0] == len(first & second) / len(first | second)
            assert pair.jaccard[1] <= pair.jaccard[0] <= pair.jaccard[2]


@pytest.mark.parametrize("segments", [(1,), (1, 1)])
def test_fewer_than_two_different_segments_are_refused(segments: tuple[int, ...]) -> None:
    with source() as opened, pytest.raises(BadQuestion, match="at least two"):
        overlap(opened, segments, THEN)
