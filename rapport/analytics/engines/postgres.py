"""PostgreSQL: tables that lie there are read in place, files and rows are copied in for as long as one is connected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from weakref import finalize

import psycopg
import pyarrow as pa
from psycopg import sql as names
from pyarrow import csv

from rapport.analytics.engines._dialects import in_dialect, type_in_dialect
from rapport.analytics.engines._engine import Opened, TableLike, Values, table_name
from rapport.analytics.engines._given import given_rows
from rapport.analytics.errors import BadEngine, BadTable
from rapport.analytics.fact import INSTANT, Fact
from rapport.analytics.tables import quoted_name

_DUCKDB_TYPES = {
    "int2": "SMALLINT",
    "int4": "INTEGER",
    "int8": "BIGINT",
    "numeric": "DECIMAL",
    "float4": "FLOAT",
    "float8": "DOUBLE",
    "bool": "BOOLEAN",
    "text": "VARCHAR",
    "varchar": "VARCHAR",
    "bpchar": "VARCHAR",
    "timestamptz": "TIMESTAMP WITH TIME ZONE",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
}
_ARROW_TYPES = {
    "int2": pa.int64(),
    "int4": pa.int64(),
    "int8": pa.int64(),
    "numeric": pa.float64(),
    "float4": pa.float64(),
    "float8": pa.float64(),
    "bool": pa.bool_(),
    "timestamptz": INSTANT,
    "date": pa.date32(),
}


class PostgreSQL:
    """One connection, on which every fact is a temporary view; nothing is written to the schemas of the database.

    ``schema``: where names of tables without one of their own are looked up first.
    """

    def __init__(self, address: str, *, schema: str | None = None) -> None:
        try:
            self._connection = psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError as error:
            raise BadEngine(f"PostgreSQL cannot be reached: {str(error).splitlines()[0]}") from error
        self._disconnect = finalize(self, self._connection.close)
        self._connection.execute("SET TimeZone = 'UTC'; SET jit = off")
        if schema is not None:
            self._connection.execute(
                names.SQL("SET search_path = pg_temp, {}, public").format(names.Identifier(schema))
            )

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What psycopg raises."""
        return (psycopg.Error,)

    def open(self, fact: Fact, table: TableLike) -> Opened:
        """A table of the database by its name; anything else becomes a temporary table."""
        name = table_name(table)
        if name is not None:
            relation = self._found(fact, name)
            return Opened(relation, self._columns(relation))
        relation = f"{fact.name}_given"
        with given_rows(fact, table) as (columns, rows):
            self._execute(f"CREATE TEMPORARY TABLE {relation} ({_declared(rows.schema, columns)})")
            for batch in rows:
                self._copy(relation, batch)
        self._execute(f"ANALYZE {relation}")
        return Opened(relation, columns)

    def define(self, name: str, select: str, *, kept: bool = False) -> None:
        """A temporary view, or a temporary table where the rows are kept."""
        if kept:
            self._execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        begin = "CREATE TEMPORARY TABLE" if kept else "CREATE OR REPLACE TEMPORARY VIEW"
        self._execute(f"{begin} {name} AS {in_dialect(select, 'postgres', pretty=False)}")

    def seal(self) -> None:
        """Nothing is left to close: the rights are those of the database's user."""

    def run(self, sql: str, values: Values | None = None) -> pa.Table:
        """The rows as Arrow: whole numbers, floats, text and instants; a NUMERIC comes as a float."""
        with self._connection.cursor(binary=True) as cursor:
            cursor.execute(in_dialect(sql, "postgres", pretty=False, values=values).encode())
            kinds = [(column.name, _kind(self._connection, column.type_code)) for column in cursor.description or ()]
            columns: Iterable[Any] = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(kinds)
        arrays = [_array(values, kind) for (_, kind), values in zip(kinds, columns, strict=True)]
        return pa.table(arrays, names=[name for name, _ in kinds])

    def close(self) -> None:
        """Disconnect; what was temporary is gone."""
        self._disconnect()

    def _execute(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def _found(self, fact: Fact, name: str) -> str:
        row = self._connection.execute(
            "SELECT format('%%I.%%I', nspname, relname) FROM pg_class"
            " JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = to_regclass(%s)",
            [name],
        ).fetchone()
        if row is None:
            raise BadTable(f"{fact.name}: there is no table {name} in the database")
        return str(row[0])

    def _columns(self, relation: str) -> dict[str, str]:
        described = self._connection.execute(f"SELECT * FROM {relation} LIMIT 0".encode()).description or ()
        kinds = {column.name: _kind(self._connection, column.type_code) for column in described}
        return {name: _DUCKDB_TYPES.get(kind, kind.upper()) for name, kind in kinds.items()}

    def _copy(self, relation: str, batch: pa.RecordBatch) -> None:
        written = BytesIO()
        csv.write_csv(batch, written, csv.WriteOptions(include_header=False))
        into = f"COPY {relation} FROM STDIN (FORMAT csv)".encode()
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            copy.write(written.getvalue())


def _declared(schema: pa.Schema, columns: Mapping[str, str]) -> str:
    return ", ".join(f"{quoted_name(name)} {type_in_dialect(columns[name], 'postgres')}" for name in schema.names)


def _kind(connection: psycopg.Connection[Any], oid: int) -> str:
    info = connection.adapters.types.get(oid)
    return info.name if info else "text"


def _array(values: Iterable[Any], kind: str) -> pa.Array:
    wanted = _ARROW_TYPES.get(kind, pa.string())
    if kind == "numeric":
        values = [None if value is None else float(value) for value in values]
    elif wanted == pa.string():
        values = [None if value is None else str(value) for value in values]
    return pa.array(values, wanted)
