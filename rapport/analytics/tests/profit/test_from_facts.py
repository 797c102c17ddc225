from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.population import Population
from rapport.analytics.profit.activity import Activity
from rapport.analytics.profit.drivers import catalogue
from rapport.analytics.profit.from_facts import cost_to_serve_of, customer_profit_of
from rapport.analytics.tests import shop

ORDERS = (
    (1, 1, "2026-01-05", "sale", "Spain", 100),
    (2, 1, "2026-01-20", "sale", "Spain", 50),
    (3, 2, "2026-01-10", "sale", "France", 200),
    (4, 2, "2026-01-25", "refund", "France", -40),
    (5, None, "2026-01-11", "sale", None, 30),
    (6, 3, "2025-11-01", "sale", "Spain", 70),
)


def orders() -> pa.Table:
    """Six orders; the second went by express, was customised, and was paid three days late."""
    names = ("id", "customer", "at", "kind", "region", "net")
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in ORDERS]
    for row in rows:
        row.update(at=shop.at(str(row["at"])), net=Decimal(str(row["net"])), currency="EUR")
        row.update(delivery_mode="post", customised=False, due_at=row["at"], paid_at=row["at"])
    rows[1].update(delivery_mode="express", customised=True, paid_at=shop.at("2026-01-23"))
    return shop.table("orders", rows)


def lines(*, cost: bool = True) -> pa.Table:
    kept = [dict(zip(("order_id", "customer", "at", "kind", "region", "net"), row, strict=True)) for row in ORDERS]
    for row in kept:
        row.update(
            id=row["order_id"], at=shop.at(str(row["at"])), net=Decimal(str(row["net"])), product=9, quantity=1.0
        )
        row["direct_cost"] = row["net"] / 2 if cost else None
    return shop.table("order_lines", kept)


def tickets(**told: Any) -> pa.Table:
    rows = [
        {"id": 1, "customer": 1, "minutes": 30.0, "channel": "phone", "complaint": True, "reopened": False},
        {"id": 2, "customer": 3, "minutes": 10.0, "channel": "email", "complaint": False, "reopened": True},
        {"id": 3, "customer": None, "minutes": 20.0, "channel": "phone"},
    ]
    return shop.table("tickets", [{**row, "opened_at": shop.at("2026-01-15"), **told} for row in rows])


def touches() -> pa.Table:
    rows = [{"id": 1, "customer": 2, "channel": "visit", "minutes": 90.0}, {"id": 2, "customer": 2, "channel": "email"}]
    return shop.table("touches", [{**row, "at": shop.at("2026-01-15")} for row in rows])


def given() -> dict[str, pa.Table]:
    return {"orders": orders(), "order_lines": lines(), "tickets": tickets(), "touches": touches()}


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    with analytics.Source(given()) as opened:
        yield opened


def costs(tables: dict[str, Any], *activities: Activity, **told: Any) -> Any:
    with analytics.Source(tables) as source:
        return cost_to_serve_of(source, shop.JANUARY, activities, **told)


@pytest.mark.parametrize(
    ("driver", "only", "by_customer", "untraced"),
    [
        ("orders", None, {1: 2, 2: 1}, 1),
        ("order_lines", None, {1: 2, 2: 1}, 1),
        ("pieces", None, {1: 2, 2: 1}, 1),
        ("deliveries", "express", {1: 1}, 0),
        ("customised_orders", None, {1: 1}, 0),
        ("returns", None, {2: 1}, 0),
        ("payment_delay_days", None, {1: 3}, 0),
        ("touches", "email", {2: 1}, 0),
        ("contact_minutes", None, {2: 90}, 0),
        ("tickets", None, {1: 1, 3: 1}, 1),
        ("ticket_minutes", "phone", {1: 30}, 20),
        ("complaints", None, {1: 1}, 0),
        ("reopened_tickets", None, {3: 1}, 0),
    ],
)
def test_each_driver_counts_what_its_name_says(
    source: analytics.Source, driver: str, only: str | None, by_customer: dict[int, int], untraced: int
) -> None:
    found = cost_to_serve_of(source, shop.JANUARY, [Activity(name="Work", driver=driver, only=only, rate=1)])

    assert {int(one): float(found.of(one)["Work"]) for one in found.customers} == by_customer
    assert found.untraced == untraced
    assert driver in catalogue.names()


def test_customers_anonymous_orders_and_idle_time_are_the_ledger() -> None:
    found = costs(given(), Activity(name="Service", driver="ticket_minutes", pool="100.00", capacity=80))

    assert [str(found.of(one)["Service"]) for one in (1, 3)] == ["37.50", "12.50"]
    assert (found.untraced, found.unused, found.ledger) == (Decimal(25), Decimal(25), Decimal(100))
    assert (found.activities[0].unit, found.currency) == ("minutes", "EUR")


def test_a_segment_costs_the_same_alone_as_among_all() -> None:
    service = Activity(name="Service", driver="ticket_minutes", pool=60)

    found = costs(given(), service, population=Population(customers=(3,)))

    assert found.customers.tolist() == [3]
    part = found.activities[0]
    assert (part.traced, part.others, part.untraced) == (Decimal(10), Decimal(30), Decimal(20))


