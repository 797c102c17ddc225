from __future__ import annotations

import numpy as np
import pytest

from rapport.analytics import BadQuestion
from rapport.analytics.effects import Arm, always_valid, always_valid_half_width, watched
from rapport.analytics.intervals import Floats

LOOKS = np.arange(50, 2_001, 50)
TRIALS = 2_000


def differences(effect: float, seed: int) -> tuple[Floats, Floats]:
    """Differences so far and their squared errors, trials × looks, of two groups of spenders."""
    generator = np.random.default_rng(seed)
    sums = []
    for shift in (effect, 0.0):
        blocks = generator.normal(shift * 50, np.sqrt(50), (TRIALS, len(LOOKS)))
        squares = 49 * generator.chisquare(49, (TRIALS, len(LOOKS))) / 49 + blocks**2 / 50
        total, square = blocks.cumsum(axis=1), squares.cumsum(axis=1)
        mean = total / LOOKS
        sums.append((mean, (square - LOOKS * mean**2) / (LOOKS - 1) / LOOKS))
    return sums[0][0] - sums[1][0], sums[0][1] + sums[1][1]


def test_looking_forty_times_errs_no_more_often_than_it_says() -> None:
    found, error = differences(0.0, 1)
    planned = error * 2 * LOOKS / 4_000

    once = np.abs(found) > 1.96 * np.sqrt(error)
    often = np.abs(found) > always_valid_half_width(error, planned)

    assert once[:, -1].mean() == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / TRIALS))
    assert once.any(axis=1).mean() > 0.2
    assert often.any(axis=1).mean() <= 0.05


def test_an_effect_is_found_well_before_the_end() -> None:
    found, error = differences(0.2, 2)
    clear = np.abs(found) > always_valid_half_width(error, error * 2 * LOOKS / 4_000)

    first = np.where(clear.any(axis=1), clear.argmax(axis=1), len(LOOKS) - 1)

    assert clear.any(axis=1).mean() > 0.98
    assert LOOKS[first].mean() < 1_200


def test_the_interval_is_narrowest_near_the_planned_size() -> None:
    planned = np.geomspace(0.01, 100, 401)

    half = always_valid_half_width(1.0, planned)

    assert planned[half.argmin()] == pytest.approx(1, abs=0.1)
    assert half.min() == pytest.approx(3.035, abs=0.005)


def test_limits_only_narrow_from_look_to_look() -> None:
    generator = np.random.default_rng(3)
    treated, control = generator.normal(0.3, 1, 3_000), generator.normal(0, 1, 3_000)

    found = watched([(Arm.of(treated[:n]), Arm.of(control[:n])) for n in range(100, 3_001, 100)], 6_000)

    lows = [look.difference.low for look in found.looks if look.difference.low is not None]
    assert lows == sorted(lows)
    assert found.first_clear is not None
    assert found.looks[found.first_clear].difference.is_clear
    assert found.looks[-1].n == 6_000


def test_an_effect_that_turns_round_is_said() -> None:
    found = watched([(Arm(1_000, 3, 1), Arm(1_000, 1, 1)), (Arm(5_000, 1, 1), Arm(5_000, 3, 1))], 4_000)

    assert found.remarks == ("the looks contradict one another: the effect changed while it was watched",)
    assert found.looks[-1].difference.low is None


def test_a_plan_of_nobody_is_refused() -> None:
    with pytest.raises(BadQuestion, match="planned_customers"):
        always_valid(Arm(10, 1, 1), Arm(10, 1, 1), 0)
