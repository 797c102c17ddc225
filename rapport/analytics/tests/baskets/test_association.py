"""Lift, confidence and tests from counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from rapport.analytics.baskets.association import association, fisher
from rapport.analytics.errors import BadQuestion
from rapport.analytics.multiplicity import adjusted


@some.composite
def tables(draw: some.DrawFn) -> tuple[int, int, int, int]:
    a, b, c, d = (draw(some.integers(0, 30)) for _ in range(4))
    return a + 1, a + 1 + b, a + 1 + c, a + 1 + b + c + d


def test_a_hundred_baskets_by_hand() -> None:
    found = association([30], [50], [40], 100)

    assert (found.support[0], found.confidence[0], found.confidence_back[0], found.lift[0]) == (0.3, 0.6, 0.75, 1.5)
    variance = 1 / 30 - 1 / 50 - 1 / 40 - 1 / 100 + 2 * 30 / (50 * 40)
    assert found.lift_low[0] == pytest.approx(1.5 * np.exp(-1.959964 * np.sqrt(variance)))
    assert found.p[0] == pytest.approx(stats.chi2_contingency([[30, 20], [10, 40]], correction=False).pvalue)


@settings(max_examples=50, deadline=None)
@given(tables())
def test_fishers_chance_is_that_of_scipy(table: tuple[int, int, int, int]) -> None:
    both, first, second, n = table

    expected = stats.fisher_exact([[both, first - both], [second - both, n - first - second + both]]).pvalue

    assert fisher(both, first, second, n) == pytest.approx(expected, rel=1e-6)


@settings(max_examples=50, deadline=None)
@given(tables())
def test_both_ways_lead_to_the_same_lift(table: tuple[int, int, int, int]) -> None:
    both, first, second, n = table
    one, other = association([both], [first], [second], n), association([both], [second], [first], n)

    assert one.lift[0] == other.lift[0] == pytest.approx(one.confidence[0] / (second / n))
    assert (one.p[0], one.confidence[0]) == (pytest.approx(other.p[0]), other.confidence_back[0])


def test_few_expected_take_the_exact_test() -> None:
    found = association([3, 30], [4, 50], [4, 40], 100)

    assert found.exact.tolist() == [True, False]
    assert found.p[0] == pytest.approx(fisher(3, 4, 4, 100))


def test_pairs_that_could_have_been_found_count_as_tests() -> None:
    found = association([30, 26], [50, 50], [40, 50], 100, tests=10)

    assert found.tests == 10
    assert found.p_adjusted.tolist() == adjusted([*found.p, *[1.0] * 8])[:2].tolist()


def test_baskets_that_are_alike_make_wider_intervals_and_weaker_tests() -> None:
    one, other = association([30], [50], [40], 100), association([30], [50], [40], 100, worth=0.5)

    assert other.lift_low[0] < one.lift_low[0]
    assert other.p[0] > one.p[0]


def test_of_independent_things_few_are_found() -> None:
    random = np.random.default_rng(1)
    first, second = random.random((2, 300, 400)) < 0.3
    both = (first & second).sum(axis=1)

    found = association(both, first.sum(axis=1), second.sum(axis=1), 400)

    assert 0.03 < np.mean(found.p < 0.05) < 0.08
    assert np.mean(found.p_adjusted < 0.05) < 0.01
    assert 0.93 < np.mean((found.lift_low < 1) & (found.lift_high > 1)) < 0.98


@pytest.mark.parametrize("counts", [([5], [4], [9]), ([1], [60], [60]), ([0], [0], [5]), ([np.nan], [4], [9])])
def test_counts_that_cannot_be_are_refused(counts: tuple[list[float], ...]) -> None:
    with pytest.raises(BadQuestion, match="baskets"):
        association(*counts, 100)
