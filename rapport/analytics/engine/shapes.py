"""What the shape of a measure or a part allows: which may be added up, carried on, or kept as a mark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp

_EDGES = ("starts", "ends", "quiet")


@dataclass(frozen=True, slots=True)
class Mark:
    """A count of rows that only matters as "any or none".

    ``rows``: which rows count, whatever the frame. ``since`` and ``until``: from which to which instant of a frame,
    where the measure says so.
    """

    rows: str
    since: str | None = None
    until: str | None = None


@lru_cache(maxsize=4096)
def is_additive(measure: str) -> bool:
    """Whether a measure over several stretches of time is the sum of what it is over each: sums and counts are."""
    node = _parsed(measure)
    while isinstance(node, (exp.Neg, exp.Paren)):
        node = node.this
    if isinstance(node, exp.Filter):
        node = node.this
    return isinstance(node, (exp.Sum, exp.Count)) and not node.find(exp.Distinct)


def names_frames(measure: str) -> bool:
    """Whether a measure asks for an instant of its frame."""
    return "frames." in measure


@lru_cache(maxsize=4096)
def mark_of(measure: str) -> Mark | None:
    """The measure as a mark; None where it is no plain count of rows from one instant to another.

    >>> mark_of("count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment < frames.starts)")
    Mark(rows="seen.kind = 'sale'", since=None, until='starts')
    """
    node, condition = opened(measure)
    if not (isinstance(node, exp.Count) and isinstance(node.this, exp.Star)):
        return None
    rows: list[str] = []
    edges: dict[str, str] = {}
    for conjunct in condition.flatten() if isinstance(condition, exp.And) else [condition] if condition else []:
        if not names_frames(conjunct.sql("duckdb")):
            rows.append(conjunct.sql("duckdb"))
            continue
        side, edge = _edge(conjunct)
        if side is None or side in edges:
            return None
        edges[side] = edge
    return Mark(
        " AND ".join(f"({row})" if len(rows) > 1 else row for row in rows), edges.get("since"), edges.get("until")
    )


@lru_cache(maxsize=4096)
def asks_any_or_none(part: str, measures: frozenset[str]) -> bool:
    """Whether a part counts units and asks of each measure only whether it is above zero."""
    node, condition = opened(part)
    counts = isinstance(node, exp.Count) and isinstance(node.this, exp.Star)
    return counts and all(
        _is_test(column) for column in (condition or node).find_all(exp.Column) if column.name in measures
    )


@lru_cache(maxsize=4096)
def since_when(part: str, measures: frozenset[str]) -> tuple[str, str | None] | None:
    """A part over all time to date as what each stretch of time adds to it, and the measure that must be above zero.

    A unit counts from the first step on at which that measure is above zero, ``units.first_<measure>``; what it brought
    before then counts too. None where a part has another shape.

    >>> since_when("sum(net) FILTER (WHERE units.customer IS NOT NULL AND sales > 0)", frozenset({"net", "sales"}))
    ('SUM(net) FILTER(WHERE (NOT units.customer IS NULL) AND (NOT units.first_sales IS NULL))', 'sales')
    """
    node, condition = opened(part)
    conjuncts = list(condition.flatten()) if isinstance(condition, exp.And) else [condition] if condition else []
    tests = [one for one in conjuncts if any(column.name in measures for column in one.find_all(exp.Column))]
    others = [f"({one.sql('duckdb')})" for one in conjuncts if one not in tests]
    if len(tests) > 1 or not all(isinstance(one, exp.GT) and _is_test(one.this) for one in tests):
        return None
    state = tests[0].this.name if tests else None
    if isinstance(node, exp.Sum) and isinstance(node.this, exp.Column) and node.this.name in measures:
        others += [f"(NOT units.first_{state} IS NULL)"] if state else []
    elif state and isinstance(node, exp.Count) and isinstance(node.this, exp.Star):
        others += [f"(units.step = units.first_{state})"]
    else:
        return None
    return node.sql("duckdb") + (f" FILTER(WHERE {' AND '.join(others)})" if others else ""), state


@lru_cache(maxsize=4096)
def opened(aggregate: str) -> tuple[Any, Any]:
    """The parsed aggregate itself, and the condition of its FILTER or None."""
    node = _parsed(aggregate)
    return (node.this, node.expression.this) if isinstance(node, exp.Filter) else (node, None)


@lru_cache(maxsize=4096)
def columns_of(part: str) -> frozenset[str]:
    """The columns that a part names without saying of which table: its measures."""
    return frozenset(column.name for column in _parsed(part).find_all(exp.Column) if not column.table)


def _is_test(column: Any) -> bool:
    test = column.parent
    zero = exp.Literal.number(0)
    return (
        isinstance(column, exp.Column)
        and isinstance(test, (exp.GT, exp.EQ))
        and test.this is column
        and test.expression == zero
    )


def _edge(conjunct: Any) -> tuple[str | None, str]:
    side = "since" if isinstance(conjunct, exp.GTE) else "until" if isinstance(conjunct, exp.LT) else None
    if side is None or conjunct.this.sql() != "seen.moment" or not isinstance(conjunct.expression, exp.Column):
        return None, ""
    edge = conjunct.expression
    return (side, edge.name) if edge.table == "frames" and edge.name in _EDGES else (None, "")


def _parsed(sql: str) -> Any:
    return sqlglot.parse_one(sql, read="duckdb")
