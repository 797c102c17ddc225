"""Trends of demand read from orders and lines."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.population import Population
from rapport.analytics.tests import shop
from rapport.analytics.trends.demand import Demand, demand_trends
from rapport.analytics.trends.spans import whole_spans

YEAR = analytics.Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
NORTH, SOUTH = 1, 2
NORTH_ORDERS = tuple(round(4 * 1.15**month) for month in range(12))


def orders() -> pa.Table:
    """In the north a seventh more each month, in the south always six; every third order is the other customer's."""
    rows = []
    for month in range(1, 13):
        for region, many in (("North", NORTH_ORDERS[month - 1]), ("South", 6)):
            for place in range(many):
                customer = (NORTH if region == "North" else SOUTH) + (10 if place % 3 == 0 else 0)
                day = f"2025-{month:02d}-{place + 1:02d}"
                rows.append((len(rows), customer, day, "sale", region, 10.0))
    rows.append((len(rows), None, "2025-06-15", "sale", None, 10.0))
    return shop.orders(*rows)


def source(**more: object) -> analytics.Source:
    people = shop.customers((1, "North"), (11, "North"), (2, "South"), (12, "South"))
    return analytics.Source({"orders": orders(), "customers": people, **more})


def test_series_hold_the_orders_of_each_region_and_month() -> None:
    with source() as opened:
        found = demand_trends(opened, YEAR)

    assert found.of((None, "North")).observed == NORTH_ORDERS
    assert found.of((None, "South")).observed == (6.0,) * 12
    assert found.of((None, None)).total == sum(NORTH_ORDERS) + 72 + 1
    assert found.labels[0] == "2025-01"


def test_directions_and_their_difference_are_told() -> None:
    with source() as opened:
        found = demand_trends(opened, YEAR)

    assert found.of((None, "North")).direction == "rising"
    assert found.of((None, "South")).direction == "no clear trend"
    difference = next(one for one in found.differences if one.first == (None, "North"))
    assert (difference.second, difference.is_clear) == ((None, "South"), True)
    assert found.of((None, "")).reason == "something in only 1 of 12 periods"


def test_segments_are_series_of_their_own_with_their_members_at_the_end() -> None:
    members = pa.concat_tables([shop.members((7, 1), (7, 2)), shop.members((7, 11), until="2025-06-01")])
    with source(memberships=members) as opened:
        found = demand_trends(opened, YEAR, demand=Demand(segments=(7,)))

    assert found.of((7, "South")).observed == (4.0,) * 12
    assert found.of((7, None)).total == found.of((7, "North")).total + 48
    assert any("members as of 2026-01-01" in remark for remark in found.remarks)


def test_customers_and_revenue_are_counted_as_they_are() -> None:
    with source() as opened:
        customers = demand_trends(opened, YEAR, demand=Demand(of="customers"))
        revenue = demand_trends(opened, YEAR, demand=Demand(of="revenue", by_region=False))

    assert customers.of((None, None)).observed == (4.0,) * 12
    assert revenue.of((None, None)).total == 10.0 * (sum(NORTH_ORDERS) + 73)
    assert [row.name for row in revenue.rows] == [(None, None)]


def test_only_a_population_counts() -> None:
    with source() as opened:
        found = demand_trends(opened, YEAR, Population(region="South"))

    assert found.of((None, None)).total == 72


def test_a_series_below_the_minimum_has_no_answer() -> None:
    with source() as opened:
        found = demand_trends(opened, YEAR, minimum_n=100)

    assert (found.of((None, "South")).change, found.of((None, "South")).reason) == (None, "fewer than 100 sales")
    assert not found.differences


def test_a_category_is_read_from_lines() -> None:
    lines = [
        {"id": i, "order_id": i, "customer": 1, "at": shop.at(f"2025-{i % 12 + 1:02d}-03"), "kind": "sale",
         "product": 1 + i % 2, "quantity": 3.0, "net": Decimal(5)}
        for i in range(48)
    ]  # fmt: skip
    products = [{"id": 1, "category": "Tea"}, {"id": 2, "category": "Soap"}]
    tables = {"order_lines": shop.table("order_lines", lines), "products": shop.table("products", products)}
    with analytics.Source(tables) as opened:
        found = demand_trends(opened, YEAR, demand=Demand(of="quantity", category="Tea"))

    assert found.of((None, None)).observed == (12.0, 0.0) * 6


def test_months_that_are_cut_or_not_over_are_left_out_and_it_is_said() -> None:
    period = analytics.Period(datetime(2025, 1, 15, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    with source() as opened:
        found = demand_trends(opened, period, demand=Demand(known_until=datetime(2025, 12, 20, tzinfo=UTC)))

    assert (found.labels[0], found.labels[-1]) == ("2025-02", "2025-11")
    assert found.remarks[0] == "2 months are not whole, or not over yet, and left out."


def test_weeks_begin_on_monday_in_the_zone() -> None:
    madrid = ZoneInfo("Europe/Madrid")
    period = analytics.Period(datetime(2025, 3, 17, tzinfo=madrid), datetime(2025, 4, 7, tzinfo=madrid))
    spans = whole_spans(period, grain="week", zone="Europe/Madrid")

    assert spans.labels == ("2025-03-17", "2025-03-24", "2025-03-31")
    assert spans.days.round(4).tolist() == [7.0, 6.9583, 7.0]


@pytest.mark.parametrize(
    ("wishes", "complaint"),
    [({"of": "visits"}, "of: 'visits'"), ({"grain": "day"}, "grain: 'day'"), ({"zone": "Mars"}, "zone: 'Mars'")],
)
def test_unknown_words_are_refused(wishes: dict[str, str], complaint: str) -> None:
    with source() as opened, pytest.raises(BadQuestion, match=complaint):
        demand_trends(opened, YEAR, demand=Demand(**wishes))  # type: ignore[arg-type]


def test_a_missing_table_is_named() -> None:
    with source() as opened, pytest.raises(BadTable, match="order_lines: there is no such table"):
        demand_trends(opened, YEAR, demand=Demand(of="quantity"))
