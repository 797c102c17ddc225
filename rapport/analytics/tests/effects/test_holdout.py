from __future__ import annotations

import doctest
import sys

import numpy as np
import pytest
from scipy import stats

from rapport.analytics import BadQuestion
from rapport.analytics.effects import Arm, cuped, holdout, holdout_of_shares, sample_ratio


@pytest.mark.parametrize("name", ["arms", "holdout", "sequential", "planning", "before_after"])
def test_the_worked_examples_are_right(name: str) -> None:
    module = sys.modules[f"rapport.analytics.effects.{name}"]

    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted


def test_the_interval_of_means_is_that_of_welch() -> None:
    generator = np.random.default_rng(1)
    treated, control = generator.gamma(2, 10, 90), generator.gamma(2, 8, 140)
    oracle = stats.ttest_ind(treated, control, equal_var=False)
    limits = oracle.confidence_interval(0.95)

    found = holdout(treated, control)

    assert (found.difference.low, found.difference.high) == pytest.approx((limits.low, limits.high))
    assert found.p == pytest.approx(oracle.pvalue)
    assert found.lift.value == pytest.approx(treated.mean() / control.mean() - 1)


def test_the_interval_of_shares_is_the_published_one() -> None:
    found = holdout_of_shares(56, 70, 48, 80)

    assert found.difference.low == pytest.approx(0.0524, abs=5e-5)
    assert found.difference.high == pytest.approx(0.3339, abs=5e-5)
    assert found.p == pytest.approx(stats.chi2_contingency([[56, 14], [48, 32]], correction=False).pvalue)
    assert found.treated.value == 0.8


def test_an_earlier_period_narrows_the_interval_and_keeps_the_effect() -> None:
    generator = np.random.default_rng(2)
    taste = generator.gamma(2, 20, 2_000)
    spent = taste + generator.normal(0, 10, 2_000)
    spent[:1_000] += 5

    plain = holdout(spent[:1_000], spent[1_000:])
    found = holdout(spent[:1_000], spent[1_000:], treated_earlier=taste[:1_000], control_earlier=taste[1_000:])

    assert found.explained == pytest.approx(0.89, abs=0.02)
    assert _width(found) < 0.4 * _width(plain)
    assert found.difference.low < 5 < found.difference.high
    assert found.method.endswith("after taking out what an earlier period explains")


def test_an_earlier_period_of_nothing_changes_nothing() -> None:
    first, second, explained = cuped([1, 2, 3], [4, 5], [0, 0, 0], [0, 0])

    assert explained == 0
    assert first.tolist() == [1, 2, 3]
    assert second.tolist() == [4, 5]


def test_a_split_unlike_the_plan_is_said() -> None:
    found = holdout_of_shares(100, 1_200, 90, 1_000)

    assert found.ratio.is_mismatch
    assert found.remarks[0] == "54.5% were treated, 50.0% were planned: do not trust this comparison"
    assert sample_ratio(900, 100, 0.9).p == pytest.approx(1)


def test_few_customers_give_no_answer_but_a_reason() -> None:
    found = holdout([1, 2, 3, 4], [1, 2, 3, 4, 5])

    assert found.difference.value is None
    assert found.reason == "4 treated and 5 held out; at least 5 of each are needed"


def test_values_that_never_differ_have_no_interval() -> None:
    found = holdout([3] * 9, [2] * 9)

    assert (found.difference.value, found.difference.low, found.p) == (1, None, None)
    assert found.remarks[0].startswith("all values within a group are the same")


def test_one_look_is_said_and_many_looks_have_a_wider_interval() -> None:
    generator = np.random.default_rng(4)
    treated, control = generator.normal(1, 1, (2, 500))

    once, often = holdout(treated, control), holdout(treated, control, planned_customers=1_000)

    assert once.remarks[0].startswith("the interval holds for one look")
    assert often.always_valid is not None
    assert often.always_valid.high is not None
    assert often.difference.high is not None
    assert often.always_valid.high > often.difference.high
    assert often.remarks == ()


def test_nobody_held_out_who_bought_has_no_lift() -> None:
    assert holdout_of_shares(5, 50, 0, 50).lift.value is None
    assert holdout_of_shares(0, 50, 9, 50).lift.value == -1


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"treated": [1, np.nan, 2]}, "missing or endless values: 1"),
        ({"treated": [[1, 2], [3, 4]]}, "one value per customer"),
        ({"confidence": 1.5}, "confidence"),
        ({"treated_share": 0}, "treated_share"),
        ({"treated_earlier": [1.0] * 6}, "both groups or for none"),
        ({"treated_earlier": [1.0], "control_earlier": [1.0]}, "one value for each customer"),
        ({"planned_customers": 0}, "planned_customers"),
    ],
)
def test_what_makes_no_sense_is_refused(wishes: dict[str, object], said: str) -> None:
    given = {"treated": [1, 2, 3, 4, 5, 6], "control": [1, 2, 3, 4, 5, 7], **wishes}

    with pytest.raises(BadQuestion, match=said):
        holdout(**given)


def test_more_hits_than_customers_are_refused() -> None:
    with pytest.raises(BadQuestion, match="11 of 10"):
        holdout_of_shares(11, 10, 1, 10)


def test_an_arm_of_nobody_has_no_mean() -> None:
    assert np.isnan(Arm.of([]).mean)
    assert np.isnan(Arm.of([1.0]).variance)


def _width(found: object) -> float:
    return found.difference.high - found.difference.low  # type: ignore[attr-defined]
