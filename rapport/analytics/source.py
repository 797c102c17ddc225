"""Fact tables by name, checked at the door, and asked in SQL: by DuckDB in this process or by another engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar
from uuid import uuid4
from zoneinfo import available_timezones

import duckdb
import pyarrow as pa

from rapport.analytics.checks import Checks
from rapport.analytics.copies import Copies
from rapport.analytics.engines import Engine, TableLike, Values, engine_at, file_state, paths_of, quoted
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.tables import (
    Profile,
    check_ids,
    check_rows,
    empty_select,
    ids_rise,
    newest,
    newest_of_repeated,
    typed_select,
    with_newest,
)

Result = TypeVar("Result")
_LOOK = 1 << 16  # rows


class Source:
    """Fact tables by name, ready to be asked; keep one and ask it often, from several threads if need be.

    A table is a list of Parquet files (those of a Delta log), one Parquet or CSV file, or anything that holds rows in
    memory: an Arrow table, a DataFrame, a DuckDB relation. A table left out means no data for its metrics.
    Files are read in place and only from their own folders; rows in memory are copied in once.

    What exceeds ``memory_limit`` (such as ``"512MB"``) is laid down in ``spill_folder``, the system's own unless told;
    these and ``threads`` are DuckDB's, which answers in this process unless another ``engine`` is given: an address
    such as ``"spark:local[*]"`` or ``"postgresql://…"`` (see `rapport.analytics.engines`), or an engine already made.
    There a table may also be the name of one that the engine itself holds, ``"sales.orders"``.

    ``checks`` are notes of tables that earlier sources checked (see `Checks`); without them each source checks its own.
    Where all tables are noted they are opened when one of them is first asked. ``copies`` of large tables give DuckDB
    the rows of a few customers sooner (see `Copies`).

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
        checks: Checks | None = None,
        copies: Copies | None = None,
    ) -> None:
        for name in tables:
            if name not in facts:
                raise BadTable(f"{name}: no such fact table; there are: {', '.join(facts.names())}")
        if naive_zone is not None and naive_zone not in available_timezones():
            raise BadTable(f"naive_zone: {naive_zone!r} is not a time zone")
        self.naive_zone = naive_zone
        self._tables = dict(tables)
        self._profiles: dict[str, Profile] = {}
        self._adopted: dict[str, Callable[[], Profile | None]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._growing: dict[str, tuple[str, Mapping[str, str]]] = {}
        self._marked = uuid4().hex
        self._checks, self._copies = checks, copies
        # How its tables came to be what they are since earlier answers; the engine's own notes.
        self.growths: list[Any] = []
        self._lock = Lock()
        self._notes: dict[str, Profile] = {}
        self._door = Lock()
        self._is_open = False
        if engine is None:
            engine = DuckDB(memory_limit=memory_limit, threads=threads, spill_folder=spill_folder)
        self._given = engine_at(engine) if isinstance(engine, str) else engine
        if not self._is_known():
            self._open_all()

    @property
    def _engine(self) -> Engine:
        """The engine with all tables open."""
        self._open_once()
        return self._given

    def _open_once(self) -> None:
        with self._door:
            if not self._is_open:
                self._open_all()

    def _is_known(self) -> bool:
        """Whether all tables are noted as checked, and so can be opened: then they wait until one of them is asked."""
        found = {name: self._noted(facts.get(name)) for name in self._tables}
        self._notes = {name: known for name, known in found.items() if known}
        return bool(found) and len(self._notes) == len(found)

    def _open_all(self) -> None:
        try:
            for fact in facts:
                self._in_words(fact.name, partial(self._open, fact))
            self._given.seal()
        except BaseException:
            self.close()
            raise
        self._is_open = True

    def has(self, fact_name: str) -> bool:
        """Whether the table was given, be it empty."""
        return fact_name in self._tables

    @property
    def is_here(self) -> bool:
        """Whether rows are read in this process, so that many of them can be asked for."""
        return isinstance(self._given, DuckDB)

    def query(self, sql: str, *fact_names: str, values: Values | None = None) -> pa.Table:
        """The rows of a SELECT in DuckDB's dialect over these facts, which are checked before.

        ``values`` stand for its ``$names``: ``query("SELECT … WHERE id = $id", "orders", values={"id": 7})``.
        """
        self._check(fact_names)
        return self._in_words(fact_names[0], lambda: self._engine.run(sql, values))

    def batches(self, sql: str, *fact_names: str, rows: int) -> Iterator[pa.RecordBatch]:
        """The rows of `query` as they are read, in any order, so many at a time; DuckDB's only."""
        self._check(fact_names)
        engine = self._engine
        assert isinstance(engine, DuckDB)
        batches = self._in_words(fact_names[0], lambda: engine.batches(sql, rows))
        while (batch := self._in_words(fact_names[0], lambda: next(batches, None))) is not None:
            yield batch

    def cursor(self, *fact_names: str) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on which these facts have been checked; DuckDB's only, `query` runs everywhere."""
        if not isinstance(self._given, DuckDB):
            raise BadQuestion("engine: only DuckDB has cursors; ask by Source.query")
        self._check(fact_names)
        return self._given.connection.cursor()

    def profile(self, fact_name: str) -> Profile:
        """What a table holds; its rows are checked at the first question and not again."""
        with self._lock:
            if fact_name not in self._profiles:
                adopted = self._adopted.pop(fact_name, None)
                fact = facts.get(fact_name)
                known = (adopted() if adopted else None) or self._notes.get(fact_name) or self._noted(fact)
                if known and not known.repeated:
                    self._growing.pop(fact_name, None)
                self._profiles[fact_name] = known or self._in_words(fact_name, lambda: self._checked(fact))
            return self._profiles[fact_name]

    def profiles(self) -> dict[str, Profile]:
        """The tables that have been checked, with what they hold."""
        with self._lock:
            return dict(self._profiles)

    def adopt(self, fact_name: str, profile: Callable[[], Profile | None]) -> None:
        """What a table holds, where that can be known without a look at all of it; asked when it is needed.

        Its rows count as checked then; an answer of None has them checked after all.
        """
        # One step of a dictionary; the lock may be held by who looks at another table for long.
        self._adopted.setdefault(fact_name, profile)

    def state(self, fact_name: str) -> tuple[str, ...]:
        """What a table is made of, one word for each file: the same words, the same rows.

        Other than files is told apart by the source itself. No words: no rows.
        """
        table = self._tables.get(fact_name)
        paths = paths_of(table) if table is not None else []
        if isinstance(self._given, DuckDB) and paths is not None and all(path.endswith(".parquet") for path in paths):
            with suppress(OSError):
                return tuple(sorted(file_state(path) for path in paths))
        return (f"{self._marked}:{fact_name}",)

    def columns(self, fact_name: str) -> tuple[str, ...]:
        """The columns that a table was given with."""
        self._open_once()
        return self._columns.get(fact_name, ())

    def rows_of(self, path: str) -> int:
        """How many rows one of its own Parquet files says it holds."""
        return int(
            self._engine.run(f"SELECT num_rows FROM parquet_file_metadata({quoted(path)})")["num_rows"][0].as_py()
        )

    def read(
        self,
        paths: Sequence[str],
        condition: str = "true",
        values: Values | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """Rows of some of its own Parquet files as they are written, with ``path_of_row`` beside them."""
        engine = self._engine
        assert isinstance(engine, DuckDB)
        return self._in_words("files", lambda: engine.read(paths, condition, values, columns))

    def close(self) -> None:
        """Let go of files, memory and connections."""
        self._given.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, fact_names: tuple[str, ...]) -> None:
        self._open_once()
        for name in fact_names:
            if self.has(name):
                self.profile(name)
                with self._lock:
                    self._settle(facts.get(name))

    def _open(self, fact: Fact) -> None:
        table = self._tables.get(fact.name)
        if table is None or (isinstance(table, list) and not table):
            self._given.define(fact.name, empty_select(fact))
            return
        opened = self._given.open(fact, table)
        rows, columns = opened.relation, opened.columns
        self._columns[fact.name] = tuple(columns)
        self._attach(fact)
        if opened.in_memory and {"id", "change"} <= set(columns):
            rows = newest(rows, columns)
        elif "change" in columns and not self._has_each_id_once(fact.name):
            self._growing[fact.name] = (rows, columns)
        select = typed_select(fact, columns, rows, naive_zone=self.naive_zone)
        self._given.define(fact.name, select, kept=opened.in_memory)

    def _attach(self, fact: Fact) -> None:
        if self._copies is None or not isinstance(self._given, DuckDB) or not self._is_of_files(fact.name):
            return
        if copy := self._copies.find(fact, self.state(fact.name)):
            self._given.attach(copy, self._columns[fact.name])

    def _has_each_id_once(self, fact_name: str) -> bool:
        known = self._profiles.get(fact_name) or self._notes.get(fact_name)
        return known is not None and not known.repeated

    def _checked(self, fact: Fact) -> Profile:
        repeated = self._settle(fact)
        once = "change" not in self._columns.get(fact.name, ())
        with ThreadPoolExecutor(1) as beside:
            rises = beside.submit(self._rises, fact) if once else None
            found = replace(self._looked_at(fact), repeated=repeated)
        if rises and not rises.result():
            check_ids(self._engine.run, fact)
        if self._checks is not None and self._is_of_files(fact.name):
            self._checks.put(fact, self.state(fact.name), self.naive_zone, found)
        return found

    def _looked_at(self, fact: Fact) -> Profile:
        here = self._engine if isinstance(self._engine, DuckDB) else None
        columns, span = self._columns.get(fact.name, ()), None
        if here and not {"change", "deleted"} & set(columns) and fact.moment_sql == f"{fact.name}.at":
            span = here.span(paths_of(self._tables.get(fact.name)) or [], "at")
        return check_rows(self._engine.run, fact, span=span, by_statistics=here is not None)

    def _rises(self, fact: Fact) -> bool:
        """A look that ends with the first id that does not rise; otherwise a third of the work of `check_ids`."""
        engine = self._given
        if not isinstance(engine, DuckDB) or fact.columns[0].name != "id":
            return False
        return ids_rise(engine.batches(f"SELECT id FROM {fact.name}", _LOOK))

    def _noted(self, fact: Fact) -> Profile | None:
        if self._checks is None or not self._is_of_files(fact.name):
            return None
        return self._checks.get(fact, self.state(fact.name), self.naive_zone)

    def _is_of_files(self, fact_name: str) -> bool:
        words = self.state(fact_name)
        return bool(words) and not words[0].startswith(f"{self._marked}:")

    def _settle(self, fact: Fact) -> bool:
        if fact.name not in self._growing:
            return False
        rows, columns = self._growing[fact.name]
        name = f"{fact.name}_repeated"
        self._engine.define(name, newest_of_repeated(rows, columns), kept=True)
        repeated = bool(self._engine.run(f"SELECT count(*) AS repeated FROM {name}")["repeated"][0].as_py())
        if repeated:
            select = typed_select(fact, columns, with_newest(rows, name, columns), naive_zone=self.naive_zone)
            self._engine.define(fact.name, select)
        del self._growing[fact.name]
        return repeated

    def _in_words(self, name: str, act: Callable[[], Result]) -> Result:
        try:
            return act()
        except self._given.failures as error:
            raise BadTable(f"{name}: {str(error).strip().splitlines()[0]}") from error
