"""Movement between groups: who stayed, moved, came and left, and the people of a move."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

TIERS = {"groups": "tiers"}


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "movement")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Six who were large and became small, six who stayed small, six who left, six who came."""
    with shop.many() as order:
        for place, who in enumerate(newcomers(shop, 24)):
            if place < 18:
                order(f"before-{who}", f"2025-03-{1 + place:02}", 500 if place < 6 else 10, who=who)
            if place < 12 or place >= 18:
                order(f"after-{who}", f"2026-03-{1 + place:02}", 10 if place < 12 else 500, who=who)
    return shop


def moves(found: dict[str, object]) -> dict[tuple[str | None, str | None], int]:
    return {(row["source"], row["target"]): row["n"] for row in found["moves"] if row["n"]}  # type: ignore[attr-defined]


def test_moves_between_tiers_are_counted(filled: Shop, asked: Asked) -> None:
    found = asked.payload(**TIERS)

    # Large: who stands above has brought less than half; six at 500 are not all in the first half.
    assert found["before"] == 19
    assert found["left"] == 6
    assert moves(found)[("base", None)] == 6
    assert sum(n for (source, _), n in moves(found).items() if source is None) == found["entered"]


def test_people_of_a_move_are_those_counted(filled: Shop, asked: Asked) -> None:
    found = asked.payload(**TIERS)

    for (source, target), n in moves(found).items():
        assert len(asked.people(f"{source or 'none'}>{target or 'none'}", **TIERS)) == n
    gone = {filled.people[f"c{place}"] for place in range(12, 18)}
    assert set(asked.people("base>none", **TIERS)) == gone


def test_groups_by_recency_and_value_move_too(filled: Shop, asked: Asked) -> None:
    found = asked.payload()

    assert len(found["names"]) == 8
    for (source, target), n in moves(found).items():
        assert len(asked.people(f"{source or 'none'}>{target or 'none'}")) == n


def test_the_page_shows_who_stayed_and_left(filled: Shop, asked: Asked) -> None:
    text = asked.page(**TIERS)

    assert "Of 19 customers on" in text
    assert "<strong>32%</strong> no longer buy" in text
    assert 'data-level="' in text


def test_before_the_first_order_nobody_could_move(filled: Shop, asked: Asked) -> None:
    text = asked.page(period="all-time")

    assert "so nobody could move" in text


def test_the_file_holds_every_move(filled: Shop, asked: Asked) -> None:
    lines = asked.file(**TIERS)

    assert lines[0].startswith("Moves 2025-")
    assert any(line.startswith("Came new,") for line in lines)


def test_too_short_a_memory_is_told(filled: Shop, asked: Asked) -> None:
    # The first order came on 20 June 2024, 361 days before the period begins.
    assert not any("are known before the first date" in words for words in asked.payload(**TIERS)["remarks"])
    early = asked.payload(period="last-year", days="365", groups="tiers")["remarks"]
    assert "Only 194 days of orders are known before the first date" in early[-1]


def test_one_customer_before_is_too_few_for_shares(shop: Shop, asked: Asked) -> None:
    found = asked.payload()

    assert (found["before"], found["left_share"], found["stayed"]["share"]) == (1, None, None)
    assert "Of 1 customers on" not in asked.page()


def test_an_unknown_move_is_missing(filled: Shop, asked: Asked) -> None:
    asked.payload()

    for key in ("none>none", "best>nowhere", "x"):
        with pytest.raises(Missing):
            asked.people(key)
