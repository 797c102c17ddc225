"""What the models of buying need to know of each customer: how often, how lately, since when, and for how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import customer_ids, numbers
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats

Unit: TypeAlias = Literal["day", "week"]
DAYS: dict[Unit, int] = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Purchases:
    """One row for each customer, or for each group of customers with the same history.

    frequency
        Repeat purchases x: those after the first one.
    recency
        When the last one was, in ``unit`` since the first (t_x); 0 without repeats.
    age
        How long the customer has been watched, in ``unit`` since the first purchase (T).
    weight
        How many customers a row stands for.
    spend
        Mean amount of the repeat purchases; NaN where there are none.
    customer
        Their ids, where the rows are single customers.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    weight: Floats
    spend: Floats
    customer: NDArray[np.int64] | None = None
    unit: Unit = "week"

    @property
    def n(self) -> int:
        """How many customers."""
        return round(float(self.weight.sum()))

    def __len__(self) -> int:
        return len(self.frequency)

    def take(self, rows: Any) -> Purchases:
        """Some of the rows: a mask, a slice or their numbers."""
        columns = ("frequency", "recency", "age", "weight", "spend")
        ids = None if self.customer is None else self.customer[rows]
        return replace(self, customer=ids, **{name: getattr(self, name)[rows] for name in columns})

    def grouped(self) -> Purchases:
        """Customers with the same frequency, recency and age as one row with their weight; amounts and ids are lost.

        It is worth it where time was collapsed to days or weeks: the 2,357 of CDNOW make 1,016 rows.
        """
        order = np.lexsort((self.age, self.recency, self.frequency))
        columns = [column[order] for column in (self.frequency, self.recency, self.age)]
        news = np.ones(len(order), bool)
        news[1:] = np.logical_or.reduce([np.diff(column) != 0 for column in columns])
        first = np.flatnonzero(news)
        weight = np.add.reduceat(self.weight[order], first) if len(first) else self.weight
        x, last, watched = (column[first] for column in columns)
        return Purchases(x, last, watched, weight, np.full(len(first), np.nan), unit=self.unit)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        columns = {name: getattr(self, name) for name in ("frequency", "recency", "age", "weight", "spend")}
        if self.customer is not None:
            columns = {"customer": self.customer, **columns}
        return pa.table(columns)


def purchases_of(
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    spend: ArrayLike | None = None,
    customer: ArrayLike | None = None,
    unit: Unit = "week",
) -> Purchases:
    """Plain columns, checked.

    Raises BadTable with the first row at fault: a value that is not a number, a negative age, a last purchase before
    the first or after the end (t_x > T), repeats without recency and the other way round, an amount that is not a
    number where there are repeats, an id that is no whole number or occurs twice.
    """
    if unit not in DAYS:
        raise BadQuestion(f"unit: {unit!r} is not known; use 'day' or 'week'")
    x, last, watched = (_column(name, given) for name, given in _named(frequency, recency, age))
    if not len(x) == len(last) == len(watched):
        raise BadTable(f"purchases: columns of {len(x)}, {len(last)} and {len(watched)} rows")
    weights = np.ones(len(x)) if weight is None else _column("weight", weight)
    amounts = np.full(len(x), np.nan) if spend is None else numbers(spend, "purchases.spend", error=BadTable)
    for name, column in (("weight", weights), ("spend", amounts)):
        if column.shape != x.shape:
            raise BadTable(f"purchases.{name}: {column.size} rows where there are {len(x)} customers")
    _check(x, last, watched, weights)
    if spend is not None:
        _refuse("spend", (x > 0) & ~np.isfinite(amounts), "an amount is missing or not a number", amounts)
    ids = None if customer is None else customer_ids(customer, len(x))
    return Purchases(x, last, watched, weights, amounts, ids, unit)


def _named(*columns: ArrayLike) -> list[tuple[str, ArrayLike]]:
    return list(zip(("frequency", "recency", "age"), columns, strict=True))


def _column(name: str, given: ArrayLike) -> Floats:
    try:
        column = np.asarray(given, float)
    except (TypeError, ValueError) as error:
        raise BadTable(f"purchases.{name}: {error}") from None
    column = np.atleast_1d(column)
    _refuse(name, ~np.isfinite(column), "not a number", column)
    return column


def _check(x: Floats, last: Floats, watched: Floats, weight: Floats) -> None:
    _refuse("frequency", (x < 0) | (x != np.floor(x)), "not a whole number from 0", x)
    _refuse("age", watched < 0, "a negative age", watched)
    _refuse("recency", last < 0, "a last purchase before the first", last)
    _refuse("recency", last > watched, "a last purchase after the end of the age (t_x > T)", last)
    _refuse("recency", (x == 0) & (last > 0), "a customer without repeats has a recency above 0", last)
    _refuse("recency", (x > 0) & (last == 0), "repeat purchases at the instant of the first (count them as one)", last)
    _refuse("weight", weight <= 0, "a row stands for no customer", weight)


def _refuse(name: str, broken: NDArray[np.bool_], complaint: str, column: Floats) -> None:
    if broken.any():
        row = int(np.argmax(broken))
        rows = f"{int(broken.sum())} row{'s' if broken.sum() > 1 else ''}"
        raise BadTable(f"purchases.{name}: {complaint} in {rows} (the first: row {row}, {column[row]:g})")
