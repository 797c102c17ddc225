"""One Delta table: opening, appending, replacing, settling, cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from django.conf import settings

CHANGE = "rapport.change"
MAKER = "rapport.extract"
KEPT_HOURS = 1
CONFIGURATION = {
    "delta.checkpointInterval": "20",
    "delta.logRetentionDuration": "interval 1 days",
    "delta.deletedFileRetentionDuration": f"interval {KEPT_HOURS} hours",
}
MANY_FILES = 16
SETTLE_MEMORY = "384MB"
ROWS_AT_ONCE = 65_536

Batches = Iterator[pa.RecordBatch]


class SomebodyElseWrote(Exception):
    """Another process has committed to the table since it was opened; read again and go on from there."""


def lake_folder(workspace_id: int) -> Path:
    """Where a workspace's tables are; nothing of another workspace is ever in it."""
    return Path(settings.LAKE_FOLDER) / str(int(workspace_id))


@dataclass(frozen=True, slots=True)
class LakeFiles:
    """A table as it is now, or was at one version: what a reader needs to know.

    ``change`` is the log position up to which it holds everything; ``made_by`` the version of the extract.
    A table that is not there yet has version and change −1.
    """

    folder: Path
    version: int = -1
    change: int = -1
    made_by: int = 0
    files: tuple[str, ...] = ()

    @classmethod
    def at(cls, folder: Path, version: int | None = None) -> LakeFiles:
        """The table in that folder, at its newest version unless told."""
        try:
            table = DeltaTable(folder, version=version)
        except TableNotFoundError:
            return cls(folder)
        change, made_by = table.transaction_version(CHANGE), table.transaction_version(MAKER)
        files = tuple(sorted(table.file_uris()))
        return cls(folder, table.version(), -1 if change is None else change, made_by or 0, files)

    @property
    def exists(self) -> bool:
        """Has anything ever been written here?"""
        return self.version >= 0

    @property
    def is_scattered(self) -> bool:
        """Are there so many small files that reading gets slower?"""
        return len(self.files) > MANY_FILES


def append(before: LakeFiles, schema: pa.Schema, batches: Batches, *, change: int, made_by: int) -> None:
    """Add rows and the position they lead up to, in one commit.

    Raises SomebodyElseWrote when the table has grown since `before` was read; nothing is written then.
    """
    _commit(before, _reader(schema, batches), "append", change, made_by)


def replace(before: LakeFiles, schema: pa.Schema, batches: Batches, *, change: int, made_by: int) -> None:
    """Put these rows in place of everything, in one commit; readers of the old version go on undisturbed."""
    _commit(before, _reader(schema, batches), "overwrite", change, made_by)


def settle(table: LakeFiles) -> None:
    """Write the newest row of each id into few files and leave out what was replaced or deleted."""
    with duckdb.connect(":memory:", config={"memory_limit": SETTLE_MEMORY, "threads": 1}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET TimeZone = 'UTC'")
        newest = (
            "SELECT * FROM read_parquet(?) WHERE TRUE "
            "QUALIFY row_number() OVER (PARTITION BY id ORDER BY change DESC) = 1"
        )
        found = connection.sql(f"SELECT * FROM ({newest}) WHERE NOT deleted", params=[list(table.files)])  # noqa: S608
        _commit(table, found.to_arrow_reader(ROWS_AT_ONCE), "overwrite", table.change, table.made_by)


def clean(folder: Path) -> int:
    """Delete files no version of the last hour needs, also those a killed process left; returns how many."""
    gone = DeltaTable(folder).vacuum(KEPT_HOURS, dry_run=False, enforce_retention_duration=False, full=True)
    return len(gone)


def _reader(schema: pa.Schema, batches: Batches) -> pa.RecordBatchReader:
    def checked() -> Batches:
        for batch in batches:
            # The writer ends the whole process when it meets a batch of another shape.
            if batch.schema != schema:
                raise ValueError(f"rows of another shape: {batch.schema.names} where {schema.names} belong")
            yield batch

    return pa.RecordBatchReader.from_batches(schema, checked())


def _commit(before: LakeFiles, rows: pa.RecordBatchReader, mode: Any, change: int, made_by: int) -> None:
    before.folder.mkdir(parents=True, exist_ok=True)
    marks = [Transaction(CHANGE, change), Transaction(MAKER, made_by)]
    properties = CommitProperties(app_transactions=marks, max_commit_retries=0)
    try:
        write_deltalake(
            _handle(before),
            rows,
            mode=mode,
            schema_mode="overwrite" if mode == "overwrite" else None,
            configuration=None if before.exists else CONFIGURATION,
            commit_properties=properties,
        )
    except CommitFailedError as conflict:
        raise SomebodyElseWrote(str(before.folder)) from conflict
    except DeltaError as error:
        # Two processes that both create the table: the slower one meets a table that was not there.
        if not before.exists and LakeFiles.at(before.folder).exists:
            raise SomebodyElseWrote(str(before.folder)) from error
        raise


def _handle(before: LakeFiles) -> DeltaTable | Path:
    return DeltaTable(before.folder, version=before.version) if before.exists else before.folder
