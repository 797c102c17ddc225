"""Telling at once that a worker on this machine is dead: it holds a lock on a file for as long as its process lives.

The kernel lets go of the lock however the process ends. Where there is no such file (a worker on another machine),
nothing is known, and the standstill of its heartbeats has to tell.
"""

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO


class SignOfLife:
    """A worker's own lock, held inside `with`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.lock"
        self._file: IO[str] | None = None

    def __enter__(self) -> "SignOfLife":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._path.unlink(missing_ok=True)
            self._file.close()


def is_known_dead(folder: Path, name: str) -> bool:
    """Has a worker of this name left its file behind unlocked?"""
    try:
        with (folder / f"{name}.lock").open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return True
    except OSError:
        return False


def forget(folder: Path, name: str) -> None:
    """Remove what a dead worker left behind."""
    (folder / f"{name}.lock").unlink(missing_ok=True)
