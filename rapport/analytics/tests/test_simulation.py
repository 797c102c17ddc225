from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, intervals
from rapport.analytics.simulation import (
    ENTRIES,
    Estimate,
    Inputs,
    customer_value,
    economics,
    estimate,
    lifetime_factor,
    runs,
    simulate,
    yearly_profit,
)

TODAY = Inputs(
    customers=Estimate(400),
    frequency=Estimate(4, 3.6, 4.4),
    order_value=Estimate(50, 47, 53),
    margin=Estimate(0.4),
    retention=Estimate(0.6, 0.55, 0.65),
    contact_cost=Estimate(8),
    acquisition_cost=Estimate(60),
)
SURE = {"frequency": 4, "order_value": 50, "margin": 0.4, "contact_cost": 8, "acquisition_cost": 60}
FEW = 2_000

shares = st.floats(0.01, 0.98)
amounts = st.floats(0.5, 500)


@st.composite
def states(draw: Any) -> Inputs:
    """Any state of affairs in which a customer leaves something over."""
    return Inputs(
        frequency=_measured(draw(amounts), draw(st.floats(0, 0.4)), most=float("inf")),
        order_value=_measured(draw(amounts), draw(st.floats(0, 0.4)), most=float("inf")),
        retention=_measured(draw(shares), draw(st.floats(0, 0.4)), most=0.995),
        customers=Estimate(draw(st.floats(1, 1e6))),
        margin=Estimate(draw(shares)),
        contact_cost=Estimate(0),
        acquisition_cost=Estimate(draw(amounts)),
    )


def _measured(value: float, around: float, *, most: float) -> Estimate:
    """A figure with an interval; that of a share ends before one."""
    return Estimate(value, value * (1 - around), min(most, value * (1 + around)))


