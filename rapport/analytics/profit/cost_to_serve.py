"""Cost to serve: what each customer costs by the activities they set going, adding up to the ledger to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.profit.activity import Activity, ActivityCost
from rapport.analytics.profit.money import (
    MILLION,
    Cents,
    Whole,
    cents,
    exact_millionths,
    in_money,
    millionths,
    money,
    shared_out,
)

Ids: TypeAlias = NDArray[np.int64]

NOTHING = Decimal("0.00")
METHOD = (
    "Activity-based: each activity's cost is shared out by how often a customer set it going, at the cost of its"
    " practical capacity; capacity that nobody used is nobody's cost. Cents left over by rounding go to the largest"
    " remainders, so that everything adds up to the ledger."
)


@dataclass(frozen=True, slots=True, eq=False)
class CostToServe:
    """Cost to serve of customers.

    customers
        Their ids, ascending.
    cents
        Customers × activities, in whole cents.
    activities
        What each activity cost and whose cost it is.
    currency
        Of all amounts; None where it was not said.
    """

    customers: Ids
    cents: Cents
    activities: tuple[ActivityCost, ...]
    currency: str | None = None
    remarks: tuple[str, ...] = ()
    method: str = METHOD

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.customers)

    @property
    def per_customer(self) -> Floats:
        """Cost of each customer over all activities, in money."""
        return in_money(self.cents.sum(axis=1))

    @property
    def total(self) -> Decimal:
        """Cost of the customers looked at."""
        return money(int(self.cents.sum()))

    @property
    def ledger(self) -> Decimal:
        """The cost of the ledger over all activities that have one: traced, untraced and unused together."""
        return sum((part.total for part in self.activities if part.in_ledger), Decimal(0))

    @property
    def unused(self) -> Decimal:
        """Cost of capacity that nobody used."""
        return sum((part.unused for part in self.activities), Decimal(0))

    @property
    def untraced(self) -> Decimal:
        """Cost of uses of no known customer."""
        return sum((part.untraced for part in self.activities), Decimal(0))

    def of(self, customer: int) -> dict[str, Decimal]:
        """What each activity cost for one customer; nothing at all for one who is not among them."""
        place = int(np.searchsorted(self.customers, customer))
        if place == self.n or self.customers[place] != customer:
            return {}
        names = (part.activity.name for part in self.activities)
        return {name: money(int(amount)) for name, amount in zip(names, self.cents[place], strict=True)}

    def within(self, customers: Iterable[int]) -> CostToServe:
        """The same costs for these customers only; those of the others are told in ``others``."""
        chosen = np.isin(self.customers, np.fromiter(customers, np.int64))
        kept = self.cents[chosen]
        left = self.cents[~chosen].sum(axis=0)
        parts = tuple(
            replace(part, traced=money(int(mine)), others=part.others + money(int(rest)))
            for part, mine, rest in zip(self.activities, kept.sum(axis=0), left, strict=True)
        )
        return replace(self, customers=self.customers[chosen], cents=kept, activities=parts)


def cost_to_serve(
    customers: ArrayLike,
    activities: Sequence[Activity],
    volumes: Mapping[str, ArrayLike],
    *,
    untraced: Mapping[str, float] | None = None,
    units: Mapping[str, str] | None = None,
    missing: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> CostToServe:
    """Activity-based cost to serve of each customer.

    ``volumes`` holds for each activity's driver (`Activity.volume`) its units by customer, in the order of
    ``customers``; ``untraced`` the units that belong to no known customer; ``missing`` the reason, instead of a volume,
    for a driver without any record.

    Telephone cost 100.00 for a practical capacity of 50 minutes, so a minute costs 2.00; two customers used 10 and 30
    minutes: 20.00 and 60.00, and 20.00 were not used by anybody.

    >>> phone = Activity(name="Telephone", driver="minutes", pool=100, capacity=50)
    >>> found = cost_to_serve([1, 2], [phone], {"minutes": [10, 30]})
    >>> [str(found.of(1)["Telephone"]), str(found.of(2)["Telephone"]), str(found.unused), str(found.ledger)]
    ['20.00', '60.00', '20.00', '100.00']

    Raises BadQuestion for activities without a volume or twice the same name, BadTable for volumes that are negative,
    not numbers or of another length.
    """
    ids, order = _ids(customers)
    if len({activity.name for activity in activities}) < len(activities) or not activities:
        raise BadQuestion("activities: give at least one, each under a name of its own")
    columns, parts = [], []
    for activity in activities:
        if activity.volume in (missing or {}):
            column, part = _without_record(activity, (missing or {})[activity.volume], len(ids))
        else:
            column, part = _shared(activity, _volume(activity, volumes, len(ids))[order], _unknown(activity, untraced))
        columns.append(column)
        parts.append(replace(part, unit=(units or {}).get(activity.driver, activity.driver)))
    remarks = tuple(remark for part in parts for remark in part.remarks)
    return CostToServe(ids, np.stack(columns, axis=1), tuple(parts), currency, remarks)


def _ids(customers: ArrayLike) -> tuple[Ids, NDArray[np.intp]]:
    given = customer_ids(customers, np.size(customers))
    order = np.argsort(given)
    return given[order], order


def _volume(activity: Activity, volumes: Mapping[str, ArrayLike], size: int) -> Whole:
    if activity.volume not in volumes:
        raise BadQuestion(f"activity {activity.name}: no volume named {activity.volume!r} is given")
    volume = millionths(volumes[activity.volume], f"volume {activity.volume}")
    if volume.shape != (size,):
        raise BadTable(f"volume {activity.volume}: {volume.size} quantities for {size} customers")
    return volume


def _unknown(activity: Activity, untraced: Mapping[str, float] | None) -> int:
    return exact_millionths((untraced or {}).get(activity.volume, 0), f"untraced {activity.volume}")


def _shared(activity: Activity, volume: Whole, unknown: int) -> tuple[Cents, ActivityCost]:
    used = int(volume.sum()) + unknown
    capacity = _capacity(activity)
    total, remarks = _total(activity, used), []
    if capacity is None and activity.pool is not None:
        remarks.append(f"{activity.name}: no practical capacity is known, so idle time is in the rate.")
    if capacity is not None and used > capacity:
        remarks.append(
            f"{activity.name}: more was used than the practical capacity declared; the rate is that of what was used."
        )
    if not used and activity.pool is not None:
        remarks.append(f"{activity.name}: nobody used it in the period; all of its cost is unused capacity.")
    idle = max((capacity or used) - used, 0) or int(not used)
    parts = shared_out(total, np.append(volume, np.array([unknown, idle], np.int64)))
    if used:
        exact = Fraction(total * MILLION, 100 * (used + idle))
        rate = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.000001"))
    cost = ActivityCost(
        activity,
        "",
        rate if used else None,
        used / MILLION,
        None if capacity is None else capacity / MILLION,
        money(int(parts[:-2].sum())),
        NOTHING,
        money(int(parts[-2])),
        money(int(parts[-1])),
        tuple(remarks),
    )
    return parts[:-2], cost


def _total(activity: Activity, used: int) -> int:
    if activity.pool is not None:
        return cents(activity.pool, f"activity {activity.name}")
    rate = Fraction(str(activity.rate))
    return cents(Decimal(round(rate * used * 100 / MILLION)) / 100, f"activity {activity.name}")


def _capacity(activity: Activity) -> int | None:
    place = f"activity {activity.name}"
    if activity.capacity is not None:
        return exact_millionths(activity.capacity, f"{place}: capacity")
    if activity.pool is not None and activity.rate is not None:
        return round(Fraction(cents(activity.pool, place), 100) / Fraction(str(activity.rate)) * MILLION)
    return None


def _without_record(activity: Activity, reason: str, size: int) -> tuple[Cents, ActivityCost]:
    total = NOTHING if activity.pool is None else money(cents(activity.pool, f"activity {activity.name}"))
    remark = f"{activity.name}: {reason}; its cost is traced to nobody, and cost to serve is incomplete."
    part = ActivityCost(activity, "", None, 0.0, None, NOTHING, NOTHING, total, NOTHING, (remark,))
    return np.zeros(size, np.int64), part
