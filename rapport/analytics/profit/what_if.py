"""What if the costly customers paid more, or cost less? With the loss of customers that is assumed, said aloud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats, normal_quantile
from rapport.analytics.profit.customer_profit import MINIMUM_N, CustomerProfit
from rapport.analytics.profit.money import Amount, cents, in_money


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change with some customers would bring, in money of the period.

    before, after, change
        Profit of these customers today, expected after the change, and the difference; the change with the interval
        that comes from chance in who of them leaves. What was assumed has no interval: try other assumptions.
    break_even_loss
        The share of these customers whose loss would eat up the gain; None where the change brings nothing even if
        all stay, 1 where it pays even if all leave.
    """

    n: int
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    break_even_loss: float | None
    assumptions: tuple[str, ...]
    currency: str | None = None
    reason: str = ""
    method: str = (
        "Expected profit with the assumed share of customers lost, each equally likely; the interval holds 95 % of what"
        " chance in who leaves would make of it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change with some customers and what is assumed of it.

    price_increase
        Share by which revenue rises (0.05: by 5 %) at the same quantities and direct cost.
    cost_reduction
        Share by which their cost to serve falls.
    one_off_cost
        What the change itself costs, in money.
    assumed_loss
        Share of these customers who leave because of it: an assumption.
    cost_freed
        Share of a leaving customer's cost to serve that really falls away; the rest becomes unused capacity and is
        still paid.
    """

    price_increase: float = 0.0
    cost_reduction: float = 0.0
    one_off_cost: Amount = 0
    assumed_loss: float = 0.0
    cost_freed: float = 1.0

    def __post_init__(self) -> None:
        if not -1 < self.price_increase < np.inf:
            raise BadQuestion(f"price_increase: must lie above -1, not {self.price_increase}")
        for name in ("cost_reduction", "assumed_loss", "cost_freed"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadQuestion(f"{name}: a share lies between 0 and 1, not {getattr(self, name)}")
        cents(self.one_off_cost, "one_off_cost")

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed, in plain sentences."""
        told = [f"{self.assumed_loss:.1%} of these customers leave because of it, whoever they are."]
        if self.price_increase:
            told.insert(0, f"Prices change by {self.price_increase:+.1%}; who stays buys as much as before.")
        if self.cost_reduction:
            told.insert(0, f"Cost to serve falls by {self.cost_reduction:.1%}.")
        if cents(self.one_off_cost, "one_off_cost"):
            told.append(f"The change itself costs {self.one_off_cost} once.")
        if self.assumed_loss and self.cost_freed < 1:
            freed = f"{self.cost_freed:.0%} falls away; the rest is still paid"
            told.append(f"Of a leaving customer's cost to serve {freed}.")
        elif self.assumed_loss:
            told.append("All of a leaving customer's cost to serve falls away.")
        return tuple(told)


def what_if(
    profit: CustomerProfit,
    customers: Iterable[int],
    change: Change,
    *,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> WhatIf:
    """What higher prices or a cheaper process would bring with some customers, in money of the period.

    Expected after = Σ (1 - loss) · (profit + increase · revenue + reduction · cost to serve) - loss · ((1 - freed) ·
    cost to serve + acquisition) - one-off cost. What winning them cost is spent in either case.

    A customer with revenue 100 and profit 10, 5 % dearer: 15 if he stays; with one in five leaving, 12.

    Where profit is not known (revenue under its own name) or fewer than ``minimum_n`` customers are chosen, the reason
    is stated instead of numbers.
    """
    chosen = profit.within(customers)
    if reason := _no_answer(chosen, change, minimum_n):
        return WhatIf(chosen.n, None, None, None, None, None, None, change.assumptions, profit.currency, reason)
    staying, leaving = _outcomes(chosen, change)
    loss, once = change.assumed_loss, cents(change.one_off_cost) / 100
    before = float(chosen.value.sum())
    after = float(((1 - loss) * staying + loss * leaving).sum()) - once
    gain = after - before
    half = normal_quantile(confidence) * float(np.sqrt(loss * (1 - loss) * ((staying - leaving) ** 2).sum()))
    paying = _break_even(staying, leaving, before + once)
    return WhatIf(chosen.n, before, after, gain, gain - half, gain + half, paying, change.assumptions, profit.currency)


def price_increase(profit: CustomerProfit, customers: Iterable[int], increase: float, *, assumed_loss: float) -> WhatIf:
    """What dearer prices would bring with some customers, of whom a share is assumed to leave."""
    return what_if(profit, customers, Change(price_increase=increase, assumed_loss=assumed_loss))


def process_change(
    profit: CustomerProfit,
    customers: Iterable[int],
    reduction: float,
    *,
    assumed_loss: float,
    one_off_cost: Amount = 0,
) -> WhatIf:
    """What a cheaper way of serving some customers would bring, of whom a share is assumed to leave."""
    change = Change(cost_reduction=reduction, assumed_loss=assumed_loss, one_off_cost=one_off_cost)
    return what_if(profit, customers, change)


def _no_answer(chosen: CustomerProfit, change: Change, minimum_n: int) -> str:
    if chosen.kind == "revenue":
        return chosen.reason
    if change.cost_reduction and chosen.cost_to_serve is None:
        return "cost to serve is not known"
    if chosen.n < minimum_n:
        return f"fewer than {minimum_n} customers" if chosen.n else "no customers"
    return ""


def _outcomes(chosen: CustomerProfit, change: Change) -> tuple[Floats, Floats]:
    nothing = np.zeros(chosen.n)
    serving = nothing if chosen.cost_to_serve is None else in_money(chosen.cost_to_serve)
    winning = nothing if chosen.acquisition is None else in_money(chosen.acquisition)
    staying = chosen.value + change.price_increase * in_money(chosen.revenue) + change.cost_reduction * serving
    return staying, -(1 - change.cost_freed) * serving - winning


def _break_even(staying: Floats, leaving: Floats, needed: float) -> float | None:
    kept, gone = float(staying.sum()), float(leaving.sum())
    if kept < needed:
        return None
    return 1.0 if gone >= needed else (kept - needed) / (kept - gone)
