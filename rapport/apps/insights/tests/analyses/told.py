"""Customers who said how it was, for tests of experience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.tests.asked import newcomers
from rapport.apps.insights.tests.shop import Shop, moment


def say(shop: Shop, who: str, kind: str, score: int, *, touchpoint: str = "", on: str = "2026-03-01") -> None:
    """Record one answer of a customer."""
    with many_answers(shop) as answer:
        answer(who, kind, score, touchpoint=touchpoint, on=on)


@contextmanager
def many_answers(shop: Shop) -> Iterator[Callable[..., None]]:
    """`with many_answers(shop) as answer:` takes them as `say` does, and records them together at the end."""
    facts: list[ResponseFacts] = []

    def answer(who: str, kind: str, score: int, *, touchpoint: str = "", on: str = "2026-03-01") -> None:
        given = {"customer_id": shop.people[who], "touchpoint": touchpoint, "survey": "Test"}
        facts.append(ResponseFacts(kind, moment(on), Decimal(score), **given))

    yield answer
    record_responses(shop.member, facts)


def tell_all(shop: Shop, count: int = 60) -> list[str]:
    """Everybody says 1 to 5 of delivery and of the shop, and recommends twice what they said of delivery.

    Those who gave delivery 3 or more buy on 1 May. Rosa answers in June, so that nothing looks like old records.
    """
    names = newcomers(shop, count)
    with many_answers(shop) as answer, shop.many() as order:
        for number, who in enumerate(names):
            delivery, place = 1 + number % 5, 1 + (number // 5) % 5
            answer(who, "csat", delivery, touchpoint="Delivery")
            answer(who, "csat", place, touchpoint="Shop", on="2026-02-01")
            answer(who, "nps", 2 * delivery)
            if delivery >= 3:
                order(f"again-{who}", "2026-05-01", 10, who=who)
        answer("rosa", "ces", 5, on="2026-06-10")
    return names
