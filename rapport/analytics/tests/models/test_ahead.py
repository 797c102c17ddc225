"""Times and numbers of purchases that models are asked about: far ahead, and such as cannot be."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy import special

from rapport.analytics import BadQuestion
from rapport.analytics.models.bgnbd import BgNbd
from rapport.analytics.models.mbgnbd import MbgNbd
from rapport.analytics.models.model import PurchaseModel
from rapport.analytics.models.paretonbd import ParetoNbd
from rapport.analytics.tests.models.histories import one

KINDS: list[type[PurchaseModel]] = [BgNbd, MbgNbd, ParetoNbd]


@pytest.mark.parametrize("r, alpha", [(0.25, 1e-6), (0.2426, 1e-3), (40.0, 1e-4), (1e6, 1.0)])
def test_very_many_purchases_are_expected_at_once_and_rightly(r: float, alpha: float) -> None:
    a, b, t = 0.8, 2.5, 520.0
    begun = time.process_time()

    found = BgNbd(r, alpha, a, b).expected_purchases(t)

    assert time.process_time() - begun < 2
    hypergeometric = special.hyp2f1(r, b, a + b - 1, t / (alpha + t)) if r < 1 else np.nan
    wanted = (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t)) ** r * hypergeometric)
    # Where the formula cannot be trusted, customers buy so often that only their chance to leave counts.
    k = np.arange(1e6)
    often = np.exp(special.betaln(a, b + k) - special.betaln(a, b)).sum()
    assert found == pytest.approx(wanted, rel=1e-6) if r < 1 else found > often


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("t", [-1, np.nan, np.inf])
def test_a_time_that_cannot_be_is_refused(kind: type[PurchaseModel], t: float) -> None:
    model, customer = kind(0.5, 8.0, 0.7, 2.5), one(2, 5, 9)

    for ask in (
        lambda: model.expected_purchases(t),
        lambda: model.probability_of_purchases(1, t),
        lambda: model.conditional_expected_purchases(t, customer),
        lambda: model.conditional_probability(1, t, customer),
    ):
        with pytest.raises(BadQuestion, match="length of time from 0"):
            ask()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("x", [-1, 1.5, np.nan])
def test_a_number_of_purchases_that_cannot_be_is_refused(kind: type[PurchaseModel], x: float) -> None:
    with pytest.raises(BadQuestion, match="whole number from 0"):
        kind(0.5, 8.0, 0.7, 2.5).probability_of_purchases(x, 10)
