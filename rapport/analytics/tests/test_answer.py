"""Cells, states and comparisons."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.tests.shop import (
    JANUARY,
    QUARTER,
    ask,
    at,
    customers,
    members,
    orders,
    responses,
)

REGULARS, SLEEPERS, NOBODY = 1, 2, 3
SHOP = {
    "customers": customers((1, "Spain"), (2, "Spain"), (3, "France"), (4, None)),
    "orders": orders(
        (1, 1, "2026-01-05", "sale", "Spain", 100),
        (2, 1, "2026-02-05", "sale", "France", 40),
        (3, 3, "2026-01-06", "sale", "France", 7),
        (4, 4, "2026-03-07", "sale", "France", 3),
        (5, None, "2026-01-08", "sale", "Spain", 1000),
        (6, None, "2026-01-09", "sale", None, 1),
    ),
    "memberships": members((REGULARS, 1), (REGULARS, 3), (SLEEPERS, 2)),
}


def test_everybody_holds_anonymous_orders_and_segments_do_not() -> None:
    answer = ask(SHOP, "revenue", "anonymous_revenue", segments=[REGULARS])

    assert answer.row("revenue").value == 1108
    assert answer.row("revenue", segment=REGULARS).value == 107
    assert answer.row("anonymous_revenue").value == 1001
    assert answer.row("anonymous_revenue", segment=REGULARS).state == "no_data"
    assert "belong to no segment" in answer.row("anonymous_revenue", segment=REGULARS).reason


def test_the_region_of_a_customer_counts_unless_that_of_the_order_is_asked() -> None:
    by_customer = ask(SHOP, "revenue", "active_customers", period=QUARTER, by=["region"])
    by_order = ask(SHOP, "revenue", "active_customers", period=QUARTER, by=["region"], region_of="order")

    def values(answer: analytics.Answer, metric: str) -> dict[str | None, float | None]:
        return {row.region: row.value for row in answer if row.metric == metric}

    assert values(by_customer, "revenue") == {None: 1151, "": 4, "France": 7, "Spain": 1140}
    assert values(by_order, "revenue") == {None: 1151, "": 1, "France": 50, "Spain": 1100}
    assert values(by_customer, "active_customers") == {None: 3, "": 1, "France": 1, "Spain": 1}
    assert values(by_order, "active_customers") == {None: 3, "": 0, "France": 3, "Spain": 1}


def test_without_customers_the_region_of_the_order_counts() -> None:
    only_orders = {"orders": SHOP["orders"]}

    answer = ask(only_orders, "revenue", period=QUARTER, by=["region"])

    assert answer.row("revenue", region="France").value == 50


def test_regions_asked_limit_the_total_too() -> None:
    answer = ask(SHOP, "revenue", period=QUARTER, by=["region"], regions=["Spain", "Portugal"])

    assert answer.row("revenue").value == 1140
    assert answer.row("revenue", region="Portugal").state == "no_data"


def test_one_customer_can_be_asked_about() -> None:
    answer = ask(SHOP, "revenue", "orders", "customers", period=QUARTER, customers=[1])

    assert [answer.row(name).value for name in ("revenue", "orders", "customers")] == [140, 2, 1]


def test_a_segment_is_its_members_at_the_date_asked() -> None:
    moving = SHOP | {"memberships": members((REGULARS, 1), since="2026-01-01", until="2026-03-01")}

    def revenue(as_of: str) -> float | None:
        return (
            ask(moving, "revenue", period=QUARTER, segments=[REGULARS], as_of=at(as_of))
            .row("revenue", segment=REGULARS)
            .value
        )

    assert revenue("2025-12-31 23:59") is None
    assert revenue("2026-01-01") == 140
    assert revenue("2026-02-28 23:59") == 140
    assert revenue("2026-03-01") is None


def test_overlapping_memberships_count_a_customer_once() -> None:
    twice = SHOP | {"memberships": members((REGULARS, 1), (REGULARS, 1))}

    assert ask(twice, "revenue", segments=[REGULARS]).row("revenue", segment=REGULARS).value == 100


def test_periods_are_half_open_in_the_zone_asked() -> None:
    madrid = ZoneInfo("Europe/Madrid")
    edges = {
        "orders": orders(
            (1, 1, "2025-12-31 22:59", "sale", None, 1),
            (2, 1, "2025-12-31 23:00", "sale", None, 10),
            (3, 1, "2026-01-31 22:59", "sale", None, 100),
            (4, 1, "2026-01-31 23:00", "sale", None, 1000),
        )
    }
    period = analytics.Period(datetime(2026, 1, 1, tzinfo=madrid), datetime(2026, 3, 1, tzinfo=madrid))

    rows = ask(edges, "revenue", period=period, grain="month", zone="Europe/Madrid").of("revenue")

    assert [row.value for row in rows] == [110, 1000]
    assert rows[0].period_start == datetime(2025, 12, 31, 23, tzinfo=UTC)


def test_a_segment_without_members_has_no_figures() -> None:
    names = [name for name in analytics.metrics.catalogue.names() if name != "lifetime_value"]

    answer = ask(SHOP | {"responses": responses((1, 1, "2026-01-05", "nps", 9))}, *names, segments=[NOBODY])

    for name in names:
        row = answer.row(name, segment=NOBODY)
        assert (row.state, row.value, row.low, row.high, row.n) == ("no_data", None, None, None, 0), name
        assert row.reason


def test_a_month_without_orders_is_zero_only_where_records_cover_it() -> None:
    period = analytics.Period(at("2025-12-01"), at("2026-05-01"))

    answer = ask(SHOP, "revenue", "average_order_value", period=period, grain="month", segments=[REGULARS, SLEEPERS])

    assert [row.value for row in answer.of("revenue", segment=REGULARS)] == [None, 107, 40, 0, None]
    assert [row.state for row in answer.of("revenue", segment=SLEEPERS)] == ["no_data"] * 5
    assert [row.value for row in answer.of("average_order_value", segment=REGULARS)] == [None, 53.5, 40, None, None]


def test_below_the_least_number_an_estimate_is_not_shown() -> None:
    answer = ask(SHOP, "average_order_value", "revenue", minimum_n=5)

    average, revenue = answer.row("average_order_value"), answer.row("revenue")
    assert (average.state, average.value, average.n) == ("too_few", None, 4)
    assert average.reason == "fewer than 5 sales"
    assert (revenue.state, revenue.value, revenue.low, revenue.high) == ("ok", 1108, None, None)


def test_public_pages_hide_small_totals_too() -> None:
    row = ask(SHOP, "revenue", minimum_n=10, hide_small_totals=True).row("revenue")

    assert (row.state, row.value) == ("too_few", None)


def test_a_period_that_is_not_over_is_marked_and_not_compared() -> None:
    earlier = orders((7, 1, "2025-12-30", "sale", "Spain", 5))
    shop = SHOP | {"orders": pa.concat_tables([earlier, SHOP["orders"]])}
    rows = ask(
        shop, "revenue", period=QUARTER, grain="month", compare=True, known_until=at("2026-03-10"), minimum_n=1
    ).of("revenue")

    assert [row.complete for row in rows] == [True, True, False]
    assert rows[1].change == 40 - 1108
    assert (rows[2].previous, rows[2].change) == (40, None)
    assert rows[2].reason == "the period is not over"


def test_a_total_of_a_period_in_which_the_records_begin_is_marked_and_not_compared() -> None:
    found = ask(SHOP, "revenue", "average_order_value", period=QUARTER, grain="month", compare=True, minimum_n=1)
    totals, rates = found.of("revenue"), found.of("average_order_value")

    assert [row.complete for row in totals] == [False, True, True]
    assert totals[0].reason.startswith("records begin on 2026-01-")
    assert (totals[1].previous, totals[1].change) == (1108, None)
    assert [row.complete for row in rates] == [True, True, True]
    assert rates[1].change is not None


def test_a_look_back_beyond_the_records_is_marked() -> None:
    january, march = (
        ask(SHOP, "retention_rate", period=period, minimum_n=1).row("retention_rate")
        for period in (JANUARY, analytics.Period(at("2026-03-01"), at("2026-04-01")))
    )

    assert january.state == "no_data"
    assert not january.complete
    assert march.complete
    assert march.value == 0


def test_the_change_of_a_rate_has_the_interval_of_the_difference() -> None:
    rows = [(i, i % 60, "2026-01-05", "sale", None, 10) for i in range(120)]
    rows += [(200 + i, i % 80, "2026-02-05", "sale", None, 10) for i in range(100)]

    february = analytics.Period(at("2026-02-01"), at("2026-03-01"))
    row = ask({"orders": orders(*rows)}, "repeat_purchase_rate", period=february, compare=True).row(
        "repeat_purchase_rate"
    )

    assert (row.value, row.previous, row.change) == (0.25, 1, -0.75)
    # Wilson: 20/80 .1681–.3547, 60/60 .9398–1.
    assert row.change_low == pytest.approx(-0.75 - ((0.25 - 0.16815) ** 2 + 0) ** 0.5, abs=1e-4)
    assert row.change_high == pytest.approx(-0.75 + (0.10474**2 + 0.06017**2) ** 0.5, abs=1e-4)


def test_the_change_of_an_average_follows_the_same_customers() -> None:
    rows: list[Any] = [(i, i, "2026-01-05", "sale", None, 10 * i) for i in range(1, 101)]
    rows += [(200 + i, i, "2026-02-05", "sale", None, 10 * i + 3) for i in range(1, 101)]
    february = analytics.Period(at("2026-02-01"), at("2026-03-01"))

    row = ask({"orders": orders(*rows)}, "average_order_value", period=february, compare=True).row(
        "average_order_value"
    )

    assert (row.change, row.change_low, row.change_high) == pytest.approx((3, 3, 3), abs=1e-6)
    assert row.high is not None
    assert row.low is not None
    assert row.high - row.low > 80


def test_an_answer_is_found_by_cell_and_turned_into_tables() -> None:
    answer = ask(SHOP, "revenue", "orders", period=QUARTER, grain="month", whole=True, by=["region"])

    assert answer.row("revenue", region="Spain").period_end == QUARTER.end
    assert len(answer.of("orders", region="Spain")) == 4
    assert len(answer.to_dicts()) == answer.to_arrow().num_rows == len(answer) == 2 * 4 * 4
    assert set(answer.sql) == {"orders"}
    with pytest.raises(LookupError, match="no row for segment 9"):
        answer.row("revenue", segment=9)


def test_the_same_question_gives_the_same_answer() -> None:
    first, second = (ask(SHOP, "revenue", "average_order_value", period=QUARTER, by=["region"]) for _ in range(2))

    assert first.to_dicts() == second.to_dicts()
