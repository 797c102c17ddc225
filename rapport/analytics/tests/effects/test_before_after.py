from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.effects import DifferenceInDifferences, difference_in_differences
from rapport.analytics.intervals import Floats


def panel(
    generator: np.random.Generator, *, people: int = 60, times: int = 5, effect: float = 0, trend: float = 0
) -> tuple[Floats, Floats, Floats, Floats]:
    """Values, treated, times (0 is after) and customers: people differ much, and less from time to time."""
    taste = generator.normal(50, 20, people)[:, None]
    treated = (np.arange(people) < people // 2)[:, None]
    time = np.arange(-times + 1, 1.0)[None, :]
    value = taste + generator.normal(0, 5, (people, times)) + 2 * time + treated * (effect * (time >= 0) + trend * time)
    whole = np.ones((people, times))
    return value.ravel(), (treated * whole).ravel(), (time * whole).ravel(), np.repeat(np.arange(people), times)


def asked(parts: tuple[Floats, Floats, Floats, Floats], **wishes: Any) -> DifferenceInDifferences:
    return difference_in_differences(*parts[:3], 0, customers=parts[3], **wishes)


def test_the_effect_is_the_difference_of_the_changes() -> None:
    parts = panel(np.random.default_rng(1), effect=12)
    value, treated, time, _ = parts
    means = [[value[(treated == group) & (time >= 0) == side].mean() for side in (0, 1)] for group in (1, 0)]
    by_hand = [
        value[(treated == 1) & (time >= 0)].mean() - value[(treated == 1) & (time < 0)].mean(),
        value[(treated == 0) & (time >= 0)].mean() - value[(treated == 0) & (time < 0)].mean(),
    ]

    found = asked(parts)

    assert means
    assert found.effect.value == pytest.approx(by_hand[0] - by_hand[1])
    assert found.effect.low < 12 < found.effect.high
    assert found.effect.is_clear
    assert (found.n_treated, found.n_control, found.observations) == (30, 30, 300)
    assert len(found.series) == 5


def test_intervals_cover_as_often_as_they_say() -> None:
    generator = np.random.default_rng(2)
    trials = 1_000

    hits = 0
    for _ in range(trials):
        found = asked(panel(generator, effect=3, people=40, times=3)).effect
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 3 <= found.high

    assert hits / trials == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / trials))


def test_rows_of_one_customer_are_not_taken_for_independent() -> None:
    parts = panel(np.random.default_rng(3))
    alone = difference_in_differences(*parts[:3], 0)
    clustered = asked(parts)

    # People differ more than times do: knowing who is who makes the change far surer.
    assert clustered.effect.high - clustered.effect.low < 0.5 * (alone.effect.high - alone.effect.low)


def test_groups_that_moved_alike_are_said_to() -> None:
    found = asked(panel(np.random.default_rng(4), people=400, effect=12)).trends

    assert found is not None
    assert (found.verdict, found.periods) == ("alike", 4)
    assert "moved alike" in found.words


def test_groups_that_moved_apart_before_are_not_to_be_believed() -> None:
    found = asked(panel(np.random.default_rng(5), people=400, trend=3))

    assert found.trends is not None
    assert found.trends.verdict == "apart"
    assert found.trends.slope.value == pytest.approx(3, abs=0.6)
    assert found.remarks[0] == found.trends.words
    assert found.effect.is_clear


def test_a_trend_that_is_not_ruled_out_leaves_it_open() -> None:
    found = asked(panel(np.random.default_rng(6), people=20, effect=4)).trends

    assert found is not None
    assert found.verdict == "unclear"


def test_one_time_before_cannot_show_trends() -> None:
    found = asked(panel(np.random.default_rng(7), times=2)).trends

    assert found is not None
    assert (found.verdict, found.slope.value) == ("unknown", None)


def test_customers_known_on_one_side_only_are_counted() -> None:
    parts = panel(np.random.default_rng(8))
    gone = (parts[3] < 3) & (parts[2] >= 0)

    found = asked(tuple(part[~gone] for part in parts))  # type: ignore[arg-type]

    assert "3 of 60 customers are known only before or only after: the groups changed" in found.remarks


def test_too_few_customers_give_a_reason() -> None:
    found = asked(panel(np.random.default_rng(9), people=8))

    assert found.effect.value is None
    assert "4 treated and 4 held out" in found.reason


def test_an_empty_side_is_named() -> None:
    parts = panel(np.random.default_rng(10))
    early = parts[2] < 0

    found = asked(tuple(part[early] for part in parts))  # type: ignore[arg-type]

    assert found.reason == "nothing is known of: treated after, control after"


def test_bad_input_is_refused() -> None:
    value, treated, time, customer = panel(np.random.default_rng(11))
    broken = value.copy()
    broken[0] = np.nan
    for given, said in [
        ((broken, treated, time, customer), "no number"),
        ((value, treated * 2, time, customer), "true or false"),
        ((value, treated, time, customer * 0), "both groups"),
        ((value[:-1], treated, time, customer), "one entry"),
    ]:
        with pytest.raises(BadQuestion, match=said):
            asked(given)
