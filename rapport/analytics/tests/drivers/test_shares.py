from __future__ import annotations

import doctest
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics.drivers import shares
from rapport.analytics.intervals import Floats


def made(seed: int, drivers: int, n: int = 200) -> tuple[Floats, Floats]:
    """Scores that go together, and an outcome made from them."""
    generator = np.random.default_rng(seed)
    scores = generator.normal(size=(n, drivers)) @ (np.eye(drivers) + 0.4 * generator.normal(size=(drivers, drivers)))
    return scores, scores @ generator.normal(size=drivers) + generator.normal(0, 2, n)


def covariance(scores: Floats, outcome: Floats) -> Floats:
    return np.atleast_2d(np.cov(np.column_stack([scores, outcome]).T))[None]


def r_squared(scores: Floats, outcome: Floats) -> float:
    design = np.column_stack([np.ones(len(outcome)), scores])
    left = outcome - design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
    return float(1 - left.var() / outcome.var())


def test_the_worked_examples_are_right() -> None:
    assert doctest.testmod(shares).failed == 0


def test_shares_are_the_average_over_all_orders_of_entering() -> None:
    scores, outcome = made(4, 4)
    by_hand = np.zeros(4)
    for order in permutations(range(4)):
        for place, driver in enumerate(order):
            before = r_squared(scores[:, order[:place]], outcome) if place else 0
            by_hand[driver] += (r_squared(scores[:, order[: place + 1]], outcome) - before) / 24

    found = shares.exact_shares(shares.correlations(covariance(scores, outcome)))

    assert found[0] == pytest.approx(by_hand, abs=1e-10)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), drivers=st.integers(1, 7))
def test_shares_add_up_to_what_all_explain_and_none_is_negative(seed: int, drivers: int) -> None:
    scores, outcome = made(seed, drivers, 40)

    found = shares.exact_shares(shares.correlations(covariance(scores, outcome)))[0]

    assert found.sum() == pytest.approx(r_squared(scores, outcome), abs=1e-9)
    assert (found >= -1e-12).all()


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_neither_scale_nor_order_of_drivers_changes_shares(seed: int) -> None:
    scores, outcome = made(seed, 5)
    order = np.random.default_rng(seed).permutation(5)
    scale = np.array([1, 10, 0.1, -3, 100])

    plain = shares.exact_shares(shares.correlations(covariance(scores, outcome)))[0]
    other = shares.exact_shares(shares.correlations(covariance((scores * scale)[:, order], outcome * 7 + 3)))[0]

    assert other == pytest.approx(plain[order], abs=1e-9)


def test_a_driver_given_twice_has_its_share_halved() -> None:
    scores, outcome = made(2, 3)
    twice = np.column_stack([scores, scores[:, 0]])

    once = shares.exact_shares(shares.correlations(covariance(scores[:, :1], outcome)))[0]
    found = shares.exact_shares(shares.correlations(covariance(twice[:, [0, 3]], outcome)))[0]

    assert found == pytest.approx([once[0] / 2, once[0] / 2])
    assert np.isinf(shares.inflation(shares.correlations(covariance(twice, outcome))[0])[[0, 3]]).all()


def test_sampled_orders_come_within_their_stated_error() -> None:
    scores, outcome = made(7, 10)
    correlation = shares.correlations(covariance(scores, outcome))

    exact = shares.exact_shares(correlation)[0]
    sampled, error = shares.sampled_shares(correlation, np.random.default_rng(1))

    assert sampled[0].sum() == pytest.approx(exact.sum())
    assert (np.abs(sampled[0] - exact) <= 4 * error[0]).all()
    assert error.max() < 0.005


def test_twelve_drivers_a_thousand_times_take_little_time() -> None:
    scores, outcome = made(1, 12)
    correlation = np.repeat(shares.correlations(covariance(scores, outcome)), 200, axis=0)

    found = shares.exact_shares(correlation)

    assert found.shape == (200, 12)
    assert np.ptp(found, axis=0) == pytest.approx(0, abs=1e-12)


def test_shuffling_costs_what_shuffles_cost_on_average() -> None:
    scores, outcome = made(3, 3, 60)
    generator = np.random.default_rng(5)
    slope = shares.slopes(covariance(scores, outcome))[0]
    left = outcome - outcome.mean() - (scores - scores.mean(axis=0)) @ slope
    shuffles = np.stack([generator.permutation(scores[:, 1]) for _ in range(4_000)])
    worse = ((left - slope[1] * (shuffles - scores[:, 1])) ** 2).mean(axis=1).mean() - (left**2).mean()

    found = shares.shuffled(covariance(scores, outcome))[0, 1]

    assert found == pytest.approx(worse / outcome.var(), rel=0.03)


def test_slopes_are_those_of_least_squares_and_inflation_that_of_the_inverse() -> None:
    scores, outcome = made(9, 4)
    design = np.column_stack([np.ones(len(outcome)), scores])

    matrix = covariance(scores, outcome)

    assert shares.slopes(matrix)[0] == pytest.approx(np.linalg.lstsq(design, outcome, rcond=None)[0][1:])
    inverse = np.linalg.inv(shares.correlations(matrix)[0, :-1, :-1])
    assert shares.inflation(shares.correlations(matrix)[0]) == pytest.approx(np.diag(inverse))
