"""Recency, frequency, value: what its page says first."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "rfm")


def bought(price: int) -> LineFacts:
    return LineFacts("tea", Decimal(1), Decimal(price))


def test_the_page_begins_with_the_group_that_brings_most(shop: Shop, asked: Asked) -> None:
    """Twenty who bought once long ago, ten who bought for ten times as much again and again until now."""
    once, often = newcomers(shop, 30)[:20], list(shop.people)[-10:]
    days = [(who, "2025-08-01", 10) for who in once]
    days += [(who, f"2026-{month:02}-01", 100) for who in often for month in range(1, 7)]
    record_orders(
        shop.member,
        [
            OrderFacts(f"{who}-{day}", moment(day), [bought(price)], shop.people[who], None, "EUR")
            for who, day, price in days
        ],
    )

    assert "Best customers are" in (text := asked.page())
    assert "of the customers and bring" in text


def test_where_all_groups_are_small_nothing_is_claimed(asked: Asked) -> None:
    assert "of the customers and bring" not in asked.page()
