"""Tickets and contacts by hand."""

from __future__ import annotations

import pytest

from rapport.analytics import Choices, Period
from rapport.analytics.tests.shop import ask, assert_figures, at, customers, made, orders, responses, table

PEOPLE = customers(*((customer, "Spain") for customer in range(1, 6)))
TICKETS = made(
    "tickets",
    {"customer": 1, "opened_at": "2026-01-02 08:00", "first_response_at": "2026-01-02 10:00",
     "resolved_at": "2026-01-03 08:00", "response_minutes": 60.0, "resolution_minutes": 240.0, "route": "staff",
     "complaint": True, "reopened": False, "minutes": 30.0, "channel": "mail"},
    {"customer": 1, "opened_at": "2026-01-04 08:00", "first_response_at": "2026-01-04 16:00",
     "resolved_at": "2026-01-06 08:00", "response_minutes": 120.0, "resolution_minutes": 480.0, "route": "automated",
     "handed_over": True, "complaint": False, "reopened": True, "minutes": 10.0, "channel": "chat", "saved": True},
    {"customer": 2, "opened_at": "2026-01-05 08:00", "route": "automated", "handed_over": False, "complaint": False,
     "resolved_at": "2026-01-05 08:01", "channel": "chat", "cost": 1},
    {"customer": 2, "opened_at": "2026-01-06 08:00", "route": "self_service", "complaint": False, "channel": "chat",
     "resolved_at": "2026-01-06 08:00"},
    {"customer": 3, "opened_at": "2026-01-31 23:00", "route": "staff", "complaint": False, "saved": False},
    {"customer": None, "opened_at": "2025-12-31 22:00", "route": "staff", "complaint": True,
     "first_response_at": "2026-01-01 23:00"},
)  # fmt: skip
SHOP = {"customers": PEOPLE, "tickets": TICKETS}


def test_january_of_the_desk() -> None:
    assert_figures(
        SHOP,
        {
            "tickets": (5, 5),
            "open_tickets": (2, 2),
            "sla_met": (1 / 3, 3),
            "resolution_sla_met": (1 / 3, 3),
            "reopen_rate": (1 / 2, 2),
            "contact_rate": (5 / 5, 5),
            "deflection_rate": (2 / 5, 5),
            "containment_rate": (1 / 2, 2),
            "hand_over_rate": (1 / 2, 2),
            "complaint_rate": (1 / 5, 5),
            "save_rate": (1 / 2, 2),
            "cross_channel_contact_rate": (1 / 2, 2),
            "known_ticket_share": (1, 5),
        },
    )


def test_times_are_read_within_a_bin() -> None:
    answer = ask(
        SHOP,
        *(f"{what}_{which}" for what in ("first_response", "resolution") for which in ("median", "p90")),
        *(f"{what}_open_hours_{which}" for what in ("first_response", "resolution") for which in ("median", "p90")),
    )

    def hours(name: str) -> float | None:
        return answer.row(name).value

    # Answers after 2, 8 and 25 hours; resolutions that needed a person after 24 and 48.
    assert hours("first_response_median") == pytest.approx(8, rel=0.26)
    assert hours("first_response_p90") == pytest.approx(25, rel=0.26)
    assert hours("resolution_median") == pytest.approx(24, rel=0.26)
    assert hours("resolution_p90") == pytest.approx(48, rel=0.26)
    assert hours("first_response_open_hours_median") == pytest.approx(1, rel=0.26)
    assert hours("first_response_open_hours_p90") == pytest.approx(2, rel=0.26)
    assert hours("resolution_open_hours_median") == pytest.approx(4, rel=0.26)
    assert hours("resolution_open_hours_p90") == pytest.approx(8, rel=0.26)
    assert answer.row("first_response_median").n == 3


def test_the_promise_is_declared() -> None:
    generous = Choices(response_target_minutes=600, resolution_target_minutes=3000)

    assert_figures(SHOP, {"sla_met": (2 / 3, 3), "resolution_sla_met": (2 / 3, 3)}, choices=generous)


