"""Every metric on a shop small enough to check by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from rapport.analytics import Choices
from rapport.analytics.tests.shop import QUARTER, ask, at, customers, orders, responses, table

ORDERS = orders(
    (1, 1, "2025-12-10", "sale", "Spain", 40),
    (2, 2, "2025-12-20", "sale", "Spain", 60),
    (3, 3, "2025-10-01", "sale", "France", 80),
    (4, 1, "2026-01-05", "sale", "Spain", 100),
    (5, 1, "2026-01-20", "sale", "France", 50.25),
    (6, 4, "2026-01-21", "sale", "France", 20),
    (7, None, "2026-01-22", "sale", "Spain", 30),
    (8, 2, "2026-01-23", "refund", "Spain", -60),
    (9, None, "2026-01-24", "adjustment", "Spain", -5),
    (10, 4, "2026-02-01", "sale", "France", 999),
)
SHOP = {"orders": ORDERS, "customers": customers((1, "Spain"), (2, "Spain"), (3, "France"), (4, "France"))}


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        ("customers", 4, 4),
        ("active_customers", 2, 2),
        ("revenue", 100 + 50.25 + 20 + 30 - 60 - 5, 4),
        ("orders", 4, 4),
        ("average_order_value", 135.25 / 4, 4),
        ("purchase_frequency", 3 / 2, 2),
        ("repeat_purchase_rate", 1 / 2, 2),
        ("retention_rate", 1 / 2, 2),
        ("lifetime_revenue", (40 + 100 + 50.25 + 80 + 20 + 60 - 60) / 4, 4),
        ("anonymous_revenue", 25, 1),
        ("refunds", 60, 1),
        ("refund_share", 60 / 200.25, 4),
    ],
)
def test_january_of_the_small_shop(metric: str, value: float, n: int) -> None:
    row = ask(SHOP, metric).row(metric)

    assert row.state == "ok"
    assert row.value == pytest.approx(value, abs=1e-9)
    assert row.n == n
    assert row.low is None or row.low <= row.value <= (row.high or 0)  # type: ignore[operator]


def test_retention_looks_at_the_days_declared() -> None:
    long = ask(SHOP, "retention_rate", choices=Choices(retention_days=100)).row("retention_rate")
    short = ask(SHOP, "retention_rate", choices=Choices(retention_days=15)).row("retention_rate")

    assert (long.value, long.n) == (pytest.approx(1 / 3), 3)
    assert (short.value, short.n) == (0, 1)


@pytest.mark.parametrize(
    ("silence_days", "lost", "active"),
    [
        # Customers 1 and 2 bought within 31 days of 1 January; only 1 bought in the 31 days before 1 February.
        (31, 1, 2),
        # 3 was active too (1 October); by 1 February its silence is longer than 100 days, that of 1 and 2 is not.
        (100, 1, 3),
        (200, 0, 3),
    ],
)
def test_churn_is_silence_as_declared(silence_days: int, lost: int, active: int) -> None:
    row = ask(SHOP, "churn_rate", choices=Choices(silence_days=silence_days)).row("churn_rate")

    assert (row.value, row.n) == (pytest.approx(lost / active), active)


def lines(*costs: float | None) -> pa.Table:
    rows: list[dict[str, Any]] = [
        {"id": number, "order_id": number, "customer": 1 + number % 2, "at": at("2026-01-05"), "kind": "sale",
         "net": Decimal(100), "direct_cost": None if cost is None else Decimal(str(cost))}
        for number, cost in enumerate(costs)
    ]  # fmt: skip
    return table("order_lines", rows)


def value_of(table: pa.Table, choices: Choices | None = None) -> Any:
    return ask({"order_lines": table}, "lifetime_value", choices=choices or Choices()).row("lifetime_value")


def test_lifetime_value_takes_known_cost_off() -> None:
    row = value_of(lines(60, 70, 55.5, 80))

    assert row.value == pytest.approx((400 - 265.5) / 2)
    assert (row.n, row.assumption) == (2, "")


def test_without_cost_there_is_no_lifetime_value() -> None:
    assert (value_of(lines(None, None)).state, value_of(lines(None, None)).reason) == ("no_data", "no cost known")
    assert value_of(lines(60, None, 55, 80)).reason == "cost known for only 75% of the lines"
    assert value_of(lines(60, None)).value is None


def test_a_declared_margin_rate_is_marked_as_an_assumption() -> None:
    rate = Choices(margin_rate=0.4)

    none, some = value_of(lines(None, None), rate), value_of(lines(60, None), rate)

    assert (none.value, none.assumption) == (pytest.approx(40), "margin rate of 40.0% declared, no cost known")
    assert (some.value, some.assumption) == (
        pytest.approx((100 - 60 + 40) / 2),
        "margin rate of 40.0% declared, where no cost is known",
    )
    assert value_of(lines(60, 70), rate).assumption == ""


ANSWERS = responses(
    (1, 1, "2026-01-02", "nps", 3),
    (2, 1, "2026-01-20", "nps", 10),
    (3, 2, "2026-01-05", "nps", 6),
    (4, 3, "2026-01-06", "nps", 8),
    (5, None, "2026-01-07", "nps", 9),
    (6, None, "2026-01-08", "nps", 9),
    (7, 1, "2026-02-20", "nps", 0),
    (8, 1, "2026-01-09", "csat", 5),
    (9, 2, "2026-01-09", "csat", 4),
    (10, 3, "2026-01-09", "csat", 2),
    (11, 1, "2026-01-09", "ces", 7),
    (12, 2, "2026-01-09", "ces", 5),
    (13, 3, "2026-01-09", "ces", 3),
    (14, 3, "2026-01-10", "free", None),
)


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        ("nps", 100 * (3 - 1) / 5, 5),
        ("csat", 2 / 3, 3),
        ("csat_mean", 11 / 3, 3),
        ("ces", 5, 3),
        ("ces_share", 2 / 3, 3),
        ("responses", 13, 13),
    ],
)
def test_the_answers_of_january(metric: str, value: float, n: int) -> None:
    row = ask({"responses": ANSWERS}, metric).row(metric)

    assert (row.value, row.n, row.state) == (pytest.approx(value), n, "ok")


def test_of_one_person_the_latest_answer_of_each_period_counts() -> None:
    months = ask({"responses": ANSWERS}, "nps", period=QUARTER, grain="month", whole=True).of("nps")

    assert [(row.value, row.n) for row in months] == [
        (pytest.approx(40), 5),
        (pytest.approx(-100), 1),
        (None, 0),
        (pytest.approx(0), 5),
    ]


def test_the_mean_of_single_answers_has_students_interval() -> None:
    row = ask({"responses": ANSWERS}, "ces").row("ces")

    half = 4.302653 * (4 / 3) ** 0.5
    assert (row.low, row.high) == (pytest.approx(5 - half, abs=1e-4), pytest.approx(5 + half, abs=1e-4))


def test_many_answers_of_few_people_are_worth_fewer() -> None:
    each_once = responses(*[(i, i, "2026-01-05", "csat", 5 if i % 2 else 1) for i in range(1, 41)])
    by_ten = responses(*[(i, 1 + i % 10, "2026-01-05", "csat", 5 if i % 2 else 1) for i in range(1, 41)])

    alone, clustered = (ask({"responses": rows}, "csat").row("csat") for rows in (each_once, by_ten))

    assert alone.value == clustered.value == 0.5
    assert (alone.low, alone.high) == (pytest.approx(0.3520, abs=1e-4), pytest.approx(0.6480, abs=1e-4))
    assert clustered.low is not None
    assert alone.low is not None
    assert clustered.low < alone.low - 0.05


def test_equal_answers_of_few_people_are_worth_one_each() -> None:
    by_two = responses(*[(i, 1 + i % 2, "2026-01-05", "csat", 5) for i in range(1, 21)])

    row = ask({"responses": by_two}, "csat").row("csat")

    # Wilson of 2 of 2, not of 20 of 20.
    assert (row.value, row.n, row.high) == (1, 20, 1)
    assert row.low == pytest.approx(0.3424, abs=1e-4)
