"""Files and rows in memory on their way into another engine: read by DuckDB, only what a fact can use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa

from rapport.analytics.engines._engine import TableLike
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.errors import BadTable
from rapport.analytics.fact import Fact
from rapport.analytics.tables import quoted_name

LAKE_COLUMNS = ("change", "deleted")
_PLAIN = {"ENUM": "VARCHAR", "UTINYINT": "SMALLINT", "USMALLINT": "INTEGER", "UINTEGER": "BIGINT", "UBIGINT": "BIGINT"}
_CLOCKS = ("TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP_MS")
_ROWS_AT_ONCE = 100_000


@contextmanager
def given_rows(fact: Fact, table: TableLike) -> Iterator[tuple[Mapping[str, str], pa.RecordBatchReader]]:
    """The types of all columns found, and the rows of those that the fact knows, in types that every engine has."""
    reader = DuckDB(threads=1)
    try:
        opened = reader.open(fact, table)
        columns = {name: _plain(kind) for name, kind in opened.columns.items()}
        known = [name for name in columns if name in LAKE_COLUMNS or name in {one.name for one in fact.columns}]
        if not known:
            raise BadTable(f"{fact.name}: no column is known; there are: {', '.join(columns)}")
        selected = ", ".join(f"CAST({quoted_name(name)} AS {columns[name]}) AS {quoted_name(name)}" for name in known)
        found = reader.connection.sql(f"SELECT {selected} FROM {opened.relation}")
        yield columns, found.to_arrow_reader(_ROWS_AT_ONCE)
    except reader.failures as error:
        raise BadTable(f"{fact.name}: {str(error).splitlines()[0]}") from error
    finally:
        reader.close()


def _plain(kind: str) -> str:
    if kind == '"NULL"':
        return "INTEGER"
    if kind in _CLOCKS:
        return "TIMESTAMP"
    return next((plain for odd, plain in _PLAIN.items() if kind.startswith(odd)), kind)
