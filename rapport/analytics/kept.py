"""Answers that were worked out before and their parts, kept so that new rows need not bring the old ones again."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import pyarrow as pa

from rapport.analytics.checks import profile_of
from rapport.analytics.tables import Profile

_MOST_BYTES = 256 << 20
_MOST_ENTRIES = 2_000
_MARK = b"rapport.kept"
_ANSWER = "answer-"


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


@dataclass(frozen=True, slots=True)
class Finished:
    """The rows of a whole answer, and what they were worked out from.

    ``states``: what each table was made of; ``as_of``: when membership was read, and from ``since`` up to ``until``
    nobody joined or left (None is without an end).
    """

    rows: pa.Table
    states: Mapping[str, tuple[str, ...]]
    as_of: datetime
    since: datetime | None
    until: datetime | None
    sql: Mapping[str, str]
    currency: str | None

    def holds_at(self, as_of: datetime) -> bool:
        """Whether the members at an instant are those of the answer."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of < self.until)


class Kept:
    """Earlier answers and their parts: give the same one to each `answer`, which then does only what is new.

    The same question of unchanged tables is answered by what was kept. Where rows were added, they are worked into the
    parts instead of all rows being asked again: that holds for tables that are Parquet files and grow by further
    files, as those of a lake do; their changed rows must then touch no more than ``most_customers``. Whatever else
    changes is worked out anew, with the same figures.

    Kept in memory, or in a ``folder`` from where other processes and later ones go on. What was longest not asked goes
    first when there are more than ``most_bytes`` or ``most_entries``. No parts are kept of tables of fewer than
    ``least_rows``.

        kept = Kept("figures")
        with Source({"orders": ["january.parquet", "february.parquet"]}) as source:
            answer(source, question, kept=kept)
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        most_bytes: int = _MOST_BYTES,
        most_entries: int = _MOST_ENTRIES,
        most_customers: int = 20_000,
        least_rows: int = 0,
    ) -> None:
        self.most_customers = most_customers
        self.least_rows = least_rows
        self._folder = Path(folder) if folder is not None else None
        self._most_bytes = most_bytes
        self._most_entries = most_entries
        self._entries: OrderedDict[str, Entry | Finished] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Entry | None:
        """The parts that are kept under a key."""
        known = self._known(key, _entry)
        return known if isinstance(known, Entry) else None

    def put(self, key: str, entry: Entry) -> None:
        """Keep parts in the place of what was there; a folder that cannot be written keeps nothing."""
        said = {
            "states": entry.states,
            "profiles": {name: asdict(known) for name, known in entry.profiles.items()},
            "as_of": entry.as_of,
            "times": entry.times,
        }
        self._keep(key, entry, said)

    def finished(self, key: str) -> Finished | None:
        """The whole answer that is kept under a key."""
        known = self._known(f"{_ANSWER}{key}", _finished)
        return known if isinstance(known, Finished) else None

    def put_finished(self, key: str, answer: Finished) -> None:
        """Keep a whole answer in the place of what was there."""
        said = {name: getattr(answer, name) for name in Finished.__slots__ if name != "rows"}
        self._keep(f"{_ANSWER}{key}", answer, said)

    def _known(self, key: str, made: Callable[[pa.Table, Any], Entry | Finished]) -> Entry | Finished | None:
        if self._folder is not None:
            return _read(self._folder / f"{key}.arrow", made)
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def _keep(self, key: str, entry: Entry | Finished, said: dict[str, Any]) -> None:
        if self._folder is not None:
            with suppress(OSError):
                _write(self._folder, key, entry.rows, said)
                self._make_room(self._folder)
            return
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            size = sum(one.rows.nbytes for one in self._entries.values())
            while len(self._entries) > 1 and (size > self._most_bytes or len(self._entries) > self._most_entries):
                size -= self._entries.popitem(last=False)[1].rows.nbytes

    def _make_room(self, folder: Path) -> None:
        found = [(path.stat(), path) for path in folder.glob("*.arrow")]
        size, count = sum(known.st_size for known, _ in found), len(found)
        for known, path in sorted(found, key=lambda one: one[0].st_mtime_ns)[:-1]:
            if size <= self._most_bytes and count <= self._most_entries:
                return
            path.unlink(missing_ok=True)
            size, count = size - known.st_size, count - 1


def _read(path: Path, made: Callable[[pa.Table, Any], Entry | Finished]) -> Entry | Finished | None:
    try:
        with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as reader:
            rows = reader.read_all()
        os.utime(path)
        return made(rows, json.loads(rows.schema.metadata[_MARK]))
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None


def _entry(rows: pa.Table, said: dict[str, Any]) -> Entry:
    profiles = {name: profile_of(known) for name, known in said["profiles"].items()}
    return Entry(rows, _states(said), profiles, datetime.fromisoformat(said["as_of"]), said["times"])


def _finished(rows: pa.Table, said: dict[str, Any]) -> Finished:
    as_of, since, until = (said[name] and datetime.fromisoformat(said[name]) for name in ("as_of", "since", "until"))
    return Finished(rows, _states(said), as_of, since, until, said["sql"], said["currency"])


def _states(said: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in said["states"].items()}


def _write(folder: Path, key: str, rows: pa.Table, said: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows.replace_schema_metadata({_MARK: json.dumps(said, default=datetime.isoformat)})
    path, new = folder / f"{key}.arrow", folder / f"{key}.{uuid4().hex}.new"
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    try:
        with pa.OSFile(str(new), "wb") as file, pa.ipc.new_file(file, rows.schema, options=options) as writer:
            writer.write_table(rows)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
