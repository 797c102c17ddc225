from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadTable
from rapport.analytics.profit.money import all_cents, cents, millionths, money, shared_out

WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**14), 10**14), WEIGHTS)
def test_parts_add_up_to_the_total_and_stay_within_a_cent_of_their_share(total: int, weights: list[int]) -> None:
    parts = shared_out(total, np.array(weights, np.int64))

    whole = sum(weights)
    assert int(parts.sum()) == (total if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(int(part) - (Fraction(total * weight, whole) if whole else 0)) < 1


def test_who_used_nothing_gets_no_cent_that_is_left_over() -> None:
    assert shared_out(100, np.array([1, 0, 1, 1])).tolist() == [34, 0, 33, 33]


def test_amounts_become_cents_with_halves_to_even() -> None:
    assert [cents("12.345"), cents(Decimal("12.355")), cents(12.345), cents(7)] == [1234, 1236, 1234, 700]
    assert all_cents(np.array([12.345, -0.01])).tolist() == [1234, -1]
    assert all_cents([Decimal("0.10"), 2]).tolist() == [10, 200]
    assert money(-5) == Decimal("-0.05")


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), "twelve", Decimal("NaN"), 10**20])
def test_what_is_no_money_is_refused(amount: object) -> None:
    with pytest.raises(BadTable, match="pool"):
        cents(amount, "pool")  # type: ignore[arg-type]


def test_quantities_are_numbers_of_zero_or_more() -> None:
    assert millionths([0.5, 2]).tolist() == [500_000, 2_000_000]
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(BadTable, match="minutes"):
            millionths([1, wrong], "minutes")
