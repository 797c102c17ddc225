from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion
from rapport.analytics.answer import Row
from rapport.analytics.honesty.pooling import Pooled, pooled_estimates, pooled_means, pooled_rows, pooled_shares
from rapport.analytics.tests import shop

SHARES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12)
FIGURES = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 20)), min_size=1, max_size=12)


def between_raw_and_common(pooled: Pooled) -> None:
    held = np.isfinite(pooled.raw)
    ends = np.sort(np.stack([pooled.raw[held], np.full(held.sum(), pooled.grand_mean)]), axis=0)
    assert (pooled.value[held] >= ends[0] - 1e-9).all()
    assert (pooled.value[held] <= ends[1] + 1e-9).all()
    assert ((pooled.weight >= 0) & (pooled.weight <= 1)).all()
    shown = np.isfinite(pooled.value)
    assert (pooled.low[shown] <= pooled.value[shown] + 1e-9).all()
    assert (pooled.high[shown] >= pooled.value[shown] - 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(SHARES)
def test_a_pooled_share_lies_between_its_raw_one_and_the_common_one(cells: list[tuple[int, int]]) -> None:
    hits, misses = (np.array(column) for column in zip(*cells, strict=True))

    between_raw_and_common(pooled_shares(hits, hits + misses))


@settings(max_examples=40, deadline=None)
@given(FIGURES, st.sampled_from(["reml", "paule-mandel"]))
def test_a_pooled_figure_lies_between_its_raw_one_and_the_common_one(
    cells: list[tuple[float, float]], spread: str
) -> None:
    values, errors = zip(*cells, strict=True)

    between_raw_and_common(pooled_estimates(values, errors, spread=spread))  # type: ignore[arg-type]


def test_the_least_data_is_drawn_down_most() -> None:
    pooled = pooled_shares([9, 90, 40, 30, 20], [10, 100, 100, 100, 100])

    assert pooled.learned
    assert pooled.weight[0] < pooled.weight[1]
    assert pooled.value[0] < pooled.value[1] < 0.9
    assert pooled.remarks == ()


def test_strength_and_share_are_found_again() -> None:
    random = np.random.default_rng(11)
    n = random.integers(20, 80, 400)

    pooled = pooled_shares(random.binomial(n, random.beta(6, 14, 400)), n)

    assert pooled.grand_mean == pytest.approx(0.3, abs=0.02)
    assert pooled.spread == pytest.approx(np.sqrt(0.3 * 0.7 / 21), rel=0.15)


def test_intervals_of_pooled_shares_hold_the_true_ones() -> None:
    random = np.random.default_rng(12)
    held = []
    for _ in range(25):
        n, true = random.integers(3, 30, 20), random.beta(6, 14, 20)
        pooled = pooled_shares(random.binomial(n, true), n)
        held += list((pooled.low <= true) & (true <= pooled.high))

    assert 0.92 <= np.mean(held) <= 0.99


def test_intervals_of_pooled_means_hold_the_true_ones_and_err_less() -> None:
    random = np.random.default_rng(13)
    held, raw, own = [], [], []
    for _ in range(60):
        true, errors = random.normal(50, 3, 15), random.uniform(1, 6, 15)
        found = random.normal(true, errors)
        pooled = pooled_estimates(found, errors)
        held += list((pooled.low <= true) & (true <= pooled.high))
        raw.append(((found - true) ** 2).mean())
        own.append(((pooled.value - true) ** 2).mean())

    assert 0.93 <= np.mean(held) <= 0.99
    assert np.mean(own) < 0.7 * np.mean(raw)


def test_the_worked_example_of_the_normal_model() -> None:
    values = np.array([10.0, 2.0, 8.0, 4.0, 6.0])

    pooled = pooled_estimates(values, np.full(5, np.sqrt(5.0)), spread="paule-mandel")

    # Variance 10 between the figures, 5 of them by chance: half of each figure is its own.
    assert pooled.spread**2 == pytest.approx(5)
    assert pooled.value == pytest.approx([8, 4, 7, 5, 6])


def test_both_ways_to_the_spread_agree_for_cells_of_equal_error() -> None:
    values, errors = [10.0, 2.0, 8.0, 4.0, 6.0, 9.0], [2.0] * 6

    first, second = (pooled_estimates(values, errors, spread=name) for name in ("reml", "paule-mandel"))  # type: ignore[arg-type]

    assert first.spread == pytest.approx(second.spread, rel=1e-3)


def test_where_cells_do_not_differ_all_get_the_common_share_and_it_is_said() -> None:
    pooled = pooled_shares([5, 10, 50], [10, 20, 100])

    assert (pooled.learned, pooled.spread) == (False, 0)
    assert pooled.value == pytest.approx([0.5] * 3)
    assert "no spread to learn from" in pooled.remarks[0]
    # Not as narrow as if all 130 answers were of each cell.
    assert pooled.high[0] - pooled.low[0] > 0.2
    assert pooled_estimates([5, 5.1, 4.9], [3, 3, 3]).learned is False


def test_two_cells_teach_nothing() -> None:
    pooled = pooled_shares([1, 8], [10, 10])

    assert pooled.value.tolist() == [0.1, 0.8]
    assert "Fewer than 3 cells" in pooled.remarks[0]
    assert pooled_shares([10, 20, 30], [10, 20, 30]).remarks[0].startswith("Every answer is the same")


def test_an_empty_cell_gets_the_common_figure_with_weight_zero() -> None:
    pooled = pooled_shares([0, 90, 40, 30, 20], [0, 100, 100, 100, 100])

    assert (pooled.weight[0], pooled.value[0]) == (0, pytest.approx(pooled.grand_mean))
    assert np.isnan(pooled.raw[0])
    assert pooled.high[0] - pooled.low[0] > pooled.high[1] - pooled.low[1]


def test_means_of_one_value_borrow_their_deviation() -> None:
    pooled = pooled_means([3, 7, 5, 6, 9], [np.nan, 1, 1.2, 0.9, 1.1], [1, 30, 30, 30, 30])

    assert pooled.weight[0] < pooled.weight[1]
    assert 3 < pooled.value[0] < pooled.grand_mean


def test_rows_are_pooled_by_their_unit() -> None:
    def row(value: float | None, n: int, unit: str = "share") -> Row:
        low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
        start, end = shop.JANUARY.start, shop.JANUARY.end
        return Row("csat", None, "Spain", start, end, value, low, high, n, unit, "ok")

    shares = pooled_rows([row(0.9, 10), row(0.9, 100), row(0.4, 100), row(0.3, 100), row(None, 3)])
    scores = pooled_rows([row(4.0, 10, "score"), row(3.0, 9, "score"), row(2.5, 9, "score"), row(None, 3, "score")])

    assert shares.value[0] < shares.value[1]
    assert shares.value[4] == pytest.approx(shares.grand_mean)
    assert scores.value[0] < 4
    assert np.isnan(scores.raw[3])


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadQuestion, match="between 0 and n"):
        pooled_shares([3], [2])
    with pytest.raises(BadQuestion, match="2 hits for 1"):
        pooled_shares([3, 2], [5])
    with pytest.raises(BadQuestion, match="standard error"):
        pooled_estimates([1, 2, 3], [1, 0, 1])
    with pytest.raises(BadQuestion, match="no mean"):
        pooled_means([np.nan, 1], [1, 1], [4, 4])
    with pytest.raises(BadQuestion, match="no cell has a deviation"):
        pooled_means([1, 2], [0, 0], [4, 4])
