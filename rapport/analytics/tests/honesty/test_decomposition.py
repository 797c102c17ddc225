from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion
from rapport.analytics.honesty import decomposition as module
from rapport.analytics.honesty.decomposition import Cells, Of, Split, decompose

CELL = st.tuples(st.integers(0, 500), st.floats(-100, 100), st.integers(0, 500), st.floats(-100, 100))


def test_the_worked_example_holds() -> None:
    assert doctest.testmod(module).failed == 0


@settings(max_examples=80, deadline=None)
@given(
    st.lists(CELL, min_size=1, max_size=8),
    st.sampled_from(["rate", "total"]),
    st.sampled_from(["symmetric", "interaction"]),
)
def test_the_parts_add_up_to_the_difference_exactly(
    cells: list[tuple[int, float, int, float]], of: Of, split: Split
) -> None:
    n0, r0, n1, r1 = (np.array(column, float) for column in zip(*cells, strict=True))
    names = [str(number) for number in range(len(cells))]

    found = decompose(names, Cells.of(n0, r0), Cells.of(n1, r1), of=of, split=split)

    if found.difference is None:
        assert found.reason in ("no data before", "no data now")
        return
    parts = [found.size, found.rate, found.mix, found.interaction]
    scale = 1e-12 * (1 + sum(map(abs, parts)) + abs(found.difference))
    assert sum(parts) == pytest.approx(found.difference, abs=scale)
    for name in ("size", "rate", "mix", "interaction"):
        assert sum(getattr(part, name) for part in found.parts) == pytest.approx(getattr(found, name), abs=10 * scale)
    whole = [(n * r).sum() / (n.sum() if of == "rate" else 1) for n, r in ((n0, r0), (n1, r1))]
    assert [found.before, found.now] == pytest.approx(whole, rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=8), st.integers(0, 3))
def test_rounded_parts_add_up_to_the_rounded_difference(
    cells: list[tuple[int, float, int, float]], decimals: int
) -> None:
    n0, r0, n1, r1 = (np.array(column, float) for column in zip(*cells, strict=True))

    found = decompose([str(n) for n in range(len(cells))], Cells.of(n0 + 1, r0), Cells.of(n1 + 1, r1))

    assert found.difference is not None
    assert sum(found.rounded(decimals).values()) == pytest.approx(round(found.difference, decimals), abs=1e-9)


def test_a_shift_alone_is_mix_and_a_rise_alone_is_rate() -> None:
    shifted = decompose(["a", "b"], Cells.of([50, 50], [1, 0]), Cells.of([80, 20], [1, 0]))
    risen = decompose(["a", "b"], Cells.of([50, 50], [1, 0]), Cells.of([50, 50], [2, 1]))

    assert (shifted.rate, shifted.mix) == pytest.approx((0, 0.3))
    assert (risen.rate, risen.mix) == pytest.approx((1, 0))


def test_interaction_is_told_apart_where_it_is_declared() -> None:
    before, now = Cells.of([50, 50], [1, 0]), Cells.of([80, 20], [2, 0])

    found = decompose(["a", "b"], before, now, split="interaction")

    assert (found.rate, found.mix, found.interaction) == pytest.approx((0.5, 0.3, 0.3))


def test_a_total_also_grows_with_the_number() -> None:
    found = decompose(["a", "b"], Cells.of([10, 10], [5, 3]), Cells.of([20, 20], [5, 3]), of="total")

    assert (found.before, found.now, found.size, found.rate, found.mix) == pytest.approx((80, 160, 80, 0, 0))


def test_a_whole_that_rises_while_every_cell_falls_is_warned_of() -> None:
    found = decompose(["a", "b"], Cells.of([20, 80], [0.9, 0.5]), Cells.of([80, 20], [0.85, 0.45]))

    assert (found.reversal, found.difference) == ("full", pytest.approx(0.19))
    assert found.warning.startswith("The whole rose, and yet every one of the 2 cells fell")


def test_cells_that_together_go_the_other_way_are_warned_of() -> None:
    found = decompose(
        ["a", "b", "c"], Cells.of([20, 60, 20], [0.9, 0.5, 0.5]), Cells.of([80, 10, 10], [0.8, 0.5, 0.55])
    )

    assert found.reversal == "partial"
    assert "the cells taken together fell" in found.warning


def test_a_cell_of_one_period_only_is_mix() -> None:
    found = decompose(["a", "new"], Cells.of([10, 0], [1, np.nan]), Cells.of([10, 10], [1, 3]))

    assert (found.rate, found.mix, found.parts[1].before) == (0, 1, None)
    assert found.remarks == ("Present in one of the two only, and so counted as mix: new.",)
    assert found.reversal == "none"


def test_without_data_there_is_a_reason() -> None:
    found = decompose(["a"], Cells.of([0], [np.nan]), Cells.of([1], [1]))

    assert (found.difference, found.reason) == (None, "no data before")


def test_wrong_cells_are_refused() -> None:
    with pytest.raises(BadQuestion, match="negative"):
        Cells.of([-1], [1])
    with pytest.raises(BadQuestion, match="no figure"):
        Cells.of([1], [np.nan])
    with pytest.raises(BadQuestion, match="2 weights for 1"):
        Cells.of([1, 2], [1])
    with pytest.raises(BadQuestion, match="1 names"):
        decompose(["a"], Cells.of([1, 2], [1, 2]), Cells.of([1, 2], [1, 2]))
