"""Planning a test: the base from the records, customers needed, and what those there would find."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.analytics.effects import needed_for_shares
from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "planning_a_test")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Twenty bought in 2025; five of them again in May 2026, for 10 to 50."""
    with shop.many() as order:
        for number, who in enumerate(newcomers(shop, 20)):
            order(f"first-{who}", "2025-06-01", 20, who=who)
            if number % 4 == 0:
                order(f"again-{who}", "2026-05-20", 10 + 10 * (number // 4), who=who)
    return shop


def test_the_base_is_the_share_of_known_buyers_who_bought(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    # Rosa and luis had bought before as well; luis did again in May.
    assert found["n"] == 22
    assert found["base"] == pytest.approx(6 / 22)
    plan = needed_for_shares(6 / 22, 6 / 220)
    assert found["needed"] == [plan.n_treated, plan.n_control]


def test_half_the_effect_takes_about_four_times_the_customers(filled: Shop, asked: Asked) -> None:
    once, half = (asked.payload(measure="revenue", effect=effect)["needed"][0] for effect in ("20", "10"))

    assert half / once == pytest.approx(4, rel=0.02)


def test_the_value_of_an_order_is_that_of_those_who_bought(filled: Shop, asked: Asked) -> None:
    found = asked.payload(measure="order_value")

    assert (found["n"], found["base"]) == (6, pytest.approx((10 + 20 + 30 + 40 + 50 + 50.25) / 6))


def test_the_page_says_whether_there_are_enough(filled: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "You have 22: not enough for so small a change." in text
    assert "drawn at random" in text


def test_a_change_beyond_everybody_is_refused(filled: Shop, asked: Asked) -> None:
    assert "they cannot rise by 500 %" in asked.page(effect="500")


def test_two_known_buyers_are_too_few(shop: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "below 5 there is nothing to plan from" in text


def test_the_file_holds_the_plan(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[0] == "Plan"
    assert any(line.startswith("needed treated,") for line in lines)
