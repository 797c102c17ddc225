"""New and existing customers, and who came back, on a shop small enough to check by hand."""

from __future__ import annotations

from rapport import analytics
from rapport.analytics import Choices
from rapport.analytics.tests.shop import QUARTER, ask, assert_figures, at, customers, orders

PEOPLE = customers(*((customer, "Spain") for customer in range(1, 7)))
# 1 is regular; 2 and 3 are new in January; 4 comes back after 200 days; 5 has been silent since June; 6 only returned.
SHOP = {
    "customers": PEOPLE,
    "orders": orders(
        (1, 1, "2025-12-10", "sale", "Spain", 40),
        (2, 1, "2026-01-05", "sale", "Spain", 100),
        (3, 2, "2026-01-07", "sale", "Spain", 30),
        (4, 2, "2026-01-20", "sale", "Spain", 20),
        (5, 3, "2026-01-08", "sale", "Spain", 50),
        (6, 3, "2026-01-09", "refund", "Spain", -10),
        (7, 4, "2025-06-20", "sale", "Spain", 70),
        (8, 4, "2026-01-10", "sale", "Spain", 80),
        (9, 5, "2025-06-01", "sale", "Spain", 5),
        (10, 6, "2025-09-01", "sale", "Spain", 60),
        (11, 6, "2026-01-11", "refund", "Spain", -60),
        (12, None, "2026-01-12", "sale", "Spain", 1000),
        (13, 2, "2026-02-02", "sale", "Spain", 9),
    ),
}


def test_new_and_existing_customers_of_january() -> None:
    assert_figures(
        SHOP,
        {
            "new_customers": (2, 2),
            "existing_customers": (2, 2),
            "new_customer_share": (2 / 4, 4),
            "new_orders": (3, 3),
            "existing_orders": (2, 2),
            "new_revenue": (90, 3),
            "existing_revenue": (120, 2),
            "new_revenue_share": (90 / 210, 4),
            "revenue_per_new_customer": (45, 2),
            "revenue_per_existing_customer": (60, 2),
            "revenue_per_customer": (210 / 4, 4),
        },
    )


def test_who_comes_back_is_not_new() -> None:
    assert_figures(SHOP, {"reactivated_customers": (1, 1), "win_back_rate": (1 / 3, 3)})


def test_the_time_of_silence_is_declared() -> None:
    # Within 365 days nobody was silent; customer 6 was after 60 days, 1 and 4 with a longer one.
    long = ask(SHOP, "win_back_rate", "reactivated_customers", choices=Choices(silence_days=365))

    assert long.row("win_back_rate").state == "no_data"
    assert long.row("reactivated_customers").value == 0


def test_a_new_customer_is_new_once() -> None:
    rows = ask(SHOP, "new_customers", "existing_customers", period=QUARTER, grain="month", whole=True)

    assert [row.value for row in rows.of("new_customers")] == [2, 0, None, 2]
    assert [row.value for row in rows.of("existing_customers")] == [2, 1, None, 2]


def test_the_first_purchase_counts_wherever_the_question_looks() -> None:
    february = analytics.Period(at("2026-02-01"), at("2026-03-01"))

    row = ask(SHOP, "new_revenue", period=february, customers=[2]).row("new_revenue")

    assert (row.value, row.n) == (0, 0)
