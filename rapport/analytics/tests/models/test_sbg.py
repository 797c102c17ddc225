"""The shifted beta-geometric model against its published values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import approx_fprime

from rapport.analytics import BadQuestion
from rapport.analytics.models import sbg

REGULAR = [1000, 869, 743, 653, 593, 551, 517, 491]


@pytest.mark.parametrize(
    "survivors, alpha, beta, log_likelihood",
    [
        (REGULAR, 0.668, 3.806, -1611.16),
        ([1000, 631, 468, 382, 326, 289, 262, 241], 0.704, 1.182, -1680.27),
    ],
)
def test_survivors_give_the_published_parameters(
    survivors: list[int], alpha: float, beta: float, log_likelihood: float
) -> None:
    fit = sbg.fit_survivors(survivors)

    assert (round(fit.model.alpha, 3), round(fit.model.beta, 3)) == (alpha, beta)
    assert round(fit.log_likelihood, 2) == log_likelihood
    assert fit.converged
    assert not fit.remarks
    assert all(one.low < one.value < one.high for one in fit.estimates if one.low and one.high)


def test_durations_of_the_same_customers_give_the_same_fit() -> None:
    lost = -np.diff(REGULAR)

    fit = sbg.fit_durations([*range(1, 8), 7], [1] * 7 + [0], weights=[*lost, REGULAR[-1]])

    assert fit.model == sbg.fit_survivors(REGULAR).model


def test_customers_who_started_later_are_used_as_far_as_they_were_seen() -> None:
    truth = sbg.ShiftedBetaGeometric(0.8, 3.0)
    rng = np.random.default_rng(4)
    ends = rng.geometric(rng.beta(truth.alpha, truth.beta, 40_000))
    seen = rng.integers(1, 9, 40_000)

    fit = sbg.fit_durations(np.where(ends <= seen, ends, seen), ends <= seen)

    assert all(one.low < true < one.high for one, true in zip(fit.estimates, (0.8, 3.0), strict=True))


def test_the_curve_falls_by_the_retention_rates() -> None:
    model = sbg.ShiftedBetaGeometric(0.668, 3.806)

    assert model.survival([0, 1, 2]).round(3).tolist() == [1, 0.851, 0.747]
    assert np.cumprod(model.retention(range(1, 30))) == pytest.approx(model.survival(range(1, 30)))
    assert np.all(np.diff(model.retention(range(1, 30))) > 0)


def test_the_interval_of_the_curve_holds_what_was_seen() -> None:
    figures = sbg.fit_survivors(REGULAR).figures(lambda model: model.survival(range(1, 8)))

    assert np.all((figures.low < figures.values) & (figures.values < figures.high))
    assert np.sum((figures.low < np.array(REGULAR[1:]) / 1000) & (np.array(REGULAR[1:]) / 1000 < figures.high)) >= 6


def test_what_remains_is_told_for_many_at_once() -> None:
    model = sbg.ShiftedBetaGeometric(0.668, 3.806)

    many = model.remaining_of([0, 3, 40], periods=12, discount=0.02)

    assert many == pytest.approx([model.remaining(taken, periods=12, discount=0.02) for taken in (0, 3, 40)])
    with pytest.raises(BadQuestion):
        model.remaining_of([0], periods=0)


@settings(max_examples=40, deadline=None)
@given(some.floats(0.1, 5), some.floats(0.1, 20), some.integers(0, 10), some.floats(0.05, 0.5))
def test_what_remains_without_end_is_the_limit_of_the_sum(
    alpha: float, beta: float, renewals: int, discount: float
) -> None:
    model = sbg.ShiftedBetaGeometric(alpha, beta)

    whole = model.remaining(renewals, discount=discount)

    assert whole == pytest.approx(model.remaining(renewals, periods=600, discount=discount), rel=1e-6)


def test_without_discount_some_never_leave() -> None:
    assert sbg.ShiftedBetaGeometric(0.668, 3.806).remaining() == np.inf
    assert sbg.ShiftedBetaGeometric(2, 3).remaining() == 3
    assert round(sbg.ShiftedBetaGeometric(0.668, 3.806).remaining(periods=10), 2) == 5.76


def test_the_gradient_is_that_of_the_likelihood() -> None:
    value = sbg.likelihood(np.array([5.0, 3, 2]), np.array([1.0, 0, 2, 9]))
    place = np.array([0.7, 2.2])

    assert value(place)[1] == pytest.approx(approx_fprime(place, lambda at: value(at)[0], 1e-7), rel=1e-4)


def test_equal_churn_is_flagged_instead_of_a_narrow_interval() -> None:
    fit = sbg.fit_survivors([1000, 800, 640, 512, 410, 328])

    assert any("hardly differ" in remark for remark in fit.remarks)
    assert [one.low for one in fit.estimates] == [None, None]
    assert np.all(np.isnan(fit.figures(lambda model: model.survival([1, 2])).low))


def test_one_renewal_is_flagged() -> None:
    assert any("One renewal" in remark for remark in sbg.fit_survivors([100, 90]).remarks)


@pytest.mark.parametrize(
    "survivors, complaint",
    [
        ([10], "two counts at least"),
        ([10, 12], "a count rises"),
        ([10, 10, 10], "none of the 10 customers left"),
        ([3, 2], "3 customers are too few"),
        ([10, -1], "whole numbers from 0"),
        ([10, float("nan")], "missing"),
    ],
)
def test_survivors_that_cannot_be_are_refused(survivors: list[float], complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        sbg.fit_survivors(survivors)


def test_nobody_ends_before_the_first_renewal() -> None:
    with pytest.raises(BadQuestion, match="before the first renewal"):
        sbg.fit_durations([0, 1, 2, 3, 4], [1, 1, 0, 0, 0])
