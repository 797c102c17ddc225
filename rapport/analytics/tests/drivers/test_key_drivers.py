from __future__ import annotations

import doctest

import numpy as np
import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.drivers import importance_map, key_drivers
from rapport.analytics.drivers import key_drivers as module_of_function
from rapport.analytics.figure import Figure
from rapport.analytics.intervals import Floats

NAMES = ["delivery", "advice", "price", "hall"]
CSAT = dict.fromkeys(NAMES, (1.0, 5.0))


def answers(n: int = 400, seed: int = 1) -> tuple[Floats, Floats]:
    """Delivery matters most, advice less, price pulls the other way, the hall not at all."""
    generator = np.random.default_rng(seed)
    scores = generator.integers(1, 6, (n, 4)).astype(float)
    scores[:, 0] = np.minimum(scores[:, 0], 3)
    outcome = scores @ [1.5, 0.7, -0.4, 0] + generator.normal(0, 1, n)
    return scores, outcome


def holds(figure: Figure, truth: float) -> bool:
    assert figure.low is not None
    assert figure.high is not None
    return figure.low <= truth <= figure.high


def test_the_worked_examples_are_right() -> None:
    import sys

    for name in ("key_drivers", "importance_map", "experience_levels"):
        module = sys.modules[f"rapport.analytics.drivers.{name}"]
        assert doctest.testmod(module).failed == 0
        assert doctest.testmod(module).attempted
    assert callable(module_of_function)


def test_the_most_important_comes_first_with_sign_and_interval() -> None:
    found = key_drivers(*answers(), NAMES, scales=CSAT)

    assert [one.name for one in found.drivers] == ["delivery", "advice", "price", "hall"]
    assert [one.direction for one in found.drivers] == ["more", "more", "less", "unclear"]
    assert found.driver("delivery").effect.value == pytest.approx(1.5, abs=0.15)
    assert sum(one.part.value or 0 for one in found.drivers) == pytest.approx(1)
    assert sum(one.importance.value or 0 for one in found.drivers) == pytest.approx(found.explained.value)
    for one in found.drivers:
        assert one.importance.low is not None
        assert one.importance.low <= one.importance.value <= one.importance.high
    assert (found.n, found.given, found.dropped, found.reason) == (400, 400, 0, "")


def test_the_same_answers_give_the_same_intervals() -> None:
    assert key_drivers(*answers(), NAMES) == key_drivers(*answers(), NAMES)


def test_missing_scores_are_counted_and_said() -> None:
    scores, outcome = answers()
    scores[:120, 1] = np.nan
    scores[100:130, 2] = np.nan

    found = key_drivers(scores, outcome, NAMES)

    assert (found.n, found.given) == (270, 400)
    assert found.dropped == pytest.approx(130 / 400)
    assert found.driver("advice").missing == 120
    assert "130 of 400 cases (32%) left out for a missing score; most often missing: advice (120)" in found.remarks
    assert "so many left out may not be like those who stayed in" in found.remarks


def test_rows_of_one_customer_do_not_count_as_independent() -> None:
    scores, outcome = answers(150)
    repeated = np.repeat(np.arange(150), 4)

    alone = key_drivers(scores[repeated], outcome[repeated], NAMES)
    clustered = key_drivers(scores[repeated], outcome[repeated], NAMES, customers=repeated)

    def width(analysis: object) -> float:
        effect = analysis.driver("advice").effect  # type: ignore[attr-defined]
        return effect.high - effect.low

    assert (clustered.n, clustered.customers) == (600, 150)
    assert 1.6 < width(clustered) / width(alone) < 2.4


def test_many_customers_are_drawn_in_groups_with_the_same_interval() -> None:
    scores, outcome = answers(8_000)
    found = key_drivers(scores, outcome, NAMES).driver("advice").effect
    left = outcome - scores @ [1.5, 0.7, -0.4, 0]
    error = left.std() / (scores[:, 1].std() * np.sqrt(8_000))

    assert found.high is not None
    assert found.low is not None
    assert (found.high - found.low) / 3.92 == pytest.approx(error, rel=0.15)


def test_drivers_that_go_together_are_named() -> None:
    scores, outcome = answers()
    scores[:, 3] = scores[:, 0] + scores[:, 1]

    found = key_drivers(scores, outcome, NAMES)

    assert any(remark.startswith("hard to tell apart") for remark in found.remarks)
    assert any(remark.startswith("made up by the other drivers") for remark in found.remarks)
    assert found.driver("hall").effect.value is None
    assert found.driver("price").effect.value is not None


def test_an_outcome_of_yes_and_no_is_said_to_be_a_linear_probability() -> None:
    scores, outcome = answers()

    found = key_drivers(scores, outcome > np.median(outcome), NAMES)

    assert "linear probability model" in found.method
    assert found.drivers[0].name == "delivery"


