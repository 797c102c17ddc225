"""A copy of Parquet files in one database file; `rapport.analytics.copies` makes and keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.analytics.engines._engine import path_of_state

# Its table, and the column that says from which of its files a row comes.
ROWS, PLACE = "rows", "place_of_file"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: the database file, and the states of the Parquet files whose rows it holds, each by its place."""

    path: str
    state: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        """The Parquet files by place."""
        return [path_of_state(word) for word in self.state]
