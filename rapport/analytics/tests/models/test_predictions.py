"""Intervals of means, the spread of customers, segments and covariates."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.models import bgnbd, covariates
from rapport.analytics.models.bgnbd import BgNbd
from rapport.analytics.models.by_segment import fit_by
from rapport.analytics.models.predictions import predict, spread_of_purchases
from rapport.analytics.models.purchases import Purchases, purchases_of
from rapport.analytics.tests.models.histories import cdnow, one, simulated


def next_year(model: BgNbd, rows: Purchases) -> np.ndarray:
    return model.conditional_expected_purchases(52, rows)


def test_a_prediction_lies_inside_its_interval_and_adds_up() -> None:
    history = simulated(400, 1)
    fit = bgnbd.fit(history)

    found = predict(fit, history, next_year, draws=100, chunk=150)

    assert found.low is not None
    assert found.high is not None
    assert found.total_low is not None
    assert found.total_high is not None
    assert np.mean((found.low <= found.value) & (found.value <= found.high)) > 0.99
    assert found.total == pytest.approx(found.value.sum())
    assert found.total_low < found.total < found.total_high
    assert found.total_high - found.total_low < (found.high - found.low).sum()


def test_the_same_question_has_the_same_answer_whatever_the_chunks() -> None:
    history = simulated(300, 1)
    fit = bgnbd.fit(history)

    few = history.take(slice(0, 60))
    one_go, in_parts = (predict(fit, few, next_year, draws=20, chunk=chunk) for chunk in (1000, 7))

    assert one_go.low == pytest.approx(in_parts.low)
    assert one_go.total_high == pytest.approx(in_parts.total_high)


def test_memory_does_not_grow_with_draws_times_customers() -> None:
    history, fit = simulated(20_000, 1), bgnbd.fit(cdnow().grouped())

    tracemalloc.start()
    predict(fit, history, lambda model, rows: model.probability_alive(rows), draws=200, chunk=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 200 * 20_000 * 8 / 3


def test_intervals_of_parameters_and_predictions_cover_the_truth() -> None:
    truth, inside, total_inside, times = BgNbd(0.8, 5.0, 0.8, 3.0), np.zeros(4), 0, 20
    for seed in range(times):
        history = simulated(800, seed)
        fit = bgnbd.fit(history)
        limits = np.array([(estimate.low, estimate.high) for estimate in fit.estimates], float)
        inside += (limits[:, 0] <= truth.values) & (truth.values <= limits[:, 1])
        found = predict(fit, history.take(slice(0, 20)), next_year, draws=30)
        assert found.total_low is not None
        assert found.total_high is not None
        total_inside += found.total_low <= next_year(truth, history.take(slice(0, 20))).sum() <= found.total_high

    assert np.all(inside / times >= 0.85)
    assert total_inside / times >= 0.85


def test_a_fit_that_is_not_sound_predicts_without_interval_and_says_why() -> None:
    chance = np.random.default_rng(2)
    x = chance.poisson(chance.gamma(1, 1 / 10, 300) * 50)
    loyal = purchases_of(x, np.where(x > 0, 49.9, 0), np.full(300, 50.0))

    found = predict(bgnbd.fit(loyal), loyal, next_year)

    assert found.low is None
    assert found.reason.startswith("no interval: ")
    assert np.all(np.isfinite(found.value))


def test_single_customers_spread_more_widely_than_their_mean() -> None:
    model, customer = BgNbd(0.8, 5.0, 0.8, 3.0), one(4, 30, 35)

    spread = spread_of_purchases(model, customer, 52, confidence=0.8)

    up_to = np.cumsum(model.conditional_probability(np.arange(100), 52, customer))
    assert spread.low[0] == np.argmax(up_to >= 0.1)
    assert spread.high[0] == np.argmax(up_to >= 0.9)
    assert spread.none[0] == pytest.approx(up_to[0])


def test_questions_that_cannot_be_are_refused() -> None:
    fit = bgnbd.fit(cdnow().grouped())
    with pytest.raises(BadQuestion, match="3 draws"):
        predict(fit, one(1, 1, 2), next_year, draws=3)
    with pytest.raises(BadQuestion, match="confidence must lie"):
        spread_of_purchases(fit.model, one(1, 1, 2), 5, confidence=1)


def test_segments_are_drawn_together_and_small_ones_take_everybodys_model() -> None:
    a = np.repeat([0.4, 0.8, 1.6], 700)
    history = simulated(2100, 8, a=a)
    masks = {f"a {value}": a == value for value in (0.4, 0.8, 1.6)}

    found = fit_by(BgNbd, history, {**masks, "few": np.arange(20)})

    few = found.segments["few"]
    assert few.model == found.pooled.model
    assert few.reason.startswith("20 customers are too few")
    leaving = [
        found.segments[name].model.a / (found.segments[name].model.a + found.segments[name].model.b) for name in masks
    ]
    assert leaving == sorted(leaving)
    for name in masks:
        raw = found.segments[name].raw
        assert raw is not None
        assert 0 < found.segments[name].own_weight <= 1
    assert any("1 of 4 segments" in remark for remark in found.remarks)


def test_segments_without_differences_get_one_model() -> None:
    history = simulated(3000, 5)
    found = fit_by(BgNbd, history, {number: np.arange(3000) % 5 == number for number in range(5)})

    rates = [one.model.r / one.model.alpha for one in found.segments.values()]
    raws = [one.raw.model.r / one.raw.model.alpha for one in found.segments.values() if one.raw]
    assert np.ptp(rates) < np.ptp(raws)


def test_rows_that_are_not_there_are_refused() -> None:
    with pytest.raises(BadTable, match="segment 'x': it names rows outside"):
        fit_by(BgNbd, simulated(200, 1), {"x": [1, 999]})
    with pytest.raises(BadTable, match="segment 'x': a mask of 3 rows"):
        fit_by(BgNbd, simulated(200, 1), {"x": np.array([True, False, True])})


def test_effects_of_covariates_are_found_again() -> None:
    chance = np.random.default_rng(1)
    age, gift = chance.normal(2, 1, 15_000), chance.integers(0, 2, 15_000).astype(float)
    alpha = 5 * np.exp(-0.3 * (age - 2))
    history = simulated(15_000, 2, alpha=alpha, a=0.8 * np.exp(0.4 * gift), b=3 * np.exp(-0.4 * gift))

    fit = covariates.fit(history, buying={"age": age}, leaving={"gift": gift})

    effects = {estimate.name: estimate for estimate in fit.estimates[4:]}
    for name, truth in {"buying: age": 0.3, "leaving: gift": 0.8}.items():
        error = effects[name].error
        assert error is not None
        assert abs(effects[name].value - truth) < 4 * error
    assert fit.fitted.log_likelihood > bgnbd.fit(history).log_likelihood + 100


def test_covariates_have_the_gradient_and_the_likelihood_of_their_rows() -> None:
    history, z = simulated(300, 3), np.random.default_rng(3).normal(size=(300, 2))
    fit = covariates.fit(history, buying={"z": z[:, 0]}, leaving={"y": z[:, 1]})

    likelihood = covariates._likelihood(history, z[:, :1], z[:, 1:])
    place = np.array([0.8, 5, 0.9, 3, 0.1, -0.2])
    slopes = [(likelihood(place + step)[0] - likelihood(place - step)[0]) / 2e-5 for step in np.eye(6) * 1e-5]
    assert likelihood(place)[1] == pytest.approx(slopes, rel=1e-5)
    rows = fit.model.for_rows({"z": z[:, 0], "y": z[:, 1]})
    assert rows.log_likelihood(history).sum() == pytest.approx(fit.fitted.log_likelihood)
    assert rows.conditional_expected_purchases(52, history).shape == (300,)


def test_covariates_that_tell_nothing_are_refused() -> None:
    history = simulated(100, 3)
    for column, complaint in ((np.ones(100), "all rows have the value 1"), (np.ones(3), "3 rows where")):
        with pytest.raises(BadTable, match=complaint):
            covariates.fit(history, buying={"z": column})
    with pytest.raises(BadTable, match="row 0 is not a number"):
        covariates.fit(history, leaving={"z": np.full(100, np.nan)})
    with pytest.raises(BadTable, match="name at least one column"):
        covariates.fit(history)


def test_nobody_has_no_prediction() -> None:
    fit = bgnbd.fit(cdnow().grouped())

    with pytest.raises(BadTable, match="nobody in this population"):
        predict(fit, purchases_of([], [], []), next_year)
