"""Tables at the door: the statements that type them, keep the newest row of each id, and complain clearly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import pyarrow as pa

from rapport.analytics.buckets import bucket_sql
from rapport.analytics.engines import quoted
from rapport.analytics.errors import BadTable
from rapport.analytics.fact import Column, Fact

Run: TypeAlias = Callable[[str], pa.Table]
Span: TypeAlias = tuple[datetime, datetime]
_FITTING = {
    "id": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    "number": ("DOUBLE", "FLOAT", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    "text": ("VARCHAR", "ENUM"),
    "instant": ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"),
    "money": ("DECIMAL", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    "flag": ("BOOLEAN",),
    "bucket": ("UTINYINT", "USMALLINT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
}
_NAIVE = ("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP_MS", "DATE")
_EMPTY = ('"NULL"', "NULL")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a checked table holds: from when to when, how many rows, and how many of them hold something.

    ``held`` counts by optional column, ``priced`` by currency. ``repeated``: some ids occur in several rows, of which
    the newest holds.
    """

    first: datetime | None
    last: datetime | None
    total: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    priced: Mapping[str, int] = field(default_factory=dict)
    repeated: bool = False

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that occur."""
        return tuple(sorted(currency for currency, count in self.priced.items() if count))

    @property
    def empty(self) -> frozenset[str]:
        """The optional columns that are empty in all rows."""
        return frozenset(name for name, count in self.held.items() if self.total and not count)

    def with_changed(self, before: Profile, now: Profile, *, repeated: bool) -> Profile | None:
        """The profile when some rows, which were those of ``before``, have become those of ``now``.

        None where only a look at all rows can tell from when to when they are.
        """
        first = _edge(self.first, before.first, now.first, min)
        last = _edge(self.last, before.last, now.last, max)
        if self.first is not None and (first is None or last is None):
            return None
        return Profile(
            first,
            last,
            self.total + now.total - before.total,
            _counted(self.held, now.held, before.held),
            _counted(self.priced, now.priced, before.priced),
            self.repeated or repeated,
        )


def typed_select(fact: Fact, found: Mapping[str, str], raw: str, *, naive_zone: str | None) -> str:
    """A SELECT over raw rows that has the fact's columns, each in its type; absent ones are null, deleted rows gone."""
    columns = ",\n  ".join(
        f"{_typed(fact, column, found, naive_zone)} AS {quoted_name(column.name)}" for column in fact.columns
    )
    if "change" in found and "id" not in found:
        raise BadTable(f"{fact.name}.id: rows with a change number need an id, so that the newest of each can win")
    select = f"SELECT\n  {columns}\nFROM {raw} AS raw"
    return f"{select}\nWHERE NOT coalesce(deleted, false)" if "deleted" in found else select


def empty_select(fact: Fact) -> str:
    """A SELECT that has the fact's columns, each in its type, and no rows."""
    columns = ", ".join(f"CAST(NULL AS {column.sql_type}) AS {quoted_name(column.name)}" for column in fact.columns)
    return f"SELECT {columns} WHERE false"


def newest(raw: str, found: Mapping[str, str]) -> str:
    """The newest row of each id of an append-only table; of one change, the deletion."""
    columns = _listed(found)
    order = "change DESC, deleted DESC" if "deleted" in found else "change DESC"
    placed = f"SELECT {columns}, row_number() OVER (PARTITION BY id ORDER BY {order}) AS place FROM {raw}"
    return f"(SELECT {columns} FROM ({placed}) AS placed WHERE place = 1)"


_CROWDS = (
    "SELECT id >> 5 AS crowd FROM {rows} GROUP BY id >> 5"
    " HAVING sum(CAST(1 AS BIGINT) << CAST(id & 31 AS INTEGER))"
    " <> bit_or(CAST(1 AS BIGINT) << CAST(id & 31 AS INTEGER))"
)


def newest_of_repeated(raw: str, found: Mapping[str, str]) -> str:
    """A SELECT of the same for the few ids that occur more than once: the others need no sorting.

    Of 32 ids that follow each other each has a bit of its own: the sum of different bits is their union. That finds the
    few groups in which any repeats, in a table of a thirty-second of the ids where they lie close.
    """
    repeated = f"(SELECT {_listed(found)} FROM {raw} WHERE id IN ({_repeated_ids(raw)})) AS repeated"
    return newest(repeated, found)[1:-1]


def _repeated_ids(rows: str) -> str:
    crowds = _CROWDS.format(rows=rows)
    return f"SELECT id FROM {rows} WHERE (id >> 5) IN ({crowds}) GROUP BY id HAVING count(*) > 1"


def with_newest(raw: str, repeated: str, found: Mapping[str, str]) -> str:
    """The raw rows, those of repeated ids replaced by their newest."""
    columns = _listed(found)
    is_repeated = f"EXISTS (SELECT 1 FROM {repeated} WHERE {repeated}.id = given.id)"
    others = f"SELECT {columns} FROM {raw} AS given WHERE NOT {is_repeated}"
    return f"({others} UNION ALL SELECT {columns} FROM {repeated})"


def quoted_name(name: str) -> str:
    """A column name safe in SQL: ``at`` is a word of the language too."""
    return f'"{name}"'


