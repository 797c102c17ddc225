"""Contracts and draws of other tools, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from rapport.apps.insights.tests.shop import Shop
from rapport.apps.tracking.operations import RecordFacts, record_records
from rapport.apps.tracking.record_kinds import catalogue

MONTH = timedelta(days=365.25 / 12)


def record(shop: Shop, kind: str, rows: Iterable[dict[str, Any]], *, named: str = "r") -> None:
    """Record what another tool holds, each under a number of its own."""
    facts = [RecordFacts(values, f"{named}-{number}") for number, values in enumerate(rows)]
    record_records(shop.member, catalogue.get(kind), facts)


def contract(shop: Shop, who: str, since: datetime, months: float | None = None, **more: Any) -> dict[str, Any]:
    """A contract at 20 a month, which ends after so many months, or lasts."""
    until = None if months is None else since + months * MONTH
    usual = {"amount": Decimal(20), "currency": "EUR", "billing": "month", "plan": "Box"}
    return {"customer": shop.people[who], "since": since, "until": until, **usual, **more}


def draw(shop: Shop, who: str, arm: str, at: datetime, experiment: str = "Mail in May") -> dict[str, Any]:
    """Somebody drawn into an arm."""
    return {"customer": shop.people[who], "experiment": experiment, "arm": arm, "at": at}
