"""The checks of a model on CDNOW, and on facts made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lifetimes.datasets import load_cdnow_summary
from lifetimes.datasets import load_dataset as load

from rapport.analytics import BadQuestion, BadTable, Period, Source
from rapport.analytics.models import bgnbd, mbgnbd
from rapport.analytics.models.checks import (
    alive_calibration,
    conditional_expectation,
    frequency_histogram,
    holdout_error,
    tracking,
)
from rapport.analytics.models.holdout import Holdout, holdout
from rapport.analytics.models.model import Fit
from rapport.analytics.models.purchases import purchases_of
from rapport.analytics.tests import shop

ROWS = load_cdnow_summary()
CDNOW = purchases_of(ROWS.frequency, ROWS.recency, ROWS["T"])


@pytest.fixture(scope="module")
def fit() -> Fit[bgnbd.BgNbd]:
    return bgnbd.fit(CDNOW)


@pytest.fixture(scope="module")
def held() -> Holdout:
    """The orders behind CDNOW as facts, 39 weeks to fit and 39 to hold out."""
    frame = load("CDNOW_sample.txt", header=None, sep=r"\s+", names=["all", "customer", "day", "n", "amount"])
    start = shop.at("1997-01-01")
    rows = [
        {"id": place, "customer": int(row.customer), "at": start.strptime(f"{row.day}+0000", "%Y%m%d%z")}
        for place, row in enumerate(frame.itertuples())
    ]
    sales = [{**row, "kind": "sale", "net": 1, "currency": "USD"} for row in rows]
    end = start + timedelta(days=273)
    with Source({"orders": shop.table("orders", sales)}) as source:
        return holdout(source, Period(start, end), end + timedelta(days=273), collapse="day")


def test_the_histogram_is_close_to_what_was_seen(fit: Fit[bgnbd.BgNbd]) -> None:
    found = frequency_histogram(fit, CDNOW)

    assert found.actual.tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert found.expected.sum() == pytest.approx(2357)
    assert found.expected == pytest.approx(found.actual, rel=0.25)


def test_tracking_stays_close_in_sample_and_after(fit: Fit[bgnbd.BgNbd], held: Holdout) -> None:
    found = tracking(fit, held.first, held.repeats, days=held.days, fitted_days=held.fitted_days)

    assert (found.n, len(found.weeks), found.fitted_weeks) == (2357, 78, 39)
    assert abs(found.error_fitted) < 0.05
    assert abs(found.error) < 0.1
    assert np.all((found.low <= found.expected) & (found.expected <= found.high))
    assert found.actual_weekly.sum() == found.actual[-1]
    assert np.cumsum(found.expected_weekly) == pytest.approx(found.expected)


def test_the_holdout_counts_who_bought_afterwards(held: Holdout) -> None:
    assert held.length == 39
    assert held.history.n == 2357
    assert held.later.sum() == held.repeats[273:].sum() == 1882


def test_the_model_beats_going_on_as_before(held: Holdout) -> None:
    fit = bgnbd.fit(held.history)

    found = holdout_error(fit, held.history, held.later, held.length)

    assert found.mean_absolute < found.naive_mean_absolute
    assert found.root_mean_square < found.naive_root_mean_square
    assert abs(found.error) < 0.15
    assert found.error == pytest.approx(found.expected / found.actual - 1)


def test_the_expectation_by_frequency_follows_what_was_seen(held: Holdout) -> None:
    fit = bgnbd.fit(held.history)

    found = conditional_expectation(fit, held.history, held.later, held.length)

    assert found.n.sum() == 2357
    assert np.all((found.low <= found.actual) & (found.actual <= found.high))
    assert np.corrcoef(found.actual, found.expected)[0, 1] > 0.98


def test_chances_are_near_what_was_seen_in_the_holdout(held: Holdout) -> None:
    fit = mbgnbd.fit(held.history)

    found = alive_calibration(fit, held.history, held.later, held.length, groups=5)

    assert found.n.sum() == 2357
    assert np.all(np.diff(found.alive) > 0)
    assert found.expected == pytest.approx(found.actual, abs=0.15)
    assert 0 < found.brier < 0.2


def test_a_model_that_holds_all_without_repeats_for_alive_says_so(held: Holdout) -> None:
    found = alive_calibration(bgnbd.fit(held.history), held.history, held.later, held.length)

    assert found.alive[-1] == 1
    assert "alive" in found.remarks[0]


def test_a_model_that_made_the_data_is_calibrated() -> None:
    rng = np.random.default_rng(8)
    n, model = 6000, bgnbd.BgNbd(0.8, 6.0, 0.8, 2.5)
    rate, leave = rng.gamma(model.r, 1 / model.alpha, n), rng.beta(model.a, model.b, n)
    gaps = rng.exponential(1 / rate[:, None], (n, 60)).cumsum(axis=1)
    made = np.arange(60) < rng.geometric(leave)[:, None]
    early, late = made & (gaps <= 30), made & (gaps > 30) & (gaps <= 50)
    past = purchases_of(early.sum(axis=1), np.where(early, gaps, 0).max(axis=1), np.full(n, 30.0))
    fit = bgnbd.fit(past)

    found = alive_calibration(fit, past, late.sum(axis=1), 20.0)

    assert np.sum((found.low <= found.expected) & (found.expected <= found.high)) >= len(found.n) - 1
    assert abs(holdout_error(fit, past, late.sum(axis=1), 20.0).error) < 0.06


def test_few_customers_have_no_error(fit: Fit[bgnbd.BgNbd]) -> None:
    found = holdout_error(fit, CDNOW.take(slice(0, 3)), [0, 1, 0], 39)

    assert np.isnan(found.mean_absolute)
    assert np.isnan(found.actual)
    assert found.reason == "fewer than 5 customers"
    assert np.isnan(alive_calibration(fit, CDNOW.take(slice(0, 3)), [0, 1, 0], 39).brier)


def test_what_cannot_be_is_refused(fit: Fit[bgnbd.BgNbd]) -> None:
    some = CDNOW.take(slice(0, 5))
    with pytest.raises(BadQuestion, match="4 counts beside 5"):
        holdout_error(fit, some, [1] * 4, 39)
    with pytest.raises(BadQuestion, match="above 0"):
        holdout_error(fit, some, [1] * 5, 0)
    with pytest.raises(BadQuestion, match="no whole number"):
        alive_calibration(fit, some, [1.5] * 5, 39)
    with pytest.raises(BadTable, match="nobody"):
        frequency_histogram(fit, CDNOW.take(slice(0, 0)))
    with pytest.raises(BadTable, match="in days"):
        frequency_histogram(fit, replace(CDNOW, unit="day"))
    with pytest.raises(BadQuestion, match="negative"):
        tracking(fit, [1, -1], [0, 0], days=14, fitted_days=7)
    with pytest.raises(BadQuestion, match="at least a week"):
        tracking(fit, [1], [0], days=3, fitted_days=3)
