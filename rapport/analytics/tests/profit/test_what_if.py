from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion
from rapport.analytics.profit.customer_profit import CustomerProfit, customer_profit
from rapport.analytics.profit.what_if import Change, price_increase, process_change, what_if

TEN = range(1, 11)


def shop() -> CustomerProfit:
    """Ten customers with revenue 100, direct cost 60, cost to serve 30: profit 10 each."""
    return customer_profit(TEN, [100] * 10, direct_cost=[60] * 10, cost_to_serve=[30] * 10)


def test_a_price_increase_brings_its_share_of_revenue_less_who_leaves() -> None:
    found = price_increase(shop(), TEN, 0.05, assumed_loss=0.2)

    assert (found.before, found.after, found.change) == pytest.approx((100, 120, 20))
    assert found.break_even_loss == pytest.approx(1 / 3)
    assert "20.0% of these customers leave" in found.assumptions[1]


def test_chance_in_who_leaves_makes_the_interval() -> None:
    found = price_increase(shop(), TEN, 0.05, assumed_loss=0.2)

    half = 1.95996 * np.sqrt(10 * 0.2 * 0.8 * 15**2)
    assert (found.low, found.high) == pytest.approx((20 - half, 20 + half), rel=1e-4)


def test_at_the_break_even_loss_nothing_changes() -> None:
    loss = price_increase(shop(), TEN, 0.05, assumed_loss=0).break_even_loss

    assert loss is not None
    assert price_increase(shop(), TEN, 0.05, assumed_loss=loss).change == pytest.approx(0, abs=1e-9)


def test_a_cheaper_process_saves_its_share_of_cost_to_serve() -> None:
    found = process_change(shop(), TEN, 0.5, assumed_loss=0.0, one_off_cost=40)

    assert found.change == pytest.approx(10 * 15 - 40)
    assert found.assumptions[0] == "Cost to serve falls by 50.0%."


def test_cost_that_stays_when_a_customer_leaves_is_still_paid() -> None:
    found = what_if(shop(), TEN, Change(assumed_loss=0.5, cost_freed=0.0))

    assert found.after == pytest.approx(10 * (0.5 * 10 - 0.5 * 30))


def test_losing_customers_who_cost_money_pays_whatever_their_number() -> None:
    losing = customer_profit(TEN, [100] * 10, direct_cost=[60] * 10, cost_to_serve=[90] * 10)

    assert price_increase(losing, TEN, 0.05, assumed_loss=0.1).break_even_loss == 1.0


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 0.5), st.floats(0, 1), st.floats(0, 0.99), st.floats(0.001, 0.01))
def test_more_loss_of_profitable_customers_never_brings_more(
    increase: float, freed: float, loss: float, more: float
) -> None:
    changes = [
        what_if(shop(), TEN, Change(price_increase=increase, assumed_loss=one, cost_freed=freed)).change
        for one in (loss, loss + more)
    ]

    assert changes[1] is not None
    assert changes[0] is not None
    assert changes[1] <= changes[0] + 1e-9


def test_without_known_profit_there_is_no_answer_but_a_reason() -> None:
    revenue = customer_profit(TEN, [100] * 10)
    margin = customer_profit(TEN, [100] * 10, direct_cost=[60] * 10)

    assert (price_increase(revenue, TEN, 0.1, assumed_loss=0).reason) == "no cost known"
    assert process_change(margin, TEN, 0.1, assumed_loss=0).reason == "cost to serve is not known"
    assert price_increase(shop(), [1, 2], 0.1, assumed_loss=0).reason == "fewer than 5 customers"


@pytest.mark.parametrize(
    "told", [{"assumed_loss": 1.2}, {"cost_reduction": -0.1}, {"price_increase": -1}, {"cost_freed": 2}]
)
def test_shares_outside_their_range_are_refused(told: dict[str, float]) -> None:
    with pytest.raises(BadQuestion, match=next(iter(told))):
        Change(**told)  # type: ignore[arg-type]
