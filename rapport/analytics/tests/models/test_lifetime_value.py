"""Predicted lifetime value: its parts by hand, its interval, what single customers may do, payback that never comes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from lifetimes.datasets import load_cdnow_summary_data_with_monetary_value

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.models import bgnbd, gamma_gamma, sbg
from rapport.analytics.models.gamma_gamma import SpendFit
from rapport.analytics.models.lifetime_value import (
    Terms,
    discounted_purchases,
    individual_spread,
    lifetime_values,
    monthly_discount,
)
from rapport.analytics.models.model import Fit
from rapport.analytics.models.purchases import Purchases, purchases_of
from rapport.analytics.models.value_curves import ValueCurve, contract_value, new_customer

ROWS = load_cdnow_summary_data_with_monetary_value()
CDNOW = purchases_of(ROWS.frequency, ROWS.recency, ROWS["T"], spend=ROWS.monetary_value, customer=ROWS.index)
YEAR = Terms(months=12, margin_rate=0.3)
WEEKS = 365.25 / 7


@pytest.fixture(scope="module")
def fit() -> Fit[bgnbd.BgNbd]:
    return bgnbd.fit(CDNOW)


@pytest.fixture(scope="module")
def spend() -> SpendFit:
    return gamma_gamma.fit(CDNOW)


def test_without_discount_it_is_purchases_times_spend_times_margin(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    found = lifetime_values(fit, spend, CDNOW, replace(YEAR, discount=0))

    purchases = fit.model.conditional_expected_purchases(WEEKS, CDNOW)
    assert found.purchases == pytest.approx(purchases)
    assert found.value == pytest.approx(purchases * spend.model.conditional_mean_spend(CDNOW) * 0.3)
    assert found.total.value == pytest.approx(found.value.sum())
    assert found.mean.value == pytest.approx(found.value.mean())


def test_the_discount_is_that_of_each_month(fit: Fit[bgnbd.BgNbd]) -> None:
    assert monthly_discount(0.1) == pytest.approx(0.00797414)
    rows = CDNOW.take(slice(0, 5))

    discounted, plain = discounted_purchases(fit.model, rows, Terms(months=12, discount=0.1))

    upto = np.array([fit.model.conditional_expected_purchases(month * WEEKS / 12, rows) for month in range(13)])
    by_month = (1 + monthly_discount(0.1)) ** -(np.arange(12) + 0.5)
    assert discounted == pytest.approx(by_month @ np.diff(upto, axis=0), rel=1e-4)
    assert plain == pytest.approx(upto[-1])


def test_chunks_change_nothing(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    whole, pieces = (lifetime_values(fit, spend, CDNOW, Terms(months=3), chunk=size) for size in (10_000, 700))

    assert pieces.value == pytest.approx(whole.value)
    assert pieces.low == pytest.approx(whole.low)
    assert pieces.mean.low == pytest.approx(whole.mean.low)


def test_the_interval_of_the_mean_is_that_of_drawn_parameters(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    some, terms = CDNOW.take(slice(0, 400)), Terms(months=3)
    found = lifetime_values(fit, spend, some, terms)

    drawn = [
        np.mean(discounted_purchases(model, some, terms)[0] * money.conditional_mean_spend(some))
        for model, money in zip(fit.models(60), spend.models(60, seed=1), strict=True)
    ]

    assert found.mean.low is not None
    assert found.mean.high is not None
    half = np.log(found.mean.high / found.mean.low) / (2 * 1.96)
    assert np.std(np.log(drawn)) == pytest.approx(half, rel=0.3)


def test_single_customers_spread_far_more_than_their_expectation(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    some = CDNOW.take(slice(0, 200))
    expected = lifetime_values(fit, spend, some, YEAR)

    spread = individual_spread(fit, spend, some, YEAR, draws=2000)

    unsure = spread.nothing < 0.8
    assert np.all((spread.high - spread.low > expected.high - expected.low)[unsure])
    assert spread.nothing == pytest.approx(fit.model.conditional_probability(0, WEEKS, some))
    assert np.all((spread.low <= spread.median) & (spread.median <= spread.high))
    assert np.array_equal(individual_spread(fit, spend, some, YEAR, draws=2000).high, spread.high)


def test_without_cost_or_margin_it_is_named_revenue(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    some = CDNOW.take(slice(0, 10))

    revenue = lifetime_values(fit, spend, some, Terms())
    declared = lifetime_values(fit, spend, some, Terms(margin_rate=0.5))

    assert (revenue.name, declared.name) == ("lifetime revenue", "lifetime value")
    assert "revenue, not value" in revenue.remarks[0]
    assert "Assumes that 50%" in declared.remarks[0]
    assert Terms(amounts="margin").name == "lifetime value"
    assert declared.value == pytest.approx(revenue.value / 2)


def test_few_customers_have_no_mean(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    found = lifetime_values(fit, spend, CDNOW.take(slice(0, 3)), YEAR)

    assert found.mean.value is None
    assert found.reason == "fewer than 5 customers"


def test_an_endless_mean_spend_is_said(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    endless = replace(spend, model=gamma_gamma.GammaGamma(6.0, 0.9, 15.0))

    found = lifetime_values(fit, endless, CDNOW, YEAR)

    assert found.mean.value is None
    assert "no finite value" in found.reason


def test_nobody_and_another_unit_are_refused(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    with pytest.raises(BadTable, match="nobody"):
        lifetime_values(fit, spend, CDNOW.take(slice(0, 0)), YEAR)
    with pytest.raises(BadTable, match="fitted in weeks"):
        lifetime_values(fit, spend, replace(CDNOW, unit="day"), YEAR)


@pytest.mark.parametrize(
    "wrong", [{"months": 0}, {"discount": 2}, {"margin_rate": 0}, {"margin_rate": 0.5, "amounts": "margin"}]
)
def test_terms_that_cannot_be_are_refused(wrong: dict) -> None:
    with pytest.raises(BadQuestion):
        Terms(**wrong)


def test_a_new_customer_begins_with_the_first_purchase(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    curve = new_customer(fit, spend, Terms(months=12, discount=0), draws=50)

    assert curve.value[0] == pytest.approx(spend.model.mean_spend)
    assert curve.value[-1] == pytest.approx(spend.model.mean_spend * (1 + float(fit.model.expected_purchases(WEEKS))))
    assert np.all((curve.low < curve.value) & (curve.value < curve.high))


def straight(*, months: int) -> ValueCurve:
    line = 20 + 10 * np.arange(months + 1.0)
    return ValueCurve("", np.arange(months + 1.0), line, line - 8, line + 8, 9, Terms(months=months), 0.95, "", ())


def test_payback_comes_or_does_not() -> None:
    curve = straight(months=6)

    assert (curve.payback(45).months, curve.payback(45).low, curve.payback(45).high) == (3, 2, 4)
    assert curve.payback(0).months == 0
    assert curve.payback(75).high is None
    assert curve.payback(100).months is None
    assert "not within 6 months" in curve.payback(100).reason
    with pytest.raises(BadQuestion):
        curve.payback(-1)


def test_a_contract_is_worth_its_payments() -> None:
    one = replace(sbg.fit_survivors([1000, 869, 743, 653]), model=sbg.ShiftedBetaGeometric(1, 1))

    new = contract_value(one, 10, Terms(months=3, discount=0))
    yearly = contract_value(one, 100, Terms(months=24, discount=0.1, margin_rate=0.5), months_a_period=12, renewals=1)

    assert new.value.tolist() == pytest.approx([10, 15, 10 * (1 + 1 / 2 + 1 / 3), 10 * (1 + 1 / 2 + 1 / 3 + 1 / 4)])
    assert new.name == "lifetime revenue"
    assert yearly.value[0] == pytest.approx(50 * 2 / 3)
    assert yearly.value[1] == pytest.approx(50 * (2 / 3 + 2 / 4 / 1.1))


def test_a_contract_of_many_periods_reaches_what_remains() -> None:
    fit = sbg.fit_survivors([1000, 869, 743, 653, 593, 551, 517, 491])

    found = contract_value(fit, 1, Terms(months=600, discount=0.5), months_a_period=12, renewals=2)

    assert found.value[-1] == pytest.approx(fit.model.remaining(2, discount=0.5))
    assert found.whole.low is not None
    with pytest.raises(BadQuestion):
        contract_value(fit, 0, Terms())


def test_weights_count_customers(fit: Fit[bgnbd.BgNbd], spend: SpendFit) -> None:
    some = CDNOW.take(slice(0, 6))
    doubled = Purchases(some.frequency, some.recency, some.age, some.weight * 2, some.spend, unit="week")

    one, two = lifetime_values(fit, spend, some, YEAR), lifetime_values(fit, spend, doubled, YEAR)

    assert one.total.value is not None
    assert two.total.value == pytest.approx(2 * one.total.value)
    assert two.mean.value == pytest.approx(one.mean.value)
