"""Survival: how long customers of a shop stay, by region and segment."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "survival")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Twenty who first bought in June 2025: the first ten of Spain never again, the last ten of Portugal always."""
    names = newcomers(shop, 20)
    shop.move("Portugal", *names[10:])
    with shop.many() as order:
        for place, who in enumerate(names):
            order(f"one-{who}", "2025-06-01", 50, who=who)
            if place >= 10:
                for month in ("2025-08", "2025-11", "2026-02", "2026-05"):
                    order(f"{month}-{who}", f"{month}-01", 10, who=who)
    return shop


def curve(payload: dict, key: str) -> dict:
    return next(curve for curve in payload["curves"] if curve["key"] == key)


def test_silence_ends_a_stay(filled: Shop, asked: Asked) -> None:
    payload = asked.payload(silence_days="100")
    found = curve(payload, "all")

    # The ten who never came back, rosa and luis; ines is new.
    assert (payload["n"], found["ended"]) == (23, 12)
    assert found["read"][payload["months"].index(6)][0] == pytest.approx(10 / 22, abs=0.01)


def test_regions_are_compared(filled: Shop, asked: Asked) -> None:
    payload = asked.payload(split="region", silence_days="100")

    assert curve(payload, "region:Spain")["ended"] == 12
    assert curve(payload, "region:Portugal")["ended"] == 0
    assert payload["tests"][0]["p"] < 0.001


def test_a_segment_is_compared_with_everybody_outside_it(filled: Shop, asked: Asked, edi: Member) -> None:
    loyal = [filled.people[f"c{place}"] for place in range(10, 20)]
    segment = create_segment(edi, name="Loyal", party_ids=loyal)

    payload = asked.payload(split="segment", silence_days="100")

    assert payload["tests"][0]["one"] == f"segment:{segment.pk}"
    assert payload["tests"][0]["adjusted"] < 0.001
    assert "Clearly different: Loyal from all others" in asked.page(split="segment", silence_days="100")


def test_a_segment_of_today_divides_a_past_period_too(filled: Shop, asked: Asked, edi: Member) -> None:
    segment = create_segment(edi, name="Loyal", party_ids=[filled.people[f"c{place}"] for place in range(10, 20)])

    payload = asked.payload(split="segment", silence_days="100", period="last-year")

    assert curve(payload, f"segment:{segment.pk}")["n"] == 10


def test_without_segments_it_says_so(filled: Shop, asked: Asked) -> None:
    assert len(asked.payload(split="segment")["curves"]) == 1


def test_the_page_says_how_many_are_left(filled: Shop, asked: Asked) -> None:
    text = asked.page(split="region", silence_days="100")

    assert "of customers are still there 12 months after their first order" in text
    assert "hardly chance" in text
    assert "watched" in text
    assert "More than half did not order again within 100 days" in text


def test_a_group_leads_to_its_people_the_longest_first(filled: Shop, asked: Asked) -> None:
    asked.payload(split="region")

    assert filled.people["c19"] in asked.people("region:Portugal", split="region")
    assert asked.people("all")[0] == filled.people["c10"]
    with pytest.raises(Missing):
        asked.people("region:Atlantis", split="region")


def test_the_file_holds_the_curves(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("Group,Customers,Lost")
    assert any(line.startswith("All together,0.0,1.0") for line in lines)


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers bought for the first time" in asked.page()


def test_customers_of_a_week_are_known_for_too_short(shop: Shop, asked: Asked) -> None:
    with shop.many() as order:
        for who in newcomers(shop, 6):
            order(f"new-{who}", "2026-06-10", 50, who=who)

    assert "not been known for long enough" in asked.page(period="last-3-months")


def test_the_curve_ends_where_hardly_anybody_was_watched(shop: Shop, asked: Asked) -> None:
    """Six of 906 were known for longer than all others, and all six leave at last."""
    days = ["2025-02-01"] * 6 + ["2026-02-01"] * 900
    tea = LineFacts("tea", Decimal(1), Decimal(10))
    record_orders(
        shop.member,
        [
            OrderFacts(f"o-{who}", moment(day), [tea], shop.people[who], None, "EUR")
            for who, day in zip(newcomers(shop, len(days)), days, strict=True)
        ],
    )

    found = curve(payload := asked.payload(silence_days="330"), "all")

    assert found["points"][-1][0] < 5
    assert found["median"][0] is None
    assert any("the curve ends there" in words for words in payload["remarks"])
    assert "Half are lost" not in asked.page(silence_days="330")


def test_the_page_leads_to_those_whose_contracts_say_when_they_leave(filled: Shop, asked: Asked) -> None:
    assert '<a href="/w/glow/metrics/analyses/contracts/">' in asked.page()