def check_rows(run: Run, fact: Fact, *, span: Span | None = None, by_statistics: bool = False) -> Profile:
    """Refuse a table with an empty required column, an unknown word or a broken rule, naming how many rows.

    ``span`` is from when to when it is, where that is known. ``by_statistics``: the engine passes over files whose
    statistics tell that no row meets a condition.
    """
    _refuse_faults(run, fact, by_statistics=by_statistics)
    moment = fact.moment_sql or "CAST(NULL AS TIMESTAMPTZ)"
    optional = [column.name for column in fact.columns if not column.required and column.type != "bucket"]
    counts = ", ".join([f"count({fact.name}.{name}) AS held_{name}" for name in optional] + ["count(*) AS total"])
    edges = "" if span else f", min({moment}) AS first, max({moment}) AS last"
    found = run(f"SELECT {counts}{edges} FROM {fact.name}").to_pylist()[0]
    held = {name: found[f"held_{name}"] for name in optional}
    first, last = span or (found["first"], found["last"])
    return Profile(first, last, found["total"], held, _priced(run, fact, {"": found["total"], **held}))


def ids_rise(batches: Iterable[pa.RecordBatch]) -> bool:
    """Whether each id is above the one before it, so that none repeats: of rows written in the order they came."""
    last = -1
    for batch in batches:
        ids = batch["id"].to_numpy(zero_copy_only=False)
        if len(ids) and not (ids[0] > last and (ids[1:] > ids[:-1]).all()):
            return False
        last = ids[-1] if len(ids) else last
    return True


def check_ids(run: Run, fact: Fact) -> None:
    """Refuse a table in which an id stands in several rows, none of which is told to be the newest."""
    if fact.columns[0].name != "id":
        return
    ids = f"SELECT count(*) AS repeated, min(id) AS first FROM ({_repeated_ids(fact.name)}) AS repeated"
    found = run(ids).to_pylist()[0]
    if count := found["repeated"]:
        several = "an id stands" if count == 1 else f"{count} ids stand"
        raise BadTable(f"{fact.name}: {several} in several rows (the first: id {found['first']})")


def _refuse_faults(run: Run, fact: Fact, *, by_statistics: bool) -> None:
    # Whether any row is at fault is a filter: a tenth of the work of counting each fault, which is done only where
    # there is one. Statistics tell it of most columns, and of a column of words if that is asked alone.
    words, rules = _faults_of_words(fact), [(rule.broken_if, rule.complaint) for rule in fact.rules]
    faults = [*_faults_of_columns(fact), *words, *rules]
    apart = [_faults_of_columns(fact), *([one] for one in words), rules] if by_statistics else [faults]
    if not any(_is_broken(run, fact, some) for some in apart if some):
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {condition}) AS fault_{n}" for n, (condition, _) in enumerate(faults))
    found = run(f"SELECT {counts} FROM {fact.name}").to_pylist()[0]
    for number, (condition, complaint) in enumerate(faults):
        if count := found[f"fault_{number}"]:
            rows = f"{count} row{'s' if count > 1 else ''}"
            raise BadTable(f"{fact.name}: {complaint} in {rows}{_example(run, fact, condition)}")


def _is_broken(run: Run, fact: Fact, faults: list[tuple[str, str]]) -> bool:
    broken = " OR ".join(f"({condition})" for condition, _ in faults)
    return bool(run(f"SELECT 1 AS broken FROM {fact.name} WHERE {broken} LIMIT 1").num_rows)


def _priced(run: Run, fact: Fact, counts: Mapping[str, int]) -> dict[str, int]:
    if not fact.currency:
        return {}
    # One currency alone is what there mostly is: that no row has another one is a filter again.
    column = f"{fact.name}.{fact.currency}"
    some = run(f"SELECT {column} AS currency FROM {fact.name} WHERE {column} IS NOT NULL LIMIT 1").to_pylist()
    if not some:
        return {}
    one = quoted(some[0]["currency"])
    if not run(f"SELECT 1 AS other FROM {fact.name} WHERE {column} <> {one} LIMIT 1").num_rows:
        return {some[0]["currency"]: counts.get(fact.currency, counts[""])}
    counted = f"SELECT {column} AS currency, count(*) AS n FROM {fact.name} GROUP BY {column}"
    return {row["currency"]: row["n"] for row in run(counted).to_pylist() if row["currency"] is not None}


def _counted(known: Mapping[str, int], now: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    names = known.keys() | now.keys()
    return {name: known.get(name, 0) + now.get(name, 0) - before.get(name, 0) for name in sorted(names)}


def _edge(
    known: datetime | None, before: datetime | None, now: datetime | None, outer: Callable[..., datetime]
) -> datetime | None:
    if known is None or (now is not None and outer(known, now) == now):
        return now
    return None if before == known else known


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


def _faults_of_columns(fact: Fact) -> list[tuple[str, str]]:
    faults = [(f"{fact.name}.{c.name} IS NULL", f"{c.name} is empty") for c in fact.columns if c.required]
    if fact.bucket_id:
        faults.append(("bucket > 63", "bucket is above 63"))
    # Of a column with gaps, statistics do not tell what `id < 0` is in each row: it may be unknown.
    ids = [column.name for column in fact.columns if column.type == "id"]
    return [*faults, *((f"coalesce({fact.name}.{name}, 0) < 0", f"{name} is below zero") for name in ids)]


def _faults_of_words(fact: Fact) -> list[tuple[str, str]]:
    faults = []
    for column in fact.columns:
        if column.choices:
            words = ", ".join(f"'{word}'" for word in column.choices)
            faults.append((f"{fact.name}.{column.name} NOT IN ({words})", f"{column.name} is none of {words}"))
    return faults


def _example(run: Run, fact: Fact, condition: str) -> str:
    key = fact.columns[0].name
    first = run(f"SELECT min({key}) AS first FROM {fact.name} WHERE {condition}")["first"][0].as_py()
    return f" (the first: {key} {first})" if first is not None else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted_name, names))
