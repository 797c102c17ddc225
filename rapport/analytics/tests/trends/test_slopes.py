"""Slopes of plain series, their intervals and their differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport.analytics.errors import BadQuestion
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.trends.regression import autocorrelation, quasi_poisson, robust_variance, usual_lag
from rapport.analytics.trends.slopes import trend, trends

lawful = settings(max_examples=30, deadline=None)
SERIES = some.lists(some.integers(1, 200), min_size=8, max_size=30)


def made(seed: int, n: int, slope: float, level: float = 4.0, hang: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    shock = np.zeros(n)
    for place in range(n):
        before = shock[place - 1] if place else random.normal(0, 0.15)
        shock[place] = hang * before + np.sqrt(1 - hang**2) * random.normal(0, 0.15)
    return random.poisson(np.exp(level + slope * np.arange(n) + shock))


def test_doubling_each_period_is_a_change_of_one() -> None:
    found = trend([2.0**i for i in range(10)])

    assert (found.change, found.low, found.high) == (pytest.approx(1), pytest.approx(1), pytest.approx(1))
    assert found.direction == "rising"


def test_three_points_are_fitted_by_hand() -> None:
    design = np.column_stack([np.ones(3), [-1, 0, 1]])
    fit = quasi_poisson(np.array([1.0, 2.0, 4.0]), design, np.ones(3))

    assert fit.coefficients == pytest.approx([np.log(2), np.log(2)])


def test_newey_and_west_by_hand() -> None:
    pulls = np.array([[1.0], [1.0], [1.0], [1.0], [-1.0], [-3.0]])

    # Squares 14; neighbours 1 + 1 + 1 - 1 + 3 = 5, with weight 1/2 on both sides: 14 + 5 = 19; times 6/4.
    found = robust_variance(pulls, np.array([[1.0], [-1.0]] * 3), degrees=4, lag=1)

    assert found[0, 0] == pytest.approx(19 * 6 / 4)


def test_autocorrelation_is_corrected_for_short_series() -> None:
    surprises = np.array([[1.0], [1.0], [1.0], [1.0], [-1.0], [-3.0]])

    assert autocorrelation(surprises) == 0.9
    assert autocorrelation(np.array([[1.0], [-1.0]] * 10)) == 0
    assert [usual_lag(n) for n in (8, 12, 36, 104)] == [2, 2, 3, 4]


def test_without_a_trend_intervals_hold_no_change_as_often_as_they_say() -> None:
    alone = [trend(made(seed, 24, 0.0)) for seed in range(300)]
    hanging = [trend(made(seed, 24, 0.0, hang=0.5)) for seed in range(300)]

    assert 0.92 < np.mean([one.low <= 0 <= one.high for one in alone]) < 0.99
    assert np.mean([one.low <= 0 <= one.high for one in hanging]) > 0.87


def test_series_with_one_slope_are_seldom_called_different() -> None:
    found = [trends({name: made(3 * seed + name, 24, 0.02) for name in range(3)}) for seed in range(150)]

    assert np.mean([(one.equal[0].p or 0) < 0.05 for one in found]) < 0.1
    assert np.mean([any(pair.is_clear for pair in one.differences) for one in found]) < 0.1


def test_a_different_slope_is_found() -> None:
    found = trends({"north": made(1, 24, 0.04), "south": made(2, 24, 0.0), "west": made(3, 24, 0.0)})

    assert found.equal[0].p is not None
    assert found.equal[0].p < 0.05
    assert {(one.first, one.second) for one in found.differences if one.is_clear} == {
        ("north", "south"),
        ("north", "west"),
    }
    assert found.of("north").direction == "rising"


def test_a_shock_common_to_all_is_no_difference() -> None:
    shock = np.exp(np.random.default_rng(4).normal(0, 0.3, 24))
    one, other = (np.round(1000 * shock * np.exp(slope * np.arange(24))) for slope in (0.0, 0.04))

    found = trends({"one": one, "other": other})

    assert found.differences[0].is_clear
    assert found.of("one").direction == "no clear trend"


def test_the_time_of_year_is_taken_out_where_two_years_are_known() -> None:
    months = [place % 12 + 1 for place in range(36)]
    season = np.array([1.0] * 10 + [3.0, 6.0])
    series = np.round(100 * np.tile(season, 3) * 1.01 ** np.arange(36))

    with_season, without = trend(series, seasons=months), trend(series)

    assert (with_season.seasonal, without.seasonal) == (True, False)
    assert with_season.change == pytest.approx(0.01, abs=0.002)
    assert with_season.high - with_season.low < (without.high or 0) - (without.low or 0)  # type: ignore[operator]


def test_longer_months_are_no_growth() -> None:
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], float)

    assert trend(10 * days, exposure=days).change == pytest.approx(0, abs=1e-9)


@lawful
@given(SERIES, some.floats(0.01, 1000))
def test_the_unit_of_amounts_does_not_matter(values: list[int], factor: float) -> None:
    one, other = trend(values), trend(np.array(values) * factor)

    assert one.change == pytest.approx(other.change, abs=1e-6)
    assert one.low == pytest.approx(other.low, abs=1e-6)


@lawful
@given(SERIES)
def test_time_turned_round_turns_the_slope_round(values: list[int]) -> None:
    forth, back = trend(values), trend(values[::-1])

    assert np.log1p(forth.change) == pytest.approx(-np.log1p(back.change), abs=1e-6)


def test_what_was_looked_at_is_corrected_for() -> None:
    found = trends({name: made(name, 12, 0.02) for name in range(5)})

    assert [row.p_adjusted for row in found.rows] == adjusted([row.p for row in found.rows]).tolist()
    assert len(found.differences) == 10


@pytest.mark.parametrize(
    ("values", "state", "words"),
    [
        ([5] * 7, "too_few", "7 periods; a trend takes at least 8"),
        ([0] * 12, "no_data", "nothing in any period"),
        ([0] * 10 + [1, 1], "too_few", "something in only 2 of 12"),
        ([5] * 11 + [-1], "no_data", "more was given back than bought"),
    ],
)
def test_too_little_gives_no_answer_but_a_reason(values: list[int], state: str, words: str) -> None:
    found = trend(values)

    assert (found.change, found.state, found.direction) == (None, state, "")
    assert words in found.reason


def test_a_series_of_the_same_amounts_has_no_trend() -> None:
    found = trend([7] * 12)

    assert (found.change, found.direction) == (pytest.approx(0, abs=1e-9), "no clear trend")


def test_amounts_without_any_scatter_say_that_chance_cannot_be_judged() -> None:
    for series in ([7] * 12, [2.0**i for i in range(12)]):
        assert any("chance cannot be judged" in remark for remark in trend(series).remarks)
    assert not any("chance cannot be judged" in remark for remark in trend([7, 8] * 6).remarks)


@pytest.mark.parametrize(
    ("series", "wishes", "complaint"),
    [
        ({"a": [1.0, np.nan]}, {}, "missing or not finite"),
        ({"a": [1, 2], "b": [1]}, {}, "one length"),
        ({"a": [1, 2]}, {"exposure": [1, 0]}, "offers nothing"),
        ({"a": [1, 2]}, {"seasons": [1]}, "2 entries"),
    ],
)
def test_series_that_do_not_fit_are_refused(series: dict[str, list[float]], wishes: dict, complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        trends(series, **wishes)


def test_of_hits_among_tries_the_share_is_followed() -> None:
    tries = np.array([100, 300, 200, 400, 150, 250, 500, 120, 330, 210])

    found = trend(tries * 0.1 * 1.05 ** np.arange(10), exposure=tries)

    assert found.change == pytest.approx(0.05)
