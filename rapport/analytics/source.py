"""Fact tables by name, checked at the door, and asked in SQL: by DuckDB in this process or by another engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from types import TracebackType
from typing import TypeVar
from zoneinfo import available_timezones

import duckdb
import pyarrow as pa

from rapport.analytics.engines import Engine, TableLike, Values, engine_at
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.tables import (
    Profile,
    check_ids,
    check_rows,
    empty_select,
    newest,
    newest_of_repeated,
    typed_select,
    with_newest,
)

Result = TypeVar("Result")


class Source:
    """Fact tables by name, ready to be asked; keep one and ask it often, from several threads if need be.

    A table is a list of Parquet files (those of a Delta log), one Parquet or CSV file, or anything that holds rows in
    memory: an Arrow table, a DataFrame, a DuckDB relation. A table left out means no data for its metrics.
    Files are read in place and only from their own folders; rows in memory are copied in once.

    What exceeds ``memory_limit`` (such as ``"512MB"``) is laid down in ``spill_folder``, the system's own unless told;
    these and ``threads`` are DuckDB's, which answers in this process unless another ``engine`` is given: an address
    such as ``"spark:local[*]"`` or ``"postgresql://…"`` (see `rapport.analytics.engines`), or an engine already made.
    There a table may also be the name of one that the engine itself holds, ``"sales.orders"``.

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
        engine: Engine | str | None = None,
    ) -> None:
        for name in tables:
            if name not in facts:
                raise BadTable(f"{name}: no such fact table; there are: {', '.join(facts.names())}")
        if naive_zone is not None and naive_zone not in available_timezones():
            raise BadTable(f"naive_zone: {naive_zone!r} is not a time zone")
        self.naive_zone = naive_zone
        self._tables = dict(tables)
        self._profiles: dict[str, Profile] = {}
        self._growing: dict[str, tuple[str, Mapping[str, str]]] = {}
        self._lock = Lock()
        if engine is None:
            engine = DuckDB(memory_limit=memory_limit, threads=threads, spill_folder=spill_folder)
        self._engine = engine_at(engine) if isinstance(engine, str) else engine
        try:
            for fact in facts:
                self._in_words(fact.name, partial(self._open, fact))
            self._engine.seal()
        except BaseException:
            self.close()
            raise

    def has(self, fact_name: str) -> bool:
        """Whether the table was given, be it empty."""
        return fact_name in self._tables

    def query(self, sql: str, *fact_names: str, values: Values | None = None) -> pa.Table:
        """The rows of a SELECT in DuckDB's dialect over these facts, which are checked before.

        ``values`` stand for its ``$names``: ``query("SELECT … WHERE id = $id", "orders", values={"id": 7})``.
        """
        self._check(fact_names)
        return self._in_words(fact_names[0], lambda: self._engine.run(sql, values))

    def cursor(self, *fact_names: str) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on which these facts have been checked; DuckDB's only, `query` runs everywhere."""
        if not isinstance(self._engine, DuckDB):
            raise BadQuestion("engine: only DuckDB has cursors; ask by Source.query")
        self._check(fact_names)
        return self._engine.connection.cursor()

    def profile(self, fact_name: str) -> Profile:
        """What a table holds; its rows are checked at the first question and not again."""
        with self._lock:
            if fact_name not in self._profiles:
                self._profiles[fact_name] = self._in_words(fact_name, lambda: self._checked(facts.get(fact_name)))
            return self._profiles[fact_name]

    def close(self) -> None:
        """Let go of files, memory and connections."""
        self._engine.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, fact_names: tuple[str, ...]) -> None:
        for name in fact_names:
            if self.has(name):
                self.profile(name)

    def _open(self, fact: Fact) -> None:
        table = self._tables.get(fact.name)
        if table is None or (isinstance(table, list) and not table):
            self._engine.define(fact.name, empty_select(fact))
            return
        opened = self._engine.open(fact, table)
        rows, columns = opened.relation, opened.columns
        if opened.in_memory and {"id", "change"} <= set(columns):
            rows = newest(rows, columns)
        elif "change" in columns:
            self._growing[fact.name] = (rows, columns)
        select = typed_select(fact, columns, rows, naive_zone=self.naive_zone)
        self._engine.define(fact.name, select, kept=opened.in_memory)

    def _checked(self, fact: Fact) -> Profile:
        if fact.name in self._growing:
            self._settle(fact, *self._growing[fact.name])
            return check_rows(self._engine.run, fact)
        found = check_rows(self._engine.run, fact)
        check_ids(self._engine.run, fact)
        return found

    def _settle(self, fact: Fact, rows: str, columns: Mapping[str, str]) -> None:
        repeated = f"{fact.name}_repeated"
        self._engine.define(repeated, newest_of_repeated(rows, columns), kept=True)
        if self._engine.run(f"SELECT count(*) AS repeated FROM {repeated}")["repeated"][0].as_py():
            select = typed_select(fact, columns, with_newest(rows, repeated, columns), naive_zone=self.naive_zone)
            self._engine.define(fact.name, select)

    def _in_words(self, name: str, act: Callable[[], Result]) -> Result:
        try:
            return act()
        except self._engine.failures as error:
            raise BadTable(f"{name}: {str(error).strip().splitlines()[0]}") from error
