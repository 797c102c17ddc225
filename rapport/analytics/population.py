"""Who an analysis is about: everybody or a segment as it was at a date, everywhere or in one region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rapport.analytics.columns import whole_numbers
from rapport.analytics.engine.blocks import instant, numbers, text
from rapport.analytics.errors import BadQuestion


@dataclass(frozen=True, slots=True)
class Population:
    """The customers an analysis looks at.

    segment
        Id of a segment; None for everybody.
    region
        Name of the customer's own region; None for all, ``""`` for those whose region is unknown.
    as_of
        The instant at which membership is read; needed with a segment.
    customers
        Only these ids.
    """

    segment: int | None = None
    region: str | None = None
    as_of: datetime | None = None
    customers: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.segment is not None and self.as_of is None:
            raise BadQuestion("population: a segment needs the instant at which its members are read (as_of)")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise BadQuestion(f"population: as_of {self.as_of} has no time zone")
        ids = [] if self.segment is None else [self.segment]
        whole_numbers([*ids, *(self.customers or ())], "population: segment and customers", error=BadQuestion)

    @property
    def tables(self) -> tuple[str, ...]:
        """The fact tables its condition reads."""
        return (("memberships",) if self.segment is not None else ()) + (
            ("customers",) if self.region is not None else ()
        )

    def condition(self, customer: str) -> str:
        """An SQL condition that the customer in a column belongs; anonymous rows never do.

        ``customer`` is a qualified column, ``orders.customer``.
        """
        conditions = [f"{customer} IS NOT NULL"]
        if self.segment is not None:
            at = instant(self.as_of or datetime.now(UTC))
            conditions.append(
                f"{customer} IN (SELECT memberships.customer FROM memberships WHERE memberships.segment ="
                f" {int(self.segment)} AND memberships.since <= {at}"
                f" AND (memberships.until IS NULL OR memberships.until > {at}))"
            )
        if self.region is not None:
            conditions.append(
                f"{customer} IN (SELECT customers.id FROM customers WHERE coalesce(customers.region, '') ="
                f" {text(self.region)})"
            )
        if self.customers is not None:
            conditions.append(f"{customer} IN ({numbers(self.customers)})")
        return " AND ".join(conditions)


EVERYBODY = Population()
