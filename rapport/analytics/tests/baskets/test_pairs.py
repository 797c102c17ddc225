"""Pairs, cross-sell rates and products per customer of a small made shop."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.baskets.cross_sell import cross_sell_rate, cross_sell_rates, products_per_customer
from rapport.analytics.baskets.pairs import cross_sell_pairs
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.population import Population
from rapport.analytics.tests import shop

TEA, CUP, SOAP = 1, 2, 3
# Order, customer, products: tea and a cup in four orders, soap mostly alone.
ORDERS: tuple[tuple[int, int | None, tuple[int, ...]], ...] = (
    (1, 1, (TEA, CUP)),
    (2, 1, (TEA, CUP)),
    (3, 2, (TEA, CUP, SOAP)),
    (4, 3, (TEA,)),
    (5, 3, (CUP,)),
    (6, 4, (SOAP,)),
    (7, 5, (SOAP, TEA)),
    (8, None, (TEA, CUP)),
)


def source(kind: str = "sale") -> analytics.Source:
    rows: list[dict[str, Any]] = []
    for order, customer, products in ORDERS:
        for product in products:
            line = {"id": len(rows), "order_id": order, "customer": customer, "at": shop.at("2026-01-05"), "kind": kind}
            rows.append({**line, "product": product, "net": Decimal(5)})
    kinds = ((TEA, "Tea", "Drinks"), (CUP, "Cup", "Tableware"), (SOAP, None, None))
    products = shop.table("products", [{"id": i, "name": name, "category": category} for i, name, category in kinds])
    return analytics.Source({"order_lines": shop.table("order_lines", rows), "products": products})


def test_pairs_of_orders_by_hand() -> None:
    with source() as opened:
        found = cross_sell_pairs(opened, shop.JANUARY, of="product", per="order", least=1)

    pair = next(row for row in found.rows if {row.first, row.second} == {"Tea", "Cup"})
    assert (found.baskets, found.items, found.tests) == (8, 3, 3)
    assert (pair.first, pair.first_n, pair.second_n, pair.both) == ("Tea", 6, 5, 4)
    assert (pair.support[0], pair.confidence[0], pair.confidence_back[0]) == (0.5, 4 / 6, 0.8)
    assert pair.lift[0] == pytest.approx(4 * 8 / (6 * 5))
    assert pair.test == "Fisher's exact"
    assert {row.second for row in found.rows} == {"Cup", "3"}


def test_baskets_of_customers_leave_anonymous_orders_out_and_say_so() -> None:
    with source() as opened:
        found = cross_sell_pairs(opened, shop.JANUARY, of="product", per="customer", least=1)

    pair = next(row for row in found.rows if {row.first, row.second} == {"Tea", "Cup"})
    assert (found.baskets, pair.both, pair.lift[0]) == (5, 3, pytest.approx(3 * 5 / (4 * 3)))
    assert "2 lines of anonymous orders are left out." in found.remarks


def test_pairs_of_categories_count_lines_without_one_as_unknown() -> None:
    with source() as opened:
        found = cross_sell_pairs(opened, shop.JANUARY, of="category", per="order", least=1)

    assert [(row.first, row.second, row.both) for row in found.rows] == [("Drinks", "Tableware", 4)]
    assert "3 lines without a known category are left out." in found.remarks


def test_pairs_below_the_least_number_are_not_shown() -> None:
    with source() as opened:
        found = cross_sell_pairs(opened, shop.JANUARY, of="product", per="order", least=5)

    assert (found.rows, found.state, found.reason) == ((), "too_few", "no pair in 5 orders or more")


def test_caps_are_kept_and_said() -> None:
    with source() as opened:
        found = cross_sell_pairs(opened, shop.JANUARY, of="product", per="order", least=1, most_items=2)

    assert [(row.first, row.second) for row in found.rows] == [("Tea", "Cup")]
    assert found.remarks[0] == "Of 3 products only the 2 most frequent were paired."


def test_only_a_population_and_period_count() -> None:
    later = analytics.Period(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    with source() as opened:
        mine = cross_sell_pairs(opened, shop.JANUARY, Population(customers=(1, 4)), of="product", per="order", least=1)
        nothing = cross_sell_pairs(opened, later, of="product", per="order")

    assert (mine.baskets, [row.both for row in mine.rows]) == (3, [2])
    assert (nothing.baskets, nothing.state, nothing.reason) == (0, "no_data", "nothing was bought")


def test_refunds_are_no_purchases() -> None:
    with source("refund") as opened:
        assert cross_sell_pairs(opened, shop.JANUARY, of="product", per="order", least=1).baskets == 0


def test_the_rate_of_customers_who_also_buy() -> None:
    with source() as opened:
        one = cross_sell_rate(opened, shop.JANUARY, of="product", first=TEA, second=CUP, minimum_n=1)
        every = cross_sell_rates(opened, shop.JANUARY, of="product", minimum_n=1)

    assert (one.n, one.both, one.base) == (4, 3, 0.6)
    assert one.rate is not None
    assert one.rate[0] == 0.75
    assert next(rate for rate in every if (rate.first, rate.second) == ("Tea", "Cup")).rate == one.rate
    assert next(rate for rate in every if (rate.first, rate.second) == ("Cup", "Tea")).rate[0] == 1  # type: ignore[index]


def test_a_rate_below_the_minimum_is_not_said() -> None:
    with source() as opened:
        rate = cross_sell_rate(opened, shop.JANUARY, of="category", first="Drinks", second="Tableware")
        nobody = cross_sell_rate(opened, shop.JANUARY, of="category", first="Toys", second="Drinks")

    assert (rate.rate, rate.reason) == (None, "fewer than 5 customers bought Drinks")
    assert (nobody.rate, nobody.state) == (None, "no_data")


def test_products_per_customer_by_hand() -> None:
    with source() as opened:
        found = products_per_customer(opened, shop.JANUARY)

    assert (found.n, found.mean, found.median) == (5, 2.0, 2.0)
    assert [(different, n) for different, n, *_ in found.counts] == [(1, 1), (2, 3), (3, 1), (4, 0), (5, 0)]


def test_too_few_customers_have_no_mean() -> None:
    with source() as opened:
        found = products_per_customer(opened, shop.JANUARY, Population(customers=(1,)))

    assert (found.mean, found.reason) == (None, "fewer than 5 customers")


def test_unknown_words_and_missing_tables_are_refused() -> None:
    with source() as opened, pytest.raises(BadQuestion, match="per: 'visit' is not known"):
        cross_sell_pairs(opened, shop.JANUARY, of="product", per="visit")  # type: ignore[arg-type]
    with analytics.Source({}) as empty, pytest.raises(BadTable, match="order_lines: there is no such table"):
        cross_sell_pairs(empty, shop.JANUARY, of="product", per="order")
