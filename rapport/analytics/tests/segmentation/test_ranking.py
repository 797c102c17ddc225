"""Scores by rank and by cuts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport.analytics.errors import BadQuestion
from rapport.analytics.segmentation.ranking import scores

VALUES = some.lists(some.integers(-20, 20), min_size=1, max_size=60)
lawful = settings(max_examples=40, deadline=None)


def test_ten_different_values_make_two_of_each_fifth() -> None:
    assert scores(range(10)).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_equal_values_share_the_middle_of_their_places() -> None:
    assert scores([1, 1, 1, 1, 1, 1, 2, 3, 4, 5]).tolist() == [2, 2, 2, 2, 2, 2, 4, 4, 5, 5]


def test_where_low_is_best_the_lowest_gets_the_highest_score() -> None:
    assert scores([1, 2, 3, 4, 5], low_is_best=True).tolist() == [5, 4, 3, 2, 1]


def test_a_cut_belongs_to_the_score_above_it() -> None:
    assert scores([9, 10, 19.99, 25], cuts=(10, 20)).tolist() == [1, 2, 2, 3]


def test_cuts_are_turned_round_where_low_is_best() -> None:
    assert scores([9, 10, 25], cuts=(10, 20), low_is_best=True).tolist() == [3, 2, 1]


def test_a_single_customer_stands_in_the_middle() -> None:
    assert scores([7]).tolist() == [3]


@lawful
@given(VALUES)
def test_equal_values_always_get_the_same_score(values: list[int]) -> None:
    made = scores(values)

    assert all(len({int(score) for score, v in zip(made, values, strict=True) if v == value}) == 1 for value in values)


@lawful
@given(VALUES)
def test_a_higher_value_never_gets_a_lower_score(values: list[int]) -> None:
    made = scores(values)

    assert np.all(np.diff(made[np.argsort(values, kind="stable")]) >= 0)
    assert made.min() >= 1
    assert made.max() <= 5


@lawful
@given(VALUES, some.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values: list[int], random: object) -> None:
    shuffled = np.array(values)
    place = np.argsort([random.random() for _ in values])  # type: ignore[attr-defined]

    assert scores(shuffled[place]).tolist() == scores(shuffled)[place].tolist()


@pytest.mark.parametrize("broken", [[1.0, np.nan], [np.inf, 1.0]])
def test_what_is_no_number_is_refused(broken: list[float]) -> None:
    with pytest.raises(BadQuestion, match="recency: 1 of 2 values are missing"):
        scores(broken, place="recency")


def test_cuts_that_do_not_rise_are_refused() -> None:
    with pytest.raises(BadQuestion, match="cuts must rise"):
        scores([1, 2], cuts=(10, 10))
