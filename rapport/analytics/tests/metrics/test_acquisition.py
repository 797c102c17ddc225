"""Spending, leads, deals and referrals by hand."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.analytics import Choices, MixedCurrencies
from rapport.analytics.tests.shop import ask, assert_figures, made, members, orders

PEOPLE = made(
    "customers",
    {"kind": "person", "channel": "search"},
    {"kind": "person", "channel": "friends"},
    {"kind": "person", "channel": "search"},
)
ORDERS = orders(
    (1, 1, "2025-12-02", "sale", None, 50),
    (2, 1, "2026-01-02", "sale", None, 100),
    (3, 2, "2026-01-03", "sale", None, 60),
    (4, 3, "2026-01-04", "sale", None, 40),
)
SPEND = made(
    "spend",
    {"at": "2026-01-02", "channel": "search", "amount": 30, "currency": "EUR"},
    {"at": "2026-01-03", "channel": "fair", "amount": 10, "currency": "EUR", "purpose": "acquisition"},
    {"at": "2026-01-04", "channel": "mail", "amount": 60, "currency": "EUR", "purpose": "retention"},
)
SHOP = {"customers": PEOPLE, "orders": ORDERS, "spend": SPEND}


def test_what_winning_a_customer_cost() -> None:
    assert_figures(
        SHOP,
        {"acquisition_spend": (40, 2), "cac": (40 / 2, 2), "paid_cac": (40 / 1, 1), "cost_ratio": (100 / 200, 3)},
    )


def test_nothing_recorded_is_not_nothing_spent() -> None:
    answer = ask(SHOP | {"memberships": members((1, 2), (1, 3))}, "cac", "acquisition_spend", segments=[1])

    assert answer.row("cac", segment=1).reason == "no spending is recorded for this group"
    assert answer.row("acquisition_spend", segment=1).value is None
    assert ask({"orders": ORDERS}, "cac").row("cac").reason == "there is no table spend"


def test_spending_in_several_currencies_is_refused() -> None:
    mixed = made(
        "spend",
        {"at": "2026-01-02", "amount": 30, "currency": "EUR"},
        {"at": "2026-01-03", "amount": 30, "currency": "USD"},
    )

    with pytest.raises(MixedCurrencies, match=r"spend.currency: amounts must be in EUR; there are 1 in EUR, 1 in USD"):
        ask(SHOP | {"spend": mixed}, "cac")


BOUGHT = (
    (1, "2025-09-01"),
    (1, "2025-10-08"),
    (1, "2025-11-05"),
    (2, "2025-09-01"),
    (2, "2025-12-10"),
    (3, "2026-01-20"),
)
LINES = made(
    "order_lines",
    *(
        {"order_id": order, "customer": customer, "at": day, "kind": "sale", "net": 20, "direct_cost": 10}
        for order, (customer, day) in enumerate(BOUGHT)
    ),
)


def test_value_stands_against_cost() -> None:
    # Margin 60 of three customers, and 20 for winning one.
    assert_figures(SHOP | {"order_lines": LINES}, {"value_to_cost": ((60 / 3) / 20, 3)})


def test_payback_is_when_the_curve_reaches_the_cost() -> None:
    # Of customers 1 and 2 the first month brings 10 each, the next two 5 each: 20 after three.
    row = ask(SHOP | {"order_lines": LINES}, "payback_months").row("payback_months")

    assert (row.value, row.n) == (pytest.approx(3), 2)


def test_payback_may_never_come() -> None:
    dear = SPEND.slice(0, 1).set_column(6, "amount", SPEND["amount"].slice(2, 1))
    row = ask(SHOP | {"order_lines": LINES, "spend": dear}, "payback_months").row("payback_months")

    assert (row.state, row.reason) == ("no_data", "not earned back within the 5 months seen; it may never be")


def test_without_cost_nothing_is_paid_back() -> None:
    costless = made("order_lines", {"order_id": 1, "customer": 1, "at": "2025-09-01", "kind": "sale", "net": 20})

    for name in ("payback_months", "value_to_cost"):
        assert ask(SHOP | {"order_lines": costless}, name).row(name).reason == "no cost known"
    rated = ask(SHOP | {"order_lines": costless}, "value_to_cost", choices=Choices(margin_rate=0.5)).row(
        "value_to_cost"
    )
    assert (rated.value, rated.assumption) == (0.5, "margin rate of 50.0% declared, no cost known")


def test_leads_of_january() -> None:
    leads = made(
        "leads",
        {"at": "2026-01-02 08:00", "first_response_at": "2026-01-02 12:00", "qualified_at": "2026-01-03",
         "won_at": "2026-01-20"},
        {"at": "2026-01-03", "lost_at": "2026-01-10"},
        {"at": "2025-12-20", "qualified_at": "2025-12-22", "lost_at": "2026-01-05"},
        {"at": "2026-01-30"},
    )  # fmt: skip

    answer = assert_figures(
        {"leads": leads},
        {
            "leads": (3, 3),
            "lead_qualification_rate": (1 / 2, 2),
            "lead_conversion_rate": (1 / 3, 3),
            "open_leads": (1, 1),
        },
    )
    times = ask({"leads": leads}, "lead_response_median", "lead_response_p90")
    assert times.row("lead_response_median").value == pytest.approx(4, rel=0.26)
    assert times.row("lead_response_p90").value == pytest.approx(4, rel=0.26)
    assert answer.row("leads").unit == "leads"


def stay(deal: int, opened: str, day: str, until: str | None, state: str, amount: float, **more: Any) -> dict[str, Any]:
    kept = {"deal": deal, "opened_at": opened, "at": day, "until": until, "state": state, "amount": amount}
    return {**kept, "currency": "EUR", **more}


def test_deals_of_january() -> None:
    deals = made(
        "deals",
        stay(1, "2025-12-01", "2025-12-01", "2026-01-10", "open", 100, probability=0.5),
        stay(1, "2025-12-01", "2026-01-10", None, "won", 120),
        stay(2, "2025-12-05", "2025-12-05", "2026-01-11", "open", 300, probability=0.5),
        stay(2, "2025-12-05", "2026-01-11", None, "lost", 280),
        stay(3, "2026-01-15", "2026-01-15", None, "open", 50, probability=0.2),
        stay(4, "2026-01-16", "2026-01-16", "2026-02-03", "open", 70, probability=0.5),
        stay(4, "2026-01-16", "2026-02-03", None, "won", 70),
    )

    assert_figures(
        {"deals": deals},
        {
            "win_rate": (1 / 2, 2),
            "value_win_rate": (120 / 400, 2),
            "won_value": (120, 1),
            "deal_size": (120, 1),
            "open_deals": (2, 2),
            "pipeline_value": (120, 2),
            "pipeline_forecast": (45, 2),
        },
    )
    times = ask({"deals": deals}, "deal_cycle_median", "deal_cycle_p90")
    assert times.row("deal_cycle_median").value == pytest.approx(40, rel=0.26)
    assert times.row("deal_cycle_p90").value == pytest.approx(40, rel=0.26)


def test_referrals_of_january() -> None:
    referrals = made(
        "referrals",
        {"referrer": 1, "referred": 2, "at": "2025-12-20", "converted_at": "2026-01-03"},
        {"referrer": 1, "referred": 4, "at": "2026-01-05"},
        {"referrer": 3, "referred": 5, "at": "2026-01-06"},
    )

    assert_figures(
        SHOP | {"referrals": referrals},
        {
            "referrals": (2, 2),
            "converted_referrals": (1, 1),
            "referral_rate": (1 / 3, 3),
            "referred_share": (1 / 2, 2),
            "viral_coefficient": (1 / 3, 3),
            "referrals_by_new_customers": (1, 1),
            "referrals_by_existing_customers": (1, 1),
        },
    )


def test_tables_that_do_not_match_give_no_share() -> None:
    strangers = made("referrals", *(
        {"referrer": 10 + number, "at": "2026-01-02", "converted_at": "2026-01-03"} for number in range(5)
    ))  # fmt: skip

    row = ask(SHOP | {"referrals": strangers}, "referral_rate").row("referral_rate")

    assert (row.state, row.reason) == ("no_data", "the records do not fit together: 5 counted, of 3")
