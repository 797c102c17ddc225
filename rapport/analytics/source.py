"""Where the fact tables are: Parquet files of a lake, Arrow tables, DataFrames or DuckDB relations."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from types import TracebackType
from typing import Any, TypeAlias
from weakref import finalize
from zoneinfo import available_timezones

import duckdb
import pyarrow as pa

from rapport.analytics.errors import BadTable
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.tables import (
    Profile,
    check_rows,
    newest,
    newest_of_repeated,
    quoted_name,
    typed_select,
    with_newest,
)

TableLike: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | pa.Table | Any"


class Source:
    """Fact tables by name, ready to be asked; keep one and ask it often, from several threads if need be.

    A table is a list of Parquet files (those of a Delta log), one Parquet or CSV file, or anything that holds rows in
    memory: an Arrow table, a DataFrame, a DuckDB relation. A table left out means no data for its metrics.
    Files are read in place and only from their own folders; rows in memory are copied in once.

    What exceeds ``memory_limit`` (such as ``"512MB"``) is laid down in ``spill_folder``, the system's own unless told.

    Where a table has the columns ``change`` and ``deleted`` of the append-only lake, the newest row of each ``id``
    wins and deleted ones are left out.

        with Source({"orders": frame}, naive_zone="Europe/London") as source:
            answer(source, question)
    """

    def __init__(
        self,
        tables: Mapping[str, TableLike],
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
        naive_zone: str | None = None,
        spill_folder: str | os.PathLike[str] | None = None,
    ) -> None:
        for name in tables:
            if name not in facts:
                raise BadTable(f"{name}: no such fact table; there are: {', '.join(facts.names())}")
        if naive_zone is not None and naive_zone not in available_timezones():
            raise BadTable(f"naive_zone: {naive_zone!r} is not a time zone")
        self.naive_zone = naive_zone
        self._tables = dict(tables)
        self._profiles: dict[str, Profile] = {}
        self._raw: dict[str, str] = {}
        self._lock = Lock()
        spill = mkdtemp(prefix="rapport-analytics-", dir=spill_folder)
        self._clear_away = finalize(self, rmtree, spill, ignore_errors=True)
        self._connection = _connect(memory_limit, threads, spill)
        try:
            self._open(facts)
        except BaseException:
            self.close()
            raise

    def has(self, fact_name: str) -> bool:
        """Whether the table was given, be it empty."""
        return fact_name in self._tables

    def cursor(self, *fact_names: str) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on which these facts have been checked."""
        for name in fact_names:
            if self.has(name):
                self.profile(name)
        return self._connection.cursor()

    def query(self, sql: str, *fact_names: str) -> pa.Table:
        """The rows of a SELECT in DuckDB's dialect over these facts, which are checked before."""
        return _in_words(fact_names[0], lambda: self.cursor(*fact_names).sql(sql).to_arrow_table())

    def profile(self, fact_name: str) -> Profile:
        """What a table holds; its rows are checked at the first question and not again."""
        with self._lock:
            if fact_name not in self._profiles:
                self._profiles[fact_name] = _in_words(fact_name, lambda: self._checked(facts.get(fact_name)))
            return self._profiles[fact_name]

    def close(self) -> None:
        """Let go of files and memory."""
        self._connection.close()
        self._clear_away()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, catalogue: Sequence[Fact] | Any) -> None:
        files = {name: _paths(table) for name, table in self._tables.items()}
        for fact in catalogue:
            paths = files.get(fact.name)
            if paths:
                self._view(fact, paths)
            else:
                self._copy(fact, None if paths == [] else self._tables.get(fact.name))
        folders = sorted({str(Path(path).resolve().parent) for paths in files.values() for path in paths or ()})
        self._connection.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def _view(self, fact: Fact, paths: list[str]) -> None:
        quoted = ", ".join(_quoted(str(Path(path).resolve())) for path in paths)
        if paths[0].endswith(".csv"):
            raw = _in_words(fact.name, lambda: self._csv(fact, quoted))
        else:
            raw = f"read_parquet([{quoted}], union_by_name = true)"
        select = _in_words(fact.name, lambda: self._typed(fact, raw, raw))
        self._connection.execute(f"CREATE VIEW {fact.name} AS {select}")
        self._raw[fact.name] = raw

    def _checked(self, fact: Fact) -> Profile:
        raw = self._raw.get(fact.name)
        if raw is not None and "change" in (found := self._columns(raw)):
            self._settle(fact, raw, found)
        return check_rows(self._connection.cursor(), fact)

    def _settle(self, fact: Fact, raw: str, found: dict[str, str]) -> None:
        repeated = f"{fact.name}_repeated"
        cursor = self._connection.cursor()
        cursor.execute(f"CREATE OR REPLACE TABLE {repeated} AS {newest_of_repeated(raw, found)[1:-1]}")
        if cursor.execute(f"SELECT count(*) FROM {repeated}").fetchall() != [(0,)]:
            select = self._typed(fact, raw, with_newest(raw, repeated))
            cursor.execute(f"CREATE OR REPLACE VIEW {fact.name} AS {select}")

    def _csv(self, fact: Fact, quoted: str) -> str:
        # A column without any value looks like text to the reader: the declared types say better.
        found = self._columns(f"read_csv([{quoted}], union_by_name = true)")
        known = [column for column in fact.columns if column.name in found and column.type != "instant"]
        types = ", ".join(f"{_quoted(column.name)}: {_quoted(column.sql_type)}" for column in known)
        return f"read_csv([{quoted}], union_by_name = true, types = {{{types}}})"

    def _copy(self, fact: Fact, table: Any) -> None:
        if table is None:
            columns = ", ".join(f"{quoted_name(column.name)} {column.sql_type}" for column in fact.columns)
            self._connection.execute(f"CREATE TABLE {fact.name} ({columns})")
            return
        self._connection.register("given", _arrow(fact.name, table))
        _in_words(fact.name, lambda: self._connection.execute(f"CREATE TABLE {fact.name} AS {self._given(fact)}"))
        self._connection.unregister("given")

    def _given(self, fact: Fact) -> str:
        found = self._columns("given")
        append_only = {"id", "change"} <= set(found)
        return self._typed(fact, "given", newest("given", found) if append_only else "given")

    def _typed(self, fact: Fact, raw: str, rows: str) -> str:
        return typed_select(fact, self._columns(raw), rows, naive_zone=self.naive_zone)

    def _columns(self, raw: str) -> dict[str, str]:
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {raw}").fetchall()
        return {str(row[0]): str(row[1]) for row in described}


def _connect(memory_limit: str | None, threads: int | None, spill_folder: str) -> duckdb.DuckDBPyConnection:
    wanted: dict[str, Any] = {"memory_limit": memory_limit, "threads": threads, "temp_directory": spill_folder}
    config = {name: value for name, value in wanted.items() if value is not None}
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


def _paths(table: TableLike) -> list[str] | None:
    if isinstance(table, (str, os.PathLike)):
        return [os.fspath(table)]
    if isinstance(table, Sequence) and all(isinstance(path, (str, os.PathLike)) for path in table):
        return [os.fspath(path) for path in table]
    return None


def _arrow(name: str, table: Any) -> pa.Table:
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, duckdb.DuckDBPyRelation):
        return table.to_arrow_table()
    if hasattr(table, "to_arrow"):
        return table.to_arrow()
    try:
        return pa.Table.from_pandas(table, preserve_index=False)
    except (AttributeError, TypeError, pa.ArrowInvalid) as error:
        raise BadTable(f"{name}: cannot be read as a table ({type(table).__name__}: {error})") from error


def _in_words(name: str, act: Any) -> Any:
    try:
        return act()
    except duckdb.Error as error:
        raise BadTable(f"{name}: {str(error).splitlines()[0]}") from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