def test_a_promise_that_has_not_run_out_is_not_broken() -> None:
    february = Period(at("2026-02-01"), at("2026-03-01"))

    row = ask(SHOP, "sla_met", period=february).row("sla_met")

    assert (row.value, row.n) == (0, 1)


def test_satisfaction_after_a_complaint_was_resolved() -> None:
    answers = responses(
        (1, 1, "2026-01-04", "csat", 5),
        (2, 1, "2026-01-10", "csat", 2),
        (3, 2, "2026-01-10", "csat", 1),
        (4, 1, "2026-03-10", "csat", 5),
        (5, 1, "2026-01-02", "csat", 1),
    )

    assert_figures(SHOP | {"responses": answers}, {"csat_after_complaint": (1 / 2, 2)})


def test_nothing_recorded_is_not_nothing_happened() -> None:
    bare = {"customers": PEOPLE, "tickets": made("tickets", {"customer": 1, "opened_at": "2026-01-02"})}
    names = ("sla_met", "complaint_rate", "reopen_rate", "deflection_rate", "save_rate", "first_response_median")

    answer = ask(bare, *names, "tickets")

    assert [answer.row(name).state for name in names] == ["no_data"] * 6
    assert answer.row("complaint_rate").reason == "complaint is recorded for none of the tickets"
    assert answer.row("tickets").value == 1
    assert ask({"customers": PEOPLE}, "sla_met").row("sla_met").reason == "there is no table tickets"


TOUCHES = made(
    "touches",
    {"customer": 1, "at": "2026-01-02", "direction": "out", "purpose": "welcome", "cost": 2, "replied": True,
     "personalised": True},
    {"customer": 2, "at": "2026-01-03", "direction": "out", "purpose": "win_back", "cost": 4, "replied": False,
     "personalised": False},
    {"customer": 2, "at": "2026-01-04", "direction": "in", "minutes": 10.0},
    {"customer": None, "at": "2026-01-05", "direction": "out", "cost": 6, "replied": False},
)  # fmt: skip
BOUGHT = orders((1, 1, "2026-01-01", "sale", None, 10), (2, 2, "2026-01-02", "sale", None, 10))


def test_contacts_of_january() -> None:
    assert_figures(
        {"touches": TOUCHES},
        {
            "contacts": (4, 4),
            "reply_rate": (1 / 3, 3),
            "personalised_share": (1 / 2, 2),
            "win_back_attempts": (1, 1),
            "cost_per_contact": ((2 + 4 + 6 + 10 * 0.5) / 4, 4),
        },
        choices=Choices(minute_rate=0.5),
    )


def test_work_without_a_price_is_said_to_be_free() -> None:
    plain, priced = (
        ask({"touches": TOUCHES}, "cost_per_contact", choices=Choices(minute_rate=rate)).row("cost_per_contact")
        for rate in (None, 0.5)
    )

    assert (plain.value, plain.assumption) == (3, "cost known for only 75%, the rest counts as free")
    assert priced.assumption == "0.5 a minute declared"


def test_contacts_and_tickets_cost_each_customer() -> None:
    tables = {"touches": TOUCHES, "tickets": TICKETS, "orders": BOUGHT}

    # Contacts 6 and 10 minutes, tickets 1 and 40 minutes, of two customers.
    assert_figures(tables, {"contact_cost_per_customer": ((6 + 5 + 1 + 20) / 2, 2)}, choices=Choices(minute_rate=0.5))


def test_new_customers_are_welcomed_in_time() -> None:
    people = made(
        "customers",
        {"kind": "person", "first_seen": "2025-12-01", "acquired_at": "2026-01-01"},
        {"kind": "person", "first_seen": "2025-12-01", "acquired_at": "2026-01-02"},
        {"kind": "person", "first_seen": "2025-12-01", "acquired_at": "2026-01-30"},
    )
    welcomes = table("touches", [
        {"id": 1, "customer": 1, "at": at("2026-01-05"), "purpose": "welcome"},
        {"id": 2, "customer": 2, "at": at("2026-01-25"), "purpose": "welcome"},
    ])  # fmt: skip

    assert_figures({"customers": people, "touches": welcomes}, {"welcomed_share": (1 / 2, 2)})
