"""The forms of retention."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport import analytics
from rapport.analytics.cohorts import Bracket, Retention, from_day, on_day, retention, retention_of, within
from rapport.analytics.tests import shop

PERIOD = analytics.Period(shop.at("2026-01-01"), shop.at("2026-02-01"))
ORDERS = (
    (1, 1, "2026-01-05 23:00", "sale", None, 10.0),
    (2, 1, "2026-01-06 01:00", "sale", None, 10.0),
    (3, 2, "2026-01-10 10:00", "sale", None, 10.0),
    (4, 2, "2026-01-17 09:00", "sale", None, 10.0),
    (5, 3, "2026-01-30 10:00", "sale", None, 10.0),
    (6, 4, "2025-12-01 10:00", "sale", None, 10.0),
    (7, 1, "2026-01-12 10:00", "refund", None, -10.0),
)


def asked(brackets: tuple[Bracket, ...], **wishes: Any) -> Retention:
    with analytics.Source({"orders": shop.orders(*ORDERS)}) as source:
        return retention(source, PERIOD, brackets=brackets, **{"minimum_n": 1, **wishes})


def test_calendar_days_and_windows_differ_around_midnight() -> None:
    days = on_day(0, 1, 6, 7)

    assert asked(days).retained.tolist() == [0, 1, 0, 1]
    assert asked(days, clock="windows").retained.tolist() == [1, 0, 1, 0]


def test_only_customers_whose_days_are_over_count() -> None:
    found = asked(on_day(1, 2, 7, 22))

    assert found.n.tolist() == [3, 2, 2, 1]
    assert np.isnan(asked(on_day(200)).value[0])


def test_brackets_and_from_a_day_on() -> None:
    assert asked(within(1, 7, 15)).retained.tolist() == [1, 1]
    assert asked(from_day(1, 2)).retained.tolist() == [2, 1]
    assert any("still rises" in remark for remark in asked(from_day(1)).remarks)


def test_records_may_go_on_after_the_period() -> None:
    assert asked(on_day(7), known_until=shop.at("2026-03-01")).n.tolist() == [3]


def test_the_zone_decides_the_day() -> None:
    assert asked(on_day(0), zone="Europe/Madrid").retained.tolist() == [1]


@settings(max_examples=30, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 9), some.floats(0, 40)), max_size=40), some.integers(0, 20))
def test_from_a_day_on_holds_every_later_day(bought: list[tuple[int, float]], day: int) -> None:
    who, ages = [row[0] for row in bought], [row[1] for row in bought]
    watched = [60] * 10

    unbounded = retention_of(who, ages, watched, from_day(day))
    single = retention_of(who, ages, watched, on_day(*range(day, 41)))

    assert unbounded.retained[0] >= single.retained.max()
    assert unbounded.n[0] == 10
    assert unbounded.low[0] <= unbounded.value[0] <= unbounded.high[0]


def test_arrays_and_orders_agree() -> None:
    found = retention_of([0, 1], [2 / 24, 6.96], [26.04, 21.58, 1.58], on_day(0, 6), minimum_n=1)

    windows = asked(on_day(0, 6), clock="windows")
    assert found.retained.tolist() == windows.retained.tolist()
    assert found.n.tolist() == windows.n.tolist()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="no bracket"):
        on_day(-1)
    with pytest.raises(analytics.BadQuestion, match="at least one bracket"):
        asked(())
    with pytest.raises(analytics.BadQuestion, match="clock"):
        asked(on_day(1), clock="sun")
    with pytest.raises(analytics.BadQuestion, match="not there"):
        retention_of([5], [1.0], [10.0], on_day(1))
    with pytest.raises(analytics.BadQuestion, match="negative or missing"):
        retention_of([0], [float("nan")], [10.0], on_day(1))
