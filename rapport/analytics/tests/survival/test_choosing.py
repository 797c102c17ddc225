"""What is taken into a regression, and what is refused and why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.survival.choosing import choose
from rapport.analytics.survival.cox import cox


def words(**counts: int) -> list[str]:
    return [word for word, count in counts.items() for _ in range(count)]


def test_few_losses_leave_room_for_few_columns() -> None:
    ended = [True] * 25 + [False] * 75
    plan = words(month=60, year=25, trial=15)
    where = words(north=50, south=50)

    found = choose({"plan": plan, "where": where}, ended)

    assert list(found.columns) == [("plan", "trial"), ("plan", "year")]
    assert found.usual == {"plan": "month"}
    assert found.counts[("plan", "year")] == (25, 0)
    assert found.refused == {"where": "it takes 1 more column and the losses allow none"}


def test_rare_words_count_together_and_empty_ones_are_unknown() -> None:
    ended = [True] * 100
    found = choose({"how": words(card=60, bank=20, shop=6, post=5) + [""] * 9}, ended, per_column=5)

    assert {word for _, word in found.columns} == {"bank", "others"}
    assert found.counts[("how", "others")] == (20, 20)


def test_too_few_even_together_go_with_the_most_frequent() -> None:
    found = choose({"how": words(card=60, bank=36, shop=4)}, [True] * 100)

    assert found.counts == {("how", "bank"): (36, 36)}


def test_what_is_the_same_for_everybody_or_told_before_is_refused() -> None:
    ended = [True] * 100
    plan = words(month=50, year=50)

    found = choose({"plan": plan, "again": words(a=50, b=50), "all": ["x"] * 100}, ended)

    assert list(found.columns) == [("plan", "year")]
    assert found.refused["again"] == "what is taken before it already tells it"
    assert "same for everybody" in found.refused["all"]


def test_a_word_can_be_named_to_compare_with() -> None:
    found = choose({"in it": words(yes=60, no=40)}, [True] * 100, usual={"in it": "no"})

    assert found.named().keys() == {"in it: yes"}


def test_what_is_chosen_goes_into_a_regression() -> None:
    random = np.random.default_rng(3)
    plan = random.choice(["month", "year"], 2_000, p=[0.6, 0.4])
    same: dict[str, Any] = {"plan": plan, "twice": np.where(plan == "year", "long", "short")}
    lasted = random.exponential(np.where(plan == "year", 20, 10)) + 0.01

    fit = cox(lasted, np.ones(2_000), choose(same, np.ones(2_000)).named())

    assert fit.names == ("plan: year",)
    assert fit.low[0] < 0.5 < fit.high[0]


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(BadQuestion):
        choose({"plan": ["a", "b"]}, [True])
