"""Running experiments: whose days are over, look by look, and whether to go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.effects.experiments import Experiment, experiments, looked_at, verdict
from rapport.analytics.effects.sequential import watched
from rapport.analytics.tests import shop

KNOWN = shop.at("2026-06-01")


def asked(draws: list[dict[str, Any]], *orders: shop.OrderTuple, **wishes: Any) -> tuple[Experiment, ...]:
    tables = {"assignments": shop.made("assignments", *draws), "orders": shop.orders(*orders)}
    with analytics.Source(tables) as source:
        return experiments(source, KNOWN, **wishes)


def drawn(customer: int, arm: str, at: str = "2026-05-01", experiment: str = "mail") -> dict[str, Any]:
    return {"experiment": experiment, "customer": customer, "arm": arm, "at": at}


def made(effect: float, n: int = 2_000, seed: int = 3) -> Experiment:
    """Ten are drawn each day; 30 % of those held out buy, and so many more of those treated."""
    random = np.random.default_rng(seed)
    treated = random.random(n) < 0.5
    value = (random.random(n) < 0.3 + effect * treated).astype(float)
    at = np.arange(n) / 10
    return Experiment("made", np.arange(n), treated, at, value, 30, float(at[-1] + 31))


def test_only_the_days_after_the_draw_count() -> None:
    (found,) = asked(
        [drawn(1, "treated"), drawn(2, "holdout"), drawn(3, "treated", "2026-05-25")],
        (1, 1, "2026-04-30", "sale", None, 5.0),
        (2, 1, "2026-05-02", "sale", None, 7.0),
        (3, 1, "2026-05-20", "refund", None, -2.0),
        (4, 2, "2026-05-16", "sale", None, 9.0),
        (5, 3, "2026-05-26", "sale", None, 4.0),
        measure="revenue",
        days=14,
    )

    assert found.customer.tolist() == [1, 2, 3]
    assert found.value.tolist() == [7, 0, 4]
    assert found.over.tolist() == [True, True, False]


def test_who_was_drawn_into_both_arms_is_left_out() -> None:
    (found,) = asked([drawn(1, "treated"), drawn(1, "holdout"), drawn(2, "holdout")])

    assert (found.customer.tolist(), found.in_both) == ([2], 1)


def test_the_last_begun_comes_first() -> None:
    rows = [drawn(1, "treated", "2026-01-01", "old"), drawn(1, "treated", "2026-04-01", "new")]

    assert [one.name for one in asked(rows)] == ["new", "old"]


def test_each_look_holds_all_before_it() -> None:
    looks = made(0.0).looks()

    sizes = [treated.n + control.n for _, treated, control in looks]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 2_000
    assert min(looks[0][1].n, looks[0][2].n) >= 20


@pytest.mark.parametrize(
    "effect, worth, expected",
    [(0.12, 0.05, "more"), (-0.12, 0.05, "less"), (0.0, 0.1, "ruled out"), (0.0, 0.02, "open")],
)
def test_it_says_when_to_stop(effect: float, worth: float, expected: str) -> None:
    found = watched(looked_at(made(effect).looks()), planned_customers=2_000)

    assert verdict(found, worth) == expected


def test_looking_every_week_hardly_ever_finds_what_is_not_there() -> None:
    """Of 200 experiments without effect, looked at 25 times each, at most one in twenty cries out."""
    false = sum(
        verdict(watched(looked_at(made(0.0, 1_500, seed).looks()), planned_customers=1_500), 9.0) in ("more", "less")
        for seed in range(200)
    )

    assert false <= 10


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(analytics.BadQuestion):
        asked([drawn(1, "treated")], measure="smiles")
    with pytest.raises(analytics.BadQuestion):
        verdict(watched([], 100), 0)
    with pytest.raises(analytics.BadTable), analytics.Source({}) as source:
        experiments(source, datetime.now(UTC) - timedelta(days=1))
