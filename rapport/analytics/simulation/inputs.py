"""What goes into the simulation, each with its meaning, unit and where a measured figure comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from rapport.analytics.errors import BadQuestion
from rapport.analytics.simulation.estimate import Estimate, Scale, checked
from rapport.analytics.simulation.relationship import Relationship


@dataclass(frozen=True, slots=True)
class Entry:
    """One input: `metric` names the figure that measures it, where there is one."""

    name: str
    title: str
    meaning: str
    unit: str
    scale: Scale
    metric: str = ""


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "retention",
        "Retention",
        "The share of a year's customers who buy again in the next.",
        "share",
        "share",
        metric="retention_rate",
    ),
    Entry(
        "frequency",
        "Orders a year",
        "How often a customer buys in a year.",
        "",
        "amount",
        metric="purchase_frequency",
    ),
    Entry(
        "order_value",
        "Average order value",
        "What one order brings, before costs.",
        "money",
        "amount",
        metric="average_order_value",
    ),
    Entry("margin", "Margin", "The share of an order's value left after its direct cost.", "share", "share"),
    Entry(
        "contact_cost", "Contact cost", "What keeping in touch with one customer costs in a year.", "money", "amount"
    ),
    Entry("acquisition_cost", "Acquisition cost", "What winning one new customer costs.", "money", "amount"),
    Entry(
        "customers",
        "Customers",
        "How many customers the group has in a year.",
        "",
        "amount",
        metric="active_customers",
    ),
)
BY_NAME = {entry.name: entry for entry in ENTRIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One state of affairs: today, or a scenario. `discount` and `years` are declared, not estimated.

    `relationship` is one that would take the place of today's, with what it does to the inputs.
    """

    customers: Estimate
    frequency: Estimate
    order_value: Estimate
    margin: Estimate
    retention: Estimate
    contact_cost: Estimate
    acquisition_cost: Estimate
    discount: float = 0.1
    years: int = 10
    relationship: Relationship | None = None

    def __post_init__(self) -> None:
        for entry in ENTRIES:
            checked(entry.name, getattr(self, entry.name), entry.scale)
        if not 0 <= self.discount <= 1:
            raise BadQuestion(f"discount: must lie between 0 and 1, not {self.discount}")
        if not 1 <= self.years <= 50 or self.years != int(self.years):
            raise BadQuestion(f"years: whole years from 1 to 50 are expected, not {self.years}")
        unknown = set(self.relationship.factors if self.relationship else ()) - set(BY_NAME)
        if unknown:
            raise BadQuestion(f"relationship: {', '.join(sorted(unknown))} not known")

    def under(self, relationship: Relationship) -> Inputs:
        """The same customers under another relationship."""
        return replace(self, relationship=relationship)

    def with_(self, **changed: Estimate) -> Inputs:
        """The same with some inputs changed."""
        unknown = set(changed) - {field.name for field in fields(self)}
        if unknown:
            raise BadQuestion(f"inputs: {', '.join(sorted(unknown))} not known")
        return replace(self, **changed)  # type: ignore[arg-type]
