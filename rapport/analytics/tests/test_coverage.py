"""Intervals that say 95 % hold the truth in 94 to 96 of a hundred worlds: shown by making the worlds.

Every statement is tried in so many made worlds that the simulation itself errs by far less than the one point allowed:
with 10,000 of them the standard error of a coverage of 95 % is .22 points, so that a true 95 % falls outside 94–96 % in
five of a million runs. The seeds are fixed all the same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rapport.analytics import intervals, jackknife
from rapport.analytics.buckets import BUCKETS, buckets_of
from rapport.analytics.intervals import Floats

WORLDS = 10_000
CHUNK = 500
LOW, HIGH = 0.94, 0.96
World = Callable[[np.random.Generator, int], tuple[Floats, Floats, Floats]]


def standard_error(worlds: int = WORLDS) -> float:
    """How far chance in the simulation moves a coverage of 95 %."""
    return float(np.sqrt(0.95 * 0.05 / worlds))


def covered(world: World, seed: int, worlds: int = WORLDS) -> float:
    """The share of worlds whose interval holds the truth; a world is (value, half width, truth)."""
    generator = np.random.default_rng(seed)
    hits = 0
    for _ in range(worlds // CHUNK):
        value, half, truth = world(generator, CHUNK)
        hits += int((np.abs(value - truth) <= half).sum())
    return hits / worlds


def in_buckets(values: Floats, customers: int) -> Floats:
    """Worlds × customers as worlds × buckets, each customer in the bucket of their id."""
    whose = np.zeros((customers, BUCKETS))
    whose[np.arange(customers), buckets_of(np.arange(1, customers + 1))] = 1
    return np.asarray(values @ whose, float)


def ratio(top: Floats, bottom: Floats, truth: float) -> tuple[Floats, Floats, Floats]:
    half = jackknife.half_width(jackknife.of_ratio(top, bottom))
    return top.sum(axis=1) / bottom.sum(axis=1), half, np.full(len(half), truth)


def average_order_value(generator: np.random.Generator, worlds: int) -> tuple[Floats, Floats, Floats]:
    """Revenue over orders: customers order unequally often, and who orders often spends less at a time."""
    size = (worlds, CUSTOMERS)
    orders = 1.0 + generator.poisson(generator.gamma(2.0, 1.0, size))
    spent = orders * generator.gamma(4.0, 10.0, size) / np.sqrt(orders)
    return ratio(in_buckets(spent, CUSTOMERS), in_buckets(orders, CUSTOMERS), 40 * MEAN_ROOT / 3)


def purchase_frequency(generator: np.random.Generator, worlds: int) -> tuple[Floats, Floats, Floats]:
    """Orders over customers: a mean, of a count with a long tail."""
    orders = 1.0 + generator.negative_binomial(0.8, 0.3, (worlds, CUSTOMERS))
    counted = np.ones((worlds, CUSTOMERS))
    return ratio(in_buckets(orders, CUSTOMERS), in_buckets(counted, CUSTOMERS), 1 + 0.8 * 0.7 / 0.3)


def revenue(generator: np.random.Generator, worlds: int) -> tuple[Floats, Floats, Floats]:
    """A total: how many customers buy is chance too, and each brings an amount."""
    each = CUSTOMERS / BUCKETS
    customers = generator.poisson(each, (worlds, BUCKETS))
    amount = generator.gamma(2.0 * np.maximum(customers, 1e-12), 30.0) * (customers > 0)
    half = jackknife.half_width(jackknife.of_total(amount))
    return amount.sum(axis=1), half, np.full(worlds, CUSTOMERS * 60.0)


def change_of_ratio(generator: np.random.Generator, worlds: int) -> tuple[Floats, Floats, Floats]:
    """The change of spend per customer between two months of the same people; gammas of one rate add to a gamma."""
    taste = in_buckets(generator.gamma(3.0, 1.0, (worlds, CUSTOMERS)), CUSTOMERS)
    months = [generator.gamma(taste * shape, 10.0) for shape in (2.0, 2.2)]
    people = in_buckets(np.ones((worlds, CUSTOMERS)), CUSTOMERS)
    before, now = (jackknife.of_ratio(month, people) for month in months)
    value = (months[1].sum(axis=1) - months[0].sum(axis=1)) / CUSTOMERS
    return value, jackknife.half_width(jackknife.difference(now, before)), np.full(worlds, 6.0)


CUSTOMERS = 400
# The mean of √(1 + orders): over a gamma of shape 2, a Poisson is a negative binomial of 2 with chance ½.
MEAN_ROOT = float(sum((k + 1) * 0.25 * 0.5**k * np.sqrt(1.0 + k) for k in range(200)))


@pytest.mark.parametrize(
    "world", [average_order_value, purchase_frequency, revenue, change_of_ratio], ids=lambda world: world.__name__
)
def test_the_grouped_jackknife_holds_the_truth_as_often_as_it_says(world: World) -> None:
    share = covered(world, seed=20_26)

    assert standard_error() < 0.0023
    assert LOW <= share <= HIGH


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.99])
def test_it_does_so_at_other_confidences(confidence: float) -> None:
    generator = np.random.default_rng(3)
    amount = generator.gamma(2.0, 30.0, (WORLDS, BUCKETS))

    half = jackknife.half_width(jackknife.of_ratio(amount, np.ones_like(amount)), confidence)

    share = np.mean(np.abs(amount.mean(axis=1) - 60) <= half)
    assert share == pytest.approx(confidence, abs=0.01)


@pytest.mark.parametrize("n", [10, 30, 100, 1_000])
def test_wilson_holds_the_truth_as_often_as_it_says_over_all_shares(n: int) -> None:
    # At one share the coverage of any interval of a count jumps about; what is promised is the mean over shares.
    generator = np.random.default_rng(n)
    truth = generator.uniform(0, 1, 10 * WORLDS)
    hits = generator.binomial(n, truth)

    low, high = intervals.wilson(hits, n)

    assert LOW <= np.mean((low <= truth) & (truth <= high)) <= HIGH


@pytest.mark.parametrize("n", [30, 100, 1_000])
@pytest.mark.parametrize("truth", [0.05, 0.3, 0.5])
def test_wilson_never_falls_far_below_at_one_share(n: int, truth: float) -> None:
    hits = np.random.default_rng(n).binomial(n, truth, WORLDS)

    low, high = intervals.wilson(hits, n)

    assert 0.92 <= np.mean((low <= truth) & (truth <= high)) <= 0.985


@pytest.mark.parametrize("n", [30, 100, 1_000])
@pytest.mark.parametrize(("promoters", "detractors"), [(0.45, 0.25), (0.3, 0.3), (0.6, 0.1)])
def test_the_recommendation_score_holds_the_truth_as_often_as_it_says(
    n: int, promoters: float, detractors: float
) -> None:
    generator = np.random.default_rng(n)
    answers = generator.multinomial(n, [promoters, detractors, 1 - promoters - detractors], 2 * WORLDS)

    low, high = intervals.net_promoter(answers[:, 0], answers[:, 1], n)

    truth = 100 * (promoters - detractors)
    share = np.mean((low <= truth) & (truth <= high))
    # A normal interval of 30 answers is short by up to a point and a half; from 100 on it keeps its word.
    assert (LOW if n >= 100 else 0.925) <= share <= HIGH


@pytest.mark.parametrize("n", [8, 20])
def test_the_recommendation_score_of_few_answers_errs_on_the_wide_side(n: int) -> None:
    generator = np.random.default_rng(n)
    mix = generator.dirichlet([2.0, 1.5, 1.5], WORLDS)
    answers = generator.multinomial(n, mix)

    low, high = intervals.net_promoter(answers[:, 0], answers[:, 1], n)

    truth = 100 * (mix[:, 0] - mix[:, 1])
    assert LOW <= np.mean((low <= truth) & (truth <= high)) <= 0.98


def test_the_difference_of_two_shares_holds_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(9)
    truth = generator.uniform(0, 1, (2, 5 * WORLDS))
    sizes = np.array([[70], [80]])
    hits = generator.binomial(sizes, truth)
    bounds = [intervals.wilson(hit, size) for hit, size in zip(hits, sizes, strict=True)]

    _, low, high = intervals.difference(hits[0] / 70, bounds[0], hits[1] / 80, bounds[1])

    apart = truth[0] - truth[1]
    assert LOW <= np.mean((low <= apart) & (apart <= high)) <= HIGH
