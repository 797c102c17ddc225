"""From DuckDB's dialect to that of another engine: SQLGlot, and what has to be mended around it.

Each mend is a function over one node of the statement; which dialects need it is said in one table at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

import sqlglot
from sqlglot import exp

from rapport.analytics.engines._engine import Values

Mend: TypeAlias = Callable[[exp.Expr], exp.Expr]
EXECUTED = ("duckdb", "postgres", "spark")
COMPILED = ("trino", "clickhouse", "snowflake", "bigquery", "databricks")


def in_dialect(sql: str, dialect: str, *, pretty: bool = True, values: Values | None = None) -> str:
    """The same SQL for another engine, SQLGlot's name for it: ``postgres``, ``spark``, ``trino``, ``snowflake``, …

    ``values`` are written in place of the ``$names``.

    >>> in_dialect("SELECT count(*) FILTER (WHERE x > 1) FROM t", "bigquery", pretty=False)
    'SELECT COUNTIF(x > 1) FROM t'
    """
    mends = MENDS.get(dialect, ())
    trees = [tree.transform(_mended, mends, values or {}) for tree in _parsed(sql)]
    return ";\n\n".join(tree.sql(dialect, pretty=pretty) for tree in trees)


def type_in_dialect(kind: str, dialect: str) -> str:
    """The name of one of DuckDB's types in another dialect."""
    built: exp.Expr = exp.DataType.build(kind, dialect="duckdb")
    for mend in MENDS.get(dialect, ()):
        built = built.transform(mend)
    return str(built.sql(dialect))


@lru_cache(maxsize=64)
def _parsed(sql: str) -> tuple[exp.Expr, ...]:
    return tuple(tree for tree in sqlglot.parse(sql, read="duckdb") if tree is not None)


def _mended(node: exp.Expr, mends: tuple[Mend, ...], values: Values) -> exp.Expr:
    if isinstance(node, exp.Placeholder) and node.name in values:
        return _literal(values[node.name])
    for mend in mends:
        node = mend(node)
    return node


def _literal(value: Any) -> exp.Expr:
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.astimezone(UTC).isoformat(sep=" ")), "TIMESTAMPTZ")
    return exp.convert(value)


def small_numbers_have_a_sign(node: exp.Expr) -> exp.Expr:
    """A UTINYINT, which only DuckDB and ClickHouse have, is a SMALLINT."""
    if isinstance(node, exp.DataType) and node.this == exp.DType.UTINYINT:
        return exp.DataType.build("SMALLINT")
    return node


def days_are_counted_by_midnights(node: exp.Expr) -> exp.Expr:
    """``date_diff('day', …)`` counts the midnights between two instants; others count full days unless given dates."""
    if isinstance(node, exp.DateDiff) and str(node.args.get("unit", "")).strip("'").upper() == "DAY":
        return exp.DateDiff(
            this=exp.cast(node.this, "DATE"), expression=exp.cast(node.expression, "DATE"), unit=exp.var("DAY")
        )
    return node


def division_is_of_floats(node: exp.Expr) -> exp.Expr:
    """``1.0 / 3`` is a float, not a decimal that is rounded to a few places."""
    if isinstance(node, exp.Div) and not isinstance(node.this, exp.Cast):
        return exp.Div(this=exp.cast(node.this, "DOUBLE"), expression=node.expression, typed=False, safe=True)
    return node


def instants_have_a_difference_of_their_own(node: exp.Expr) -> exp.Expr:
    """``date_diff`` in units below a day is BigQuery's TIMESTAMP_DIFF."""
    if isinstance(node, exp.DateDiff) and str(node.args.get("unit", "")).strip("'").upper() != "DAY":
        return exp.TimestampDiff(this=node.this, expression=node.expression, unit=node.args["unit"])
    return node


def not_a_number_is_a_value(node: exp.Expr) -> exp.Expr:
    """``isnan(x)``, where there is no such function, compares with the value NaN."""
    if isinstance(node, exp.IsNan):
        return exp.paren(exp.EQ(this=node.this, expression=exp.cast(exp.Literal.string("NaN"), "DOUBLE")))
    return node


