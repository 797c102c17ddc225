from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, intervals
from rapport.analytics.answer import Row
from rapport.analytics.honesty import comparisons as module
from rapport.analytics.honesty.comparisons import Cell, against_rest, cells_of, each_other
from rapport.analytics.tests import shop


def share(name: str, hits: int, n: int) -> Cell:
    low, high = intervals.wilson(hits, n)
    return Cell(name, hits / n if n else None, float(low), float(high), n, "csat", "share")


def test_the_worked_example_holds() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_difference_is_newcombes_and_flagged_where_it_is_sure() -> None:
    found = each_other([share("Spain", 56, 70), share("France", 48, 80)]).rows[0]

    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert found.flagged
    assert found.words == "Spain lies clearly above France, also among all comparisons made."


def test_each_cell_is_compared_with_the_others_together() -> None:
    cells = [share("a", 80, 100), *(share(name, 50, 100) for name in "bcde")]

    found = against_rest(cells)

    assert [row.cell for row in found.flagged] == ["a"]
    assert found.rows[0].other_value == pytest.approx(0.5)
    assert (found.rows[0].other, found.rows[0].other_n) == ("the rest", 400)
    assert "5 comparisons" in found.method


def test_what_looks_sure_alone_is_not_sure_among_many() -> None:
    pair, many = share("a", 62, 100), [share(f"x{number}", 50, 100) for number in range(40)]

    found = against_rest([pair, *many])

    assert not found.rows[0].flagged
    assert "though it looks so alone" in found.rows[0].words


def test_false_findings_among_equal_cells_are_few() -> None:
    random = np.random.default_rng(7)
    runs = [
        bool(against_rest([share(str(n), int(random.binomial(200, 0.4)), 200) for n in range(15)]).flagged)
        for _ in range(60)
    ]

    assert np.mean(runs) <= 0.12


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=8))
def test_adjusting_never_makes_a_finding_surer(cells: list[tuple[int, int]]) -> None:
    named = [share(str(place), hits, hits + misses) for place, (hits, misses) in enumerate(cells)]

    for row in (*against_rest(named).rows, *each_other(named).rows):
        assert (row.p is None) == (row.adjusted is None) == bool(row.reason)
        assert row.p is None or row.adjusted is None or row.adjusted >= row.p - 1e-12


def test_small_cells_are_neither_compared_nor_part_of_the_rest() -> None:
    found = against_rest([share("a", 40, 50), share("b", 20, 50), share("c", 0, 4)])

    assert found.rows[2].reason == "fewer than 5 in c"
    assert found.rows[0].other_n == 50
    assert found.remarks == ("1 could not be compared.",)


def test_rows_of_an_answer_become_cells() -> None:
    rows = [
        Row("csat", None, region, shop.JANUARY.start, shop.JANUARY.end, 0.5, 0.4, 0.6, 100, "share", "ok")
        for region in (None, "Spain", "")
    ]

    assert [cell.name for cell in cells_of(rows)] == ["Spain", "unknown"]


def test_wrong_cells_are_refused() -> None:
    with pytest.raises(BadQuestion, match="same name"):
        each_other([share("a", 1, 2), share("a", 1, 2)])
    with pytest.raises(BadQuestion, match="one metric"):
        each_other([share("a", 1, 2), Cell("b", 1, 0, 2, 9, "nps", "points")])
    with pytest.raises(BadQuestion, match="false_discovery"):
        against_rest([], false_discovery=0)
