"""Overlap of segments: shares both ways, by their names, and the people in two of them."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "overlap")


@pytest.fixture
def segments(shop: Shop, edi: Member) -> dict[str, int]:
    """Ten friends, eight regulars of whom six are friends, and two guests."""
    ids = [shop.people[who] for who in newcomers(shop, 14)]
    members = {"Friends": ids[:10], "Regulars": ids[4:12], "Guests": ids[12:]}
    return {name: create_segment(edi, name=name, party_ids=some).pk for name, some in members.items()}


def test_shares_are_told_both_ways(segments: dict[str, int], asked: Asked) -> None:
    found = asked.payload()

    pair = found["pairs"][0]
    assert (pair["first"], pair["second"]) == (segments["Friends"], segments["Regulars"])
    assert (pair["both"], pair["either"]) == (6, 12)
    assert (pair["of_first"], pair["of_second"], pair["jaccard"]) == (0.6, 0.75, 0.5)


def test_the_page_names_the_segments_that_share_most(segments: dict[str, int], asked: Asked) -> None:
    text = asked.page()

    assert "75% of “Regulars” are also in “Friends”." in text
    assert "Guests" in text


def test_the_people_of_a_pair_are_in_both(segments: dict[str, int], shop: Shop, asked: Asked) -> None:
    asked.payload()

    both = asked.people(f"{segments['Friends']}&{segments['Regulars']}")

    assert both == [shop.people[f"c{place}"] for place in range(4, 10)]
    assert len(asked.people(str(segments["Guests"]))) == 2


def test_the_file_holds_pairs_and_segments(segments: dict[str, int], asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("First,Second,In both")
    assert any(line.startswith("Friends,Regulars,6,12") for line in lines)


def test_apart_segments_share_nobody(shop: Shop, edi: Member, asked: Asked) -> None:
    ids = [shop.people[who] for who in newcomers(shop, 12)]
    for name, some in (("North", ids[:6]), ("South", ids[6:])):
        create_segment(edi, name=name, party_ids=some)

    assert "None of the 12 customers in a segment is in two of them." in asked.page()


def test_one_segment_has_nothing_to_overlap_with(shop: Shop, edi: Member, asked: Asked) -> None:
    create_segment(edi, name="Alone", party_ids=[shop.people["rosa"]])

    assert "Fewer than two segments have customers" in asked.page()


def test_an_unknown_pair_is_missing(segments: dict[str, int], asked: Asked) -> None:
    asked.payload()

    for key in ("1&2&3", "x", "99999"):
        with pytest.raises(Missing):
            asked.people(key)
