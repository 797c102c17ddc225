"""Where SQL runs: DuckDB in this process, a PostgreSQL server, or Spark on one machine or many."""

from rapport.analytics.engines._addresses import engine_at
from rapport.analytics.engines._copy import PLACE, ROWS, Copy
from rapport.analytics.engines._dialects import in_dialect
from rapport.analytics.engines._engine import (
    Engine,
    Opened,
    TableLike,
    Values,
    bytes_of_state,
    file_state,
    path_of_state,
    paths_of,
    quoted,
)

__all__ = [
    "PLACE",
    "ROWS",
    "Copy",
    "Engine",
    "Opened",
    "TableLike",
    "Values",
    "bytes_of_state",
    "engine_at",
    "file_state",
    "in_dialect",
    "path_of_state",
    "paths_of",
    "quoted",
]