@pytest.mark.parametrize("module", [economics, estimate, runs], ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_the_worked_examples_are_right(module: Any) -> None:
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted


def test_many_years_come_to_the_margin_multiple() -> None:
    for retention, discount in [(0.6, 0.1), (0.9, 0.12), (0.2, 0.01)]:
        multiple = (1 + discount) / (1 + discount - retention)
        assert float(lifetime_factor(retention, discount, years=600)) == pytest.approx(multiple, rel=1e-9)


def test_a_given_number_of_years_is_the_finite_sum_of_a_geometric_row() -> None:
    kept = 0.8 / 1.1
    closed = (1 - kept**7) / (1 - kept)

    assert float(lifetime_factor(0.8, 0.1, years=7)) == pytest.approx(closed, rel=1e-12)


def test_without_retention_a_customer_is_worth_the_first_year() -> None:
    assert float(customer_value(**SURE, retention=0)) == pytest.approx(4 * 50 * 0.4 - 8 - 60)


def test_a_year_without_losses_pays_for_no_new_customers() -> None:
    assert float(yearly_profit(**SURE, customers=400, retention=1)) == pytest.approx(400 * (4 * 50 * 0.4 - 8))


def test_what_is_known_for_sure_has_no_spread() -> None:
    sure = TODAY.with_(**{entry.name: Estimate(getattr(TODAY, entry.name).value) for entry in ENTRIES})

    [played] = simulate([sure], draws=FEW)

    assert played.customer_value.low_95 == played.customer_value.high_95 == pytest.approx(98.03, abs=0.005)


def test_a_product_of_amounts_has_the_spread_of_the_log_normal() -> None:
    plain = TODAY.with_(retention=Estimate(0), acquisition_cost=Estimate(0), contact_cost=Estimate(0))
    together = np.hypot(TODAY.frequency.width(), TODAY.order_value.width())
    expected = 80 * np.exp(np.array([-1, 1]) * intervals.normal_quantile() * together)

    [played] = simulate([plain], draws=200_000)

    found = played.customer_value
    assert found.median == pytest.approx(80, rel=2e-3)
    assert (found.low_95, found.high_95) == pytest.approx(tuple(expected), rel=5e-3)


@pytest.mark.parametrize(("hits", "n"), [(12, 20), (3, 200), (190, 200)])
def test_the_draws_of_a_share_meet_the_limits_of_wilson(hits: int, n: int) -> None:
    low, high = intervals.wilson(hits, n)
    share = Estimate(hits / n, float(low), float(high))
    limits = np.array([-1, 0, 1]) * intervals.normal_quantile()

    assert share.draws(limits, "share") == pytest.approx([float(low), hits / n, float(high)], rel=1e-9)


def test_the_same_seed_gives_the_same_answer_and_another_nearly_the_same() -> None:
    [first], [again], [other] = simulate([TODAY]), simulate([TODAY]), simulate([TODAY], seed=8)

    assert first.customer_value == again.customer_value
    assert first.customer_value != other.customer_value
    assert other.customer_value.median == pytest.approx(first.customer_value.median, rel=0.02)


def test_doubt_that_both_share_does_not_blur_their_difference() -> None:
    dearer = TODAY.with_(acquisition_cost=Estimate(70))

    now, then = simulate([TODAY, dearer], draws=FEW)

    difference = then.less(now).customer_value
    assert now.customer_value.high_95 - now.customer_value.low_95 > 20
    assert (difference.low_95, difference.median, difference.high_95) == pytest.approx((-10, -10, -10))
    assert difference.is_clear


def test_a_figure_moved_is_known_as_well_as_before() -> None:
    moved = TODAY.retention.moved(0.8, "share")

    assert moved.width("share") == pytest.approx(TODAY.retention.width("share"))
    assert Estimate(40).moved(50) == Estimate(50)
    assert TODAY.retention.moved(1, "share") == Estimate(1)


@given(known=st.floats(0.1, 1e6), other=st.floats(0.1, 1e6))
def test_a_figure_known_to_the_last_digit_lies_within_its_interval_wherever_it_is_moved(
    known: float, other: float
) -> None:
    moved = Estimate(known, float(np.nextafter(known, 0)), float(np.nextafter(known, np.inf))).moved(other)

    assert moved.low is None or moved.high is None or moved.low <= other <= moved.high


@settings(max_examples=60, deadline=None)
@given(state=states(), step=st.floats(0.001, 0.5))
def test_more_retention_never_makes_a_customer_worth_less(state: Inputs, step: float) -> None:
    more = min(0.99, state.retention.value + step)
    better = state.with_(retention=state.retention.moved(more, "share"))

    now, then = simulate([state, better], draws=200)

    assert np.all(then.values >= now.values - 1e-9 * np.abs(now.values))
    assert np.all(then.profits >= now.profits - 1e-9 * np.abs(now.profits))


@settings(max_examples=60, deadline=None)
@given(state=states(), more=st.floats(1.001, 3), name=st.sampled_from(["frequency", "order_value", "margin"]))
def test_more_orders_larger_ones_or_more_margin_never_make_less(state: Inputs, more: float, name: str) -> None:
    scale = "share" if name == "margin" else "amount"
    raised = getattr(state, name).value * more
    better = state.with_(**{name: getattr(state, name).moved(min(raised, 1.0 if name == "margin" else raised), scale)})

    now, then = simulate([state, better], draws=200)

    assert np.all(then.values >= now.values - 1e-9 * np.abs(now.values))


@settings(max_examples=60, deadline=None)
@given(state=states(), more=st.floats(0.01, 100), name=st.sampled_from(["contact_cost", "acquisition_cost"]))
def test_more_cost_never_makes_more(state: Inputs, more: float, name: str) -> None:
    dearer = state.with_(**{name: Estimate(getattr(state, name).value + more)})

    now, then = simulate([state, dearer], draws=200)

    assert np.all(then.values <= now.values)
    assert np.all(then.profits <= now.profits)


@settings(max_examples=60, deadline=None)
@given(state=states())
def test_the_limits_stand_in_order(state: Inputs) -> None:
    [played] = simulate([state], draws=500)

    for found in (played.customer_value, played.yearly_profit):
        assert found.low_95 <= found.low_80 <= found.median <= found.high_80 <= found.high_95
        assert 0 <= found.above_zero <= 1


@pytest.mark.parametrize(
    ("name", "bad", "said"),
    [
        ("retention", Estimate(1.2), "at most 1"),
        ("margin", Estimate(-0.1), "below zero"),
        ("order_value", Estimate(float("nan")), "no number"),
        ("frequency", Estimate(4, 5, 3), "ends"),
    ],
)
def test_what_no_input_can_be_is_refused(name: str, bad: Estimate, said: str) -> None:
    with pytest.raises(BadQuestion, match=f"{name}.*{said}"):
        TODAY.with_(**{name: bad})


def test_an_input_nobody_knows_is_refused() -> None:
    with pytest.raises(BadQuestion, match="mood"):
        TODAY.with_(mood=Estimate(1))
