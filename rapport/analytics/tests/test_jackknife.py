from __future__ import annotations

import numpy as np
import pytest

from rapport.analytics import jackknife
from rapport.analytics.buckets import BUCKETS, buckets_of
from rapport.analytics.intervals import Floats


def grouped(values: Floats, buckets: Floats) -> Floats:
    return np.bincount(buckets, weights=values, minlength=BUCKETS)[None, :]


def test_the_worked_example() -> None:
    replicates = jackknife.Replicates(np.array([[2.0, 2, 3, 3, 3]]), np.ones((1, 5), bool))

    assert jackknife.half_width(replicates)[0] == pytest.approx(2.72, abs=0.005)


def test_each_total_leaves_one_bucket_out() -> None:
    assert jackknife.without_each(np.array([[1.0, 2, 3]])).tolist() == [[5, 4, 3]]


def test_with_one_customer_a_bucket_the_mean_has_its_usual_error() -> None:
    values = np.random.default_rng(3).normal(50, 9, BUCKETS)

    half = jackknife.half_width(jackknife.of_ratio(values[None, :], np.ones((1, BUCKETS))))[0]

    usual = values.std(ddof=1) / np.sqrt(BUCKETS) * 1.99834
    assert half == pytest.approx(usual, rel=1e-4)


def test_too_few_buckets_give_no_interval() -> None:
    top, bottom = np.zeros((1, BUCKETS)), np.zeros((1, BUCKETS))
    top[0, :4], bottom[0, :4] = 5, 1

    assert np.isnan(jackknife.half_width(jackknife.of_ratio(top, bottom)))[0]


def test_the_interval_of_a_ratio_covers_as_often_as_it_says() -> None:
    generator = np.random.default_rng(11)
    customers, trials, hits = 800, 600, 0
    buckets = buckets_of(np.arange(1, customers + 1))
    for _ in range(trials):
        orders = 1 + generator.poisson(generator.gamma(1.5, 1.0, customers))
        size = generator.lognormal(3, 0.5, customers)
        top, bottom = grouped(orders * size, buckets), grouped(orders.astype(float), buckets)
        value = top.sum() / bottom.sum()
        half = jackknife.half_width(jackknife.of_ratio(top, bottom))[0]
        hits += abs(value - np.exp(3.125)) <= half

    assert 0.93 <= hits / trials <= 0.97


def test_the_interval_of_a_total_covers_as_often_as_it_says() -> None:
    generator = np.random.default_rng(12)
    trials, hits = 1_500, 0
    for _ in range(trials):
        customers = generator.poisson(2_000)
        buckets = buckets_of(generator.integers(1, 10**9, customers))
        amount = grouped(generator.gamma(2.0, 30.0, customers), buckets)
        hits += abs(amount.sum() - 2_000 * 60) <= jackknife.half_width(jackknife.of_total(amount))[0]

    assert 0.93 <= hits / trials <= 0.97


def test_what_moves_both_periods_cancels_out_of_their_difference() -> None:
    generator = np.random.default_rng(5)
    bottom = np.full((1, BUCKETS), 10.0)
    before = generator.normal(500, 60, (1, BUCKETS))
    now = before + 20 + generator.normal(0, 1, (1, BUCKETS))
    first, second = jackknife.of_ratio(now, bottom), jackknife.of_ratio(before, bottom)

    paired = jackknife.half_width(jackknife.difference(first, second))[0]

    assert paired < jackknife.half_width(first)[0] / 10
