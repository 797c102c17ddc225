from __future__ import annotations

import numpy as np
import pytest

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.profit.significant import Rules, significant_customers

TEN = range(1, 11)
FIFTH = Rules(lifetime_value=0.2, volume=0.1, cost_magnet=0.1)


def test_the_largest_count_by_the_share_declared() -> None:
    found = significant_customers(
        TEN, lifetime_value=range(10), volume=[9, *[1] * 9], cost_to_serve=[0, 30, *[1] * 8], rules=FIFTH
    )

    assert found.of("lifetime_value") == (10, 9)
    assert found.of("volume") == (1,)
    assert found.of("cost_magnet") == (2,)
    assert found.thresholds["lifetime_value"] == 8
    assert found.counts["benchmark"] == 0


def test_people_name_benchmark_and_inspiring_customers() -> None:
    found = significant_customers(TEN, benchmark=[4], inspiring=[4, 5, 77])

    assert [(row.customer, row.kinds) for row in found.rows] == [(4, ("benchmark", "inspiring")), (5, ("inspiring",))]
    assert found.remarks == (
        "No lifetime value is given, so nobody counts by it.",
        "No volume is given, so nobody counts by it.",
        "No cost to serve is given, so nobody counts by it.",
        "1 of those named are not among the customers looked at.",
    )


def test_a_cost_magnet_tells_what_the_others_would_carry() -> None:
    row = significant_customers(TEN, cost_to_serve=[91, *[1] * 9], rules=FIFTH).rows[0]

    assert (row.customer, row.kinds, row.cost_share) == (1, ("cost_magnet",), 0.91)


def test_equal_customers_belong_together_and_nothing_is_not_large() -> None:
    assert len(significant_customers(TEN, volume=[5] * 10, rules=FIFTH).of("volume")) == 10
    assert significant_customers(TEN, volume=[0] * 10, rules=FIFTH).rows == ()


def test_few_customers_have_no_rules() -> None:
    found = significant_customers([1, 2], volume=[5, 9], benchmark=[2])

    assert (found.of("volume"), found.of("benchmark")) == ((), (2,))
    assert "Fewer than 5" in found.remarks[-1]
    assert significant_customers([]).rows == ()


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadQuestion, match="volume must lie between"):
        Rules(volume=1.5)
    with pytest.raises(BadTable, match="volume: 1 figures for 10"):
        significant_customers(TEN, volume=[1])
    with pytest.raises(BadTable, match="cost to serve: a figure is not a number"):
        significant_customers(TEN, cost_to_serve=[np.nan] * 10)
