"""Many rows of few kinds are interpolated: as each worked out by itself, whatever the parameters."""

from __future__ import annotations

import numpy as np
import pytest

from rapport.analytics.models.bgnbd import BgNbd
from rapport.analytics.models.leaving import by_kind, purchases_before_leaving
from rapport.analytics.models.mbgnbd import MbgNbd
from rapport.analytics.models.purchases import purchases_of

LIKELY = (0.2426, 4.4136, 0.7929, 2.4259)


@pytest.mark.parametrize("t", [1 / 7, 8, 156])
@pytest.mark.parametrize(
    "parameters", [LIKELY, (0.25, 0.05, 1.0, 0.3), (5, 50, 0.01, 3), (0.9, 12, 74_640, 142_773), (0.5, 4, 2.5, 0.1)]
)
def test_interpolated_as_worked_out_one_by_one(parameters: tuple[float, float, float, float], t: float) -> None:
    r, alpha, a, b = parameters
    rng = np.random.default_rng(1)
    x = rng.poisson(rng.gamma(0.5, 4, 3_000)).astype(float)
    x[:3] = 200, 500, 90
    ages = alpha + rng.uniform(0, 104, len(x))

    found = by_kind(t, x, r + x, ages, a, b + x)

    assert found == pytest.approx(purchases_before_leaving(t, r + x, ages, a, b + x), rel=1e-9)


@pytest.mark.parametrize("kind", [BgNbd, MbgNbd])
def test_a_customer_is_expected_to_buy_as_much_alone_as_among_many(kind: type[BgNbd]) -> None:
    model, ages = kind(*LIKELY), np.linspace(1, 100, 2_000)
    x = np.tile([0.0, 1, 1, 7], 500)
    many = purchases_of(x, np.where(x > 0, ages / 2, 0), ages)

    together = model.expected_while_alive(52, many)

    for row in (0, 1, 999, 1_999):
        alone = model.expected_while_alive(52, many.take(slice(row, row + 1)))
        assert together[row] == pytest.approx(float(alone[0]), rel=1e-11)


def test_nobody_and_no_time() -> None:
    nobody = np.zeros(0)

    assert len(by_kind(5, nobody, nobody, nobody, 1.0, nobody)) == 0
    assert by_kind(0, np.zeros(500), np.ones(500), np.linspace(1, 9, 500), 1.0, np.ones(500)).tolist() == [0] * 500
