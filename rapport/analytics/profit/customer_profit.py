"""Customer profit: margin less cost to serve less acquisition; revenue under its own name where no cost is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics import intervals, jackknife
from rapport.analytics.buckets import BUCKETS, buckets_of
from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.profit.cost_to_serve import CostToServe, Ids
from rapport.analytics.profit.money import MILLION, Cents, all_cents, in_money, money

Kind = Literal["profit", "revenue"]
MINIMUM_N = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval; without a value a reason."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CustomerProfit:
    """What each customer brought. All arrays in the order of ``customers`` (ascending ids), amounts in whole cents.

    kind
        ``"profit"``, or ``"revenue"`` where no cost is known: the value is then lifetime revenue and no profit.
    title
        What the value is called on a screen.
    margin
        Revenue less direct cost; None where it is unknown.
    cost_to_serve, acquisition
        None where not declared.
    assumption
        What was declared and not measured.
    reason
        Why there is no profit; empty where there is.
    anonymous
        What orders of customers nobody knows brought in the period, beside all this; None where there were none.
    """

    customers: Ids
    kind: Kind
    title: str
    revenue: Cents
    margin: Cents | None
    cost_to_serve: Cents | None
    acquisition: Cents | None
    currency: str | None = None
    assumption: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    method: str = ""
    anonymous: float | None = None

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.customers)

    @property
    def cents(self) -> Cents:
        """The value of each customer: profit, or revenue where no cost is known."""
        if self.margin is None:
            return self.revenue
        costs = [part for part in (self.cost_to_serve, self.acquisition) if part is not None]
        return np.asarray(self.margin - sum(costs, np.zeros_like(self.margin)), np.int64)

    @property
    def value(self) -> Floats:
        """The same in money."""
        return in_money(self.cents)

    @property
    def total(self) -> Decimal:
        """Over all customers, exact."""
        return money(int(self.cents.sum()))

    def within(self, customers: Iterable[int]) -> CustomerProfit:
        """The same for these customers only."""
        kept = np.isin(self.customers, np.fromiter(customers, np.int64))
        return replace(
            self,
            customers=self.customers[kept],
            revenue=self.revenue[kept],
            margin=_of(kept, self.margin),
            cost_to_serve=_of(kept, self.cost_to_serve),
            acquisition=_of(kept, self.acquisition),
        )

    def mean(self, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95) -> Figure:
        """Mean value of a customer, with the grouped jackknife's interval; in money."""
        if self.n < minimum_n:
            return Figure(None, None, None, self.n, f"fewer than {minimum_n} customers")
        buckets = buckets_of(self.customers)
        top = np.bincount(buckets, self.value, BUCKETS)[None, :].astype(float)
        count = np.bincount(buckets, minlength=BUCKETS).astype(float)[None, :]
        mean = float(top.sum() / self.n)
        half = float(jackknife.half_width(jackknife.of_ratio(top, count), confidence)[0])
        wide = np.isnan(half)
        return Figure(mean, None if wide else mean - half, None if wide else mean + half, self.n)

    def share_losing(self, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95) -> Figure:
        """Share of customers who cost more than they bring, with Wilson's interval. None where no cost is known."""
        if self.kind == "revenue" or self.n < minimum_n:
            return Figure(None, None, None, self.n, self.reason or f"fewer than {minimum_n} customers")
        losing = int((self.cents < 0).sum())
        low, high = intervals.wilson(losing, self.n, confidence)
        return Figure(losing / self.n, float(low), float(high), self.n)


