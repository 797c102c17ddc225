"""Tests between groups against lifelines."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines.datasets import load_rossi, load_waltons
from lifelines.statistics import multivariate_logrank_test, pairwise_logrank_test

from rapport.analytics import BadQuestion
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.survival import log_rank


def test_two_groups_agree_with_lifelines() -> None:
    waltons = load_waltons()

    test = log_rank(waltons["T"], waltons["E"], waltons["group"])

    oracle = multivariate_logrank_test(waltons["T"], waltons["group"], waltons["E"])
    assert test.statistic == pytest.approx(oracle.test_statistic)
    assert test.p_value == pytest.approx(oracle.p_value)
    assert (test.groups, test.n, test.degrees) == (("control", "miR-137"), (129, 34), 1)
    assert test.observed.sum() == pytest.approx(test.expected.sum())


def test_several_groups_and_their_pairs_agree_with_lifelines() -> None:
    rossi = load_rossi()
    groups = rossi.prio.clip(upper=3)

    test = log_rank(rossi.week, rossi.arrest, groups)

    oracle = pairwise_logrank_test(rossi.week, groups, rossi.arrest)
    assert test.degrees == 3
    assert test.statistic == pytest.approx(multivariate_logrank_test(rossi.week, groups, rossi.arrest).test_statistic)
    assert [pair.p_value for pair in test.pairs] == pytest.approx(oracle.p_value)
    assert [pair.adjusted for pair in test.pairs] == pytest.approx(adjusted(oracle.p_value))


def test_weights_are_identical_rows() -> None:
    lasted, ended, groups = np.arange(1, 11), [1, 1, 0, 1, 1] * 2, list("aabbabbaba")
    weights = np.array([1, 2, 3, 1, 2, 1, 4, 1, 2, 1])

    weighted = log_rank(lasted, ended, groups, weights=weights)
    repeated = log_rank(*(np.repeat(part, weights) for part in (lasted, ended, groups)))

    assert weighted.statistic == pytest.approx(repeated.statistic)


def test_the_worked_example_holds() -> None:
    test = log_rank(range(1, 11), [1] * 10, ["early"] * 5 + ["late"] * 5)

    assert (round(test.statistic, 2), round(test.p_value, 4)) == (9.7, 0.0018)


def test_a_small_group_is_left_out_and_named() -> None:
    test = log_rank(range(1, 14), [1] * 13, ["a"] * 5 + ["b"] * 5 + ["c"] * 3)

    assert test.groups == ("a", "b")
    assert test.remarks == ("Left out with fewer than 5 customers: c.",)


@pytest.mark.parametrize(
    "ended, groups, reason",
    [
        ([0] * 10, list("aaaaabbbbb"), "nobody was lost"),
        ([1] * 10, ["a"] * 10, "a comparison needs two groups"),
        ([1] * 10, list("aaaabbbccc"), "no group has 5 customers"),
    ],
)
def test_without_a_test_there_is_a_reason(ended: list[int], groups: list[str], reason: str) -> None:
    test = log_rank(range(1, 11), ended, groups)

    assert np.isnan(test.p_value)
    assert test.reason == reason


def test_labels_must_match_the_rows() -> None:
    with pytest.raises(BadQuestion, match="3 labels beside 2 durations"):
        log_rank([1, 2], [1, 1], ["a", "b", "c"])
