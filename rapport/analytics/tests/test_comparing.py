from __future__ import annotations

from typing import Any

import pytest
from scipy import stats

from rapport import analytics
from rapport.analytics.comparing import chance_of_such_shares
from rapport.analytics.tests.shop import ask, members, responses


def satisfied(hits: int, n: int, first: int) -> list[Any]:
    return [(first + i, first + i, "2026-01-05", "csat", 5 if i < hits else 1) for i in range(n)]


def rows(*, minimum_n: int = 1) -> tuple[analytics.Row, analytics.Row]:
    given = [*satisfied(56, 70, 1), *satisfied(48, 80, 101)]
    segments = members(*((1 if customer < 100 else 2, customer) for _, customer, *_ in given))
    tables = {"responses": responses(*given), "memberships": segments}
    answer = ask(tables, "csat", segments=[1, 2], minimum_n=minimum_n)
    return answer.row("csat", segment=1), answer.row("csat", segment=2)


def test_two_segments_differ_with_the_interval_of_the_difference() -> None:
    found = analytics.difference(*rows())

    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.is_clear


def test_a_missing_figure_has_no_difference() -> None:
    assert analytics.difference(*rows(minimum_n=75)) is None


def test_a_figure_without_limits_gives_a_difference_without_limits() -> None:
    first, second = rows()
    first.low = None

    found = analytics.difference(first, second)

    assert found == analytics.Difference(pytest.approx(0.2), None, None)
    assert found is not None
    assert not found.is_clear


def test_different_metrics_are_not_compared() -> None:
    first, second = rows()
    second.metric = "nps"

    with pytest.raises(analytics.BadQuestion, match="compare: csat in share with nps in share"):
        analytics.difference(first, second)


def test_unlike_shares_have_the_chance_that_scipy_gives_them() -> None:
    groups = [(0.65, 200), (0.5, 120), (0.58, 90)]
    counts = [[round(share * n), n - round(share * n)] for share, n in groups]

    assert chance_of_such_shares(groups) == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue)


def test_too_few_or_only_one_group_says_nothing() -> None:
    assert chance_of_such_shares([(0.5, 100)]) is None
    assert chance_of_such_shares([(0.5, 4), (0.9, 10)]) is None
