"""The model of spend against its published values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.models import gamma_gamma
from rapport.analytics.models.gamma_gamma import GammaGamma
from rapport.analytics.models.purchases import Purchases, purchases_of
from rapport.analytics.tests.models.histories import cdnow, cdnow_with_spend

FIRST_TEN = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]


def simulated(n: int, q: float, seed: int = 4) -> Purchases:
    chance = np.random.default_rng(seed)
    x = chance.integers(1, 12, n).astype(float)
    rate = chance.gamma(q, 1 / 15.0, n)
    return purchases_of(x, np.ones(n), np.full(n, 2.0), spend=chance.gamma(6 * x, 1 / (rate * x)))


def repeaters() -> Purchases:
    return cdnow_with_spend().take(cdnow_with_spend().frequency > 0)


def test_cdnow_gives_the_published_parameters() -> None:
    fit = gamma_gamma.fit(cdnow_with_spend())

    assert fit.n == 946
    assert [round(value, 2) for value in fit.model.values[:2]] == [6.25, 3.74]
    assert fit.model.gamma == pytest.approx(15.44, abs=0.01)  # the likelihood still rises from 15.44 to 15.448
    assert fit.log_likelihood > GammaGamma(6.25, 3.74, 15.44).log_likelihood(repeaters()).sum()
    assert round(fit.log_likelihood, 2) == -4055.92
    means = fit.model.conditional_mean_spend(cdnow_with_spend())[:10]
    assert means[1:].round(2).tolist() == FIRST_TEN[1:]
    assert means[0] == pytest.approx(24.65, abs=0.01)
    assert any("correlate by 0.11" in remark for remark in fit.remarks)


def test_rows_have_the_likelihood_of_the_whole() -> None:
    fit = gamma_gamma.fit(cdnow_with_spend())

    assert fit.model.log_likelihood(repeaters()).sum() == pytest.approx(fit.log_likelihood)


def test_simulated_spend_gives_its_parameters_back() -> None:
    fit = gamma_gamma.fit(simulated(20_000, 4.0))

    for estimate, truth in zip(fit.estimates, (6, 4, 15), strict=True):
        assert estimate.error is not None
        assert abs(estimate.value - truth) < 4 * estimate.error


def test_without_a_finite_mean_there_is_no_mean() -> None:
    fit = gamma_gamma.fit(simulated(3000, 0.7))
    stranger = purchases_of([0], [0], [10])

    assert fit.model.q < 1
    assert np.isnan(fit.model.mean_spend)
    assert np.isnan(fit.model.conditional_mean_spend(stranger)[0])
    assert any("q is not above 1" in remark for remark in fit.remarks)


def test_refunded_repeats_are_left_out_and_named() -> None:
    history = simulated(500, 4.0)
    spend = history.spend.copy()
    spend[:3] = (0, -5, 0)

    fit = gamma_gamma.fit(replace(history, spend=spend))

    assert fit.n == 497
    assert any("Left out: 3 customers with repeats but without positive spend" in remark for remark in fit.remarks)


def test_spend_that_tells_nothing_is_refused() -> None:
    with pytest.raises(BadTable, match="holds no amounts"):
        gamma_gamma.fit(cdnow())
    with pytest.raises(BadTable, match="2 customers are too few for a fit, of those with repeats and spend"):
        gamma_gamma.fit(simulated(2, 4.0))
    with pytest.raises(BadTable, match="every customer spends the same"):
        gamma_gamma.fit(replace(simulated(50, 4.0), spend=np.full(50, 9.0)))
    with pytest.raises(BadQuestion, match="q must be a number above 0"):
        GammaGamma(1, 0, 1)
    with pytest.raises(BadTable, match="an amount is missing"):
        purchases_of([1], [1], [2], spend=[np.nan])
