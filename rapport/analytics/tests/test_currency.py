"""Amounts at the rate of their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, BadTable, MixedCurrencies
from rapport.analytics.currency import MissingRate, converted
from rapport.analytics.tests.shop import ask, made

ORDERS = made(
    "orders",
    {"customer": 1, "at": "2026-01-05", "kind": "sale", "net": 100, "currency": "USD"},
    {"customer": 2, "at": "2026-01-06 23:30", "kind": "sale", "net": 100, "currency": "USD"},
    {"customer": 3, "at": "2026-01-06", "kind": "sale", "net": 50, "currency": "EUR"},
)


def rates(*rows: tuple[str, str, float]) -> pa.Table:
    return pa.table(
        {
            "day": pa.array([date.fromisoformat(day) for day, _, _ in rows], pa.date32()),
            "currency": pa.array([currency for _, currency, _ in rows], pa.string()),
            "rate": pa.array([rate for _, _, rate in rows], pa.float64()),
        }
    )


DAILY = rates(("2026-01-05", "USD", 0.92), ("2026-01-06", "USD", 0.9), ("2026-01-07", "USD", 0.8))


def values(table: pa.Table, column: str) -> list[Any]:
    return list(table[column].to_pylist())


def test_each_amount_takes_the_rate_of_its_day() -> None:
    table = converted(ORDERS, DAILY, into="EUR")

    assert values(table, "net") == [Decimal("92.0000"), Decimal("90.0000"), Decimal("50.0000")]
    assert values(table, "currency") == ["EUR"] * 3
    assert values(table, "original_net") == [Decimal("100.0000"), Decimal("100.0000"), Decimal("50.0000")]
    assert values(table, "original_currency") == ["USD", "USD", "EUR"]
    assert values(table, "rate") == [0.92, 0.9, 1.0]


def test_the_day_is_that_of_the_zone() -> None:
    assert values(converted(ORDERS, DAILY, into="EUR", zone="Europe/Madrid"), "rate") == [0.92, 0.8, 1.0]


def test_converted_orders_can_be_added() -> None:
    with pytest.raises(MixedCurrencies):
        ask({"orders": ORDERS}, "revenue")

    row = ask({"orders": converted(ORDERS, DAILY, into="EUR")}, "revenue").row("revenue")

    assert (row.value, row.unit) == (232, "EUR")


def test_a_missing_rate_names_currency_and_days() -> None:
    with pytest.raises(MissingRate, match=r"rates: there is none for USD on 2026-01-06$"):
        converted(ORDERS, DAILY.slice(0, 1), into="EUR")
    with pytest.raises(MissingRate, match=r"EUR on 2026-01-06"):
        converted(ORDERS, DAILY, into="USD")


def test_a_rate_holds_on_where_that_is_declared() -> None:
    assert values(converted(ORDERS, DAILY.slice(0, 1), into="EUR", carried_days=3), "rate") == [0.92, 0.92, 1.0]
    with pytest.raises(MissingRate):
        converted(ORDERS, rates(("2026-01-01", "USD", 0.9)), into="EUR", carried_days=3)


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_a_rate_is_a_positive_number(rate: float) -> None:
    with pytest.raises(BadTable, match=r"rates\.rate: .* for USD on 2026-01-05 is no positive number"):
        converted(ORDERS, rates(("2026-01-05", "USD", rate)), into="EUR")


def test_one_day_has_one_rate() -> None:
    with pytest.raises(BadTable, match="2 rates for USD on 2026-01-05"):
        converted(ORDERS, rates(("2026-01-05", "USD", 0.9), ("2026-01-05", "USD", 0.91)), into="EUR")


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(BadQuestion, match="has no column paid"):
        converted(ORDERS, DAILY, into="EUR", amounts=("paid",))
    with pytest.raises(BadTable, match=r"rates\.rate: the column is missing"):
        converted(ORDERS, DAILY.drop_columns(["rate"]), into="EUR")
    with pytest.raises(BadTable, match="currency: empty in 1 rows"):
        converted(made("orders", {"at": "2026-01-05", "kind": "sale", "net": 1}), DAILY, into="EUR")
    with pytest.raises(BadQuestion, match="carried_days"):
        converted(ORDERS, DAILY, into="EUR", carried_days=-1)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(5, 7), st.integers(-(10**6), 10**6)), min_size=1, max_size=20))
def test_rows_keep_their_order_and_their_original(rows: list[tuple[int, int]]) -> None:
    kinds = {True: "sale", False: "refund"}
    table = made(
        "orders",
        *({"at": f"2026-01-0{day}", "kind": kinds[net >= 0], "net": net / 100, "currency": "USD"} for day, net in rows),
    )

    result = converted(table, DAILY, into="EUR")

    by_day = {5: Decimal("0.92"), 6: Decimal("0.9"), 7: Decimal("0.8")}
    assert values(result, "original_net") == values(table, "net")
    assert values(result, "id") == values(table, "id")
    for (day, net), said in zip(rows, values(result, "net"), strict=True):
        assert abs(said - Decimal(net) / 100 * by_day[day]) <= Decimal("0.0001")
