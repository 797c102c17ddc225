from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion
from rapport.analytics.effects import (
    detectable_for_means,
    detectable_for_shares,
    holdout,
    needed_for_means,
    needed_for_shares,
)


@pytest.mark.parametrize(("effect", "n"), [(0.2, 394), (0.5, 64), (0.8, 26)])
def test_means_take_the_published_numbers(effect: float, n: int) -> None:
    found = needed_for_means(effect, 1)

    assert (found.n_treated, found.n_control, found.customers) == (n, n, 2 * n)


@pytest.mark.parametrize(("base", "effect", "n"), [(0.5, 0.1, 388), (0.5, 0.25, 58), (0.1, 0.1, 199)])
def test_shares_take_the_published_numbers(base: float, effect: float, n: int) -> None:
    assert needed_for_shares(base, effect).n_treated == n


@settings(max_examples=40, deadline=None)
@given(n=st.integers(10, 20_000), other=st.integers(10, 20_000), spread=st.floats(0.1, 500))
def test_what_is_detectable_takes_as_many_as_there_are(n: int, other: int, spread: float) -> None:
    least = detectable_for_means(n, other, spread)
    assert least.effect is not None

    needed = needed_for_means(least.effect, spread, treated_share=n / (n + other))

    assert needed.n_treated == pytest.approx(n, abs=max(2, 0.01 * n))


@settings(max_examples=40, deadline=None)
@given(n=st.integers(50, 50_000), base=st.floats(0.02, 0.8))
def test_what_is_detectable_of_a_share_takes_as_many_as_there_are(n: int, base: float) -> None:
    least = detectable_for_shares(n, n, base)
    if least.effect is None:
        assert least.reason
        return

    assert needed_for_shares(base, least.effect).n_treated == pytest.approx(n, abs=2)


def test_an_experiment_of_the_planned_size_finds_the_effect_as_often_as_planned() -> None:
    plan = needed_for_means(0.4, 1)
    generator = np.random.default_rng(6)
    trials = 1_500

    found = [
        holdout(generator.normal(0.4, 1, plan.n_treated), generator.normal(0, 1, plan.n_control)).difference.is_clear
        for _ in range(trials)
    ]

    assert np.mean(found) == pytest.approx(0.8, abs=3 * np.sqrt(0.16 / trials))


def test_what_an_earlier_period_explains_saves_customers() -> None:
    assert needed_for_means(0.1, 1, explained=0.5).customers == pytest.approx(
        needed_for_means(0.1, 1).customers / 2, rel=0.01
    )


def test_a_small_holdout_takes_more_altogether() -> None:
    even, uneven = needed_for_means(0.2, 1), needed_for_means(0.2, 1, treated_share=0.9)

    assert uneven.customers > 2.5 * even.customers
    assert uneven.n_treated == pytest.approx(9 * uneven.n_control, rel=0.02)


def test_looking_at_any_time_takes_more() -> None:
    once, often = needed_for_shares(0.1, 0.02), needed_for_shares(0.1, 0.02, any_time=True)

    assert often.customers / once.customers == pytest.approx(1.92, abs=0.05)
    assert "at any time" in often.method


def test_too_few_for_any_effect_is_said() -> None:
    assert "not even a rise" in detectable_for_shares(5, 5, 0.9).reason
    assert detectable_for_means(1, 50, 1).effect is None


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"effect": 0}, "cannot be planned"),
        ({"deviation": 0}, "deviation"),
        ({"deviation": float("nan")}, "deviation"),
        ({"explained": 1}, "explained"),
        ({"power": 0.01}, "power"),
        ({"treated_share": 1}, "treated_share"),
    ],
)
def test_a_plan_of_nonsense_is_refused(wishes: dict[str, float], said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        needed_for_means(**{"effect": 1, "deviation": 1, **wishes})


def test_shares_beyond_all_are_refused() -> None:
    with pytest.raises(BadQuestion, match="no change"):
        needed_for_shares(0.95, 0.1)
    with pytest.raises(BadQuestion, match="cannot rise"):
        detectable_for_shares(50, 50, 1)
