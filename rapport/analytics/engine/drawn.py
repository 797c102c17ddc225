"""What a measure draws from each row: a measure is a sum or a count of it over the rows of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is added up: an ``amount`` of a row, which may be null, or one for each row where it is empty.

    ``where``: the condition of which only true rows count; empty where all do. ``negative``: the measure is the sum
    with its sign turned.
    """

    amount: str
    where: str
    negative: bool = False


EVERY_ROW = Drawn("", "")


@lru_cache(maxsize=4096)
def drawn_by(measure: str) -> Drawn | None:
    """What a measure draws from each row; None where it is no plain sum or count.

    >>> drawn_by("-sum(seen.net) FILTER (WHERE seen.kind = 'refund')")
    Drawn(amount='seen.net', where="seen.kind = 'refund'", negative=True)
    """
    node: Any = sqlglot.parse_one(measure, read="duckdb")
    negative = False
    while isinstance(node, (exp.Neg, exp.Paren)):
        negative ^= isinstance(node, exp.Neg)
        node = node.this
    condition = ""
    if isinstance(node, exp.Filter):
        condition, node = node.expression.this.sql("duckdb"), node.this
    if not isinstance(node, (exp.Sum, exp.Count)) or node.find(exp.Distinct):
        return None
    if isinstance(node, exp.Count):
        return None if negative else Drawn("", _counted(node.this, condition))
    amount = node.this.sql("duckdb")
    if condition and not isinstance(node.this, exp.Column):
        # Nothing is reckoned for rows that do not count.
        amount, condition = f"CASE WHEN {condition} THEN {amount} END", ""
    return Drawn(amount, condition, negative)


def drawn_where(rows: str) -> Drawn:
    """A count of the rows of which a condition is true; of all rows where it is empty."""
    return Drawn("", rows)


def is_there(amount: str) -> str:
    """The condition that a row has an amount.

    >>> is_there("seen.net")
    'NOT seen.net IS NULL'
    """
    node: Any = sqlglot.parse_one(amount, read="duckdb")
    node = node if isinstance(node, exp.Column) else exp.Paren(this=node)
    return exp.Not(this=exp.Is(this=node, expression=exp.Null())).sql("duckdb")


def _counted(counted: Any, condition: str) -> str:
    if isinstance(counted, exp.Star):
        return condition
    there = is_there(counted.sql("duckdb"))
    return f"{there} AND ({condition})" if condition else there
