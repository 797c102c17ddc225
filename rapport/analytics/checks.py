"""What tables were found to hold when their rows were checked, written down so that they need not be checked again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from rapport.analytics.fact import Fact
from rapport.analytics.tables import Profile

_MOST_NOTES = 200


class Checks:
    """A folder of notes about tables that were checked, one for each state of their files.

    Give it to each `Source` of the same files: the first that asks a table checks its rows, as an extraction may do
    right after it wrote them, and later ones take its word for it. A file of another name, size or time of change is
    another state; so is a fact that is declared otherwise. Rows in memory are checked by each source.

        checks = Checks("lake/checks")
        with Source({"orders": ["january.parquet"]}, checks=checks) as source:
            source.profile("orders")
    """

    def __init__(self, folder: str | os.PathLike[str], *, most_notes: int = _MOST_NOTES) -> None:
        self._folder = Path(folder)
        self._most_notes = most_notes

    def get(self, fact: Fact, state: Sequence[str], naive_zone: str | None) -> Profile | None:
        """What the table held in this state; None where it was not checked."""
        with suppress(OSError, KeyError, TypeError, ValueError):
            note = self._note(fact, state, naive_zone)
            found = profile_of(json.loads(note.read_text(encoding="utf-8")))
            os.utime(note)
            return found
        return None

    def put(self, fact: Fact, state: Sequence[str], naive_zone: str | None, profile: Profile) -> None:
        """Note what it holds; a folder that cannot be written notes nothing."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            note, new = self._note(fact, state, naive_zone), self._folder / f"{uuid4().hex}.new"
            new.write_text(json.dumps(asdict(profile), default=datetime.isoformat), encoding="utf-8")
            new.replace(note)
            self._make_room()

    def _note(self, fact: Fact, state: Sequence[str], naive_zone: str | None) -> Path:
        said = repr((fact, tuple(state), naive_zone))
        return self._folder / f"{fact.name}-{hashlib.sha256(said.encode()).hexdigest()}.json"

    def _make_room(self) -> None:
        notes = sorted(self._folder.glob("*.json"), key=lambda note: note.stat().st_mtime_ns)
        for note in notes[: -self._most_notes]:
            note.unlink(missing_ok=True)


def profile_of(said: dict[str, Any]) -> Profile:
    """A profile that was written as JSON."""
    edges = {name: said[name] and datetime.fromisoformat(said[name]) for name in ("first", "last")}
    return Profile(**(said | edges))
