"""Spark: Parquet files are read where they are, by as many machines as the cluster has; needs ``rapport[spark]``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any
from weakref import finalize

import pyarrow as pa

from rapport.analytics.engines._dialects import in_dialect
from rapport.analytics.engines._engine import Opened, TableLike, Values, paths_of, table_name
from rapport.analytics.engines._given import given_rows
from rapport.analytics.errors import BadEngine
from rapport.analytics.fact import Fact

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

JAVA = "Spark needs Java 17 or newer, on the path or at JAVA_HOME; on Debian: apt install openjdk-17-jre-headless"
LIBRARY = "Spark's library is not installed: pip install 'rapport[spark]'"
_OF_THE_SESSION = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
_OF_THE_START = {
    "spark.app.name": "Rapport",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.warehouse.dir": str(Path(gettempdir()) / "rapport-spark"),
}
_DUCKDB_TYPES = {
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "string": "VARCHAR",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
    "date": "DATE",
}


class Spark:
    """A session of its own on the one Spark of this process; every fact is a temporary view in it.

    master
        ``local[*]``, ``spark://host:7077``, ``yarn``, as Spark names them; or a ``SparkSession`` that is already there.
    settings
        Spark's own: ``{"spark.executor.memory": "8g"}``. Those of the start count only where this process has not
        started Spark yet.
    files
        How the cluster sees folders of this machine: ``{"/srv/lake": "s3a://bucket/lake"}``; untold, as this machine.
    """

    def __init__(
        self,
        master: str | SparkSession,
        *,
        settings: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        self._files = dict(files or {})
        self._kept: list[DataFrame] = []
        self._views: set[str] = set()
        started = _started(master, settings or {}) if isinstance(master, str) else master
        self._session = started.newSession()
        self._let_go = finalize(self, _let_go, self._session, self._kept, self._views)
        for name, value in {**_OF_THE_SESSION, **_changeable(self._session, settings or {})}.items():
            self._session.conf.set(name, value)

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What Spark raises, itself or from Java."""
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]
        from pyspark.errors import PySparkException

        return (PySparkException, Py4JError)

    def open(self, fact: Fact, table: TableLike) -> Opened:
        """Parquet files by their paths, a table of the catalogue by its name; anything else is sent to the cluster."""
        name, paths, relation = table_name(table), paths_of(table), f"{fact.name}_given"
        if name is not None:
            frame = self._session.table(name)
        elif paths is not None and not paths[0].endswith(".csv"):
            frame = self._session.read.option("mergeSchema", "true").parquet(*map(self._place, paths))
        else:
            with given_rows(fact, table) as (columns, rows):
                self._name(self._session.createDataFrame(rows.read_all()), relation)
            # As they were found: Spark takes a clock without a zone for an instant.
            return Opened(relation, columns)
        self._name(frame, relation)
        return Opened(relation, {column: _duckdb_type(kind) for column, kind in frame.dtypes})

    def define(self, name: str, select: str, *, kept: bool = False) -> None:
        """A temporary view; where its rows are kept, in the memory and on the disks of the cluster."""
        frame = self._session.sql(in_dialect(select, "spark", pretty=False))
        if kept:
            self._kept.append(frame.persist())
        self._name(frame, name)

    def seal(self) -> None:
        """Nothing is left to close: the rights are those of the cluster's user."""

    def run(self, sql: str, values: Values | None = None) -> pa.Table:
        """The rows, brought back as Arrow."""
        return self._session.sql(in_dialect(sql, "spark", pretty=False, values=values)).toArrow()

    def close(self) -> None:
        """Let go of what was kept and of the views; Spark itself runs on for the next source of this process."""
        self._let_go()

    def _name(self, frame: DataFrame, name: str) -> None:
        frame.createOrReplaceTempView(name)
        self._views.add(name)

    def _place(self, path: str) -> str:
        whole = path if "://" in path else str(Path(path).resolve())
        for here, there in self._files.items():
            if whole.startswith(here):
                return there + whole[len(here) :]
        return whole if "://" in whole else f"file://{whole}"


def _started(master: str, settings: Mapping[str, str]) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BadEngine(LIBRARY) from error
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise BadEngine(JAVA)
    builder: Any = SparkSession.builder.master(master)
    for name, value in {**_OF_THE_START, **settings}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise BadEngine(f"Spark at {master} cannot be reached: {str(error).splitlines()[0]}") from error


def _let_go(session: SparkSession, kept: list[DataFrame], views: set[str]) -> None:
    # At the end of the process Java may be gone before us, and everything with it.
    with suppress(Exception):
        for frame in kept:
            frame.unpersist()
        for name in views:
            session.catalog.dropTempView(name)


def _changeable(session: SparkSession, settings: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if session.conf.isModifiable(name)}


def _duckdb_type(kind: str) -> str:
    return kind.upper() if kind.startswith("decimal") else _DUCKDB_TYPES.get(kind, kind.upper())
