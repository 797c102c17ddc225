"""Customers who are alike: groups that are there are found, named by what sets them apart, and hold their people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from rapport.analytics.segmentation.profiles import Cluster, Trait
from rapport.apps.accounts.models import Member
from rapport.apps.insights.analyses.clusters import names_of
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "clusters")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Fifteen who buy five times for little of late, fifteen who bought once for much and long ago."""
    with shop.many() as order:
        for place, who in enumerate(newcomers(shop, 30)):
            if place < 15:
                for number in range(5):
                    order(f"often-{who}-{number}", f"2026-05-{10 + number + place % 3:02}", 10 + place % 4, who=who)
            else:
                order(f"once-{who}", f"2025-08-{1 + place % 9:02}", 300 + place, who=who)
    return shop


def test_groups_that_are_there_are_found_and_would_be_again(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    assert [row["standing"]["n"] for row in found["rows"]] == [16, 15, 2]
    assert {row["word"] for row in found["rows"]} == {"stable"}
    assert found["rows"][2]["name"] == "Too few to describe"


def test_a_group_is_named_by_what_sets_it_apart(filled: Shop, asked: Asked) -> None:
    names = " / ".join(row["name"].lower() for row in asked.payload()["rows"])

    assert "many orders" in names
    assert "large amounts" in names


def test_groups_that_would_bear_one_name_are_told_apart_by_where_they_differ_most() -> None:
    rows = [cluster(1, orders=12.0, average_order=40.0), cluster(2, orders=13.0, average_order=95.0)]

    assert names_of(rows, "EUR") == ["Many orders (€40.00 an order)", "Many orders (€95.00 an order)"]


def test_groups_that_no_mean_tells_apart_bear_their_numbers() -> None:
    alike = [cluster(number, orders=12.0, average_order=40.0) for number in (1, 2)]
    few = [replace(cluster(number, orders=1.0, average_order=1.0), state="too_few") for number in (3, 4)]

    assert names_of([*alike, *few], "EUR") == [
        "Many orders (group 1)",
        "Many orders (group 2)",
        "Too few to describe (group 3)",
        "Too few to describe (group 4)",
    ]


def cluster(number: int, *, orders: float, average_order: float) -> Cluster:
    """A group with many orders; what an order brings is near that of everybody."""
    many = Trait("orders", orders, None, None, 2.0, 1.0 + orders / 1000)
    amount = Trait("average_order", average_order, None, None, 60.0, average_order / 1000)
    return Cluster(number, 20, 0.2, None, None, 0.9, "stable", (many, amount))


def test_people_of_a_group(filled: Shop, asked: Asked) -> None:
    asked.payload()

    groups = [set(asked.people(number)) for number in ("1", "2")]

    often = {filled.people[f"c{place}"] for place in range(15)}
    assert any(often <= group for group in groups)


def test_the_page_shows_groups_and_stability(filled: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "33 customers fall into 3 groups" in text
    assert "found again" in text


def test_a_chosen_number_of_groups_holds(filled: Shop, asked: Asked) -> None:
    assert len(asked.payload(k="3", method="mixture")["rows"]) <= 3


def test_where_all_bought_once_orders_tell_nobody_apart(shop: Shop, asked: Asked) -> None:
    with shop.many() as order:
        for place, who in enumerate(newcomers(shop, 25)):
            order(f"one-{who}", f"2024-05-{1 + place:02}", 10 + place, who=who)

    found = asked.payload(period="all-time")

    assert found["n"] == 28


def test_the_file_holds_groups_and_profiles(filled: Shop, asked: Asked) -> None:
    assert {"Groups", "Profiles"} <= set(asked.file())


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers bought in the period; figures need 20" in asked.page()


def test_an_unknown_group_is_missing(filled: Shop, asked: Asked) -> None:
    asked.payload()

    with pytest.raises(Missing):
        asked.people("9")
