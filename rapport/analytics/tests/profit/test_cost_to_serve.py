from __future__ import annotations

import doctest
import sys
import time
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.profit.activity import Activity
from rapport.analytics.profit.cost_to_serve import cost_to_serve

AMOUNT = st.decimals(0, 10_000_000, places=2, allow_nan=False)
VOLUME = st.floats(0, 10_000, allow_nan=False)


def phone(**told: object) -> Activity:
    return Activity(**{"name": "Telephone", "driver": "minutes", "pool": "100.00", **told})  # type: ignore[arg-type]


def test_the_worked_example_holds() -> None:
    assert doctest.testmod(sys.modules[cost_to_serve.__module__]).failed == 0


@settings(max_examples=60, deadline=None)
@given(AMOUNT, st.lists(VOLUME, min_size=1, max_size=25), VOLUME, st.none() | st.floats(0.001, 500_000))
def test_customers_untraced_and_unused_are_the_ledger_to_the_cent(
    pool: Decimal, minutes: list[float], unknown: float, capacity: float | None
) -> None:
    ids = list(range(1, len(minutes) + 1))

    found = cost_to_serve(
        ids, [phone(pool=pool, capacity=capacity)], {"minutes": minutes}, untraced={"minutes": unknown}
    )

    assert found.total + found.untraced + found.unused == found.ledger == pool
    assert sum((found.of(one)["Telephone"] for one in ids), Decimal(0)) == found.total
    assert (found.cents >= 0).all()


@settings(max_examples=30, deadline=None)
@given(AMOUNT, st.lists(VOLUME, min_size=2, max_size=25), st.integers(1, 24))
def test_some_customers_and_the_others_are_the_ledger_too(pool: Decimal, minutes: list[float], some: int) -> None:
    ids = list(range(1, len(minutes) + 1))
    found = cost_to_serve(ids, [phone(pool=pool)], {"minutes": minutes}).within(ids[:some])

    part = found.activities[0]
    assert part.traced == found.total
    assert part.traced + part.others + part.untraced + part.unused == pool


def test_unused_capacity_is_no_customers_cost() -> None:
    found = cost_to_serve([1, 2], [phone(capacity=50)], {"minutes": [10, 30]})

    part = found.activities[0]
    assert (part.rate, part.unused, part.share_used) == (Decimal("2.000000"), Decimal("20.00"), 0.8)
    assert found.per_customer.tolist() == [20, 60]


def test_a_declared_rate_with_a_pool_makes_the_capacity() -> None:
    part = cost_to_serve([1, 2], [phone(rate="2.5")], {"minutes": [10, 20]}).activities[0]

    assert (part.capacity, part.traced, part.unused) == (40.0, Decimal("75.00"), Decimal("25.00"))


def test_a_declared_rate_alone_is_no_cost_of_the_ledger() -> None:
    found = cost_to_serve([1, 2], [phone(pool=None, rate="0.333")], {"minutes": [1, 2]})

    assert (found.total, found.ledger, found.unused) == (Decimal("1.00"), Decimal(0), Decimal(0))


def test_more_use_than_capacity_never_charges_more_than_the_ledger() -> None:
    found = cost_to_serve([1, 2], [phone(capacity=10)], {"minutes": [10, 30]})

    assert (found.total, found.unused) == (Decimal("100.00"), Decimal("0.00"))
    assert "more was used than the practical capacity" in found.remarks[0]


def test_without_capacity_idle_time_is_said_to_be_in_the_rate() -> None:
    assert "idle time is in the rate" in cost_to_serve([1], [phone()], {"minutes": [4]}).remarks[0]


def test_an_activity_that_nobody_used_is_unused() -> None:
    found = cost_to_serve([1, 2], [phone()], {"minutes": [0, 0]})

    assert (found.total, found.unused, found.activities[0].rate) == (Decimal(0), Decimal("100.00"), None)


def test_a_driver_without_records_is_unknown_and_not_zero() -> None:
    found = cost_to_serve([1], [phone()], {}, missing={"minutes": "no minutes are recorded"})

    assert (found.untraced, found.ledger) == (Decimal("100.00"), Decimal("100.00"))
    assert "no minutes are recorded" in found.remarks[0]


def test_customers_may_come_in_any_order() -> None:
    found = cost_to_serve([7, 3], [phone()], {"minutes": [3, 1]})

    assert (found.of(7), found.of(3), found.of(4)) == (
        {"Telephone": Decimal("75.00")},
        {"Telephone": Decimal("25.00")},
        {},
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pool": None}, "needs a cost of the ledger"),
        ({"rate": 2, "capacity": 3}, "says it twice"),
        ({"pool": -1}, "below zero"),
        ({"capacity": 0}, "above zero"),
        ({"pool": None, "rate": 1, "capacity": 3}, "without a cost"),
    ],
)
def test_an_activity_that_makes_no_sense_is_refused(told: dict[str, object], words: str) -> None:
    with pytest.raises(BadQuestion, match=words):
        phone(**told)


def test_volumes_must_fit_the_customers() -> None:
    with pytest.raises(BadQuestion, match="no volume named 'minutes'"):
        cost_to_serve([1], [phone()], {})
    with pytest.raises(BadTable, match="2 quantities for 1 customers"):
        cost_to_serve([1], [phone()], {"minutes": [1, 2]})
    with pytest.raises(BadTable, match="twice"):
        cost_to_serve([1, 1], [phone()], {"minutes": [1, 2]})


def test_a_hundred_thousand_customers_take_well_under_a_second() -> None:
    volumes = {"minutes": np.random.default_rng(1).gamma(0.5, 20, 100_000)}
    activities = [phone(name=f"Telephone {number}", pool="12345678.90") for number in range(6)]

    began = time.process_time()
    found = cost_to_serve(np.arange(100_000), activities, volumes)

    assert time.process_time() - began < 1
    assert found.total == 6 * Decimal("12345678.90")
