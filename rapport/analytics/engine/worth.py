"""What a part is worth for each unit and time, worked out on arrays instead of in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlglot import exp

from rapport.analytics.engine.shapes import opened
from rapport.analytics.intervals import Floats

Truths = NDArray[np.bool_]
Numbers = NDArray[np.intp]
_COMPARED: dict[type, Callable[[Any, Any], Truths]] = {
    exp.GT: np.greater,
    exp.GTE: np.greater_equal,
    exp.LT: np.less,
    exp.LTE: np.less_equal,
    exp.EQ: np.equal,
    exp.NEQ: np.not_equal,
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Values × ``scale``: amounts of money are whole numbers of their smallest part, so that sums are exact.

    ``there``: where the value is not null; None where it never is.
    """

    values: Floats | Truths
    scale: float = 1.0
    there: Callable[[], Truths] | None = None

    @property
    def plain(self) -> Floats | Truths:
        """The values themselves."""
        return self.values if self.scale == 1.0 else self.values / self.scale


@dataclass(frozen=True, slots=True)
class Units:
    """Units at times: as one row of spots, or as units × times.

    ``present``: any row of the unit counts then. ``known``: who the customer is; where there are units × times, one
    column. ``first``: for each measure the first time at which it was above zero, -1 where it never was. ``times``: the
    number of each time.
    """

    measures: Mapping[str, Callable[[], Amounts]]
    present: Truths
    known: Truths
    first: Mapping[str, Numbers]
    times: Numbers


@lru_cache(maxsize=4096)
def can_be_worked_out(part: str, measures: frozenset[str]) -> bool:
    """Whether `worth` knows all that a part says: sums and counts of units, with conditions that cannot be null.

    >>> measures = frozenset({"net", "sales"})
    >>> can_be_worked_out("sum(net) FILTER (WHERE units.customer IS NOT NULL AND sales > 0)", measures)
    True
    >>> can_be_worked_out("max(net)", measures)
    False
    """
    node, condition = opened(part)
    if isinstance(node, exp.Sum):
        summed = _is_amount(node.this, measures)
    else:
        summed = isinstance(node, exp.Count) and isinstance(node.this, exp.Star)
    return summed and (condition is None or _is_condition(condition, measures))


def worth(part: str, units: Units) -> Amounts:
    """What a part adds up: for each unit and time, 0 where nothing counts or no row is."""
    node, condition = opened(part)
    if isinstance(node, exp.Count):
        return Amounts(units.present if condition is None else units.present & _truth(condition, units))
    amounts = _amounts(node.this, units)
    counts = None if condition is None else _truth(condition, units)
    # Most conditions, as that the customer is known, are mostly true of all.
    if counts is None or counts.all():
        return Amounts(amounts.values, amounts.scale)
    return Amounts(amounts.values * counts, amounts.scale)


def _is_amount(node: Any, measures: frozenset[str]) -> bool:
    if isinstance(node, exp.Paren):
        return _is_amount(node.this, measures)
    if isinstance(node, exp.Mul):
        return _is_amount(node.left, measures) and _is_amount(node.right, measures)
    return isinstance(node, exp.Column) and not node.table and node.name in measures


def _is_condition(node: Any, measures: frozenset[str]) -> bool:
    if isinstance(node, exp.Paren):
        return _is_condition(node.this, measures)
    if isinstance(node, (exp.And, exp.Or)):
        return _is_condition(node.left, measures) and _is_condition(node.right, measures)
    if isinstance(node, exp.Not):
        return _nullable(node.this) != ""
    if type(node) in _COMPARED:
        against_number = isinstance(node.right, exp.Literal) and not node.right.is_string
        return _entering(node) != "" or (against_number and _is_amount(node.left, measures))
    return _nullable(node) != ""


def _nullable(node: Any) -> str:
    """Of ``units.customer IS NULL`` and ``units.first_sales IS NULL`` the column, else nothing."""
    while isinstance(node, exp.Paren):
        node = node.this
    if not (isinstance(node, exp.Is) and isinstance(node.expression, exp.Null)):
        return ""
    column = node.this
    named = isinstance(column, exp.Column) and column.table == "units"
    return column.name if named and (column.name == "customer" or column.name.startswith("first_")) else ""


def _entering(node: Any) -> str:
    """Of ``units.step = units.first_sales`` the measure, else nothing."""
    left, right = node.left, node.right
    if not (isinstance(node, exp.EQ) and isinstance(left, exp.Column) and isinstance(right, exp.Column)):
        return ""
    fitting = (left.sql(), right.table) == ("units.step", "units") and right.name.startswith("first_")
    return right.name.removeprefix("first_") if fitting else ""


def _truth(node: Any, units: Units) -> Truths:
    if isinstance(node, exp.Paren):
        return _truth(node.this, units)
    if isinstance(node, exp.And):
        return _truth(node.left, units) & _truth(node.right, units)
    if isinstance(node, exp.Or):
        return _truth(node.left, units) | _truth(node.right, units)
    if isinstance(node, exp.Not):
        return ~_truth(node.this, units)
    if name := _nullable(node):
        return ~units.known if name == "customer" else units.first[name.removeprefix("first_")] < 0
    if name := _entering(node):
        return units.times == units.first[name]
    amounts = _amounts(node.left, units)
    truth = _COMPARED[type(node)](amounts.plain, float(node.right.this))
    return truth if amounts.there is None else truth & amounts.there()


def _amounts(node: Any, units: Units) -> Amounts:
    if isinstance(node, exp.Paren):
        return _amounts(node.this, units)
    if isinstance(node, exp.Mul):
        left, right = _amounts(node.left, units), _amounts(node.right, units)
        either = [one.there for one in (left, right) if one.there is not None]
        return Amounts(
            left.plain * right.plain, 1.0, (lambda: np.logical_and.reduce([t() for t in either])) if either else None
        )
    return units.measures[node.name]()
