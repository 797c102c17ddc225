"""Effects asked about what cannot be, and groups in which nothing varies."""

from __future__ import annotations

import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.effects import (
    difference_in_differences,
    holdout,
    holdout_of_shares,
    needed_for_means,
    needed_for_shares,
    sample_ratio,
)


def test_a_lift_between_groups_that_do_not_vary_has_no_interval() -> None:
    for found in (holdout([7] * 9, [7] * 9), holdout_of_shares(10, 10, 10, 10)):
        assert (found.lift.value, found.lift.low, found.lift.high) == (0, None, None)


def test_a_group_below_nobody_is_refused() -> None:
    with pytest.raises(BadQuestion, match="cannot have -1 customers"):
        sample_ratio(-1, 10)


def test_an_effect_too_small_to_be_found_is_refused_and_not_planned_for() -> None:
    with pytest.raises(BadQuestion, match="too small for any number of customers"):
        needed_for_shares(0.1, 1e-9)
    with pytest.raises(BadQuestion, match="too small for any number of customers"):
        needed_for_means(1e-9, 1.0)


def test_text_instead_of_numbers_is_refused() -> None:
    with pytest.raises(BadQuestion, match="something that is no number"):
        difference_in_differences(["a"], [1], [1], 1)
    with pytest.raises(BadQuestion, match="missing or endless values: 1"):
        holdout([1.0, float("nan")], [1.0, 2.0])
