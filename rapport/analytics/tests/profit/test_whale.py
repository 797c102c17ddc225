from __future__ import annotations

import doctest
import time
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.profit import whale as module
from rapport.analytics.profit.customer_profit import customer_profit
from rapport.analytics.profit.whale import whale_curve, whale_curve_of

AMOUNTS = st.lists(st.decimals(-10_000, 10_000, places=2, allow_nan=False), min_size=5, max_size=60)


def test_the_worked_example_holds() -> None:
    assert doctest.testmod(module).failed == 0


@settings(max_examples=50, deadline=None)
@given(AMOUNTS, st.integers(2, 30))
def test_the_curve_ends_at_the_total_and_passes_its_peak(amounts: list[Decimal], points: int) -> None:
    curve = whale_curve_of(amounts, points=points)

    total, gained = sum(amounts), sum(amount for amount in amounts if amount > 0)
    assert curve.total == total
    assert curve.peak == gained
    assert curve.lost == gained - total
    assert (curve.share_of_customers[0], curve.cumulative[0], curve.share_of_customers[-1]) == (0, 0, 1)
    assert curve.cumulative[-1] == pytest.approx(float(total))
    assert len(curve.cumulative) <= points
    assert curve.n == len(amounts)


@settings(max_examples=40, deadline=None)
@given(AMOUNTS)
def test_the_curve_rises_to_its_peak_and_falls_after(amounts: list[Decimal]) -> None:
    curve = whale_curve_of(amounts)

    assert curve.peak_at is not None
    steps, before = np.diff(curve.cumulative), curve.share_of_customers[1:] <= curve.peak_at
    assert (steps[before] > 0).all()
    assert (steps[~before] <= 0).all()
    assert np.all(np.diff(steps) <= 1e-6)


def test_customers_who_lose_money_stay_in() -> None:
    curve = whale_curve_of([60, -5, 50, -15, 10])

    assert (curve.n, curve.losing, curve.lost) == (5, 2, Decimal("20.00"))
    assert (curve.peak, curve.peak_at, curve.peak_share.value) == (Decimal("120.00"), 0.6, 1.2)
    assert curve.share_of_total.tolist() == [0, 0.6, 1.1, 1.2, 1.15, 1.0]
    assert curve.top_fifth == 0.6


def test_a_total_of_loss_has_no_shares() -> None:
    curve = whale_curve_of([5, 1, 1, 1, -20])

    assert np.isnan(curve.share_of_total).all()
    assert (curve.peak_share.value, curve.peak_share.reason) == (None, "the total is not above zero")
    assert curve.cumulative[-1] == -12


def test_the_peak_stays_among_thinned_points() -> None:
    amounts = np.concatenate([np.full(777, 10.0), np.full(223, -10.0)])

    curve = whale_curve_of(amounts, points=11)

    assert len(curve.cumulative) == 11
    assert curve.cumulative.max() == 7770
    assert 0.777 in curve.share_of_customers


def test_the_peak_has_an_interval() -> None:
    peak = whale_curve_of(np.random.default_rng(5).normal(10, 20, 5000)).peak_share

    assert peak.value is not None
    assert peak.low is not None
    assert peak.high is not None
    assert 1 <= peak.low < peak.value < peak.high < 2


def test_few_customers_are_not_shown() -> None:
    curve = whale_curve_of([1, 2, 3])

    assert (curve.n, curve.total, curve.reason) == (3, None, "fewer than 5 customers")
    assert whale_curve_of([]).reason == "no customers"


def test_revenue_keeps_its_own_name() -> None:
    curve = whale_curve(customer_profit(range(1, 7), [1, 2, 3, 4, 5, 6], currency="EUR"))

    assert (curve.title, curve.currency) == ("Lifetime revenue", "EUR")
    assert "revenue and no profit" in curve.remarks[0]


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadQuestion, match="points"):
        whale_curve_of([1] * 5, points=1)
    with pytest.raises(BadTable, match="not a number"):
        whale_curve_of([1, 2, float("nan")])
    with pytest.raises(BadTable, match="4 ids for 5 rows"):
        whale_curve_of([1] * 5, customers=[1, 2, 3, 4])


def test_a_hundred_thousand_customers_take_well_under_a_second() -> None:
    amounts = np.random.default_rng(1).normal(10, 50, 100_000)

    began = time.process_time()
    whale_curve_of(amounts)

    assert time.process_time() - began < 0.3