def customer_profit(
    customers: ArrayLike,
    revenue: ArrayLike | Iterable[Decimal],
    *,
    direct_cost: ArrayLike | Iterable[Decimal] | None = None,
    revenue_without_cost: ArrayLike | Iterable[Decimal] | None = None,
    margin_rate: float | None = None,
    cost_to_serve: CostToServe | ArrayLike | None = None,
    acquisition: ArrayLike | Iterable[Decimal] | None = None,
    currency: str | None = None,
) -> CustomerProfit:
    """Profit of each customer: (revenue - direct cost) - cost to serve - acquisition.

    Amounts are money by customer: ``revenue`` net of refunds, ``direct_cost`` where known, and
    ``revenue_without_cost`` the part of the revenue whose cost is unknown (all, where ``direct_cost`` is None). A
    declared ``margin_rate`` (above 0, up to 1) makes the margin of that part, marked as an assumption; without one
    there is no profit, and the value is lifetime revenue under its own name. ``acquisition`` is zero for who was won
    before.

    Revenue of 100, direct cost 60, cost to serve 15, acquisition 30: a loss of 5.

    >>> str(customer_profit([1], [100], direct_cost=[60], cost_to_serve=[15], acquisition=[30]).total)
    '-5.00'

    Raises BadQuestion for a margin rate outside its range, BadTable for arrays of unequal length or what is no money.
    """
    if margin_rate is not None and not 0 < margin_rate <= 1:
        raise BadQuestion(f"margin_rate: must lie above 0 and up to 1, not {margin_rate}")
    ids, order = _order(customers)
    earned = _column("revenue", revenue, order)
    cost = _optional("direct_cost", direct_cost, order)
    unknown = earned if cost is None else _optional("revenue_without_cost", revenue_without_cost, order)
    margin, assumption, reason = _margin(earned, cost, unknown, margin_rate)
    serving = _serving(cost_to_serve, ids, order)
    winning = _optional("acquisition", acquisition, order)
    kind, title = _title(margin, serving, winning)
    remarks = _remarks(margin, serving, winning)
    return CustomerProfit(
        ids, kind, title, earned, margin, serving, winning, currency, assumption, reason, remarks, _method(kind)
    )


def _of(kept: NDArray[np.bool_], column: Cents | None) -> Cents | None:
    return None if column is None else column[kept]


def _order(customers: ArrayLike) -> tuple[Ids, NDArray[np.intp]]:
    given = customer_ids(customers, np.size(customers))
    order = np.argsort(given)
    return given[order], order


def _column(name: str, amounts: ArrayLike | Iterable[Decimal], order: NDArray[np.intp]) -> Cents:
    column = all_cents(amounts, name)
    if column.shape != order.shape:
        raise BadTable(f"{name}: {column.size} amounts for {len(order)} customers")
    return np.asarray(column[order], np.int64)


def _optional(name: str, amounts: ArrayLike | Iterable[Decimal] | None, order: NDArray[np.intp]) -> Cents | None:
    return None if amounts is None else _column(name, amounts, order)


def _margin(
    earned: Cents, direct_cost: Cents | None, unknown: Cents | None, rate: float | None
) -> tuple[Cents | None, str, str]:
    cost = np.zeros_like(earned) if direct_cost is None else direct_cost
    if unknown is None or not unknown.any():
        return earned - cost, "", ""
    total, without = int(np.abs(earned).sum()), int(np.abs(unknown).sum())
    known = max(1 - without / total, 0.0) if total else 0.0
    if rate is None:
        return None, "", f"cost known for only {known:.0%} of the revenue" if known else "no cost known"
    where = "where no cost is known" if known else "no cost known"
    declared = unknown.astype(object) * round(rate * MILLION)
    margin = earned - unknown - cost + ((2 * declared + MILLION) // (2 * MILLION)).astype(np.int64)
    return margin, f"margin rate of {rate:.1%} declared, {where}", ""


def _serving(given: CostToServe | ArrayLike | None, ids: Ids, order: NDArray[np.intp]) -> Cents | None:
    if given is None:
        return None
    if not isinstance(given, CostToServe):
        return _column("cost_to_serve", given, order)
    spread = np.zeros(len(ids), np.int64)
    place = np.minimum(np.searchsorted(given.customers, ids), max(given.n - 1, 0))
    if given.n:
        found = given.customers[place] == ids
        spread[found] = given.cents.sum(axis=1)[place[found]]
    return spread


def _title(margin: Cents | None, serving: Cents | None, winning: Cents | None) -> tuple[Kind, str]:
    if margin is None:
        return "revenue", "Lifetime revenue"
    if serving is not None:
        return "profit", "Customer profit"
    return "profit", "Contribution margin" if winning is None else "Contribution margin after acquisition"


def _remarks(margin: Cents | None, serving: Cents | None, winning: Cents | None) -> tuple[str, ...]:
    if margin is None:
        return ("Direct cost is not known, so this is revenue and no profit; no cost is taken off it.",)
    told = []
    if serving is None:
        told.append("Cost to serve is not declared and not taken off.")
    if winning is None:
        told.append("Cost of acquisition is not known and not taken off.")
    return tuple(told)


def _method(kind: Kind) -> str:
    if kind == "revenue":
        return "Net revenue of each customer in the period, refunds taken off."
    return (
        "Net revenue less direct cost, less cost to serve by activities, less what winning the customer cost, each in"
        " the period; the mean's interval is a grouped jackknife over 64 groups of customers."
    )
