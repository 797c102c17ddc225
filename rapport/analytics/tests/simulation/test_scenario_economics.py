"""Scenario economics worked through: a loyalty programme for 400 customers, from figures to a decision."""

from __future__ import annotations

import doctest
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion
from rapport.analytics.simulation import (
    Estimate,
    Inputs,
    Relationship,
    customer_value,
    payback,
    payback_months,
    relationship,
    simulate,
    tornado,
    yearly_profit,
)
from rapport.analytics.simulation import tornado as of_tornado

TODAY = Inputs(
    customers=Estimate(400),
    frequency=Estimate(4, 3.6, 4.4),
    order_value=Estimate(50, 47, 53),
    margin=Estimate(0.4),
    retention=Estimate(0.6, 0.55, 0.65),
    contact_cost=Estimate(8),
    acquisition_cost=Estimate(60),
)
PROGRAMME = Relationship("Loyalty programme", {"retention": Estimate(1.5, 1.1, 2.05), "contact_cost": Estimate(1.75)})
SURE = {"frequency": 4, "order_value": 50, "margin": 0.4, "contact_cost": 8, "retention": 0.6}


def test_the_worked_examples_are_right() -> None:
    import sys

    for module in (payback, relationship, sys.modules[of_tornado.__module__]):
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted


def test_a_programme_is_weighed_from_figures_to_a_decision() -> None:
    # By hand: odds of staying 3 : 2 become 9 : 4, contact costs 14 instead of 8.
    better = {**SURE, "retention": 9 / 13, "contact_cost": 14}
    by_hand = float(customer_value(**better, acquisition_cost=60) - customer_value(**SURE, acquisition_cost=60))
    profit = float(
        yearly_profit(**better, acquisition_cost=60, customers=400)
        - yearly_profit(**SURE, acquisition_cost=60, customers=400)
    )

    now, then = simulate([TODAY, TODAY.under(PROGRAMME)])

    change = then.less(now)
    assert by_hand == pytest.approx(116.34 - 98.03, abs=0.01)
    assert profit == pytest.approx(400 * (-6 + 60 * (9 / 13 - 0.6)))
    assert change.customer_value.median == pytest.approx(by_hand, rel=0.05)
    assert change.yearly_profit.median == pytest.approx(profit, abs=60)
    assert not change.customer_value.is_clear
    assert change.customer_value.above_zero > 0.85
    assert not change.yearly_profit.is_clear
    assert now.payback is not None
    assert (now.payback.median, now.payback.never) == (10, 0)
    assert then.payback is not None
    assert then.payback.median == 11
    assert tornado(TODAY, by=0.1).bars[0].name == "retention"


def test_doubt_about_a_relationship_does_not_cancel() -> None:
    known = Relationship("Programme", {"retention": Estimate(1.5)})
    sure, doubtful = (
        then.less(now).customer_value
        for now, then in (simulate([TODAY, TODAY.under(one)]) for one in (known, PROGRAMME))
    )

    assert doubtful.high_95 - doubtful.low_95 > 3 * (sure.high_95 - sure.low_95)


def test_a_relationship_that_does_nothing_changes_nothing() -> None:
    now, then = simulate([TODAY, TODAY.under(Relationship("Nothing", {"retention": Estimate(1)}))], draws=500)

    assert then.values == pytest.approx(now.values)


def test_what_a_relationship_cannot_change_is_refused() -> None:
    with pytest.raises(BadQuestion, match="mood not known"):
        TODAY.under(Relationship("Better mood", {"mood": Estimate(2)}))
    with pytest.raises(BadQuestion, match="factor of 0"):
        Relationship("Stop", {"frequency": Estimate(0)})
    with pytest.raises(BadQuestion, match="below zero"):
        Relationship("Backwards", {"frequency": Estimate(-1)})


def test_payback_counts_on_over_the_years() -> None:
    assert payback_months(**SURE, acquisition_cost=100) == 20
    assert payback_months(**SURE, acquisition_cost=72) == 12


def test_payback_may_never_come() -> None:
    [played] = simulate([TODAY.with_(acquisition_cost=Estimate(180, 100, 320))], draws=4_000)

    assert math.isinf(payback_months(**SURE, acquisition_cost=181))
    assert played.payback is not None
    assert 0.2 < played.payback.never < 0.8
    assert played.payback.high_95 is None
    assert "never within 10 years" in played.payback.words or "does not come back" in played.payback.words


def test_a_customer_who_costs_more_than_they_bring_never_pays_back() -> None:
    assert math.isinf(payback_months(**{**SURE, "contact_cost": 90}, acquisition_cost=1))


def test_discount_by_the_month_makes_a_year_of_it() -> None:
    economy: dict[str, Any] = {"frequency": 12, "order_value": 100, "margin": 1, "contact_cost": 0, "retention": 1}
    monthly = 1.21 ** (1 / 12) - 1
    worth = sum(100 / (1 + monthly) ** month for month in range(1, 25))

    assert payback_months(**economy, acquisition_cost=worth, discount=0.21) == 24
    assert payback_months(**economy, acquisition_cost=worth + 0.01, discount=0.21) == 25


@settings(max_examples=50, deadline=None)
@given(cost=st.floats(0, 500), more=st.floats(0, 200), retention=st.floats(0, 1))
def test_a_dearer_customer_never_pays_back_sooner(cost: float, more: float, retention: float) -> None:
    economy = {**SURE, "retention": retention}

    assert payback_months(**economy, acquisition_cost=cost + more) >= payback_months(**economy, acquisition_cost=cost)


@settings(max_examples=50, deadline=None)
@given(cost=st.floats(0, 500), retention=st.floats(0, 1), years=st.integers(1, 12))
def test_payback_comes_exactly_where_the_undiscounted_value_is_not_negative(
    cost: float, retention: float, years: int
) -> None:
    economy = {**SURE, "retention": retention}
    value = float(customer_value(**economy, acquisition_cost=cost, discount=0, years=years))

    comes = bool(np.isfinite(payback_months(**economy, acquisition_cost=cost, years=years)))

    assert comes == (value >= 0) or abs(value) < 1e-6


def test_the_longest_bar_of_doubt_is_what_is_least_known() -> None:
    found = tornado(TODAY.with_(acquisition_cost=Estimate(60, 20, 150)))

    assert found.bars[0].name == "acquisition_cost"
    assert found.base == pytest.approx(98.03, abs=0.005)
    assert found.bars[0].swing == pytest.approx(130)
    assert [bar.swing for bar in found.bars] == sorted((bar.swing for bar in found.bars), reverse=True)
    assert found.bars[-1].swing == 0


def test_customers_matter_for_profit_only() -> None:
    assert "customers" in {bar.name for bar in tornado(TODAY, "yearly_profit", by=0.1).bars}
    assert "customers" not in {bar.name for bar in tornado(TODAY, by=0.1).bars}


def test_a_payback_that_may_not_come_has_the_longest_bar() -> None:
    found = tornado(TODAY.with_(acquisition_cost=Estimate(170)), "payback_months", by=0.1)

    assert math.isinf(found.bars[0].swing)


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(BadQuestion, match="by must"):
        tornado(TODAY, by=0)
    with pytest.raises(BadQuestion, match="outcome"):
        tornado(TODAY, "mood")  # type: ignore[arg-type]