def complaints_are_casts(node: exp.Expr) -> exp.Expr:
    """``error('…')`` in PostgreSQL: a cast that fails with these words, but only when it is reached."""
    if _is_call(node, "ERROR"):
        now = exp.cast(exp.func("RANDOM"), "TEXT")
        nothing = exp.func("LEFT", now, exp.Literal.number(0))
        return exp.cast(exp.paren(exp.DPipe(this=node.expressions[0], expression=nothing)), "BIGINT")
    return node


def complaints_are_raised(node: exp.Expr) -> exp.Expr:
    """``error('…')`` is Spark's ``raise_error``."""
    return exp.Anonymous(this="RAISE_ERROR", expressions=node.expressions) if _is_call(node, "ERROR") else node


def clocks_are_read_in_their_zone(node: exp.Expr) -> exp.Expr:
    """``timezone(zone, wall clock)``, an instant, is Spark's ``to_utc_timestamp``."""
    if _is_call(node, "TIMEZONE"):
        zone, clock = node.expressions
        return exp.Anonymous(this="TO_UTC_TIMESTAMP", expressions=[clock, zone])
    return node


def quantiles_are_percentiles(node: exp.Expr) -> exp.Expr:
    """``quantile_cont(x, share)`` and ``median(x)`` interpolate: in Spark ``percentile(x, share)`` does."""
    if isinstance(node, exp.PercentileCont) and node.expression:
        return exp.Anonymous(this="PERCENTILE", expressions=[node.this, node.expression])
    return node


def seconds_keep_their_fractions(node: exp.Expr) -> exp.Expr:
    """``epoch(instant)`` has fractions of seconds: in Spark the instant itself as a number."""
    return exp.cast(node.this, "DOUBLE") if isinstance(node, exp.TimeToUnix) else node


def any_value_is_the_least(node: exp.Expr) -> exp.Expr:
    """``any_value``, where all are the same: PostgreSQL has it from version 16 only."""
    if isinstance(node, exp.IgnoreNulls) and isinstance(node.this, exp.AnyValue):
        return exp.Min(this=node.this.this)
    return exp.Min(this=node.this) if isinstance(node, exp.AnyValue) else node


def instants_have_microseconds(node: exp.Expr) -> exp.Expr:
    """A TIMESTAMPTZ in ClickHouse: microseconds in UTC, where SQLGlot takes whole seconds and no offset."""
    is_literal = isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal)
    if is_literal and node.args["to"].this == exp.DType.TIMESTAMPTZ:
        return exp.Anonymous(
            this="parseDateTime64BestEffort",
            expressions=[node.this.copy(), exp.Literal.number(6), exp.Literal.string("UTC")],
        )
    if isinstance(node, exp.DataType) and node.this == exp.DType.TIMESTAMPTZ:
        return exp.DataType.build("Nullable(DateTime64(6, 'UTC'))", dialect="clickhouse")
    return node


def _is_call(node: exp.Expr, name: str) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.upper() == name


_EVERYWHERE: tuple[Mend, ...] = (small_numbers_have_a_sign, division_is_of_floats)
_COMMON: tuple[Mend, ...] = (*_EVERYWHERE, days_are_counted_by_midnights)
_SPARK: tuple[Mend, ...] = (
    *_COMMON,
    complaints_are_raised,
    clocks_are_read_in_their_zone,
    quantiles_are_percentiles,
    seconds_keep_their_fractions,
)
MENDS: dict[str, tuple[Mend, ...]] = {
    "postgres": (*_EVERYWHERE, not_a_number_is_a_value, complaints_are_casts, any_value_is_the_least),
    "spark": _SPARK,
    "databricks": _SPARK,
    "trino": _COMMON,
    "snowflake": (*_COMMON, not_a_number_is_a_value),
    "bigquery": (*_COMMON, instants_have_a_difference_of_their_own),
    "clickhouse": (days_are_counted_by_midnights, instants_have_microseconds),
}
