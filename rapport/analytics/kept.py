"""Parts that were worked out before, kept so that new rows need not bring the old ones again."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import uuid4

import pyarrow as pa

from rapport.analytics.checks import profile_of
from rapport.analytics.tables import Profile

_MOST_BYTES = 256 << 20
_MARK = b"rapport.kept"


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of one fact table for one question, and the tables they came from.

    ``states``: what each table was made of; ``profiles``: what the checked ones held; ``as_of``: when membership was
    read. ``times``: how often changed rows have been worked in.
    """

    rows: pa.Table
    states: Mapping[str, tuple[str, ...]]
    profiles: Mapping[str, Profile]
    as_of: datetime
    times: int = 0


class Kept:
    """Parts of earlier answers: give the same one to each `answer`, and new rows are worked in instead of all rows.

    That holds for tables that are Parquet files and grow by further files, as those of a lake do; their changed rows
    must then touch no more than ``most_customers``. Whatever else changes is worked out anew, with the same figures.

    Kept in memory, or in a ``folder`` from where other processes and later ones go on. What was longest not asked goes
    first when there are more than ``most_bytes``. Nothing is kept of tables of fewer than ``least_rows``.

        kept = Kept("figures")
        with Source({"orders": ["january.parquet", "february.parquet"]}) as source:
            answer(source, question, kept=kept)
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        most_bytes: int = _MOST_BYTES,
        most_customers: int = 20_000,
        least_rows: int = 0,
    ) -> None:
        self.most_customers = most_customers
        self.least_rows = least_rows
        self._folder = Path(folder) if folder is not None else None
        self._most_bytes = most_bytes
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Entry | None:
        """What is kept under a key."""
        if self._folder is not None:
            return _read(self._folder / f"{key}.arrow")
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def put(self, key: str, entry: Entry) -> None:
        """Keep it in the place of what was there; a folder that cannot be written keeps nothing."""
        if self._folder is not None:
            with suppress(OSError):
                _write(self._folder, key, entry)
                self._make_room(self._folder)
            return
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while sum(one.rows.nbytes for one in self._entries.values()) > self._most_bytes and len(self._entries) > 1:
                self._entries.popitem(last=False)

    def _make_room(self, folder: Path) -> None:
        files = sorted(((path.stat(), path) for path in folder.glob("*.arrow")), key=lambda one: one[0].st_mtime_ns)
        size = sum(known.st_size for known, _ in files)
        for known, path in files[:-1]:
            if size <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            size -= known.st_size


def _read(path: Path) -> Entry | None:
    try:
        with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as reader:
            rows = reader.read_all()
        os.utime(path)
        said = json.loads(rows.schema.metadata[_MARK])
        states = {name: tuple(words) for name, words in said["states"].items()}
        profiles = {name: profile_of(known) for name, known in said["profiles"].items()}
        return Entry(rows, states, profiles, datetime.fromisoformat(said["as_of"]), said["times"])
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None


def _write(folder: Path, key: str, entry: Entry) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "states": entry.states,
        "profiles": {name: asdict(known) for name, known in entry.profiles.items()},
        "as_of": entry.as_of,
        "times": entry.times,
    }
    rows = entry.rows.replace_schema_metadata({_MARK: json.dumps(said, default=datetime.isoformat)})
    path, new = folder / f"{key}.arrow", folder / f"{key}.{uuid4().hex}.new"
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    try:
        with pa.OSFile(str(new), "wb") as file, pa.ipc.new_file(file, rows.schema, options=options) as writer:
            writer.write_table(rows)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
