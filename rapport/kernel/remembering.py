"""What a long look through a file must not forget, and memory must not hold: values by name, kept on disk.

A portion of the file asks for what earlier portions left under the names that occur in it, and leaves its own. The file
it is kept in has no name from its first moment on: it is gone with the process, whatever ends that.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from rapport.kernel.bulk import chunks

PORTION = 900
LEFT = "INSERT OR REPLACE INTO kept (id, value) VALUES (?, ?)"
NAMED = "INSERT OR IGNORE INTO names (name, id) VALUES (?, ?)"


class Remembered:
    """Values that JSON can hold, each under an id and under any number of further names, which others may have too.

    >>> kept = Remembered()
    >>> kept.put({"1": {"name": "Ana"}}, names={"1": ["mail:ana@x.example"]})
    >>> kept.by_name(["mail:ana@x.example", "mail:ben@x.example"])
    {'1': {'name': 'Ana'}}
    """

    def __init__(self) -> None:
        self._file: sqlite3.Connection | None = None

    def put(self, values: dict[str, Any], *, names: dict[str, list[str]] | None = None) -> None:
        """Keep values by their ids, in place of what was kept by these; names once given stay."""
        if not values:
            return
        with self._opened() as file:
            file.executemany(LEFT, [(one, json.dumps(value)) for one, value in values.items()])
            file.executemany(NAMED, [(name, one) for one, every in (names or {}).items() for name in every])

    def by_id(self, ids: Iterable[str]) -> dict[str, Any]:
        """What is kept under these ids."""
        return self._found("SELECT id, value FROM kept WHERE id IN ({})", ids)

    def by_name(self, names: Iterable[str]) -> dict[str, Any]:
        """What is kept under these names, by its ids."""
        return self._found("SELECT id, value FROM kept WHERE id IN (SELECT id FROM names WHERE name IN ({}))", names)

    def _found(self, asking: str, words: Iterable[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self._file is None:
            return found
        for part in chunks(sorted(set(words)), PORTION):
            rows = self._file.execute(asking.format(", ".join("?" * len(part))), list(part))
            found |= {one: json.loads(value) for one, value in rows}
        return found

    def _opened(self) -> sqlite3.Connection:
        """The file, made with the first value."""
        if self._file is None:
            folder = Path(settings.DATA_FOLDER)
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, prefix="remembered-") as named:
                # Kept nowhere else and read by nobody else, so there is nothing to be safe for.
                self._file = sqlite3.connect(named.name, check_same_thread=False)
                self._file.executescript(
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -8000;"
                    "CREATE TABLE kept (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                    "CREATE TABLE names (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;"
                )
        return self._file
