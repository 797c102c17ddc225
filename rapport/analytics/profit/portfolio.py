"""The customer portfolio: value × cost to serve, and what to do with the customers of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import customer_ids, whole_numbers
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.profit.cost_to_serve import Ids
from rapport.analytics.profit.customer_profit import CustomerProfit
from rapport.analytics.profit.money import Amount, Cents, all_cents, cents, in_money, money

Strategy = Literal["protect", "re-engineer", "nurture", "harvest", "end"]
Level = Literal["high", "low", "unknown"]
Place: TypeAlias = "tuple[Level, Level, Level]"
STRATEGIES: tuple[Strategy, ...] = ("protect", "re-engineer", "nurture", "harvest", "end")
MINIMUM_N = 5

# Value now, cost to serve, value to come.
DEFAULT_STRATEGIES: Mapping[Place, Strategy] = MappingProxyType(
    {
        ("high", "low", "high"): "protect",
        ("high", "low", "unknown"): "protect",
        ("high", "low", "low"): "harvest",
        ("high", "high", "high"): "re-engineer",
        ("high", "high", "unknown"): "re-engineer",
        ("high", "high", "low"): "re-engineer",
        ("low", "low", "high"): "nurture",
        ("low", "low", "unknown"): "nurture",
        ("low", "low", "low"): "harvest",
        ("low", "high", "high"): "re-engineer",
        ("low", "high", "unknown"): "end",
        ("low", "high", "low"): "end",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """From where on a customer counts as high, declared: an ``amount`` of money, or the ``quantile`` of customers.

    ``Threshold(quantile=0.8)`` makes the upper fifth high; ``Threshold(amount=500)`` all from 500 on.
    """

    amount: Amount | None = None
    quantile: float | None = None

    def __post_init__(self) -> None:
        if (self.amount is None) == (self.quantile is None):
            raise BadQuestion("threshold: give either an amount or a quantile")
        if self.quantile is not None and not 0 < self.quantile < 1:
            raise BadQuestion(f"threshold: a quantile lies between 0 and 1, not {self.quantile}")
        if self.amount is not None:
            cents(self.amount, "threshold")

    def of(self, amounts: Cents) -> int:
        """The threshold in whole cents; a quantile is the smallest amount at or below which such a share lies.

        Where that is the least amount of all, as where most cost nothing to serve, everybody would be high: then it is
        the next larger amount, and a cent more where all have the same.
        """
        if self.amount is not None:
            return cents(self.amount, "threshold")
        # "higher": an amount that somebody has, so that customers with equal amounts stay together.
        found = int(np.quantile(amounts, self.quantile or 0, method="higher"))
        above = amounts[amounts > found]
        if found > amounts.min():
            return found
        return int(above.min()) if len(above) else found + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What is declared of the grid: from where on value, cost to serve and value to come are high, and what follows.

    By default: protect who is valuable and cheap to serve, re-engineer who is valuable and costly, nurture who is cheap
    and small, harvest who has no value to come, end who is small and costly. The axes are those of Buttle 2009; the
    table of strategies is ours, by (value now, cost to serve, value to come), and may be declared anew.
    """

    value_from: Threshold
    cost_from: Threshold
    to_come_from: Threshold | None = None
    strategies: Mapping[Place, Strategy] = field(default_factory=lambda: DEFAULT_STRATEGIES)

    def __post_init__(self) -> None:
        for place in self.places:
            if self.strategies.get(place) not in STRATEGIES:
                raise BadQuestion(f"strategies: none of {', '.join(STRATEGIES)} is declared for {place}")

    @property
    def thresholds(self) -> list[Threshold]:
        """Those declared, in the order value, cost, value to come."""
        declared = (self.value_from, self.cost_from, self.to_come_from)
        return [threshold for threshold in declared if threshold is not None]

    @property
    def places(self) -> list[Place]:
        """The cells, each as the levels of value, cost and value to come."""
        levels: tuple[Level, Level] = ("high", "low")
        return list(product(levels, levels, levels if self.to_come_from is not None else ("unknown",)))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid. ``mean_value`` is None below the minimum n."""

    value: Level
    cost: Level
    to_come: Level
    strategy: Strategy
    n: int
    share_of_customers: float
    total_value: Decimal
    total_cost: Decimal
    total_to_come: Decimal | None
    mean_value: float | None


@dataclass(frozen=True, slots=True)
class OfStrategy:
    """The customers of one strategy together. Shares of a total that is not above zero are None."""

    strategy: Strategy
    n: int
    share_of_customers: float
    total_value: Decimal
    share_of_value: float | None
    total_cost: Decimal
    share_of_cost: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """Customers with their cell and strategy.

    customers, value, cost, to_come
        Ids and amounts in money; ``to_come`` is None where no value to come was given.
    strategy_index
        Of each customer, into ``STRATEGIES``.
    value_from, cost_from, to_come_from
        The thresholds as amounts: at or above counts as high.
    significant_at_end
        Strategically significant customers whose cell says "end": look again before ending them.
    """

    value_title: str
    n: int
    customers: Ids
    value: Floats
    cost: Floats
    to_come: Floats | None
    strategy_index: NDArray[np.int8]
    cells: tuple[Cell, ...]
    strategies: tuple[OfStrategy, ...]
    value_from: Decimal | None
    cost_from: Decimal | None
    to_come_from: Decimal | None
    significant_at_end: tuple[int, ...]
    currency: str | None = None
    assumption: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    method: str = "Each customer is high or low in value and in cost to serve by the thresholds declared."

    def customers_of(self, strategy: Strategy) -> Ids:
        """The customers with this strategy, the most valuable first."""
        return self._by_value(self.strategy_index == STRATEGIES.index(strategy))

    def customers_in(self, *, value: Level, cost: Level, to_come: Level | None = None) -> Ids:
        """The customers of a cell, the most valuable first; over all of value to come where that is None."""
        chosen = _is(value, self.value, self.value_from) & _is(cost, self.cost, self.cost_from)
        if to_come is not None and self.to_come is not None:
            chosen &= _is(to_come, self.to_come, self.to_come_from)
        elif to_come in ("high", "low"):
            chosen[:] = False
        return self._by_value(chosen)

    def points(self, most: int = 2000, *, seed: int = 20260101) -> NDArray[np.intp]:
        """Places of at most so many customers, drawn at random, for a scatter chart that stays light."""
        size = len(self.customers)
        if size <= most:
            return np.arange(size)
        return np.sort(np.random.default_rng(seed).choice(size, most, replace=False))

    def _by_value(self, chosen: NDArray[np.bool_]) -> Ids:
        places = np.flatnonzero(chosen)
        return np.asarray(self.customers[places[np.argsort(-self.value[places], kind="stable")]])


def portfolio(
    customers: ArrayLike,
    value: ArrayLike,
    cost_to_serve: ArrayLike,
    grid: Grid,
    *,
    to_come: ArrayLike | None = None,
    significant: ArrayLike = (),
    value_title: str = "Customer profit",
    currency: str | None = None,
    minimum_n: int = MINIMUM_N,
) -> Portfolio:
    """The grid value × cost to serve with a strategy for each cell.

    Money by customer: ``value`` (profit or revenue now), ``cost_to_serve`` and, if known, the value ``to_come``
    (lifetime value). ``significant`` are ids of strategically significant customers.

    Values 500 and 20 against a threshold of 100, costs 10 and 90 against 50: protect the first, end the second.

    Raises BadQuestion where value to come and its threshold do not come together, BadTable for arrays of unequal length
    or what is no money.
    """
    if (to_come is None) != (grid.to_come_from is None):
        raise BadQuestion("portfolio: value to come and its threshold (to_come_from) belong together")
    ids = customer_ids(customers, np.size(customers))
    amounts = [_amounts("value", value, ids), _amounts("cost_to_serve", cost_to_serve, ids)]
    if to_come is not None:
        amounts.append(_amounts("to_come", to_come, ids))
    if len(ids) < minimum_n:
        return _empty(value_title, len(ids), minimum_n)
    placed = _placed(ids, amounts, grid, minimum_n)
    at_end = np.intersect1d(placed.customers_of("end"), whole_numbers(significant, "significant"))
    remarks = _remarks(to_come is not None, len(at_end))
    ending = tuple(int(one) for one in at_end)
    return replace(placed, value_title=value_title, significant_at_end=ending, currency=currency, remarks=remarks)


def portfolio_of(
    profit: CustomerProfit,
    grid: Grid,
    *,
    to_come: ArrayLike | None = None,
    significant: ArrayLike = (),
    minimum_n: int = MINIMUM_N,
) -> Portfolio:
    """The grid of customers whose profit (or revenue, under its own name) and cost to serve are known.

    ``to_come`` in the order of ``profit.customers``. Without cost to serve there is no grid, and the reason is said.
    """
    if profit.cost_to_serve is None:
        return replace(_empty(profit.title, profit.n, 0), reason="cost to serve is not known")
    placed = portfolio(
        profit.customers,
        profit.value,
        in_money(profit.cost_to_serve),
        grid,
        to_come=to_come,
        significant=significant,
        value_title=profit.title,
        currency=profit.currency,
        minimum_n=minimum_n,
    )
    return replace(placed, remarks=(*profit.remarks, *placed.remarks), assumption=profit.assumption)


def _amounts(name: str, given: ArrayLike, ids: Ids) -> Cents:
    column = all_cents(given, name)
    if column.shape != ids.shape:
        raise BadTable(f"{name}: {column.size} amounts for {len(ids)} customers")
    return column


def _placed(ids: Ids, amounts: list[Cents], grid: Grid, minimum_n: int) -> Portfolio:
    froms = [threshold.of(column) for threshold, column in zip(grid.thresholds, amounts, strict=True)]
    high = [column >= least for column, least in zip(amounts, froms, strict=True)]
    index, cells = np.zeros(len(ids), np.int8), []
    for place in grid.places:
        wanted = [level == "high" for level in place][: len(high)]
        chosen = np.all([column == want for column, want in zip(high, wanted, strict=True)], axis=0)
        strategy = grid.strategies[place]
        index[chosen] = STRATEGIES.index(strategy)
        cells.append(_cell(place, strategy, [column[chosen] for column in amounts], minimum_n, len(ids)))
    value, cost, *later = (in_money(column) for column in amounts)
    value_from, cost_from, *later_from = (money(one) for one in froms)
    return Portfolio(
        value_title="",
        n=len(ids),
        customers=ids,
        value=value,
        cost=cost,
        to_come=later[0] if later else None,
        strategy_index=index,
        cells=tuple(cells),
        strategies=_together(amounts, index),
        value_from=value_from,
        cost_from=cost_from,
        to_come_from=later_from[0] if later_from else None,
        significant_at_end=(),
    )


def _cell(place: Place, strategy: Strategy, amounts: list[Cents], minimum_n: int, total: int) -> Cell:
    n = len(amounts[0])
    sums = [money(int(column.sum())) for column in amounts]
    later = sums[2] if len(sums) > 2 else None
    mean = float(sums[0]) / n if n >= minimum_n else None
    return Cell(*place, strategy, n, n / total, sums[0], sums[1], later, mean)


def _together(amounts: list[Cents], index: NDArray[np.int8]) -> tuple[OfStrategy, ...]:
    value, cost = (int(column.sum()) for column in amounts[:2])
    rows = []
    for place, strategy in enumerate(STRATEGIES):
        chosen = index == place
        n, mine, costs = int(chosen.sum()), int(amounts[0][chosen].sum()), int(amounts[1][chosen].sum())
        shares = (mine / value if value > 0 else None, costs / cost if cost > 0 else None)
        rows.append(OfStrategy(strategy, n, n / len(index), money(mine), shares[0], money(costs), shares[1]))
    return tuple(rows)


def _is(level: Level, amounts: Floats, least: Decimal | None) -> NDArray[np.bool_]:
    high = np.asarray(amounts >= float(least if least is not None else 0))
    return high if level == "high" else ~high


def _remarks(to_come: bool, at_end: int) -> tuple[str, ...]:
    told = []
    if not to_come:
        told.append("No value to come is given, so nobody is told apart for it and nobody is harvested.")
    if at_end:
        customers = "customer" if at_end == 1 else "customers"
        told.append(f"{at_end} strategically significant {customers} would be ended: look again before you do.")
    return tuple(told)


def _empty(title: str, n: int, minimum_n: int) -> Portfolio:
    reason = f"fewer than {minimum_n} customers" if n else "no customers"
    ids, none, index = np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int8)
    return Portfolio(title, n, ids, none, none, None, index, (), (), None, None, None, (), reason=reason)
