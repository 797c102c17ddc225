"""Survival curves against published values and lifelines."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_g3, load_rossi
from lifelines.utils import restricted_mean_survival_time

from rapport.analytics import BadQuestion
from rapport.analytics.survival import SurvivalCurve, kaplan_meier, kaplan_meier_by

TELCO = Path(os.environ.get("RAPPORT_TEST_DATA", "")) / "telco_churn.parquet"


@pytest.fixture(scope="module")
def control() -> SurvivalCurve:
    g3 = load_g3()
    rows = g3[g3.group == "Control"]
    assert len(rows) == 6
    return kaplan_meier(rows.time, rows.event)


def test_the_control_group_of_g3_has_its_published_curve(control: SurvivalCurve) -> None:
    survival, low, high = control.at([9, 19, 32, 34])

    assert survival.round(3).tolist() == [0.833, 0.667, 0.5, 0.333]
    assert low.round(4).tolist() == [0.2731, 0.1946, 0.1109, 0.0461]
    assert high.round(3).tolist() == [0.975, 0.904, 0.804, 0.676]


def test_rossi_has_its_published_share_after_a_year() -> None:
    rossi = load_rossi()

    survival, low, high = kaplan_meier(rossi.week, rossi.arrest).at(52)

    assert [round(float(part), 4) for part in (survival, low, high)] == [0.7361, 0.6919, 0.7751]


@pytest.mark.real_data
@pytest.mark.skipif(not TELCO.is_file(), reason="RAPPORT_TEST_DATA names no folder with the telco file")
def test_telco_has_its_published_shares() -> None:
    telco = pd.read_parquet(TELCO)

    curve = kaplan_meier(telco.tenure, telco.Churn == "Yes")

    assert curve.at([12, 24])[0].round(4).tolist() == [0.8432, 0.7887]
    assert "50%" in curve.median.reason


def test_the_plain_interval_is_greenwoods(control: SurvivalCurve) -> None:
    plain = kaplan_meier([9, 19, 32, 34, 48, 50], [1, 1, 1, 1, 0, 0], interval="plain")

    assert plain.variance[3] == pytest.approx(0.5**2 * (1 / 30 + 1 / 20 + 1 / 12))
    assert (plain.low[3], plain.high[3]) == pytest.approx((0.5 - 1.96 * 0.2041, 0.5 + 1.96 * 0.2041), abs=1e-4)


def test_the_median_and_quantiles_carry_an_interval(control: SurvivalCurve) -> None:
    assert (control.median.value, control.median.low) == (32, 9)
    assert control.median.high is None
    assert control.quantile(0.25).value == 19
    assert "90%" in control.quantile(0.9).reason


def test_the_restricted_mean_is_the_area_under_the_curve(control: SurvivalCurve) -> None:
    rossi = load_rossi()
    oracle = KaplanMeierFitter().fit(rossi.week, rossi.arrest)

    mean = kaplan_meier(rossi.week, rossi.arrest).restricted_mean(52)

    assert mean.value == pytest.approx(restricted_mean_survival_time(oracle, 52))
    assert mean.low is not None
    assert mean.high is not None
    assert mean.low < mean.value < mean.high
    assert control.restricted_mean(20).value == pytest.approx(9 + 10 * 5 / 6 + 2 / 3)
    assert "as long as 60" in control.restricted_mean(60).reason


def test_numbers_at_risk_count_who_is_watched_just_before(control: SurvivalCurve) -> None:
    assert control.numbers_at_risk([0, 9, 10, 48, 50, 51]).tolist() == [6, 6, 5, 2, 1, 0]


def test_nothing_is_claimed_beyond_the_last_customer(control: SurvivalCurve) -> None:
    survival, low, _ = control.at([50, 51])

    assert survival[0] == pytest.approx(1 / 3)
    assert np.isnan(survival[1])
    assert np.isnan(low[1])


def test_there_is_no_interval_before_the_first_loss(control: SurvivalCurve) -> None:
    survival, low, high = control.at(5)

    assert survival == 1
    assert np.isnan(low)
    assert np.isnan(high)


def test_late_entries_count_from_their_entry() -> None:
    rng = np.random.default_rng(1)
    entry = rng.integers(0, 4, 80).astype(float)
    lasted, ended = entry + rng.integers(1, 30, 80), rng.random(80) < 0.6

    curve = kaplan_meier(lasted, ended, entry=entry)

    oracle = KaplanMeierFitter().fit(lasted, ended, entry=entry)
    times = curve.times[curve.times > 0]
    assert curve.at(times)[0] == pytest.approx(oracle.survival_function_at_times(times).to_numpy())
    assert "later age" in curve.remarks[0]


@settings(max_examples=30, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 12), some.booleans(), some.integers(1, 4)), min_size=5, max_size=30))
def test_weights_are_identical_rows_and_the_curve_is_that_of_lifelines(rows: list[tuple[int, bool, int]]) -> None:
    lasted, ended, weights = (np.array(part) for part in zip(*rows, strict=True))

    weighted = kaplan_meier(lasted, ended, weights=weights)
    repeated = kaplan_meier(np.repeat(lasted, weights), np.repeat(ended, weights))

    oracle = KaplanMeierFitter().fit(np.repeat(lasted, weights), np.repeat(ended, weights))
    assert weighted.survival.tolist() == repeated.survival.tolist()
    assert weighted.survival == pytest.approx(oracle.survival_function_at_times(weighted.times).to_numpy())
    assert np.all(np.diff(weighted.survival) <= 0)
    inside = ~np.isnan(weighted.low)
    assert np.all((weighted.low <= weighted.survival)[inside] & (weighted.survival <= weighted.high)[inside])


def test_each_group_has_its_curve() -> None:
    lasted, ended = np.arange(1, 15), [1, 0] * 7
    groups = ["a"] * 6 + ["b"] * 6 + ["c"] * 2

    curves = kaplan_meier_by(lasted, ended, groups)

    assert list(curves) == ["a", "b", "c"]
    assert curves["b"].survival.tolist() == kaplan_meier(lasted[6:12], ended[6:12]).survival.tolist()
    assert curves["c"].reason == "fewer than 5 customers"


def test_few_customers_get_no_curve_but_a_reason() -> None:
    curve = kaplan_meier([1, 2, 3], [1, 1, 0])

    assert np.all(np.isnan(curve.survival))
    assert curve.median.reason == curve.reason == "fewer than 5 customers"


def test_a_curve_of_only_losses_or_none_says_so() -> None:
    assert "Everybody" in kaplan_meier([1, 2, 3, 4, 5], [1] * 5).remarks[0]
    assert "Nobody" in kaplan_meier([1, 2, 3, 4, 5], [0] * 5).remarks[0]


@pytest.mark.parametrize(
    "lasted, ended, also, complaint",
    [
        ([], [], {}, "nobody to follow"),
        ([1, -2], [1, 0], {}, "negative"),
        ([1, float("nan")], [1, 0], {}, "missing"),
        ([1, 2], [1], {}, "1 rows beside 2"),
        ([1, 2], [1, 3], {}, "neither true nor false"),
        ([1, 2], [1, 0], {"weights": [1, 0.5]}, "whole numbers"),
        ([1, 2], [1, 0], {"entry": [1, 0]}, "not before the end"),
        ([1, "x"], [1, 0], {}, "not all of them are numbers"),
        ([1, 2], [1, 0], {"interval": "exact"}, "'exact' is not known"),
    ],
)
def test_what_cannot_be_is_refused(lasted: list[float], ended: list[int], also: dict, complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        kaplan_meier(lasted, ended, **also)
