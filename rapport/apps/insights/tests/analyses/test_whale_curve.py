"""Customer profit: at declared rates, under its own name without cost, and who costs more than they bring."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

DEAR = {"per_order": "30", "per_line": "0", "per_return": "10", "per_answer": "0"}


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "whale_curve")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Twelve more: five of whom bought for 20 only."""
    with shop.many() as order:
        for who, amount in zip(newcomers(shop, 12), [200] * 7 + [20] * 5, strict=True):
            order(f"whale-{who}", "2026-03-01", amount, who=who)
    return shop


@pytest.fixture
def half(filled: Shop, edi: Member) -> Shop:
    """Half of revenue remains as margin, as the workspace declares."""
    edi.workspace.margin_rate = "0.5"
    edi.workspace.save()
    edi.workspace.refresh_from_db()
    return filled


def test_without_any_cost_it_is_revenue_under_its_own_name(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    assert (found["kind"], found["losing"] is not None) == ("revenue", True)
    assert "What customers cost is not known, so this is revenue and no profit" in asked.page()
    assert "Revenue each" not in asked.page()


def test_profit_is_margin_less_the_declared_cost_of_orders_and_returns(half: Shop, asked: Asked) -> None:
    found = asked.payload(**DEAR)

    # Revenue 1500 and 230.25; half remains, less 12 + 4 orders at 30 and one return at 10.
    assert found["kind"] == "profit"
    assert found["together"]["revenue"] == pytest.approx(1730.25)
    assert found["together"]["cost_to_serve"] == pytest.approx(16 * 30 + 10)
    assert found["total"] == pytest.approx(1730.25 / 2 - 490, abs=0.01)


def test_who_costs_more_than_they_bring_comes_worst_first(half: Shop, asked: Asked) -> None:
    found = asked.payload(**DEAR)

    # Five who bought for 20, Luis (80.25, two orders) and Ines (50, an order and a return).
    assert found["losing"] == 7
    assert asked.people("losing", **DEAR)[-1] == half.people["ines"]
    assert len(asked.people("earning", **DEAR)) == found["n"] - 7


def test_activities_add_up(half: Shop, asked: Asked) -> None:
    orders = asked.payload(**DEAR)["activities"][0]

    assert orders["traced"] + orders["others"] + orders["untraced"] == pytest.approx(orders["total"])
    assert orders["untraced"] == pytest.approx(30)


def test_the_page_names_what_is_assumed(half: Shop, asked: Asked) -> None:
    text = asked.page(**DEAR)

    assert "7 of 15 customers cost more than they bring" in text
    assert "Margin rate of 50.0% declared, no cost known; handling costs" in text
    assert "€30.00 for each order" in text


def test_an_answer_to_a_survey_costs_where_it_has_a_rate(half: Shop, asked: Asked) -> None:
    half.answers("nps", [9], who="rosa")
    half.answers("csat", [4], who="rosa")

    found = asked.payload(per_answer="2")

    assert {row["name"]: row["traced"] for row in found["activities"]}["Answers to surveys"] == pytest.approx(4)


def test_fifths_hold_everybody_once(half: Shop, asked: Asked) -> None:
    asked.payload()

    fifths = [asked.people(f"fifth-{number}") for number in range(1, 6)]
    assert len({id for fifth in fifths for id in fifth}) == sum(map(len, fifths)) == 15


def test_the_file_holds_groups_curve_and_activities(half: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[0] == "Customer profit"
    assert {"Curve", "Activities"} <= set(lines)


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers bought or answered in the period" in asked.page()


def test_an_unknown_group_is_missing(half: Shop, asked: Asked) -> None:
    asked.payload()

    with pytest.raises(Missing):
        asked.people("fifth-9")
