from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from rapport.analytics import intervals


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433)]
)
def test_wilson_reaches_the_published_values(hits: int, n: int, low: float, high: float) -> None:
    found = intervals.wilson(hits, n)

    assert found[0] == pytest.approx(low, abs=5e-5)
    assert found[1] == pytest.approx(high, abs=5e-5)


def test_wilson_agrees_with_scipy_for_every_count() -> None:
    for n in (1, 7, 60):
        for hits in range(n + 1):
            expected = stats.binomtest(hits, n).proportion_ci(method="wilson")
            low, high = intervals.wilson(hits, n)
            assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_nothing_is_no_number() -> None:
    low, high = intervals.wilson([0, 3], [0, 5])

    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert 0 < low[1] < 0.6 < high[1] < 1


def test_the_net_promoter_interval_reaches_the_published_value() -> None:
    low, high = intervals.net_promoter(2309, 1719, 5000)

    assert (low + high) / 2 == pytest.approx(11.8)
    assert (high - low) / 2 == pytest.approx(2.466, abs=5e-4)


def test_ten_equal_answers_make_no_certainty() -> None:
    low, high = intervals.net_promoter(10, 0, 10)

    assert low < 90
    assert high == pytest.approx(100)


def test_the_net_promoter_interval_covers_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    truth = 100 * (0.5 - 0.2)
    for n in (8, 20, 40, 300):
        counts = generator.multinomial(n, [0.5, 0.3, 0.2], size=20_000)
        low, high = intervals.net_promoter(counts[:, 0], counts[:, 2], n)
        covered = np.mean((low <= truth) & (truth <= high))
        assert 0.93 <= covered <= 0.98, n


def test_the_interval_of_a_mean_is_students() -> None:
    low, high = intervals.mean_interval(6, 1 / 3, 2)

    assert (float(low), float(high)) == pytest.approx((3.5159, 8.4841), abs=1e-4)


def test_one_answer_has_no_interval() -> None:
    low, high = intervals.mean_interval(6, 0, 0)

    assert np.isnan(low)
    assert np.isnan(high)


def test_the_difference_of_shares_is_newcombes() -> None:
    change, low, high = intervals.difference(0.8, intervals.wilson(56, 70), 0.6, intervals.wilson(48, 80))

    assert change == pytest.approx(0.2)
    assert low == pytest.approx(0.0524, abs=5e-5)
    assert high == pytest.approx(0.3339, abs=5e-5)


def test_two_overlapping_intervals_may_still_differ() -> None:
    first, second = intervals.wilson(250, 500), intervals.wilson(215, 500)
    assert first[0] < second[1]

    _, low, _ = intervals.difference(0.5, first, 0.43, second)

    assert low > 0
