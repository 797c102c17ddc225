"""What runs the SQL of a source: one process, a database server or a cluster."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import pyarrow as pa

from rapport.analytics.fact import Fact

TableLike: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | pa.Table | Any"
Values: TypeAlias = Mapping[str, Any]
_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*){0,2}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A table as it was given: the relation to select from, and DuckDB's names of its columns' types.

    ``in_memory``: its rows are not in files of their own, so they are typed once and not at each question.
    """

    relation: str
    columns: Mapping[str, str]
    in_memory: bool = False


class Engine(Protocol):
    """Opens tables, gives names to SELECTs and runs them. All SQL it is given is in DuckDB's dialect.

    ``failures``: what it raises when a table cannot be read or a statement cannot be run.
    """

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """The exceptions that a source puts in words."""

    def open(self, fact: Fact, table: TableLike) -> Opened:
        """Let the rows of a table that was given for a fact be selected."""

    def define(self, name: str, select: str, *, kept: bool = False) -> None:
        """From now on ``name`` stands for this SELECT, whatever it was before.

        ``kept``: it stands for the rows as they are now, laid down by the engine.
        """

    def seal(self) -> None:
        """All tables are open: nothing else shall be read."""

    def run(self, sql: str, values: Values | None = None) -> pa.Table:
        """The rows of a SELECT; ``values`` stand for its ``$names``."""

    def close(self) -> None:
        """Let go of files, memory and connections."""


def paths_of(table: TableLike) -> list[str] | None:
    """The files that a table was given as; None where it is something else."""
    if isinstance(table, (str, os.PathLike)):
        return [os.fspath(table)]
    if isinstance(table, Sequence) and all(isinstance(path, (str, os.PathLike)) for path in table):
        return [os.fspath(path) for path in table]
    return None


def file_state(path: str) -> str:
    """A word that is another one when the file is: its whole path, size and time of change."""
    whole = os.path.realpath(path)
    known = os.stat(whole)
    return f"{whole}|{known.st_size}|{known.st_mtime_ns}"


def path_of_state(word: str) -> str:
    """The path in such a word."""
    return word.rsplit("|", 2)[0]


def bytes_of_state(word: str) -> int:
    """The size in such a word."""
    return int(word.rsplit("|", 2)[1])


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def table_name(table: TableLike) -> str | None:
    """``orders`` or ``sales.orders``: the name of a table that the engine itself holds; None for files and rows."""
    is_name = isinstance(table, str) and _NAME.fullmatch(table) and not table.endswith((".csv", ".parquet"))
    return str(table) if is_name else None
