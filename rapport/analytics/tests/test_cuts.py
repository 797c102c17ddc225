"""Cutting by a further dimension, by other periods, and by who was a member then."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.engine.stretches import stretches
from rapport.analytics.tests.shop import JANUARY, LATER, QUARTER, ask, customers, members, orders, table
from rapport.analytics.tests.shop import at as day


def answered(number: int, customer: int, channel: str | None, score: float) -> dict[str, Any]:
    return {
        "id": number,
        "customer": customer,
        "at": day("2026-01-10"),
        "kind": "csat",
        "score": score,
        "channel": channel,
    }


RESPONSES = table(
    "responses",
    [answered(1, 1, "shop", 5), answered(2, 1, "mail", 2), answered(3, 2, "shop", 1), answered(4, 3, None, 5)],
)


def periods(grain: Any, start: str, end: str, **wishes: Any) -> list[tuple[str, str]]:
    asked = analytics.Question(
        metrics=["revenue"], period=analytics.Period(day(start), day(end)), grain=grain, known_until=LATER, **wishes
    )
    return [(f"{s.start:%Y-%m-%d}", f"{s.end:%Y-%m-%d}") for s in stretches(asked)]


def test_each_value_of_a_breakdown_stands_beside_the_total() -> None:
    answer = ask({"responses": RESPONSES}, "csat", breakdown="channel")

    shares = {row.breakdown: (row.value, row.n) for row in answer}

    assert shares == {None: (0.5, 4), "": (1.0, 1), "mail": (0.0, 1), "shop": (0.5, 2)}


def test_a_breakdown_goes_with_regions() -> None:
    people = customers((1, "Spain"), (2, "France"), (3, "France"))

    answer = ask({"responses": RESPONSES, "customers": people}, "csat", breakdown="channel", by="region")

    assert answer.row("csat", region="Spain", breakdown="shop").n == 1
    assert answer.row("csat", region="France").n == 2
    assert answer.row("csat", breakdown="shop").n == 2
    assert answer.row("csat").n == 4


def test_a_table_without_the_dimension_is_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="revenue reads orders, which cannot be cut by 'touchpoint'"):
        ask({"orders": orders((1, 1, "2026-01-05", "sale", None, 5))}, "revenue", breakdown="touchpoint")


def test_weeks_begin_on_mondays() -> None:
    assert periods("week", "2026-01-05", "2026-01-19") == [("2026-01-05", "2026-01-12"), ("2026-01-12", "2026-01-19")]
    assert periods("week", "2026-01-01", "2026-01-06")[0] == ("2026-01-01", "2026-01-05")


def test_quarters_and_years_follow_the_fiscal_year() -> None:
    assert periods("quarter", "2026-02-01", "2026-08-01", year_starts=2) == [
        ("2026-02-01", "2026-05-01"),
        ("2026-05-01", "2026-08-01"),
    ]
    assert periods("year", "2025-04-01", "2026-04-01", year_starts=4) == [("2025-04-01", "2026-04-01")]


def test_days_are_days_of_the_clock() -> None:
    madrid = periods("day", "2026-03-28", "2026-03-31", zone="Europe/Madrid")

    assert [start for start, _ in madrid] == ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="more than 750 periods"):
        periods("day", "2020-01-01", "2026-01-01")


def test_members_of_each_period_are_those_at_its_end() -> None:
    sold = orders(*((number, 1 + number % 2, f"2026-0{1 + number // 2}-10", "sale", None, 10) for number in range(6)))
    joined = members((7, 1), until="2026-02-15").to_pylist() + members((7, 2), since="2026-03-05").to_pylist()
    wishes: dict[str, Any] = {"period": QUARTER, "grain": "month", "segments": [7], "everybody": False}
    tables = {"orders": sold, "memberships": table("memberships", joined)}

    then = ask(tables, "revenue", "lifetime_revenue", members="period_end", **wishes)
    today = ask(tables, "revenue", **wishes)

    assert [row.value for row in then.of("revenue", segment=7)] == [10, 0, 10]
    assert [row.n for row in then.of("lifetime_revenue", segment=7)] == [1, 0, 1]
    assert [row.value for row in today.of("revenue", segment=7)] == [10, 10, 10]


def test_members_at_a_later_end_are_those_at_the_instant_asked() -> None:
    sold = orders((1, 1, "2026-01-10", "sale", None, 10))
    joined = members((7, 1), since="2026-01-20")

    early = ask(
        {"orders": sold, "memberships": joined},
        "revenue",
        segments=[7],
        members="period_end",
        as_of=datetime(2026, 1, 15, tzinfo=UTC),
        period=JANUARY,
    )

    assert early.row("revenue", segment=7).value is None
