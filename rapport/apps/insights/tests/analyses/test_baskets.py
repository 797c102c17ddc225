"""Baskets: what stands out, by name, and who bought only the one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products
from rapport.kernel.errors import Missing

ITEMS = {"tea": "Green tea", "pot": "Tea pot", "mug": "Mug", "jam": "Jam"}


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "baskets")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Forty customers: ten buy tea and pot, ten jam and mug, ten tea alone, ten the mug alone."""
    goods = [ProductFacts(sku, name, "Kitchen" if sku != "jam" else "Food", Decimal(5)) for sku, name in ITEMS.items()]
    record_products(shop.member, goods)
    bought = (("tea", "pot"), ("jam", "mug"), ("tea",), ("mug",))
    orders = [
        OrderFacts(
            f"b-{who}",
            moment("2026-05-01"),
            [LineFacts(sku, Decimal(1), Decimal(5)) for sku in bought[number % 4]],
            shop.people[who],
            None,
            "EUR",
        )
        for number, who in enumerate(newcomers(shop, 40))
    ]
    record_orders(shop.member, orders)
    return shop


def test_a_pair_has_names_lift_and_an_adjusted_chance(filled: Shop, asked: Asked) -> None:
    pairs = {(pair["first"], pair["second"]): pair for pair in asked.payload()["pairs"]}

    pair = next(pair for names, pair in pairs.items() if set(names) == {"Green tea", "Tea pot"})
    # Six orders of the shop itself hold other things: 10 · 46 / (20 · 10) = 2.3 times.
    assert pair["lift"][0] == pytest.approx(10 * asked.payload()["baskets"] / (20 * 10))
    assert pair["p"] < pair["p_adjusted"] < 0.05


def test_the_page_says_the_strongest_pair_in_words(filled: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "are bought in the same order" in text
    assert "times as often as by chance" in text
    assert "Benjamini" in text


def test_a_pair_leads_to_those_who_bought_only_the_one(filled: Shop, asked: Asked) -> None:
    found = asked.payload()
    pair = next(pair for pair in found["pairs"] if "Tea pot" in (pair["first"], pair["second"]) and pair["stands"])
    key = pair["key"] if pair["first"] == "Green tea" else pair["back"]

    assert asked.people(key) == sorted(filled.people[f"c{number}"] for number in range(2, 40, 4))


def test_categories_are_told_by_their_names(filled: Shop, asked: Asked) -> None:
    found = asked.payload(of="category", per="customer")

    assert {pair["key"] for pair in found["pairs"]} <= {"Kitchen~Food", "Food~Kitchen"}


def test_an_unknown_pair_is_missing(filled: Shop, asked: Asked) -> None:
    asked.payload()

    with pytest.raises(Missing):
        asked.people("tea")


def test_a_few_orders_get_words(shop: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "Whether products go together cannot be told" in text
    assert "No pair in 5 orders or more" in text


def test_the_file_holds_pairs_and_breadth(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("First,Second,Both")
    assert "Breadth" in lines
