"""New against existing customers: shares, growth, and who was won back."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "new_and_existing")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Sixteen newcomers: half bought in 2025 and again in 2026, half in 2026 only, twice as much."""
    with shop.many() as order:
        for number, who in enumerate(newcomers(shop, 16)):
            if number < 8:
                order(f"old-{who}", "2025-05-01", 40, who=who)
            order(f"now-{who}", "2026-04-01", 50 if number < 8 else 100, who=who)
    return shop


def test_who_bought_before_is_existing(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    # Of the shop's own four: rosa bought in 2024 (existing, 100 in July 2025); luis and ines are new.
    assert (found["new"]["customers"][0], found["existing"]["customers"][0]) == (10, 9)
    assert found["existing"]["revenue"][0] == pytest.approx(8 * 50 + 100)
    assert found["new"]["revenue"][0] == pytest.approx(8 * 100 + 80.25 + 50)


def test_who_was_silent_for_long_is_reactivated_and_not_new(filled: Shop, asked: Asked) -> None:
    assert asked.payload(silence="30")["reactivated"] == 9
    assert asked.payload(silence="365")["reactivated"] == 0


def test_its_groups_lead_to_their_people(filled: Shop, asked: Asked) -> None:
    asked.payload()

    assert filled.people["c0"] in asked.people("existing")
    assert filled.people["c9"] in asked.people("new")
    assert filled.people["rosa"] in asked.people("reactivated", silence="30")
    with pytest.raises(Missing):
        asked.people("old")


def test_the_page_says_what_new_customers_brought(filled: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "New customers brought" in text
    assert "Reactivated" in text
    assert "Anonymous orders brought" in text


def test_three_customers_are_too_few_for_shares(shop: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "Too few customers bought" in text
    assert "fewer than 5 customers" in text


def test_nobody_in_the_period_gets_words(shop: Shop, asked: Asked) -> None:
    shop.order("late", "2026-06-14", 5)

    found = asked.payload(period="last-3-months@2025-03-01")

    assert found["refused"].startswith("Nobody known bought in the period.")


def test_the_file_holds_both_groups(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("Measure,New customers,New customers low")
    assert "Growth" in lines


def test_records_that_only_begin_are_named_beside_what_they_make_of_it(filled: Shop, asked: Asked) -> None:
    assert "whoever bought before then looks new" not in asked.page(period="last-12-months")
    assert "20, 2024: whoever bought before then looks new" in asked.page(period="all-time")


def test_one_reason_for_both_groups_is_told_once(filled: Shop, asked: Asked) -> None:
    assert asked.page(period="all-time").count("records do not reach back over the period before") == 1
