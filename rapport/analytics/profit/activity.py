"""What a business does for its customers and what that costs: an activity with its pool of cost or its rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rapport.analytics.errors import BadQuestion
from rapport.analytics.profit.money import Amount, cents, exact_millionths


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of activity-based costing.

    name
        What it is called, as in the ledger or the plan: "Telephone".
    driver
        What sets it going, and is counted for each customer: a name of `rapport.analytics.profit.drivers.catalogue`
        where facts are read, any name of a volume where plain volumes are given.
    only
        Only the driver's rows of this kind: of ``deliveries`` those by ``"express"``, of ``touches`` those by
        ``"phone"``.
    pool
        What the ledger says it cost in the period, in money. None: not in the ledger, so a rate is needed.
    rate
        Money for one unit of the driver, declared. None: the pool over the practical capacity.
    capacity
        Practical capacity: how many units of the driver the resources behind the pool could do in the period (for
        people about 80–85 % of the paid time). None: no unused capacity is told apart.

    A pool needs at most one of rate and capacity: each follows from the other. Kaplan & Anderson 2004 (time-driven
    activity-based costing).
    """

    name: str
    driver: str
    only: str | None = None
    pool: Amount | None = None
    rate: Amount | None = None
    capacity: Amount | None = None

    @property
    def volume(self) -> str:
        """The name of its volume: ``"tickets"``, ``"deliveries:express"``."""
        return self.driver if self.only is None else f"{self.driver}:{self.only}"

    def __post_init__(self) -> None:
        place = f"activity {self.name}"
        if self.pool is None and self.rate is None:
            raise BadQuestion(f"{place}: it needs a cost of the ledger (pool) or a declared rate")
        if self.pool is None and self.capacity is not None:
            raise BadQuestion(f"{place}: a capacity says nothing without a cost of the ledger (pool)")
        if self.rate is not None and self.capacity is not None:
            raise BadQuestion(f"{place}: a pool with both a rate and a capacity says it twice; give one of them")
        if self.pool is not None and cents(self.pool, place) < 0:
            raise BadQuestion(f"{place}: the cost of the ledger is below zero ({self.pool})")
        if self.rate is not None and not exact_millionths(self.rate, f"{place}: rate"):
            raise BadQuestion(f"{place}: the rate must be above zero, not {self.rate}")
        if self.capacity is not None and not exact_millionths(self.capacity, f"{place}: capacity"):
            raise BadQuestion(f"{place}: the capacity must be above zero, not {self.capacity}")


@dataclass(frozen=True, slots=True)
class ActivityCost:
    """What an activity cost, and whose cost it is.

    total = traced + others + untraced + unused, to the cent; of an activity with a pool the total is that of the
    ledger.

    rate
        Money for one unit of the driver, as it was used; None where nothing was used.
    used, capacity
        Units of the driver: used by everybody, and the practical capacity where it is known.
    traced, others
        Cost of the customers looked at, and of other customers.
    untraced
        Cost of uses that belong to no known customer (anonymous orders), or of a driver nobody recorded.
    unused
        Cost of capacity that nobody used: no customer's cost.
    """

    activity: Activity
    unit: str
    rate: Decimal | None
    used: float
    capacity: float | None
    traced: Decimal
    others: Decimal
    untraced: Decimal
    unused: Decimal
    remarks: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.traced + self.others + self.untraced + self.unused

    @property
    def in_ledger(self) -> bool:
        """Whether it has a cost in the ledger; others are declared by their rate alone."""
        return self.activity.pool is not None

    @property
    def share_used(self) -> float | None:
        """Used of the practical capacity; None where no capacity is known."""
        return self.used / self.capacity if self.capacity else None
