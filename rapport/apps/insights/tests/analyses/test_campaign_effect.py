"""What a campaign did: the difference of the changes, whether it may be believed, and nobody to compare with."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders

BEFORE = ("2025-07-01", "2025-10-01", "2026-01-05")
AFTER = "2026-05-01"


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "campaign_effect")


@pytest.fixture
def treated(shop: Shop) -> str:
    """Ten of twenty got it: all spend about 20 in each quarter before; then they 50, the others 30."""
    names = newcomers(shop, 20)
    orders = [
        OrderFacts(f"{who}-{on}", moment(on), [_line(_amount(number, on))], shop.people[who], None, "EUR")
        for number, who in enumerate(names)
        for on in (*BEFORE, AFTER)
    ]
    record_orders(shop.member, orders)
    segment = create_segment(shop.member, name="Got it", party_ids=[shop.people[who] for who in names[:10]])
    return f"segment:{segment.pk}"


def _amount(number: int, on: str) -> int:
    after = 50 if number < 10 else 30
    return (after if on == AFTER else 20) + number % 3


def _line(amount: int) -> LineFacts:
    return LineFacts("tea", Decimal(1), Decimal(amount))


def test_the_effect_is_what_the_treated_changed_more(treated: str, asked: Asked) -> None:
    found = asked.payload(group=treated)

    # All others are the ten, rosa (0 in each stretch of the last year but one) and luis: not only the ten.
    assert found["n"] == [10, 12]
    assert found["effect"][0] > 15
    assert found["effect"][1] > 0


def test_the_page_says_the_effect_and_how_both_moved_before(treated: str, asked: Asked) -> None:
    text = asked.page(group=treated)

    assert "revenue per customer of those who got it changed by" in text
    assert "Before, " in text
    assert "held out at random" in text


def test_everybody_has_nobody_to_compare_with(treated: str, asked: Asked) -> None:
    assert "Choose the segment that got it" in asked.page()


def test_a_segment_of_two_is_too_few(shop: Shop, asked: Asked) -> None:
    segment = create_segment(shop.member, name="Two", party_ids=[shop.people["rosa"], shop.people["luis"]])

    assert "at least 5 of each are needed" in asked.page(group=f"segment:{segment.pk}")


def test_the_file_holds_effect_groups_and_series(treated: str, asked: Asked) -> None:
    lines = asked.file(group=treated)

    assert lines[:2] == ["Effect", "Effect,Low,High,p"]
    assert any(line.startswith("Who got it,10,") for line in lines)
