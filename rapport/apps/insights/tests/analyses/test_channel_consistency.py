"""Consistency of channels: the spread of one promise's score over them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "channel_consistency")


def tell(shop: Shop) -> None:
    """By phone everybody says 5 and 4 in turn, by mail 3 and 2; of delivery alike through both; two by letter."""
    facts = []
    for number, who in enumerate(newcomers(shop, 60)):
        for channel, best in (("phone", 5), ("mail", 3), ("letter", 5)):
            if channel == "letter" and number > 1:
                continue
            for touchpoint, score in (("Advice", best - number % 2), ("Delivery", 4 - number % 2)):
                facts.append(
                    ResponseFacts(
                        "csat",
                        moment("2026-05-20"),
                        Decimal(score),
                        customer_id=shop.people[who],
                        touchpoint=touchpoint,
                        channel=channel,
                        survey=channel,
                    )
                )
    record_responses(shop.member, facts)


def test_the_spread_lies_between_the_best_and_the_worst_channel(shop: Shop, asked: Asked) -> None:
    tell(shop)

    found = asked.payload()

    assert [(one["name"], one["mean"][0], one["n"]) for one in found["channels"]] == [
        ("phone", pytest.approx(4), 120),
        ("mail", pytest.approx(3), 120),
    ]
    assert found["spread"][0] == pytest.approx(1)
    assert found["left_out"] == ["letter"]


def test_a_touchpoint_that_is_alike_everywhere_is_told_from_one_that_is_not(shop: Shop, asked: Asked) -> None:
    tell(shop)

    spreads = {one["name"]: (one["spread"][0], one["remarks"][0]) for one in asked.payload()["touchpoints"]}

    assert spreads["Advice"] == (pytest.approx(2), "The two channels differ by more than chance.")
    assert spreads["Delivery"][0] == pytest.approx(0)
    assert "need not differ" in spreads["Delivery"][1]


def test_the_page_names_both_ends_and_who_was_left_out(shop: Shop, asked: Asked) -> None:
    tell(shop)

    text = asked.page()

    assert "Phone is scored highest" in text
    assert "Too few answers to show: letter." in text


def test_one_channel_alone_has_no_spread(shop: Shop, asked: Asked) -> None:
    facts = [
        ResponseFacts(
            "csat", moment("2026-05-20"), Decimal(4), customer_id=shop.people[who], channel="phone", survey="phone"
        )
        for who in newcomers(shop, 40)
    ]
    record_responses(shop.member, facts)

    text = asked.page()

    assert "Only phone has enough answers" in text
    assert "40 answers that name their channel" in text
    assert "Spread " not in text.split("answers that name their channel")[1].split("Intervals")[0]


def test_without_channels_the_page_says_what_to_import(shop: Shop, asked: Asked) -> None:
    shop.answers("csat", [4, 5, 3], who="rosa")

    assert "Import answers with a column for their channel" in asked.page()


def test_the_file_holds_channels_and_spreads(shop: Shop, asked: Asked) -> None:
    tell(shop)

    lines = asked.file()

    assert any(line.startswith("all,phone,4") for line in lines)
    assert any(line.startswith("Advice,2") for line in lines)
