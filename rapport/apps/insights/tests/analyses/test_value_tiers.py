"""Value tiers: shares, the curve, and who is in a tier."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

AMOUNTS = (900, 200, 100, 60, 50, 30, 20, 20, 10, 10)


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "value_tiers")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    with shop.many() as order:
        for who, amount in zip(newcomers(shop, len(AMOUNTS)), AMOUNTS, strict=True):
            order(f"tier-{who}", "2026-03-01", amount, who=who)
    return shop


def test_the_best_fifth_is_what_its_customers_bring(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    # 1400 of the newcomers, 100, 80.25 and 50 of three known before; a fifth of 13 is 2.6 customers.
    assert (found["n"], found["total"]) == (13, pytest.approx(1630.25))
    assert found["top_share"] == pytest.approx((900 + 200 + 0.6 * 100) / 1630.25)
    assert found["curve"][-1] == [1.0, 1.0]


def test_a_tier_by_revenue_ends_where_half_of_it_is_brought(filled: Shop, asked: Asked) -> None:
    tiers = asked.payload()["tiers"]

    assert [tier["standing"]["n"] for tier in tiers] == [1, 4, 8]


def test_its_people_come_best_first(filled: Shop, asked: Asked) -> None:
    asked.payload()

    assert asked.people("2")[:2] == [filled.people["c1"], filled.people["rosa"]]


def test_tiers_by_place_hold_a_fifth_of_the_customers(filled: Shop, asked: Asked) -> None:
    tiers = asked.payload(by="percentile")["tiers"]

    assert [tier["standing"]["n"] for tier in tiers] == [2, 4, 7]


def test_the_page_says_what_it_found_and_keeps_quiet_about_a_few(filled: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "The top fifth of customers bring <strong>71%</strong> of the revenue" in text
    assert "fewer than 5 customers" in text
    assert "Gini coefficient" in text


def test_the_file_holds_tiers_and_curve(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("Tier,Rule,Customers")
    assert any(line.startswith("Curve") for line in lines)


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "Only 3 customers bought in the period" in text


def test_nobody_has_a_tier_that_does_not_exist(filled: Shop, asked: Asked) -> None:
    asked.payload()

    with pytest.raises(Missing):
        asked.people("7")
