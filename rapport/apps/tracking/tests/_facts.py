"""A whole record of every kind, for tests about all of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from rapport.apps.customers.models import Party
from rapport.apps.tracking.operations import RecordFacts
from rapport.apps.tracking.record_kinds import RecordKind

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def whole(kind: RecordKind, *people: Party, region: int | None = None, number: str = "7", **said: Any) -> RecordFacts:
    """Everything that can be said of a record: moments an hour apart, in the order of the fields."""
    left = [party.pk for party in people]
    values: dict[str, Any] = {}
    for place, one in enumerate(kind.fields):
        sort = kind.kind_of(one)
        if sort == "customer":
            values[one.name] = left.pop(0) if left else None
        elif sort == "region":
            values[one.name] = region
        elif sort == "moment":
            values[one.name] = NOON + timedelta(hours=place)
        elif sort in ("number", "amount"):
            values[one.name] = one.high or Decimal("12.5")
        elif sort == "choice":
            values[one.name] = kind.choices_of(one)[0][0]
        else:
            values[one.name] = {"yes_no": True, "currency": "EUR"}.get(sort, f"some {one.name}")
    if kind.name == "leads":
        values["lost_at"] = None
    return RecordFacts({**values, **said}, number)
