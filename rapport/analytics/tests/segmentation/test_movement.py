"""Moves between groups over several dates."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport import analytics
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.population import Population
from rapport.analytics.segmentation.moved import rfm_movement, segment_movement, tier_movement
from rapport.analytics.segmentation.movement import movement
from rapport.analytics.segmentation.rfm import Cuts
from rapport.analytics.tests import shop

DATES = tuple(datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))


def members() -> pa.Table:
    return pa.concat_tables(
        [
            shop.members((1, 10), (1, 11), until="2026-01-15"),
            shop.members((2, 10), since="2026-01-15"),
            shop.members((2, 12), since="2026-02-10"),
            shop.members((1, 13), (2, 13)),
        ]
    )


def test_moves_are_counted_with_who_enters_and_leaves() -> None:
    step = movement([[0, 0, 1, -1, 1], [0, 1, 1, 1, -1]], ("A", "B")).steps[0]

    assert step.counts.tolist() == [[1, 1, 0], [0, 1, 1], [0, 1, 0]]
    assert (step.entered, step.left, step.stayed.n, step.stayed.of) == (1, 1, 2, 4)


def test_a_share_is_of_those_who_were_there_with_wilsons_interval() -> None:
    moves = movement([[0] * 10, [0] * 8 + [1] * 2], ("A", "B")).steps[0].moves

    stay = next(move for move in moves if (move.source, move.target) == ("A", "A"))
    assert (stay.share, round(stay.low or 0, 4), round(stay.high or 0, 4)) == (0.8, 0.4902, 0.9433)


def test_below_the_minimum_no_share_is_said() -> None:
    moves = movement([[0, 0], [0, 1]], ("A", "B")).steps[0].moves

    assert {(move.share, move.state) for move in moves if move.source == "A"} == {(None, "too_few")}
    assert {move.reason for move in moves if move.source == "B"} == {"nobody was there"}


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(*[some.integers(-1, 3)] * 3), min_size=1, max_size=60))
def test_what_goes_into_a_step_comes_out_of_it(rows: list[tuple[int, int, int]]) -> None:
    found = movement(np.array(rows).T, "ABCD")

    for number, step in enumerate(found.steps):
        assert step.counts[:-1].sum(axis=1).tolist() == found.sizes[number].tolist()
        assert step.counts[:, :-1].sum(axis=0).tolist() == found.sizes[number + 1].tolist()
    assert sum(flow[3] for flow in found.flows) == sum(int(step.counts.sum()) for step in found.steps)


def test_segments_are_read_as_they_were_at_each_date() -> None:
    with analytics.Source({"memberships": members()}) as source:
        found = segment_movement(source, (1, 2), DATES, names=("First", "Second"))

    assert found.sizes.tolist() == [[3, 0], [1, 1], [1, 2]]
    assert found.flows == (
        (0, "First", "First", 1),
        (0, "First", "Second", 1),
        (0, "First", None, 1),
        (1, "First", "First", 1),
        (1, "Second", "Second", 1),
        (1, None, "Second", 1),
    )
    assert found.remarks == ("3 times a customer was in several of the segments and counts in the first.",)


def test_only_a_population_is_followed() -> None:
    with analytics.Source({"memberships": members()}) as source:
        found = segment_movement(source, (1, 2), DATES, Population(customers=(12,)))

    assert found.flows == ((1, None, "2", 1),)


def orders() -> pa.Table:
    return shop.orders(
        (1, 1, "2026-01-05", "sale", None, 100.0),
        (2, 2, "2026-01-06", "sale", None, 10.0),
        (3, 2, "2026-02-06", "sale", None, 500.0),
        (4, 3, "2026-02-07", "sale", None, 10.0),
    )


def test_tiers_at_two_dates_look_back_over_the_days_before() -> None:
    with analytics.Source({"orders": orders()}) as source:
        found = tier_movement(source, DATES[1:], days=31, by="fixed", edges=(50,), names=("High", "Low"))

    assert found.flows == ((0, "High", None, 1), (0, "Low", "High", 1), (0, None, "Low", 1))
    assert found.method.startswith("orders of the 31 days before each date")


def test_named_groups_move_by_fixed_cuts() -> None:
    cuts = Cuts((20, 40, 60, 80), (2, 3, 4, 5), (50, 100, 200, 400))
    with analytics.Source({"orders": orders()}) as source:
        found = rfm_movement(source, DATES[1:], days=60, cuts=cuts)

    assert (0, "first_order", "growing", 1) in found.flows
    assert (0, None, "first_order", 1) in found.flows
    assert not found.remarks


@pytest.mark.parametrize(
    ("dates", "complaint"),
    [(DATES[:1], "at least two"), (DATES[::-1], "later than"), ((datetime(2026, 1, 1), DATES[1]), "no time zone")],
)
def test_dates_that_cannot_be_compared_are_refused(dates: tuple[datetime, ...], complaint: str) -> None:
    with analytics.Source({"memberships": members()}) as source, pytest.raises(BadQuestion, match=complaint):
        segment_movement(source, (1, 2), dates)


def test_a_place_outside_the_groups_is_refused() -> None:
    with pytest.raises(BadQuestion, match="none of the 2 groups"):
        movement([[0], [2]], ("A", "B"))


def test_without_memberships_there_is_nothing_to_follow() -> None:
    with analytics.Source({"orders": orders()}) as source, pytest.raises(BadTable, match="no such table"):
        segment_movement(source, (1, 2), DATES)
