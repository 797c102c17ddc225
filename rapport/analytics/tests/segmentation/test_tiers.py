"""Value tiers and how concentrated value is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport import analytics
from rapport.analytics.errors import BadQuestion
from rapport.analytics.segmentation.concentration import concentration, concentration_of
from rapport.analytics.segmentation.tiers import tiers, tiers_of
from rapport.analytics.tests import shop

lawful = settings(max_examples=40, deadline=None)
VALUES = some.lists(some.integers(-30, 300), min_size=1, max_size=50)


def test_tiers_follow_the_cumulative_share() -> None:
    assert tiers([10, 60, 20, 10]).tier.tolist() == [3, 1, 2, 3]


def test_one_who_brings_nearly_all_is_the_first_tier_alone() -> None:
    assert tiers([900, 50, 30, 20]).tier.tolist() == [1, 3, 3, 3]


def test_percentiles_go_by_place() -> None:
    made = tiers(range(1, 11), by="percentile", edges=(0.2, 0.5))

    assert made.tier.tolist() == [3, 3, 3, 3, 3, 2, 2, 2, 1, 1]


def test_fixed_amounts_belong_to_the_tier_they_open() -> None:
    assert tiers([1000, 999, 200, 0], by="fixed", edges=(1000, 200)).tier.tolist() == [1, 2, 2, 3]


@lawful
@given(VALUES, some.sampled_from(["cumulative", "percentile"]))
def test_equal_values_are_in_one_tier_and_higher_ones_never_lower(values: list[int], by: str) -> None:
    made = tiers(values, by=by)  # type: ignore[arg-type]

    assert np.all(np.diff(made.tier[np.argsort(-made.values, kind="stable")]) >= 0)
    assert all(len(set(made.tier[made.values == value].tolist())) == 1 for value in values)
    assert sum(row.standing.n for row in made.table()) == len(values)


def test_who_brings_nothing_is_in_the_last_tier_and_it_is_said() -> None:
    made = tiers([50, 0, -10])

    assert made.tier.tolist() == [1, 3, 3]
    assert made.remarks == ("A negative value puts 1 of 3 customers in the lowest places.",)


def test_a_row_holds_shares_with_intervals_and_its_edges() -> None:
    row = tiers([30.0] * 5 + [10.0] * 5, by="fixed", edges=(20,), names=("A", "B")).table()[0]

    assert (row.name, row.rule, row.least, row.most) == ("A", "from 20 on", 30.0, 30.0)
    assert (row.standing.share, row.standing.value_share) == (0.5, 0.75)
    low, high = row.standing.value_share_low, row.standing.value_share_high
    assert low is not None
    assert high is not None
    assert low < 0.75 < high


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [
        ({"by": "weight"}, "not known"),
        ({"by": "fixed"}, "give edges"),
        ({"by": "fixed", "edges": (1, 2)}, "must fall"),
        ({"edges": (0.8, 0.5)}, "must rise"),
        ({"edges": (0.5, 1.5)}, "between 0 and 1"),
        ({"names": ("A",)}, "1 names for 3 tiers"),
    ],
)
def test_tiers_that_cannot_be_made_are_refused(wishes: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        tiers([1, 2], **wishes)  # type: ignore[arg-type]


def test_five_customers_by_hand() -> None:
    found = concentration([1, 2, 3, 4, 10])

    assert (found.gini, found.top_share) == (pytest.approx(0.4), pytest.approx(0.5))


def test_all_the_same_is_no_concentration() -> None:
    found = concentration([7] * 10)

    assert found.gini == pytest.approx(0)
    assert found.top_share == pytest.approx(0.2)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # Exponential: Gini 1/2, and the top 20 % hold .2·(1 + ln 5).
    random = np.random.default_rng(3)
    found = [concentration(random.exponential(size=300)) for _ in range(400)]

    gini = np.mean([one.gini_low <= 0.5 <= one.gini_high for one in found])
    share = np.mean([one.top_low <= 0.2 * (1 + np.log(5)) <= one.top_high for one in found])
    assert 0.92 < gini < 0.98
    assert 0.92 < share < 0.98


@lawful
@given(
    some.lists(some.floats(0, 1e6), min_size=5, max_size=50).filter(lambda values: sum(values) > 1), some.floats(1, 9)
)
def test_the_unit_of_the_amounts_does_not_matter(values: list[float], factor: float) -> None:
    one, other = concentration(values), concentration(np.array(values) * factor)

    assert one.gini == pytest.approx(other.gini, abs=1e-9)
    assert one.top_share == pytest.approx(other.top_share, abs=1e-9)


def test_without_value_or_customers_there_is_no_figure_but_a_reason() -> None:
    assert (concentration([0.0] * 9).gini, concentration([0.0] * 9).reason) == (None, "nobody brings any value")
    assert (concentration([]).state, concentration([1, 2]).reason) == ("no_data", "fewer than 5 customers")


def test_the_curve_runs_from_nothing_to_everything() -> None:
    assert concentration([1, 2, 3, 4, 10]).lorenz[:2] == ((0.0, 0.0), (0.2, 0.5))
    assert len(concentration(range(1000)).lorenz) == 101


def test_orders_are_read_once_for_both() -> None:
    orders = [(i, i, "2026-01-05", "sale", None, 100.0 if i == 1 else 10.0) for i in range(1, 11)]
    with analytics.Source({"orders": shop.orders(*orders)}) as source:
        made, spread = tiers_of(source, shop.JANUARY), concentration_of(source, shop.JANUARY)

    assert made.members(1).tolist() == [1]
    assert (made.currency, spread.currency, spread.total) == ("EUR", "EUR", 190.0)


def test_nobody_makes_tiers_that_say_so() -> None:
    assert {row.standing.reason for row in tiers([]).table()} == {"no customers"}
