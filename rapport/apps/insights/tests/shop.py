"""A small shop told through operations: two regions, four known customers, orders and answers of two years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shop:
    """The ids of what was recorded, by name."""

    member: Member
    regions: dict[str, int]
    people: dict[str, int]

    def order(self, number: str, on: str, *amounts: float, who: str = "", where: str = "") -> int:
        """Record one order; a line for each amount. Without `who` nobody knows the customer."""
        facts = self._told(number, on, *amounts, who=who, where=where)
        return record_orders(self.member, [facts], cancellation_mark="C").ids[0]

    @contextmanager
    def many(self) -> Iterator[Callable[..., None]]:
        """`with shop.many() as order:` takes orders as `shop.order` does, and records them together at the end."""
        facts: list[OrderFacts] = []
        yield lambda *told, **named: facts.append(self._told(*told, **named))
        record_orders(self.member, facts, cancellation_mark="C")

    def _told(self, number: str, on: str, *amounts: float, who: str = "", where: str = "") -> OrderFacts:
        lines = [
            LineFacts(f"P{at}", Decimal(-1 if net < 0 else 1), Decimal(str(abs(net)))) for at, net in enumerate(amounts)
        ]
        return OrderFacts(number, moment(on), lines, self.people.get(who), self.regions.get(where), "EUR")

    def answers(self, kind: str, scores: Sequence[int], *, on: str = "2026-06-01", who: str = "") -> None:
        """Record answers to a question, by one customer or by nobody known."""
        facts = [ResponseFacts(kind, moment(on), Decimal(score), customer_id=self.people.get(who)) for score in scores]
        record_responses(self.member, facts)

    def move(self, where: str, *names: str) -> None:
        """Let customers live in another region."""
        record_parties(self.member, [PartyFacts(external_id=who, region_id=self.regions[where]) for who in names])


def moment(text: str) -> datetime:
    """Noon of a day written 2026-06-01, in UTC."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")


def open_shop(member: Member) -> Shop:
    """Four customers in two regions and their orders up to June 2026."""
    regions = record_regions(member, ["Spain", "Portugal"])
    homes = {"rosa": "Spain", "luis": "Spain", "ines": "Portugal", "joao": "Portugal"}
    facts = [PartyFacts(name=name.title(), external_id=name, region_id=regions[home]) for name, home in homes.items()]
    shop = Shop(member, regions, dict(zip(homes, record_parties(member, facts).ids, strict=True)))
    with shop.many() as order:
        order("1", "2024-06-20", 100, who="rosa", where="Spain")
        order("2", "2025-07-10", 40, 60, who="rosa", where="Spain")
        order("3", "2025-09-10", 30, who="luis", where="Spain")
        order("4", "2026-05-10", 50.25, who="luis", where="Spain")
        order("5", "2026-06-10", 80, who="ines", where="Portugal")
        order("6", "2026-06-12", 20, where="Portugal")
        order("C5", "2026-06-13", -30, who="ines", where="Portugal")
    return shop
