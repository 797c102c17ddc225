"""The BG/BB model against the published donations and lifetimes."""

from __future__ import annotations

import numpy as np
import pytest
from lifetimes import BetaGeoBetaBinomFitter
from lifetimes.datasets import load_donations
from scipy.optimize import approx_fprime

from rapport.analytics import BadQuestion
from rapport.analytics.models import bgbb

ROWS = load_donations()
DONATIONS = bgbb.histories(ROWS.frequency, ROWS.recency, ROWS.periods, ROWS.weights)
EXPECTED = [0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887]


@pytest.fixture(scope="module")
def fit() -> bgbb.BGBBFit:
    return bgbb.fit(DONATIONS)


def test_the_donations_give_the_published_parameters(fit: bgbb.BGBBFit) -> None:
    assert fit.fitted.values.round(3).tolist() == [1.204, 0.750, 0.657, 2.783]
    assert fit.n == 11_104
    assert fit.converged
    assert not fit.remarks


def test_expected_purchases_are_those_published(fit: bgbb.BGBBFit) -> None:
    assert fit.model.expected_purchases(range(1, 12)).round(4).tolist() == EXPECTED


def test_the_next_five_periods_bring_the_published_total(fit: bgbb.BGBBFit) -> None:
    total = fit.figures(lambda model: DONATIONS.weight @ model.expected_future(5, DONATIONS))

    assert float(total.values) == pytest.approx(12_884.2, abs=0.05)
    assert total.low < total.values < total.high


def test_who_is_still_there_is_as_lifetimes_says(fit: bgbb.BGBBFit) -> None:
    oracle = BetaGeoBetaBinomFitter()
    oracle.fit(ROWS.frequency, ROWS.recency, ROWS.periods, ROWS.weights)

    expected = oracle.conditional_probability_alive(1, ROWS.frequency, ROWS.recency, ROWS.periods)

    assert fit.model.probability_alive(DONATIONS) == pytest.approx(np.asarray(expected), abs=1e-4)


def test_the_chances_of_all_counts_make_one_and_their_mean(fit: bgbb.BGBBFit) -> None:
    chances = fit.model.probability_of_purchases(range(12), 11)

    assert chances.sum() == pytest.approx(1)
    assert chances @ np.arange(12) == pytest.approx(fit.model.expected_purchases(11))


def test_the_future_of_a_new_customer_is_the_expectation() -> None:
    model = bgbb.BetaGeometricBetaBinomial(1.2, 0.75, 0.66, 2.8)

    fresh = model.expected_future(6, bgbb.histories([0], [0], [0]))

    assert fresh == pytest.approx(model.expected_purchases([6]))


def test_the_chances_of_all_histories_make_one() -> None:
    model = bgbb.BetaGeometricBetaBinomial(1.2, 0.75, 0.66, 2.8)
    every = [[int(digit) for digit in f"{number:04b}"] for number in range(16)]
    x = [sum(history) for history in every]
    last = [max((place + 1 for place, bought in enumerate(history) if bought), default=0) for history in every]

    assert np.exp(model.log_likelihood(bgbb.histories(x, last, [4] * 16))).sum() == pytest.approx(1)


def test_customers_watched_differently_long_are_fitted_together() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(4, 11, 8000)
    chance, drop = rng.beta(1.2, 0.8, 8000), rng.beta(0.7, 2.8, 8000)
    lived = rng.geometric(drop) - 1
    bought = (rng.random((8000, 10)) < chance[:, None]) & (np.arange(10) < np.minimum(lived, n)[:, None])
    last = np.where(bought.any(axis=1), 10 - np.argmax(bought[:, ::-1], axis=1), 0)
    rows, weights = np.unique(np.column_stack([bought.sum(axis=1), last, n]), axis=0, return_counts=True)

    fit = bgbb.fit(bgbb.histories(*rows.T, weights))

    assert fit.fitted.values[0] / fit.fitted.values[:2].sum() == pytest.approx(0.6, abs=0.03)
    assert all(one.low < true < one.high for one, true in zip(fit.estimates, (1.2, 0.8, 0.7, 2.8), strict=True))


def test_the_gradient_is_that_of_the_likelihood() -> None:
    value = bgbb.likelihood(DONATIONS)
    place = np.array([1.1, 0.7, 0.5, 2.0])

    assert value(place)[1] == pytest.approx(approx_fprime(place, lambda at: value(at)[0], 1e-6), rel=1e-3)


@pytest.mark.parametrize(
    "x, last, n, complaint",
    [
        ([1], [7], [6], "after the last opportunity"),
        ([3], [2], [6], "more purchases than opportunities"),
        ([0], [2], [6], "a last purchase without purchases"),
        ([1.5], [2], [6], "whole numbers"),
        ([1, 2], [2], [6], "columns of 2, 1, 1 and 2 rows"),
        ([1], [1], [float("nan")], "missing"),
    ],
)
def test_histories_that_cannot_be_are_refused(x: list[float], last: list[int], n: list[int], complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        bgbb.histories(x, last, n)


@pytest.mark.parametrize(
    "x, weights, complaint",
    [([2, 1], [1, 2], "3 customers are too few"), ([0, 0], [5, 5], "bought again"), ([4, 4], [5, 5], "every time")],
)
def test_what_tells_nothing_is_refused(x: list[int], weights: list[int], complaint: str) -> None:
    last = [4 if bought else 0 for bought in x]

    with pytest.raises(BadQuestion, match=complaint):
        bgbb.fit(bgbb.histories(x, last, [4, 4], weights))