def test_more_than_twelve_drivers_state_the_error_of_sampling() -> None:
    generator = np.random.default_rng(2)
    scores = generator.normal(size=(300, 14))
    outcome = scores[:, 0] + generator.normal(size=300)

    found = key_drivers(scores, outcome, [f"item {number}" for number in range(14)], draws=60)

    assert found.drivers[0].name == "item 0"
    assert 0 < max(one.sampling_error for one in found.drivers) < 0.01
    assert any("standard error of at most" in remark for remark in found.remarks)


def test_shuffling_finds_the_same_order() -> None:
    found = key_drivers(*answers(), NAMES, method="shuffling")

    assert [one.name for one in found.drivers][:2] == ["delivery", "advice"]
    assert "shuffled" in found.method


def test_a_finding_that_chance_makes_is_said_to_be_none() -> None:
    scores, _ = answers(200)

    found = key_drivers(scores, np.random.default_rng(8).normal(size=200), NAMES)

    assert "together the drivers explain no more than chance would" in found.remarks


@pytest.mark.parametrize(
    ("rows", "said"),
    [(0, "no answers"), (1, "same in every"), (20, "20 complete cases; 40 are needed for 4 drivers")],
)
def test_too_little_is_answered_with_a_reason(rows: int, said: str) -> None:
    scores, outcome = answers()

    found = key_drivers(scores[:rows], outcome[:rows], NAMES)

    assert found.drivers == ()
    assert said in found.reason


def test_an_outcome_that_never_differs_has_no_drivers() -> None:
    scores, _ = answers()

    assert "the outcome is the same" in key_drivers(scores, np.ones(400), NAMES).reason


def test_few_customers_with_many_answers_are_too_few() -> None:
    scores, outcome = answers()

    assert "12 customers" in key_drivers(scores, outcome, NAMES, customers=np.arange(400) % 12).reason


def test_a_driver_that_never_differs_is_left_out_and_named() -> None:
    scores, outcome = answers()
    scores[:, 3] = 4

    found = key_drivers(scores, outcome, NAMES)

    assert [one.name for one in found.drivers] == ["delivery", "advice", "price"]
    assert "the same in every case, so without importance: hall" in found.remarks


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"names": ["a", "a", "b", "c"]}, "different names"),
        ({"outcome": np.ones(3)}, "do not fit"),
        ({"method": "magic"}, "not known"),
        ({"confidence": 2}, "confidence"),
        ({"scales": {"delivery": (1.0, 2.0)}}, "outside its scale"),
        ({"scales": {"delivery": (1.0, 1.0)}}, "no length"),
        ({"customers": [1, 2]}, "customers"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object], said: str) -> None:
    scores, outcome = answers()
    given = {"outcome": outcome, "names": NAMES, **change}

    with pytest.raises(BadQuestion, match=said):
        key_drivers(scores, **given)


def test_an_infinite_score_is_refused() -> None:
    scores, outcome = answers()
    scores[0, 0] = np.inf

    with pytest.raises(BadQuestion, match="infinite"):
        key_drivers(scores, outcome, NAMES)


def test_the_map_says_where_to_begin() -> None:
    found = importance_map(key_drivers(*answers(), NAMES, scales=CSAT))

    assert (found.place("delivery").quadrant, found.place("delivery").title) == ("improve_first", "Improve first")
    assert found.place("delivery").is_clear
    assert found.place("price").quadrant == "look_closer"
    assert found.place("hall").quadrant == "more_than_needed"
    assert found.importance_line == 0.25


def test_a_scale_that_ends_low_is_turned_round() -> None:
    generator = np.random.default_rng(4)
    minutes = generator.uniform(0, 60, (200, 2))
    outcome = -minutes[:, 0] + generator.normal(0, 10, 200)

    found = key_drivers(minutes, outcome, ["waiting", "talking"], scales={"waiting": (60, 0), "talking": (0, 60)})

    assert found.driver("waiting").performance.value == pytest.approx(1 - minutes[:, 0].mean() / 60)


def test_a_map_of_nothing_has_a_reason() -> None:
    scores, outcome = answers(20)

    assert "complete cases" in importance_map(key_drivers(scores, outcome, NAMES)).reason


def test_intervals_hold_the_truth_nearly_as_often_as_they_say() -> None:
    generator = np.random.default_rng(4)
    slopes, trials, hits = np.array([1.0, 0.5, -0.4]), 120, np.zeros(3)
    who = np.repeat(np.arange(150), 2)
    for _ in range(trials):
        taste = generator.normal(size=(150, 3)) * 0.8
        scores = taste[who] + generator.normal(size=(300, 3)) * 0.6
        outcome = scores @ slopes + (generator.normal(size=150)[who] + generator.normal(size=300)) * np.sqrt(2)
        found = key_drivers(scores, outcome, NAMES[:3], customers=who, draws=200)
        for name, slope in zip(NAMES, slopes, strict=False):
            one = found.driver(name)
            truths = (slope, slope**2 / 5.41, 0.0)
            hits += [
                holds(figure, truth)
                for figure, truth in zip((one.effect, one.importance, one.performance), truths, strict=True)
            ]

    assert (hits / trials / 3 > 0.91).all()
    assert (hits / trials / 3 < 0.98).all()
