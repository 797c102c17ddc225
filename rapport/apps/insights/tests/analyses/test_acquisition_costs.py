"""What winning a customer costs: spending on a channel over those credited to it; words where there is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.apps.insights.tests.analyses.recorded import record
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "acquisition_costs")


def win(shop: Shop) -> list[str]:
    """Ten buy in March: six whom search brought, four whom nobody knows the channel of."""
    names = newcomers(shop, 10)
    record_parties(shop.member, [PartyFacts(external_id=who, acquisition_channel="search") for who in names[:6]])
    with shop.many() as order:
        for number, who in enumerate(names):
            order(f"w{number}", "2026-03-10", 10, who=who)
    return names


def spend(shop: Shop, **amounts: int) -> None:
    rows = [
        {"at": moment("2026-03-01"), "channel": channel, "amount": Decimal(amount), "currency": "EUR"}
        for channel, amount in amounts.items()
    ]
    record(shop, "spend", rows, named="s")


def test_a_channel_costs_what_was_spent_on_it_over_those_it_brought(shop: Shop, asked: Asked) -> None:
    win(shop)
    spend(shop, search=60, fair=50)

    found = asked.payload()

    costs = {one["name"]: (one["n"], one["cost"][0], one["reason"]) for one in found["channels"]}
    assert costs == {"search": (6, 10, ""), "fair": (0, None, "nobody was won here")}
    assert found["blended"]["cost"][0] == pytest.approx(110 / found["n"])
    assert found["untouched"] == found["n"] - 6


def test_the_page_and_its_file_tell_each_channel(shop: Shop, asked: Asked) -> None:
    win(shop)
    spend(shop, search=60, fair=50)

    page, file = asked.page(), asked.file()

    assert "nobody was won here" in page
    assert "€60.00" in page
    assert "have no channel recorded" in page
    assert file[1] == "Channel,Spent (EUR),New customers credited,Cost each (EUR),Low,High,Remark"
    assert file[2].startswith("search,60.0,6.0,10.0,")


def test_channels_of_other_names_are_told_of(shop: Shop, asked: Asked) -> None:
    win(shop)
    spend(shop, fair=50)

    assert "No channel has both: money went to fair, customers are credited to search." in asked.page()


def test_contacts_may_have_the_credit(shop: Shop, asked: Asked) -> None:
    names = win(shop)
    rows = [{"customer": shop.people[who], "at": moment("2026-03-05"), "channel": "fair"} for who in names[:5]]
    record(shop, "touches", rows, named="t")
    spend(shop, search=60, fair=50)

    costs = {one["name"]: one["cost"][0] for one in asked.payload(rule="last")["channels"]}

    assert costs == {"search": None, "fair": 10}


def test_without_spending_it_says_what_is_missing(shop: Shop, asked: Asked) -> None:
    win(shop)

    assert "import what was spent" in asked.payload()["refused"]
