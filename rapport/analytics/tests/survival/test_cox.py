"""Cox regression against lifelines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter
from lifelines.datasets import load_rossi
from lifelines.statistics import proportional_hazard_test
from lifelines.utils import concordance_index
from scipy.stats import rankdata

from rapport.analytics import BadQuestion
from rapport.analytics.survival import CoxFit, cox
from rapport.analytics.survival.concordance import concordance
from rapport.analytics.survival.durations import checked

ROSSI = load_rossi()
NAMES = [name for name in ROSSI if name not in ("week", "arrest")]
COVARIATES = {name: ROSSI[name] for name in NAMES}


@pytest.fixture(scope="module")
def fit() -> CoxFit:
    return cox(ROSSI.week, ROSSI.arrest, COVARIATES)


@pytest.fixture(scope="module")
def oracle() -> CoxPHFitter:
    return CoxPHFitter().fit(ROSSI, "week", "arrest")


def test_ratios_errors_and_likelihood_are_those_of_lifelines(fit: CoxFit, oracle: CoxPHFitter) -> None:
    table = oracle.summary

    assert fit.names == tuple(NAMES)
    assert fit.coefficients == pytest.approx(table["coef"].to_numpy(), abs=1e-6)
    assert fit.standard_errors == pytest.approx(table["se(coef)"].to_numpy(), abs=1e-6)
    assert fit.low == pytest.approx(table["exp(coef) lower 95%"].to_numpy(), abs=1e-5)
    assert fit.high == pytest.approx(table["exp(coef) upper 95%"].to_numpy(), abs=1e-5)
    assert fit.p_values == pytest.approx(table["p"].to_numpy(), abs=1e-6)
    assert fit.log_likelihood == pytest.approx(oracle.log_likelihood_)
    assert fit.statistic == pytest.approx(oracle.log_likelihood_ratio_test().test_statistic)
    assert fit.concordance == pytest.approx(oracle.concordance_index_)
    assert fit.converged


def test_proportionality_is_tested_as_lifelines_does(fit: CoxFit, oracle: CoxPHFitter) -> None:
    losses = ROSSI.week[ROSSI.arrest == 1]
    rank = dict(zip(losses, rankdata(losses), strict=True))

    expected = proportional_hazard_test(
        oracle, ROSSI, time_transform=lambda times, *_: times.map(lambda time: rank.get(time, 0.0))
    )

    assert fit.proportionality.statistic == pytest.approx(expected.test_statistic, abs=1e-5)
    assert fit.proportionality.residuals.shape == (114, 7)
    assert [remark.split(" ")[3] for remark in fit.remarks] == ["age", "wexp"]


def test_the_curve_of_a_profile_is_close_to_that_of_lifelines(fit: CoxFit, oracle: CoxPHFitter) -> None:
    person = dict(zip(fit.names, fit.means, strict=True)) | {"fin": 1, "age": 20, "prio": 5}

    survival, low, high = fit.survival({"fin": 1, "age": 20, "prio": 5}, [10, 30, 52])

    # lifelines takes Breslow's baseline, which lies a little lower where losses fall together.
    expected = oracle.predict_survival_function(pd.DataFrame([person]), [10, 30, 52])
    assert survival == pytest.approx(expected.to_numpy().ravel(), abs=1e-3)
    assert np.all((low < survival) & (survival < high))
    assert np.isnan(fit.survival({}, 53)[0])


def test_weights_are_identical_rows() -> None:
    weights = np.random.default_rng(0).integers(1, 4, len(ROSSI))
    repeated = ROSSI.loc[ROSSI.index.repeat(weights)]

    one = cox(ROSSI.week, ROSSI.arrest, COVARIATES, weights=weights)
    other = cox(repeated.week, repeated.arrest, {name: repeated[name] for name in NAMES})

    assert one.coefficients == pytest.approx(other.coefficients)
    assert one.standard_errors == pytest.approx(other.standard_errors)
    assert one.concordance == pytest.approx(other.concordance)
    assert one.proportionality.overall == pytest.approx(other.proportionality.overall)


def test_late_entries_agree_with_lifelines() -> None:
    entry = np.minimum(np.random.default_rng(1).integers(0, 20, len(ROSSI)), ROSSI.week - 1)

    fit = cox(ROSSI.week, ROSSI.arrest, COVARIATES, entry=entry)

    expected = CoxPHFitter().fit(ROSSI.assign(entry=entry), "week", "arrest", entry_col="entry")
    assert fit.coefficients == pytest.approx(expected.params_[NAMES].to_numpy(), abs=1e-6)
    assert fit.standard_errors == pytest.approx(expected.standard_errors_[NAMES].to_numpy(), abs=1e-6)


def test_words_are_compared_with_the_most_frequent() -> None:
    plan = np.where(ROSSI.fin == 1, "aid", np.where(ROSSI.index % 2 == 0, "even", "none"))

    fit = cox(ROSSI.week, ROSSI.arrest, {"plan": plan})

    assert fit.names == ("plan: even", "plan: none")
    assert "plan is compared with the most frequent, aid." in fit.remarks


def test_separation_is_said_and_not_given_a_number() -> None:
    lost = np.arange(40) < 20

    fit = cox(np.arange(1, 41), lost, {"here": ~lost, "other": np.tile([0, 1, 1, 0], 10)})

    assert np.isnan(fit.hazard_ratios[0])
    assert np.isfinite(fit.hazard_ratios[1])
    assert any(remark.startswith("here separates") for remark in fit.remarks)


def test_few_losses_for_the_covariates_are_said() -> None:
    fit = cox(np.arange(1, 31), np.arange(30) % 3 == 0, {"one": np.arange(30) % 7, "two": np.arange(30) % 5})

    assert any(remark.startswith("10 losses for 2 covariates") for remark in fit.remarks)


def test_concordance_is_that_of_lifelines_with_all_ties() -> None:
    rng = np.random.default_rng(3)
    for _ in range(40):
        n = int(rng.integers(5, 60))
        lasted, risk, ended = rng.integers(0, 12, n), rng.integers(0, 6, n), rng.random(n) < 0.6
        ended[0], lasted[0], lasted[1] = True, 0, 12

        assert concordance(checked(lasted, ended), risk.astype(float)) == pytest.approx(
            concordance_index(lasted, -risk, ended)
        )


@pytest.mark.parametrize(
    "covariates, complaint",
    [
        ({}, "name at least one"),
        ({"x": [1, 2]}, "x has 2 values beside 10"),
        ({"x": [1] * 10}, "x is the same for everybody"),
        ({"x": [*range(9), np.nan]}, "x has a missing"),
        ({"x": range(10), "y": np.arange(10) * 2 + 1}, "x, y say the same"),
    ],
)
def test_columns_that_cannot_be_are_refused(covariates: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        cox(range(1, 11), [1, 0] * 5, covariates)


def test_too_few_customers_or_no_losses_are_refused() -> None:
    with pytest.raises(BadQuestion, match="too few"):
        cox([1, 2], [1, 0], {"x": [0, 1]})
    with pytest.raises(BadQuestion, match="nobody was lost"):
        cox(range(1, 11), [0] * 10, {"x": range(10)})


def test_losses_all_at_one_time_say_nothing() -> None:
    with pytest.raises(BadQuestion, match="everybody was lost at the same time"):
        cox([5] * 10, [1] * 10, {"x": list(range(10))})