def test_a_table_that_is_not_there_is_no_zero() -> None:
    found = costs({"orders": orders()}, Activity(name="Service", driver="ticket_minutes", pool=60))

    assert (found.untraced, found.total) == (Decimal(60), Decimal(0))
    assert "no tickets are given" in found.remarks[0]


def test_a_column_that_is_never_filled_is_no_zero() -> None:
    found = costs(
        {"orders": orders(), "tickets": tickets(minutes=None)},
        Activity(name="Service", driver="ticket_minutes", pool=60),
    )

    assert "minutes of service are not recorded in the period" in found.remarks[0]


def test_a_column_filled_in_part_is_said() -> None:
    found = costs(given(), Activity(name="Visits", driver="contact_minutes", pool=60))

    assert "Minutes of contact are recorded in 50% of 2 rows" in found.remarks[-1]


def test_unknown_drivers_and_kinds_are_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="no driver 'smiles'"):
        costs(given(), Activity(name="Smiling", driver="smiles", rate=1))
    with pytest.raises(analytics.BadQuestion, match="has no kinds"):
        costs(given(), Activity(name="Returns", driver="returns", only="post", rate=1))


def profit(tables: dict[str, Any], **told: Any) -> Any:
    with analytics.Source(tables) as source:
        return customer_profit_of(source, shop.JANUARY, **told)


def test_profit_takes_cost_to_serve_and_acquisition_off_the_margin() -> None:
    spend = shop.table(
        "spend",
        [{"id": 1, "at": shop.at("2026-01-02"), "amount": Decimal("30.01"), "currency": "EUR", "channel": "ads"}],
    )

    found = profit({**given(), "spend": spend}, activities=[Activity(name="Service", driver="ticket_minutes", pool=60)])

    # Won in January: customers 1 and 2. Customer 3 only cost.
    assert found.customers.tolist() == [1, 2, 3]
    assert found.cents.tolist() == [7500 - 3000 - 1501, 8000 - 1500, -1000]
    assert (found.title, found.currency) == ("Customer profit", "EUR")


def test_spending_by_channel_is_shared_among_those_the_channel_won() -> None:
    people = shop.table(
        "customers",
        [{"id": one, "kind": "person", "channel": channel} for one, channel in ((1, "ads"), (2, "fair"), (3, "ads"))],
    )
    rows = [("ads", 10), ("fair", 4), ("radio", 3)]
    spend = shop.table(
        "spend",
        [
            {"id": n, "at": shop.at("2026-01-02"), "amount": Decimal(a), "currency": "EUR", "channel": c}
            for n, (c, a) in enumerate(rows)
        ],
    )

    found = profit({**given(), "customers": people, "spend": spend}, acquisition="by_channel")

    assert found.acquisition.tolist() == [1000, 400]
    assert "3.00 were spent on acquisition where nobody was won." in found.remarks


def test_without_cost_there_is_revenue_under_its_own_name() -> None:
    found = profit({"orders": orders(), "order_lines": lines(cost=False)})

    assert (found.title, found.reason, found.value.tolist()) == ("Revenue of the period", "no cost known", [150, 160])
    assert found.anonymous == 30
    assert "Anonymous orders are nobody's here." in found.remarks


def test_revenue_since_the_first_order_is_lifetime_revenue() -> None:
    with analytics.Source({"orders": orders()}) as source:
        found = customer_profit_of(source, analytics.Period(shop.at("2025-01-01"), shop.at("2026-02-01")))

    assert (found.title, found.value.tolist()) == ("Lifetime revenue", [150, 160, 70])


def test_who_was_won_in_a_region_counts_before_the_first_order() -> None:
    people = [{"id": 1, "region": "Spain"}, {"id": 8, "region": "Spain", "acquired_at": shop.at("2026-01-03")}]
    tables = {
        **given(),
        "customers": shop.table("customers", [{**one, "kind": "person"} for one in people]),
        "spend": shop.table(
            "spend", [{"id": 1, "at": shop.at("2026-01-02"), "amount": Decimal(10), "currency": "EUR"}]
        ),
    }

    found = profit(tables, population=Population(region="Spain"))

    assert (found.customers.tolist(), found.acquisition.tolist()) == ([1, 8], [500, 500])


def test_the_products_cost_stands_in_for_the_lines_own() -> None:
    products = shop.table("products", [{"id": 9, "cost": Decimal(20)}])

    found = profit({"orders": orders(), "order_lines": lines(cost=False), "products": products})

    assert found.value.tolist() == [150 - 40, 160 - 40]
    assert "Of 100% of the lines with a cost it is the product's" in found.remarks[-1]


def test_a_declared_margin_rate_stands_in_where_there_are_no_lines() -> None:
    found = profit({"orders": orders()}, margin_rate=0.5)

    assert (found.value.tolist(), found.assumption) == ([75, 80], "margin rate of 50.0% declared, no cost known")


def test_without_orders_there_is_no_profit() -> None:
    with pytest.raises(analytics.BadTable, match="no revenue and no profit"):
        profit({"tickets": tickets()}, activities=[Activity(name="Service", driver="tickets", rate=5)])


def test_mixed_currencies_are_refused() -> None:
    mixed = pa.concat_tables(
        [orders(), shop.orders((9, 1, "2026-01-09", "sale", None, 5), currency="USD")], promote_options="default"
    )

    with pytest.raises(analytics.MixedCurrencies, match="EUR, USD"):
        profit({"orders": mixed})
