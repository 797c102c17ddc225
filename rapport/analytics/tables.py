"""Tables at the door: the statements that type them, keep the newest row of each id, and complain clearly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.analytics.buckets import bucket_sql
from rapport.analytics.errors import BadTable
from rapport.analytics.fact import Column, Fact

if TYPE_CHECKING:
    import duckdb

_FITTING = {
    "id": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    "number": ("DOUBLE", "FLOAT", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    "text": ("VARCHAR", "ENUM"),
    "instant": ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"),
    "money": ("DECIMAL", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    "bucket": ("UTINYINT", "USMALLINT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
}
_NAIVE = ("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP_MS", "DATE")
_EMPTY = ('"NULL"', "NULL")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a checked table holds: from when to when, and in which currencies."""

    first: datetime | None
    last: datetime | None
    currencies: tuple[str, ...] = ()


def typed_select(fact: Fact, found: Mapping[str, str], raw: str, *, naive_zone: str | None) -> str:
    """A SELECT over raw rows that has the fact's columns, each in its type; absent ones are null, deleted rows gone."""
    columns = ",\n  ".join(
        f"{_typed(fact, column, found, naive_zone)} AS {quoted_name(column.name)}" for column in fact.columns
    )
    if "change" in found and "id" not in found:
        raise BadTable(f"{fact.name}.id: rows with a change number need an id, so that the newest of each can win")
    select = f"SELECT\n  {columns}\nFROM {raw} AS raw"
    return f"{select}\nWHERE NOT coalesce(deleted, false)" if "deleted" in found else select


def newest(raw: str, found: Mapping[str, str]) -> str:
    """The newest row of each id of an append-only table; of one change, the deletion."""
    order = "change DESC, deleted DESC" if "deleted" in found else "change DESC"
    return f"(SELECT * FROM {raw} QUALIFY row_number() OVER (PARTITION BY id ORDER BY {order}) = 1)"


def newest_of_repeated(raw: str, found: Mapping[str, str]) -> str:
    """The same for the few ids that occur more than once: the others need no sorting."""
    repeated = f"(SELECT * FROM {raw} WHERE id IN (SELECT id FROM {raw} GROUP BY id HAVING count(*) > 1))"
    return newest(repeated, found)


def with_newest(raw: str, repeated: str) -> str:
    """The raw rows, those of repeated ids replaced by their newest."""
    return f"(SELECT * FROM {raw} ANTI JOIN {repeated} USING (id) UNION ALL BY NAME SELECT * FROM {repeated})"


def quoted_name(name: str) -> str:
    """A column name safe in SQL: ``at`` is a word of the language too."""
    return f'"{name}"'


def check_rows(connection: duckdb.DuckDBPyConnection, fact: Fact) -> Profile:
    """Refuse a table with an empty required column, an unknown word or a broken rule, naming how many rows."""
    faults = dict(_faults(fact))
    moment = f"min({fact.moment_sql}), max({fact.moment_sql})" if fact.moment_sql else "NULL, NULL"
    currencies = f"list(DISTINCT {fact.currency})" if fact.currency else "NULL"
    counts = "".join(f", count(*) FILTER (WHERE {condition})" for condition in faults)
    first, last, found, *broken = connection.execute(
        f"SELECT {moment}, {currencies}{counts} FROM {fact.name}"
    ).fetchall()[0]
    for (condition, complaint), count in zip(faults.items(), broken, strict=True):
        if count:
            rows = f"{count} row{'s' if count > 1 else ''}"
            raise BadTable(f"{fact.name}: {complaint} in {rows}{_example(connection, fact, condition)}")
    return Profile(first, last, tuple(sorted(found or ())))


def _typed(fact: Fact, column: Column, found: Mapping[str, str], naive_zone: str | None) -> str:
    place = f"{fact.name}.{column.name}"
    if column.name not in found:
        if column.required:
            raise BadTable(f"{place}: the column is missing; there are: {', '.join(found)}")
        return (
            bucket_sql(f"CAST({fact.bucket_id} AS BIGINT)")
            if column.type == "bucket"
            else f"CAST(NULL AS {column.sql_type})"
        )
    kind = found[column.name]
    if column.type == "instant" and kind in _NAIVE:
        if naive_zone is None:
            raise BadTable(f"{place}: times without a time zone; give Source a naive_zone or write them with one")
        return f"timezone('{naive_zone}', CAST(raw.{quoted_name(column.name)} AS TIMESTAMP))"
    if column.type == "id" and kind in ("DOUBLE", "FLOAT"):
        return _whole_number(place, column)
    if not kind.startswith(_FITTING[column.type]) and kind not in _EMPTY:
        raise BadTable(f"{place}: {kind} where {column.sql_type} belongs")
    return f"CAST(raw.{quoted_name(column.name)} AS {column.sql_type})"


def _whole_number(place: str, column: Column) -> str:
    # DataFrames hold ids with gaps as floating point numbers; a cast alone would round 17.6 to 18 silently.
    raw = f"raw.{quoted_name(column.name)}"
    whole = f"WHEN {raw} = trunc({raw}) THEN CAST({raw} AS BIGINT)"
    complaint = f"error('{place}: an id is not a whole number')"
    return f"CASE WHEN {raw} IS NULL OR isnan({raw}) THEN NULL {whole} ELSE {complaint} END"


def _faults(fact: Fact) -> list[tuple[str, str]]:
    faults = [(f"{fact.name}.{c.name} IS NULL", f"{c.name} is empty") for c in fact.columns if c.required]
    for column in fact.columns:
        if column.choices:
            words = ", ".join(f"'{word}'" for word in column.choices)
            faults.append((f"{fact.name}.{column.name} NOT IN ({words})", f"{column.name} is none of {words}"))
    if fact.bucket_id:
        faults.append(("bucket > 63", "bucket is above 63"))
    return [*faults, *((rule.broken_if, rule.complaint) for rule in fact.rules)]


def _example(connection: duckdb.DuckDBPyConnection, fact: Fact, condition: str) -> str:
    key = fact.columns[0].name
    first = connection.execute(f"SELECT min({key}) FROM {fact.name} WHERE {condition}").fetchall()[0][0]
    return f" (the first: {key} {first})" if first is not None else ""
