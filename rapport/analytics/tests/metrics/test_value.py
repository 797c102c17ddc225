"""Margin, concentration, range, discounts and payment by hand."""

from __future__ import annotations

import pytest

from rapport.analytics import Choices
from rapport.analytics.tests.shop import ask, assert_figures, customers, made, orders

LINES = made(
    "order_lines",
    {"order_id": 1, "customer": 1, "at": "2026-01-05", "kind": "sale", "net": 100, "direct_cost": 60, "product": 1},
    {"order_id": 1, "customer": 1, "at": "2026-01-05", "kind": "sale", "net": 50, "direct_cost": 20, "product": 2},
    {"order_id": 2, "customer": 2, "at": "2026-01-06", "kind": "sale", "net": 30, "direct_cost": 10, "product": 1},
    {"order_id": 3, "customer": 2, "at": "2026-01-07", "kind": "refund", "net": -30, "direct_cost": -10, "product": 1},
    {"order_id": 4, "customer": None, "at": "2026-01-08", "kind": "sale", "net": 40, "direct_cost": 30, "product": 3},
    {"order_id": 5, "customer": 3, "at": "2026-01-09", "kind": "sale", "net": 10, "direct_cost": 4},
)
PRODUCTS = made("products", {"category": "face"}, {"category": "hair"}, {"category": "face"})
SHOP = {"order_lines": LINES, "products": PRODUCTS}


def test_margin_of_january() -> None:
    assert_figures(
        SHOP,
        {"contribution_margin": (86, 5), "margin_rate": (86 / 200, 5), "margin_per_customer": (76 / 3, 3)},
    )


def test_cross_selling_of_january() -> None:
    assert_figures(
        SHOP,
        {
            "products_per_customer": (3 / 2, 2),
            "categories_per_customer": (3 / 2, 2),
            "cross_sell_rate": (1 / 2, 2),
            "lines_per_order": (5 / 4, 4),
        },
    )


def test_without_categories_there_is_no_cross_selling() -> None:
    nameless = {"order_lines": LINES, "products": made("products", {"sku": "a"})}

    without, alone = (
        ask(tables, "cross_sell_rate").row("cross_sell_rate") for tables in (nameless, {"order_lines": LINES})
    )

    assert without.reason == "category is recorded for none of the products"
    assert alone.reason == "there is no table products"


def test_without_cost_margin_is_none_or_an_assumption() -> None:
    costless = made("order_lines", {"order_id": 1, "customer": 1, "at": "2026-01-05", "kind": "sale", "net": 100})

    none = ask({"order_lines": costless}, "contribution_margin").row("contribution_margin")
    rated = ask({"order_lines": costless}, "margin_rate", choices=Choices(margin_rate=0.3)).row("margin_rate")

    assert (none.state, none.value, none.reason) == ("no_data", None, "no cost known")
    assert (rated.value, rated.assumption) == (pytest.approx(0.3), "margin rate of 30.0% declared, no cost known")


def test_value_lies_unevenly() -> None:
    # Four bring 1, one brings 96: bins are exact where each holds equal amounts.
    ones = [(i, i, "2026-01-05", "sale", None, 1) for i in range(1, 5)]
    uneven = {"orders": orders(*ones, (5, 5, "2026-01-06", "sale", None, 96))}
    even = {"orders": orders(*[(i, i, "2026-01-05", "sale", None, 20) for i in range(1, 6)])}

    assert_figures(uneven, {"gini": (0.76, 5), "top_fifth_share": (0.96, 5)})
    assert_figures(even, {"gini": (0, 5), "top_fifth_share": (0.2, 5)})


PAID = {
    "customers": customers((1, "Spain"), (2, "Spain")),
    "orders": made(
        "orders",
        {"customer": 1, "at": "2026-01-02", "kind": "sale", "net": 90, "discount": 10, "customised": True,
         "due_at": "2026-01-12", "paid_at": "2026-01-06", "partner": 7, "currency": "EUR"},
        {"customer": 2, "at": "2026-01-03", "kind": "sale", "net": 100, "discount": 0, "customised": False,
         "due_at": "2026-01-13", "paid_at": "2026-01-23", "currency": "EUR"},
        {"customer": 2, "at": "2026-01-04", "kind": "sale", "net": 50, "due_at": "2026-01-14", "currency": "EUR"},
        {"customer": 2, "at": "2026-01-05", "kind": "refund", "net": -40, "partner": 7, "currency": "EUR"},
    ),
}  # fmt: skip


def test_discounts_wishes_payment_and_partners() -> None:
    assert_figures(
        PAID,
        {
            "discount_share": (10 / 200, 2),
            "customised_share": (1 / 2, 2),
            "late_payment_share": (2 / 3, 3),
            "payment_days": ((4 + 20) / 2, 2),
            "partner_revenue": (50, 1),
            "partner_revenue_share": (50 / 200, 3),
        },
    )
