"""What a measure draws from each row: a measure is a sum or a count of it over the rows of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is added up: ``sql`` of a row, a truth where rows are ``counted``, else an amount that may be null.

    Empty ``sql`` counts every row. ``negative``: the measure is the sum with its sign turned.
    """

    sql: str
    counted: bool
    negative: bool = False


EVERY_ROW = Drawn("", counted=True)


@lru_cache(maxsize=4096)
def drawn_by(measure: str) -> Drawn | None:
    """What a measure draws from each row; None where it is no plain sum or count.

    >>> drawn_by("-sum(seen.net) FILTER (WHERE seen.kind = 'refund')")
    Drawn(sql="CASE WHEN seen.kind = 'refund' THEN seen.net END", counted=False, negative=True)
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
        return None if negative else Drawn(_counted(node.this, condition), counted=True)
    amount = node.this.sql("duckdb")
    return Drawn(f"CASE WHEN {condition} THEN {amount} END" if condition else amount, counted=False, negative=negative)


def drawn_where(rows: str) -> Drawn:
    """A count of the rows of which a condition is true; of all rows where it is empty."""
    return Drawn(rows, counted=True)


def _counted(counted: Any, condition: str) -> str:
    if isinstance(counted, exp.Star):
        return condition
    there = f"({counted.sql('duckdb')}) IS NOT NULL"
    return f"{there} AND ({condition})" if condition else there
