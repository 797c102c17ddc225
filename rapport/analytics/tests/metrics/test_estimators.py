"""Quantiles, concentration, payback and lifts against what arithmetic and simulation say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.estimators import Concentration, CostPerHead, MeanLift, Quantile, Share, ShareLift
from rapport.analytics.estimators.money import reached
from rapport.analytics.intervals import Floats
from rapport.analytics.metrics._concentration import EDGES as MONEY
from rapport.analytics.metrics._durations import BINS, EDGES
from rapport.analytics.question import Choices

PLAIN = Choices()


def histogram(times: Any, buckets: Any) -> dict[str, Floats]:
    place = np.searchsorted(EDGES, times, side="right")
    return {
        name: np.bincount(buckets[place == number], minlength=BUCKETS).astype(float)[None, :]
        for number, name in enumerate(BINS)
    }


def spread(customers: int, seed: int) -> tuple[Any, Any]:
    generator = np.random.default_rng(seed)
    return generator, generator.integers(0, BUCKETS, customers)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(1, 500_000), min_size=1, max_size=60), st.sampled_from([0.1, 0.5, 0.9]))
def test_a_quantile_is_off_by_at_most_a_bin(times: list[float], q: float) -> None:
    parts = histogram(np.array(times), np.arange(len(times)) % BUCKETS)

    value = Quantile(BINS, EDGES, q=q).estimate(parts, PLAIN, 0.95).value[0]

    exact = float(np.quantile(times, q, method="inverted_cdf"))
    assert exact / 2 ** (1 / 3) - 1e-6 <= value <= exact * 2 ** (1 / 3) + 1e-6


def test_a_quantile_of_smooth_times_is_off_by_a_small_part() -> None:
    generator, buckets = spread(20_000, 1)
    times = generator.lognormal(5, 1.2, 20_000)

    for q in (0.5, 0.9):
        value = Quantile(BINS, EDGES, q=q).estimate(histogram(times, buckets), PLAIN, 0.95).value[0]
        assert value == pytest.approx(np.quantile(times, q), rel=0.01)


@pytest.mark.parametrize("each", [1, 6])
def test_the_interval_of_a_quantile_covers_as_often_as_it_says(each: int) -> None:
    """Times of one customer are alike: six of each are worth far fewer than six times as many."""
    trials, hits = 400, 0
    for trial in range(trials):
        generator, buckets = spread(300, trial)
        customers = generator.normal(5, 1, 300)
        times = np.exp(np.repeat(customers, each) + generator.normal(0, 0.3, 300 * each))
        estimates = Quantile(BINS, EDGES).estimate(histogram(times, np.repeat(buckets, each)), PLAIN, 0.95)
        hits += estimates.low[0] <= np.exp(5) <= estimates.high[0]

    assert 0.92 <= hits / trials <= 0.98


def test_without_times_there_is_no_quantile() -> None:
    estimates = Quantile(BINS, EDGES).estimate(histogram(np.array([]), np.array([], int)), PLAIN, 0.95)

    assert np.isnan(estimates.value[0])
    assert estimates.n[0] == 0


def test_concentration_comes_within_a_hundredth_of_the_exact_one() -> None:
    generator, buckets = spread(5_000, 2)
    amounts = np.sort(generator.lognormal(4, 1.1, 5_000))
    place = np.searchsorted(MONEY, amounts, side="right")
    counts = {f"count_{n}": np.bincount(buckets[place == n], minlength=BUCKETS)[None, :] * 1.0 for n in range(50)}
    sums = {
        f"sum_{n}": np.bincount(buckets[place == n], amounts[place == n], minlength=BUCKETS)[None, :] for n in range(50)
    }

    def figure(top: float | None) -> float:
        estimator = Concentration(tuple(counts), tuple(sums), top=top)
        return float(estimator.estimate(counts | sums, PLAIN, 0.95).value[0])

    ranks = np.arange(1, 5_001)
    exact = 2 * (ranks * amounts).sum() / (5_000 * amounts.sum()) - 5_001 / 5_000
    assert figure(None) == pytest.approx(exact, abs=0.01)
    assert figure(0.2) == pytest.approx(amounts[4_000:].sum() / amounts.sum(), abs=0.01)


def test_a_curve_reaches_an_amount_between_two_months() -> None:
    curve = np.array([[10.0, 10, 10], [30, 12, np.nan], [40, 12, np.nan]])

    assert reached(curve, np.array([20.0, 5, 50])).tolist()[:2] == [1.5, 0.5]
    assert np.isnan(reached(curve, np.array([20.0, 13, 50]))[1:]).all()


def one_cell(**totals: float) -> dict[str, Floats]:
    parts = {}
    for name, total in totals.items():
        parts[name] = np.zeros((1, BUCKETS))
        parts[name][0, 0] = total
    return parts


def test_the_lift_of_a_share_has_newcombes_interval() -> None:
    parts = one_cell(bought=56, treated=70, anyway=48, held_out=80)

    lift = ShareLift("bought", "treated", "anyway", "held_out").estimate(parts, PLAIN, 0.95)

    assert lift.value[0] == pytest.approx(0.2)
    assert (lift.low[0], lift.high[0]) == (pytest.approx(0.0524, abs=1e-4), pytest.approx(0.3339, abs=1e-4))


def test_the_lift_of_a_mean_has_welchs_interval() -> None:
    first, second = np.array([3.0, 5, 7, 9]), np.array([1.0, 2, 3])
    parts = one_cell(a=24, aa=float((first**2).sum()), an=4, b=6, bb=float((second**2).sum()), bn=3)

    lift = MeanLift(("a", "b"), ("aa", "bb"), ("an", "bn")).estimate(parts, PLAIN, 0.95)

    error = np.sqrt(first.var(ddof=1) / 4 + second.var(ddof=1) / 3)
    # Welch's degrees of freedom here are 4.08, the quantile of t 2.756.
    assert lift.value[0] == 4
    assert (lift.high[0] - 4) / error == pytest.approx(2.756, abs=0.001)


def test_an_empty_arm_has_no_lift() -> None:
    parts = one_cell(bought=5, treated=7, anyway=0, held_out=0)

    assert np.isnan(ShareLift("bought", "treated", "anyway", "held_out").estimate(parts, PLAIN, 0.95).value[0])


def test_spending_is_fixed_and_heads_are_chance() -> None:
    generator = np.random.default_rng(4)
    trials, hits = 600, 0
    for _ in range(trials):
        heads = np.bincount(generator.integers(0, BUCKETS, generator.poisson(500)), minlength=BUCKETS)[None, :] * 1.0
        parts = one_cell(spent=50_000, amounts=3) | {"heads": heads}
        cost = CostPerHead("spent", "amounts", "heads").estimate(parts, PLAIN, 0.95)
        hits += cost.low[0] <= 100 <= cost.high[0]

    assert 0.93 <= hits / trials <= 0.97


def test_more_hits_than_tries_are_refused() -> None:
    estimates = Share("hits", "tries").estimate(one_cell(hits=5, tries=3), PLAIN, 0.95)

    assert np.isnan(estimates.value[0])
    assert estimates.reasons[0] == "the records do not fit together: 5 counted, of 3"
