"""One query for each fact table: all its metrics for all cells, as parts by bucket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rapport.analytics.engine.stretches import Frame
from rapport.analytics.fact import Fact
from rapport.analytics.metric import Metric
from rapport.analytics.question import Question


@dataclass(frozen=True, slots=True)
class Query:
    """The SQL, and under which column each (metric, part) comes back."""

    sql: str
    columns: dict[tuple[str, str], str]


@dataclass(slots=True)
class _Names:
    """One name for each expression, however many metrics share it."""

    by_sql: dict[str, str] = field(default_factory=dict)

    def name(self, sql: str, wanted: str, fallback: str) -> str:
        if sql not in self.by_sql:
            self.by_sql[sql] = fallback if wanted in self.by_sql.values() else wanted
        return self.by_sql[sql]


def compose(fact: Fact, metrics: Sequence[Metric], question: Question, frames: Sequence[Frame], home: bool) -> Query:
    """The query of a fact table. ``home``: the customers table is there, so the customer's region can count."""
    measures, parts = _Names(), _Names()
    columns: dict[tuple[str, str], str] = {}
    for metric in metrics:
        names = {name: measures.name(sql, name, f"{metric.name}_{name}") for name, sql in metric.measures.items()}
        for part, sql in metric.parts.items():
            column = f"{metric.name}_{part}"
            columns[metric.name, part] = parts.name(sql.format(**names), column, column)
    home = home and question.region_of == "customer"
    steps = [
        ("frames", _frames(frames)),
        *([("members", _members(question))] if question.segments else []),
        ("seen", _seen(fact, question, frames, home)),
        ("units", _units(question, measures.by_sql, home)),
    ]
    with_clause = ",\n".join(f"{name} AS (\n{_indented(sql)}\n)" for name, sql in steps)
    return Query(f"WITH {with_clause}\n{_cells(question, parts.by_sql, home)}", columns)


def instant(moment: datetime) -> str:
    """An instant as an SQL literal, in UTC."""
    return f"TIMESTAMPTZ '{moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}+00:00'"


def text(word: str) -> str:
    """A word as an SQL literal."""
    return "'" + word.replace("'", "''") + "'"


def _frames(frames: Sequence[Frame]) -> str:
    rows = ",\n  ".join(
        f"({frame.number}, {', '.join(instant(at) for at in (frame.opens, frame.starts, frame.ends, frame.quiet))})"
        for frame in frames
    )
    return f"SELECT * FROM (VALUES\n  {rows}\n) AS given (frame, opens, starts, ends, quiet)"


def _members(question: Question) -> str:
    assert question.as_of is not None
    as_of = instant(question.as_of)
    return (
        f"SELECT DISTINCT segment, customer FROM memberships\nWHERE segment IN ({_numbers(question.segments or ())})"
        f"\n  AND since <= {as_of} AND (until IS NULL OR until > {as_of})"
    )


def _seen(fact: Fact, question: Question, frames: Sequence[Frame], home: bool) -> str:
    columns = [f"{fact.name}.{column.name}" for column in fact.columns if column.name not in _RENAMED]
    at = _FIRST_SEEN if fact.name == "customers" else f"{fact.name}.{fact.time}"
    region, joined = _region(fact, home)
    derived = [f"{sql} AS {name}" for name, sql in fact.derived]
    named = [f"{fact.unit_sql} AS unit", f"{fact.name}.{fact.customer} AS customer", f"{at} AS moment"]
    selected = ",\n  ".join([*columns, *derived, *named, f"coalesce({region}, '') AS region"])
    return f"SELECT\n  {selected}\nFROM {fact.name}{joined}\nWHERE {_wanted(fact, question, frames, at, region)}"


_RENAMED = ("customer", "region", "at")
_FIRST_SEEN = "coalesce(customers.first_seen, customers.acquired_at, TIMESTAMPTZ '0001-01-01 00:00:00+00:00')"


def _region(fact: Fact, home: bool) -> tuple[str, str]:
    own = f"{fact.name}.{fact.region}"
    if not home or fact.name == "customers":
        return own, ""
    customer = f"{fact.name}.{fact.customer}"
    return (
        f"CASE WHEN {customer} IS NULL THEN {own} ELSE customers.region END",
        f"\nLEFT JOIN customers ON customers.id = {customer}",
    )


def _wanted(fact: Fact, question: Question, frames: Sequence[Frame], at: str, region: str) -> str:
    first, last = min(frame.opens for frame in frames), max(frame.ends for frame in frames)
    conditions = [f"{at} >= {instant(first)} AND {at} < {instant(last)}"]
    if question.regions is not None:
        words = ", ".join(text(name) for name in question.regions) or "NULL"
        conditions.append(f"coalesce({region}, '') IN ({words})")
    if question.customers is not None:
        conditions.append(f"{fact.name}.{fact.customer} IN ({_numbers(question.customers)})")
    return "\n  AND ".join(conditions)


def _units(question: Question, measures: dict[str, str], home: bool) -> str:
    keys = "seen.unit, seen.customer, seen.bucket, frames.frame"
    selected = ",\n  ".join(f"{sql} AS {name}" for sql, name in measures.items())
    region, grouping = ", CAST(NULL AS VARCHAR) AS region", f"GROUP BY {keys}"
    if "region" in question.by:
        region, grouping = ", seen.region", f"GROUP BY {keys}, seen.region"
        if not home:
            # A unit may be seen in several regions: over all of them it is one again.
            grouping = f"GROUP BY GROUPING SETS (({keys}, seen.region), ({keys}))"
    return (
        f"SELECT {keys}{region},\n  {selected}\nFROM seen JOIN frames"
        f"\n  ON seen.moment >= frames.opens AND seen.moment < frames.ends\n{grouping}"
    )


def _cells(question: Question, parts: dict[str, str], home: bool) -> str:
    keys = "units.frame, units.bucket"
    regions = f"{keys}, units.region" if "region" in question.by else f"{keys}"
    both = home and "region" in question.by
    region = "units.region" if "region" in question.by else "CAST(NULL AS VARCHAR)"
    selected = ",\n  ".join(f"CAST({sql} AS DOUBLE) AS {name}" for sql, name in parts.items())
    chosen: list[str] = []
    if question.everybody:
        grouping = f"GROUPING SETS (({regions}), ({keys}))" if both else regions
        chosen.append(
            f"SELECT CAST(NULL AS BIGINT) AS segment, {region} AS region, {keys},\n  {selected}\nFROM units"
            f"\nGROUP BY {grouping}"
        )
    if question.segments:
        each = "members.segment, "
        grouping = f"GROUPING SETS (({each}{regions}), ({each}{keys}))" if both else f"{each}{regions}"
        chosen.append(
            f"SELECT members.segment, {region} AS region, {keys},\n  {selected}\nFROM units"
            f"\nJOIN members ON members.customer = units.customer\nGROUP BY {grouping}"
        )
    return "\nUNION ALL\n".join(chosen)


def _numbers(ids: Iterable[int]) -> str:
    return ", ".join(str(int(id)) for id in ids) or "NULL"


def _indented(sql: str) -> str:
    return "\n".join(f"  {line}" for line in sql.splitlines())
