from __future__ import annotations

import doctest
import sys
import time
from decimal import Decimal

import numpy as np
import pytest

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.profit.activity import Activity
from rapport.analytics.profit.cost_to_serve import cost_to_serve
from rapport.analytics.profit.customer_profit import customer_profit


def test_the_worked_example_holds() -> None:
    assert doctest.testmod(sys.modules[customer_profit.__module__]).failed == 0


def test_profit_is_margin_less_cost_to_serve_less_acquisition() -> None:
    found = customer_profit(
        [2, 1], [100, 50], direct_cost=[60, 10], cost_to_serve=[15.5, 5], acquisition=[0, Decimal("30.25")]
    )

    assert found.customers.tolist() == [1, 2]
    assert found.value.tolist() == [4.75, 24.5]
    assert (found.total, found.title, found.assumption) == (Decimal("29.25"), "Customer profit", "")


def test_without_cost_it_is_lifetime_revenue_and_nothing_is_taken_off() -> None:
    found = customer_profit([1, 2], [100, 50], cost_to_serve=[90, 90])

    assert (found.kind, found.title, found.reason) == ("revenue", "Lifetime revenue", "no cost known")
    assert found.total == Decimal("150.00")
    assert found.share_losing(minimum_n=1).value is None


def test_cost_known_in_part_is_not_enough_for_profit() -> None:
    found = customer_profit([1, 2], [100, 100], direct_cost=[60, 0], revenue_without_cost=[0, 100])

    assert found.reason == "cost known for only 50% of the revenue"


def test_a_declared_margin_rate_is_marked_as_an_assumption() -> None:
    found = customer_profit([1, 2], [100, 100], direct_cost=[60, 0], revenue_without_cost=[0, 100], margin_rate=0.35)

    assert found.value.tolist() == [40, 35]
    assert found.assumption == "margin rate of 35.0% declared, where no cost is known"


def test_without_cost_to_serve_it_is_called_contribution_margin() -> None:
    found = customer_profit([1], [100], direct_cost=[60])

    assert found.title == "Contribution margin"
    assert found.remarks[0] == "Cost to serve is not declared and not taken off."


def test_cost_to_serve_finds_its_customers_by_id() -> None:
    phone = Activity(name="Telephone", driver="minutes", pool=10)
    served = cost_to_serve([3, 5], [phone], {"minutes": [1, 3]})

    found = customer_profit([5, 4, 3], [10, 10, 10], direct_cost=[0, 0, 0], cost_to_serve=served)

    assert found.value.tolist() == [7.5, 10, 2.5]


def test_the_mean_has_an_interval_that_holds_it() -> None:
    values = np.random.default_rng(3).normal(20, 5, 2000)

    mean = customer_profit(np.arange(2000), values, direct_cost=np.zeros(2000)).mean()

    assert mean.value is not None
    assert mean.low is not None
    assert mean.high is not None
    assert mean.low < mean.value < mean.high
    assert mean.high - mean.low == pytest.approx(2 * 1.998 * 5 / np.sqrt(2000), rel=0.3)


def test_few_customers_have_no_mean() -> None:
    found = customer_profit([1, 2], [1, 2], direct_cost=[0, 0])

    assert (found.mean().value, found.mean().reason) == (None, "fewer than 5 customers")


def test_losing_customers_are_a_share_with_wilsons_interval() -> None:
    losing = customer_profit(np.arange(10), [1.0] * 2 + [-1.0] * 8, direct_cost=np.zeros(10)).share_losing()

    assert (losing.value, losing.low, losing.high) == (
        0.8,
        pytest.approx(0.4902, abs=1e-4),
        pytest.approx(0.9433, abs=1e-4),
    )


def test_some_customers_keep_their_profit() -> None:
    found = customer_profit([1, 2, 3], [1, 2, 3], direct_cost=[0, 0, 1]).within([3, 1])

    assert (found.customers.tolist(), found.value.tolist()) == ([1, 3], [1, 2])


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadQuestion, match="margin_rate"):
        customer_profit([1], [1], margin_rate=1.5)
    with pytest.raises(BadTable, match="revenue: an amount is not a number"):
        customer_profit([1], [float("nan")])
    with pytest.raises(BadTable, match="direct_cost: 2 amounts for 1 customers"):
        customer_profit([1], [1], direct_cost=[1, 2])
    with pytest.raises(BadTable, match="twice"):
        customer_profit([1, 1], [1, 2])


def test_a_hundred_thousand_customers_take_well_under_a_second() -> None:
    amounts = np.random.default_rng(1).gamma(1, 50, 100_000)

    began = time.process_time()
    customer_profit(np.arange(100_000), amounts, margin_rate=0.3, cost_to_serve=amounts / 3).mean()

    assert time.process_time() - began < 0.5
