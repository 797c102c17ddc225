"""Demand over time: growth found again, regions and segments beside each other, cut months left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import record_regions
from rapport.apps.insights.tests.asked import Asked
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders

MONTHS = [f"2025-{month:02}" for month in range(7, 13)] + [f"2026-{month:02}" for month in range(1, 6)]
LINE = LineFacts("tea", Decimal(1), Decimal(10))


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "demand_trends")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Orders of Spain rise by one a month, those of Portugal stay."""
    orders = [
        OrderFacts(f"{who}-{month}-{day}", moment(f"{month}-{day:02}"), [LINE], shop.people[who], None, "EUR")
        for number, month in enumerate(MONTHS)
        for who, count in (("rosa", 3 + number), ("ines", 6))
        for day in range(2, 2 + count)
    ]
    record_orders(shop.member, orders)
    return shop


def test_a_rising_region_is_told_from_one_that_stays(filled: Shop, asked: Asked) -> None:
    rows = {row["name"][1]: row for row in asked.payload(period="last-12-months")["rows"]}

    assert rows["Spain"]["direction"] == "rising"
    assert rows["Portugal"]["direction"] == "no clear trend"
    assert rows[None]["total"] == rows["Spain"]["total"] + rows["Portugal"]["total"]


def test_months_that_are_cut_are_left_out(filled: Shop, asked: Asked) -> None:
    found = asked.payload(period="last-12-months")

    assert found["labels"] == MONTHS
    assert any("not whole" in words for words in found["remarks"])


def test_the_time_before_the_first_record_is_not_counted_as_nothing(filled: Shop, asked: Asked) -> None:
    # The first order is of 20 June 2024.
    assert asked.payload(period="all-time")["labels"][0] == "2024-07"


def test_the_page_tells_the_trend_and_that_regions_differ(filled: Shop, asked: Asked) -> None:
    text = asked.page(period="last-12-months")

    assert "Demand in orders rises" in text
    assert "The 2 regions do not all move alike" in text
    assert "The demand trends of a canvas are another thing" in text


def test_without_segments_the_page_says_so(filled: Shop, asked: Asked) -> None:
    assert "There are no segments with members" in asked.page(by="segment")


def test_a_shop_with_hardly_any_orders_gets_words(shop: Shop, asked: Asked) -> None:
    text = asked.page(period="last-3-months")

    assert "cannot be told" in text


def test_the_file_holds_trends_and_series(filled: Shop, asked: Asked) -> None:
    lines = asked.file(period="last-12-months")

    assert lines[1].startswith("Name,Total,Change per month")
    assert any(line.startswith("Month,All together,") for line in lines)


def test_of_many_regions_the_largest_stand_open_and_the_others_behind_a_press(shop: Shop, asked: Asked) -> None:
    regions = record_regions(shop.member, [f"Store {number:02}" for number in range(30)])
    orders = [
        OrderFacts(f"{name}-{month}-{at}", moment(f"{month}-{2 + at:02}"), [LINE], None, region, "EUR")
        for number, (name, region) in enumerate(regions.items())
        for month in MONTHS
        for at in range(1 + number % 3)
    ]
    record_orders(shop.member, orders)

    text = asked.page(period="last-12-months")

    rest = len(asked.payload(period="last-12-months")["rows"]) - 21
    assert rest >= 10
    assert f"The {rest} after them" in text
    assert text.index("Store 02") < text.index("after them")
