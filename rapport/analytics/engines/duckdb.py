"""DuckDB in this process: reads files in place and copies rows in memory in; the default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import duckdb
import pyarrow as pa

from rapport.analytics.engines._copy import PLACE, ROWS, Copy
from rapport.analytics.engines._engine import Opened, TableLike, Values, paths_of, quoted
from rapport.analytics.errors import BadTable
from rapport.analytics.fact import Fact


class DuckDB:
    """Reads nothing but the folders of the files it was given, within a memory limit, spilling where told."""

    def __init__(
        self,
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
        spill_folder: str | os.PathLike[str] | None = None,
    ) -> None:
        self._spill_folder = spill_folder
        self._wishes: dict[str, Any] = {"memory_limit": memory_limit, "threads": threads}
        self._folders: set[str] = set()
        self._registered: list[str] = []
        self._copied: dict[str, Copy] = {}

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database, made when it is first needed, with a folder to spill to that goes with it."""
        spill = mkdtemp(prefix="rapport-analytics-", dir=self._spill_folder)
        self._clear_away = finalize(self, rmtree, spill, ignore_errors=True)
        config = {name: value for name, value in self._wishes.items() if value is not None}
        made = duckdb.connect(":memory:", config=config | {"temp_directory": spill})
        made.execute("SET GLOBAL TimeZone = 'UTC'")
        return made

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What DuckDB raises."""
        return (duckdb.Error,)

    def open(self, fact: Fact, table: TableLike) -> Opened:
        """Files stay where they are; rows in memory are registered under a name of their own."""
        paths = paths_of(table)
        if paths is None:
            relation = f"{fact.name}_given"
            self.connection.register(relation, _arrow(fact.name, table))
            self._registered.append(relation)
            return Opened(relation, self._columns(relation), in_memory=True)
        real = [os.path.realpath(path) for path in paths]
        self._folders |= set(map(os.path.dirname, real))
        listed = ", ".join(map(quoted, real))
        relation = self._csv(fact, listed) if paths[0].endswith(".csv") else _parquet(listed)
        return Opened(relation, self._columns(relation))

    def attach(self, copy: Copy, columns: Iterable[str]) -> None:
        """From now on `read` takes the rows of these files from a copy, if it opens and has these columns."""
        name = f"copied_{len(self._copied)}"
        with suppress(duckdb.Error):
            self.connection.execute(f"ATTACH {quoted(copy.path)} AS {name} (READ_ONLY)")
            if set(self._columns(f"{name}.{ROWS}")) == {*columns, PLACE}:
                self._copied[name] = copy

    def define(self, name: str, select: str, *, kept: bool = False) -> None:
        """A view, or a table where the rows are kept."""
        self.connection.execute(f"CREATE OR REPLACE {'TABLE' if kept else 'VIEW'} {name} AS {select}")

    def seal(self) -> None:
        """Close every door but those to the folders of the files."""
        for relation in self._registered:
            self.connection.unregister(relation)
        folders = ", ".join(map(quoted, sorted(self._folders)))
        self.connection.execute(f"SET allowed_directories = [{folders}]")
        self.connection.execute("SET enable_external_access = false")
        self.connection.execute("SET lock_configuration = true")

    def run(self, sql: str, values: Values | None = None) -> pa.Table:
        """The rows, read on a cursor of their own so that threads do not meet."""
        return self.connection.cursor().sql(sql, params=dict(values) if values else None).to_arrow_table()

    def batches(self, sql: str, rows: int) -> Iterator[pa.RecordBatch]:
        """The rows as they are read, so many at a time."""
        return iter(self.connection.cursor().sql(sql).to_arrow_reader(rows))

    def read(
        self, paths: Sequence[str], condition: str, values: Values | None, columns: Sequence[str] | None
    ) -> pa.Table:
        """Rows of Parquet files as they are written, with the path of each row's file as ``path_of_row``."""
        listed = ", ".join(f'"{name}"' for name in columns) if columns is not None else ""
        left, found = list(paths), []
        for name, copy in self._copied.items():
            if set(copy.files) <= set(left):
                left = [path for path in left if path not in copy.files]
                path = f"[{', '.join(map(quoted, copy.files))}][{PLACE} + 1] AS path_of_row"
                selected = listed or f"* EXCLUDE ({PLACE})"
                found.append(f"SELECT {selected}, {path} FROM {name}.{ROWS} WHERE {condition}")
        if left:
            files = f"read_parquet([{', '.join(map(quoted, left))}], union_by_name = true, filename = 'path_of_row')"
            selected = f"{listed}, path_of_row" if listed else "*"
            found.append(f"SELECT {selected} FROM {files} WHERE {condition}")
        return self.run(" UNION ALL BY NAME ".join(found), values)

    def span(self, paths: Sequence[str], column: str) -> tuple[datetime, datetime] | None:
        """The first and the last instant of a column, where the statistics of Parquet files tell those of all rows."""
        if not paths or not all(path.endswith(".parquet") for path in paths):
            return None
        listed = ", ".join(quoted(str(Path(path).resolve())) for path in paths)
        found = self.run(f"""
          SELECT min(CAST(stats_min_value AS TIMESTAMPTZ)) AS first, max(CAST(stats_max_value AS TIMESTAMPTZ)) AS last,
            bool_and(coalesce(type = 'INT64' AND min_is_exact AND max_is_exact AND stats_min_value LIKE '%+00'
              AND stats_max_value LIKE '%+00', false)) AS exact
          FROM parquet_metadata([{listed}])
          WHERE path_in_schema = {quoted(column)} AND row_group_num_rows > 0
        """).to_pylist()[0]
        return (found["first"], found["last"]) if found["exact"] else None

    def close(self) -> None:
        """Let go of files and memory."""
        if "connection" in self.__dict__:
            self.connection.close()
            self._clear_away()

    def _csv(self, fact: Fact, listed: str) -> str:
        # A column without any value looks like text to the reader: the declared types say better.
        relation = f"read_csv([{listed}], union_by_name = true)"
        found = self._columns(relation)
        known = [column for column in fact.columns if column.name in found and column.type != "instant"]
        worded = [column for column in fact.columns if column.type == "instant" and found.get(column.name) == "VARCHAR"]
        known += [column for column in worded if not self._holds(relation, column.name)]
        types = ", ".join(f"{quoted(column.name)}: {quoted(column.sql_type)}" for column in known)
        return f"read_csv([{listed}], union_by_name = true, types = {{{types}}})"

    def _holds(self, relation: str, column: str) -> bool:
        return self.connection.execute(f'SELECT count("{column}") FROM {relation}').fetchall() != [(0,)]

    def _columns(self, relation: str) -> dict[str, str]:
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
        return {str(row[0]): str(row[1]) for row in described}


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


def _parquet(listed: str) -> str:
    return f"read_parquet([{listed}], union_by_name = true)"
