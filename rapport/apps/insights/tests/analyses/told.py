"""Customers who said how it was, for tests of experience."""

from __future__ import annotations

from decimal import Decimal

from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.tests.asked import newcomers
from rapport.apps.insights.tests.shop import Shop, moment


def say(shop: Shop, who: str, kind: str, score: int, *, touchpoint: str = "", on: str = "2026-03-01") -> None:
    """Record one answer of a customer."""
    facts = ResponseFacts(
        kind, moment(on), Decimal(score), customer_id=shop.people[who], touchpoint=touchpoint, survey="Test"
    )
    record_responses(shop.member, [facts])


def tell_all(shop: Shop, count: int = 60) -> list[str]:
    """Everybody says 1 to 5 of delivery and of the shop, and recommends twice what they said of delivery.

    Those who gave delivery 3 or more buy on 1 May. Rosa answers in June, so that nothing looks like old records.
    """
    names = newcomers(shop, count)
    for number, who in enumerate(names):
        delivery, place = 1 + number % 5, 1 + (number // 5) % 5
        say(shop, who, "csat", delivery, touchpoint="Delivery")
        say(shop, who, "csat", place, touchpoint="Shop", on="2026-02-01")
        say(shop, who, "nps", 2 * delivery)
        if delivery >= 3:
            shop.order(f"again-{who}", "2026-05-01", 10, who=who)
    say(shop, "rosa", "ces", 5, on="2026-06-10")
    return names
