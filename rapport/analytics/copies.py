"""Copies of large tables in the order of their customers, from which the rows of a few are read in no time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from time import time
from uuid import uuid4

import duckdb

from rapport.analytics.engines import PLACE, ROWS, Copy, bytes_of_state, file_state, quoted
from rapport.analytics.fact import Fact

_LEAST_BYTES = 16 << 20
_SHARE = 8
_LONG = 6 * 3600  # seconds


class Copies:
    """A folder of copies, made where rows are written and read by every `Source` of the same files.

    A Parquet file gives a few customers' rows only to whoever decodes all of it. A copy holds the same rows sorted by
    customer in DuckDB's own format, about as large again, where a look at the customers tells what else is to be read.
    It serves what reads single customers, such as working new rows into kept parts; whole tables are read from their
    files. Files never change, and a copy is of the files named in it: later files are read beside it, until they make
    up ``least_bytes`` and an eighth of the table, and `lay` makes another.

        copies = Copies("lake/copies")
        copies.lay(facts.get("orders"), ["january.parquet", "february.parquet"])
        with Source({"orders": ["january.parquet", "february.parquet", "today.parquet"]}, copies=copies) as source:
            answer(source, question, kept=kept)
    """

    def __init__(self, folder: str | os.PathLike[str], *, least_bytes: int = _LEAST_BYTES) -> None:
        self._folder = Path(folder)
        self._least_bytes = least_bytes

    def find(self, fact: Fact, state: Sequence[str]) -> Copy | None:
        """The copy that holds most of a table of these files and nothing else."""
        there = [copy for copy in self._of(fact) if set(copy.state) <= set(state)]
        return max(there, key=lambda copy: _bytes(copy.state), default=None)

    def is_due(self, fact: Fact, paths: Sequence[str]) -> bool:
        """Whether so much of a table is in no copy that another is worth its while."""
        if _order_of(fact) is None or not all(path.endswith(".parquet") for path in paths):
            return False
        state = [file_state(path) for path in paths]
        known = self.find(fact, state)
        least = max(self._least_bytes, _bytes(state) // _SHARE)
        return _bytes(set(state) - set(known.state if known else ())) >= least

    def lay(self, fact: Fact, paths: Sequence[str], *, memory_limit: str = "384MB") -> bool:
        """Make a copy of a table, where one is due; what it replaces goes. Raises OSError and duckdb.Error."""
        if not self.is_due(fact, paths):
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        copy = Copy(str(self._folder / f"{fact.name}-{uuid4().hex}.duckdb"), tuple(map(file_state, paths)))
        try:
            _write(copy, str(_order_of(fact)), memory_limit)
            note = Path(copy.path).with_suffix(".new")
            note.write_text(json.dumps(copy.state), encoding="utf-8")
            note.replace(note.with_suffix(".json"))
        except BaseException:
            _remove(copy)
            raise
        self.tidy(fact, paths)
        return True

    def tidy(self, fact: Fact, paths: Sequence[str]) -> int:
        """Remove copies that hold rows of other files than these, or less than another; returns how many.

        Whoever is reading one goes on undisturbed.
        """
        state = [file_state(path) for path in paths]
        best = self.find(fact, state)
        gone = [copy for copy in self._of(fact) if best is None or copy.path != best.path]
        for copy in gone:
            _remove(copy)
        self._clear_away(fact)
        return len(gone)

    def _clear_away(self, fact: Fact) -> None:
        """Remove what a killed process left: a database without a note, long after anybody wrote to it."""
        for left in self._folder.glob(f"{fact.name}-*.duckdb*"):
            note = left.with_name(f"{left.name.split('.')[0]}.json")
            with suppress(OSError):
                if not note.exists() and left.stat().st_mtime < time() - _LONG:
                    rmtree(left) if left.is_dir() else left.unlink()

    def _of(self, fact: Fact) -> Iterator[Copy]:
        for note in self._folder.glob(f"{fact.name}-*.json"):
            with suppress(OSError, ValueError):
                copy = Copy(str(note.with_suffix(".duckdb")), tuple(json.loads(note.read_text(encoding="utf-8"))))
                if os.path.exists(copy.path):
                    yield copy


def _order_of(fact: Fact) -> str | None:
    """The one column that says whose a row is; tables with none or several are read as they are."""
    columns = fact.customer_columns
    return columns[0] if len(columns) == 1 else None


def _write(copy: Copy, order: str, memory_limit: str) -> None:
    spill = f"{copy.path}.spill"
    with duckdb.connect(config={"memory_limit": memory_limit, "threads": 1, "temp_directory": spill}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH {quoted(copy.path)} AS copied")
        rows = " UNION ALL BY NAME ".join(
            f"SELECT *, {place}::USMALLINT AS {PLACE} FROM read_parquet({quoted(file)})"
            for place, file in enumerate(copy.files)
        )
        connection.execute(f'CREATE TABLE copied.{ROWS} AS SELECT * FROM ({rows}) ORDER BY "{order}"')
        connection.execute("DETACH copied")


def _remove(copy: Copy) -> None:
    path = Path(copy.path)
    # Without its note it is no copy any more, even where the database cannot be removed while somebody reads it.
    for one in (path.with_suffix(".json"), path.with_suffix(".new"), path, Path(f"{path}.wal")):
        with suppress(OSError):
            one.unlink()


def _bytes(state: Sequence[str] | set[str]) -> int:
    return sum(map(bytes_of_state, state))
