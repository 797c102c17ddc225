"""What looks at a window of time waits until it is over: in a period that is not, nobody has failed yet."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.analytics import Choices, Period
from rapport.analytics.answer import Row
from rapport.analytics.tests.shop import ask, at, made

NOW = at("2026-01-11")
EARLY, LATELY = range(1, 7), range(7, 13)
BOUGHT = made(
    "orders",
    *(
        {"customer": who, "at": day, "kind": "sale", "net": 1, "currency": "EUR"}
        for some, day in ((EARLY, "2025-12-05"), (LATELY, "2025-12-20"))
        for who in some
    ),
)
ASKED = made(
    "tickets",
    *({"customer": who, "opened_at": "2026-01-10 23:00"} for who in EARLY),
    {"customer": 20, "opened_at": "2026-01-05", "first_response_at": "2026-01-05 01:00", "resolved_at": "2026-01-05"},
)
DUE = made(
    "orders",
    *(
        {"customer": who, "at": "2025-12-05", "kind": "sale", "net": 1, "currency": "EUR", "due_at": "2026-01-20"}
        for who in EARLY
    ),
    {"customer": 20, "at": "2025-12-05", "kind": "sale", "net": 1, "currency": "EUR", "due_at": "2026-01-05",
     "paid_at": "2026-01-04"},
)  # fmt: skip
DRAWN = made(
    "assignments",
    *(
        {"experiment": "gift", "customer": who, "arm": "treated" if who % 2 else "holdout", "at": "2026-01-09"}
        for who in EARLY
    ),
)


def row(tables: dict[str, Any], metric: str, **wishes: Any) -> Row:
    return ask(tables, metric, known_until=NOW, **wishes).row(metric)


@pytest.mark.parametrize(
    ("tables", "metric", "choices", "value", "n"),
    [
        # Six wait for an hour of the four promised; one was answered in time.
        ({"tickets": ASKED}, "sla_met", Choices(), 1.0, 1),
        ({"tickets": ASKED}, "resolution_sla_met", Choices(), 1.0, 1),
        # Silent for 30 days by 11 January are those of 5 December, and not yet those of the 20th.
        ({"orders": BOUGHT}, "churn_rate", Choices(silence_days=30), 0.5, 12),
        # Day 30 is over for those of 5 December only.
        ({"orders": BOUGHT}, "early_churn_rate", Choices(return_day=30), 1.0, 6),
        ({"orders": BOUGHT}, "return_within_days", Choices(return_day=30), 0.0, 6),
        # What is due on the 20th is not late on the 11th.
        ({"orders": DUE}, "late_payment_share", Choices(), 0.0, 1),
    ],
)
def test_only_windows_that_are_over_count(
    tables: dict[str, Any], metric: str, choices: Choices, value: float, n: int
) -> None:
    found = row(tables, metric, choices=choices)

    assert (found.value, found.n) == (value, n)
    assert (found.complete, found.reason) == (False, "the period is not over")


def test_an_experiment_whose_days_run_has_no_effect_yet() -> None:
    found = row({"assignments": DRAWN, "orders": BOUGHT}, "conversion_lift", choices=Choices(effect_days=20))

    assert (found.value, found.n) == (None, 0)
    assert found.reason == "no draw of both arms whose days ended in the period"


def test_a_period_that_has_not_begun_has_no_answer() -> None:
    february = Period(at("2026-02-01"), at("2026-03-01"))

    found = row({"orders": BOUGHT}, "churn_rate", period=february)

    assert (found.value, found.state, found.reason) == (None, "no_data", "the period has not begun")


def test_what_is_recorded_of_an_open_period_counts_all_the_same() -> None:
    later = made("orders", {"customer": 1, "at": "2026-01-20", "kind": "sale", "net": 7, "currency": "EUR"})

    assert row({"orders": later}, "revenue").value == 7
