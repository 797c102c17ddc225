"""The search for the likeliest parameters ends, also where numbers have no more digits."""

from collections.abc import Callable

import numpy as np
import pytest

from rapport.analytics.intervals import Floats
from rapport.analytics.models import fitting

TOP = np.array([1.0, -2.0, 0.5, 0.1])
CURVED = np.array([[2.0, 0.3, 0.0, 0.1], [0.3, 1.0, 0.2, 0.0], [0.0, 0.2, 0.5, 0.05], [0.1, 0.0, 0.05, 0.04]])


def hollow(noise: float) -> tuple[Callable[[Floats], tuple[float, Floats]], list[Floats]]:
    """A hollow whose values are right up to so large a share, as sums over many customers are; where it was asked."""
    asked: list[Floats] = []

    def objective(place: Floats) -> tuple[float, Floats]:
        asked.append(place)
        away = place - TOP
        wrong = 1 + noise * np.sin(1e12 * float(place.sum()))
        return (13 + float(away @ CURVED @ away) / 2) * wrong, CURVED @ away

    return objective, asked


@pytest.mark.parametrize("noise", [0, 1e-16, 1e-15, 4e-15])
def test_a_search_ends_where_values_differ_by_rounding_alone(noise: float) -> None:
    objective, asked = hollow(noise)

    value, place = fitting._climb(objective, np.zeros(4))

    assert place == pytest.approx(TOP, abs=1e-6)
    assert value == pytest.approx(13, rel=1e-13)
    assert len(asked) < 60
