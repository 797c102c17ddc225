"""A shop whose customers buy at rates of their own and leave after some time: what the models take for granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from rapport.apps.insights.tests.asked import newcomers
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders

SEED = 5
FIRST = datetime(2025, 1, 6, 12, tzinfo=UTC)
ARRIVING = 250  # days within which everybody came first


def open_for(shop: Shop, count: int, *, seed: int = SEED) -> Shop:
    """So many newcomers and all their orders until now."""
    random = np.random.default_rng(seed)
    facts = []
    for who in newcomers(shop, count):
        usual = random.gamma(6, 8)
        facts += [_order(shop, who, place, at, usual * random.gamma(6) / 6) for place, at in enumerate(_days(random))]
    record_orders(shop.member, facts, cancellation_mark="C")
    return shop


def _days(random: np.random.Generator) -> Iterator[datetime]:
    rate, leaving = random.gamma(0.9) / 45, random.beta(0.9, 3)
    at = FIRST + timedelta(days=float(random.uniform(0, ARRIVING)))
    while at < NOW:
        yield at
        if random.random() < leaving:
            return
        at += timedelta(days=float(random.exponential(1 / max(rate, 1e-4))))


def _order(shop: Shop, who: str, place: int, at: datetime, amount: float) -> OrderFacts:
    line = LineFacts("P1", Decimal(1), Decimal(f"{max(amount, 1):.2f}"))
    return OrderFacts(f"o-{who}-{place}", at, [line], shop.people[who], shop.regions["Spain"], "EUR")
