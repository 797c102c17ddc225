"""Small questions to a stored table: which of its rows belong to something that is gone."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from rapport.apps.insights.lake.tables import LakeFiles


def rows_that_name(table: LakeFiles, column: str, ids: Collection[int]) -> dict[int, int]:
    """The living rows whose column holds one of the ids: row id → that id."""
    if not table.files or not ids:
        return {}
    with duckdb.connect(":memory:", config={"memory_limit": "256MB", "threads": 1}) as connection:
        name = '"' + column.replace('"', '""') + '"'
        newest = (
            f"SELECT id, {name} AS named, deleted FROM read_parquet(?) "  # noqa: S608
            "QUALIFY row_number() OVER (PARTITION BY id ORDER BY change DESC) = 1"
        )
        wanted = f"SELECT id, named FROM ({newest}) WHERE NOT deleted AND named IN (SELECT unnest(?))"  # noqa: S608
        return dict(connection.execute(wanted, [list(table.files), list(ids)]).fetchall())
