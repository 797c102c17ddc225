"""Subscriptions by hand: who stays, and what revenue stays."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.analytics import Period
from rapport.analytics.tests.shop import ask, assert_figures, at, made


def subscription(customer: int, since: str, until: str | None, amount: float, billing: str = "month") -> dict[str, Any]:
    return {
        "customer": customer, "since": since, "until": until, "amount": amount, "currency": "EUR", "billing": billing,
    }  # fmt: skip


# 1 stays, 2 grows from 10 to 25, 3 falls from 30 to 20, 4 leaves, 5 is new, 6 comes and goes within January.
SHOP = {
    "subscriptions": made(
        "subscriptions",
        subscription(1, "2025-06-01", None, 120, "year"),
        subscription(2, "2025-06-01", "2026-01-15", 10),
        subscription(2, "2026-01-15", None, 25),
        subscription(3, "2025-06-01", "2026-01-10", 90, "quarter"),
        subscription(3, "2026-01-10", None, 20),
        subscription(4, "2025-06-01", "2026-02-01", 50),
        subscription(5, "2026-01-20", None, 40),
        subscription(6, "2026-01-03", "2026-01-20", 99),
    )
}


def test_january_of_the_subscribers() -> None:
    assert_figures(
        SHOP,
        {
            "subscribers": (4, 4),
            "recurring_revenue": (10 + 25 + 20 + 40, 4),
            "revenue_per_subscriber": (95 / 4, 4),
            "subscriber_retention": (3 / 4, 4),
            "subscriber_churn": (1 / 4, 4),
            "net_revenue_retention": (55 / 100, 4),
            "gross_revenue_retention": (40 / 100, 4),
            "revenue_churn": (60 / 100, 4),
            "new_recurring_revenue": (40, 1),
            "added_recurring_revenue": (15, 1),
            "reduced_recurring_revenue": (10, 1),
            "lost_recurring_revenue": (50, 1),
        },
    )


def test_the_movements_lead_from_start_to_end() -> None:
    names = ("new_recurring_revenue", "added_recurring_revenue", "reduced_recurring_revenue", "lost_recurring_revenue")
    december = Period(at("2025-12-01"), at("2026-01-01"))

    won, added, reduced, lost = (ask(SHOP, *names).row(name).value or 0 for name in names)
    before = ask(SHOP, "recurring_revenue", period=december).row("recurring_revenue").value or 0

    assert before == 100
    assert before + won + added - reduced - lost == 95


def test_who_renews_on_the_stroke_of_the_end_is_kept() -> None:
    renewed = {
        "subscriptions": made(
            "subscriptions",
            subscription(1, "2025-02-01", "2026-02-01", 10),
            subscription(1, "2026-02-01", None, 10),
            subscription(2, "2026-01-01", "2026-02-01", 10),
        )
    }

    assert_figures(renewed, {"subscriber_retention": (1 / 2, 2), "subscribers": (1, 1)})


def test_a_week_and_a_year_make_a_month() -> None:
    weekly = {"subscriptions": made("subscriptions", subscription(1, "2025-02-01", None, 12, "week"))}

    assert_figures(weekly, {"recurring_revenue": (12 * 365.2425 / 84, 1)})


def test_who_comes_to_pay_by_the_year_what_they_paid_by_the_month_has_not_moved() -> None:
    shop = {
        "subscriptions": made(
            "subscriptions",
            subscription(1, "2025-06-01", "2026-01-15", 0.1),
            subscription(1, "2026-01-15", None, 1.2, "year"),
            subscription(2, "2025-06-01", "2026-01-15", 0.3, "quarter"),
            subscription(2, "2026-01-15", None, 0.1),
        )
    }

    assert_figures(
        shop,
        {
            "recurring_revenue": (0.2, 2),
            "added_recurring_revenue": (0, 0),
            "reduced_recurring_revenue": (0, 0),
            "revenue_churn": (0, 2),
            "net_revenue_retention": (1, 2),
        },
    )


def test_twelfths_of_yearly_amounts_add_up_over_regions_to_the_whole() -> None:
    customers = [{"id": id, "kind": "person", "region": f"Region {id % 3}"} for id in range(1, 7)]
    paid = (0.0006, 10, 100.0006, 0.0018, 35, 7)
    rows = [subscription(id, "2025-06-01", None, paid[id - 1], "year") for id in range(1, 7)]
    shop = {"customers": made("customers", *customers), "subscriptions": made("subscriptions", *rows)}

    answer = ask(shop, "recurring_revenue", by=("region",))

    regions = [answer.row("recurring_revenue", region=f"Region {number}").value or 0 for number in range(3)]
    assert sum(regions) == pytest.approx(152.003 / 12, rel=1e-15)
    assert answer.row("recurring_revenue").value == 152.003 / 12
