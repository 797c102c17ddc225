from __future__ import annotations

import numpy as np
import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.drivers import retention_by_level, trend_statistic
from rapport.analytics.intervals import wilson


def people(*levels: tuple[float, int, int]) -> tuple[list[float], list[int]]:
    """Scores and outcomes of levels given as (score, n, retained)."""
    scores = [score for score, n, _ in levels for _ in range(n)]
    return scores, [int(place < retained) for _, n, retained in levels for place in range(n)]


def test_the_statistic_is_the_published_one() -> None:
    n = [17114, 14502, 793, 127, 38]

    z = trend_statistic([0, 0.5, 1.5, 4, 7], [48, 38, 5, 1, 1], n)

    assert z**2 == pytest.approx(6.57, abs=0.005)


def test_the_statistic_is_the_correlation_of_score_and_outcome() -> None:
    scores, retained = people((1, 30, 10), (2, 50, 25), (4, 20, 15))

    found = retention_by_level(scores, retained)

    assert found.trend is not None
    assert found.trend.z == pytest.approx(np.corrcoef(scores, retained)[0, 1] * np.sqrt(100))
    assert found.trend.step.value == pytest.approx(np.polyfit(scores, retained, 1)[0])
    assert found.trend.direction == "rises"
    assert found.trend.step.is_clear


def test_each_level_has_its_share_with_the_interval_of_wilson() -> None:
    found = retention_by_level(*people((3, 40, 20), (5, 60, 48)))

    low, high = wilson(48, 60)
    assert [level.label for level in found.levels] == ["3", "5"]
    assert found.levels[1].share.value == 0.8
    assert (found.levels[1].share.low, found.levels[1].share.high) == pytest.approx((float(low), float(high)))


def test_scores_between_edges_are_one_level() -> None:
    found = retention_by_level(*people((2, 10, 2), (6, 10, 3), (7, 20, 10), (10, 20, 18)), edges=(0, 7, 9))

    assert [(level.label, level.n) for level in found.levels] == [("2-6", 20), ("7", 20), ("10", 20)]


def test_a_level_of_few_shows_no_share() -> None:
    found = retention_by_level(*people((1, 4, 0), (5, 60, 48)))

    assert found.levels[0].share.value is None
    assert found.levels[0].retained is None
    assert found.levels[0].reason == "fewer than 5 customers"


def test_who_has_no_score_is_counted() -> None:
    scores, retained = people((1, 20, 5), (5, 20, 15))

    found = retention_by_level([*scores, np.nan, 3], [*retained, 1, np.nan])

    assert (found.n, found.given) == (40, 42)
    assert found.remarks == ("2 of 42 left out: no score or no outcome",)


def test_no_trend_is_unclear_not_nought() -> None:
    found = retention_by_level(*people((1, 20, 10), (2, 20, 11), (3, 20, 10)))

    assert found.trend is not None
    assert found.trend.direction == "unclear"
    assert found.trend.p > 0.05


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(4, 30, 12)], "one level"),
        ([(1, 30, 0), (5, 30, 0)], "nobody was retained"),
        ([(1, 30, 30), (5, 30, 30)], "everybody was retained"),
        ([(1, 4, 2), (5, 5, 2)], "10 are needed"),
    ],
)
def test_where_no_trend_can_be_seen_the_reason_is_said(levels: list[tuple[float, int, int]], said: str) -> None:
    found = retention_by_level(*people(*levels))

    assert found.trend is None
    assert said in found.reason


@pytest.mark.parametrize(
    ("scores", "retained", "edges", "said"),
    [
        ([1, 2], [1, 2], None, "neither 0"),
        ([1, 2], [1], None, "do not fit"),
        ([np.inf, 2], [1, 0], None, "infinite"),
        (list(range(20)), [1] * 20, None, "edges"),
        ([1, 2], [1, 0], (5, 3), "rise"),
        ([1, 2], [1, 0], (2, 3), "below the first edge"),
    ],
)
def test_bad_input_is_refused(scores: list[float], retained: list[int], edges: object, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        retention_by_level(scores, retained, edges=edges)


def test_the_test_errs_as_often_as_it_says() -> None:
    generator = np.random.default_rng(21)
    n = np.array([60, 80, 120, 90])
    trials = 4_000
    hits = generator.binomial(n, 0.6, (trials, 4))

    wrong = np.mean([abs(trend_statistic([1, 2, 3, 4], row, n)) > 1.96 for row in hits])

    assert wrong == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / trials))
