"""Learning within moments that another process has committed something, without asking tables all the time.

On SQLite `PRAGMA data_version` changes when any other connection has committed: reading it costs microseconds, so it
is read many times a second. On PostgreSQL writers send a notice in their transaction (`notify`), which the database
delivers when they commit; a connection of its own, outside the pool, listens.

A watch belongs to the thread that made it. Waking up is a hint: whoever wakes reads the tables, and also reads them
now and then without being woken.
"""

import time
from collections.abc import Callable
from threading import Event
from typing import Any, Protocol

from django.db import DatabaseError, connection

LOOK_EVERY = 0.05
LONGEST_LISTEN = 0.25


class Watch(Protocol):
    """Waits for commits of others."""

    def wait(self, seconds: float, stop: Event) -> bool:
        """Has something been committed? Returns at once when so, else after the time, or soon after `stop` is set."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def watch(*channels: str) -> Watch:
    """A watch for this thread on the configured database; PostgreSQL hears the named channels."""
    if connection.vendor == "postgresql":
        return PostgresWatch(*channels)
    return SqliteWatch()


def notify(channel: str, payload: str = "") -> None:
    """Tell the listeners of a channel when, and if, this transaction commits; on SQLite they see it themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])


class SqliteWatch:
    """Looks at the version of the database file's content."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def wait(self, seconds: float, stop: Event) -> bool:
        deadline = time.monotonic() + seconds
        while not stop.is_set():
            if self._changed():
                return True
            left = deadline - time.monotonic()
            if left <= 0 or stop.wait(min(LOOK_EVERY, left)):
                return False
        return False

    def close(self) -> None:
        self._seen = None
        connection.close()

    def _changed(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            current = int(cursor.fetchone()[0])
        changed, self._seen = current != self._seen, current
        return changed


class PostgresWatch:
    """Listens on a connection of its own; after it was lost, it opens another and reports a change to be safe."""

    def __init__(self, *channels: str) -> None:
        self._channels = channels
        self._listener: Any = None

    def wait(self, seconds: float, stop: Event) -> bool:
        deadline = time.monotonic() + seconds
        while not stop.is_set():
            if self._heard(max(0.0, min(LONGEST_LISTEN, deadline - time.monotonic()))):
                return True
            if time.monotonic() >= deadline:
                return False
        return False

    def close(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _heard(self, seconds: float) -> bool:
        import psycopg

        try:
            if self._listener is None:
                self._listener = self._listen()
                return True
            return any(True for _ in self._listener.notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError as error:
            self.close()
            raise DatabaseError(str(error)) from error

    def _listen(self) -> Any:
        import psycopg
        from psycopg.sql import SQL, Identifier

        parameters = connection.get_connection_params()
        for ours in ("context", "cursor_factory", "prepare_threshold"):
            parameters.pop(ours, None)
        listener = psycopg.connect(**parameters, autocommit=True)
        for channel in self._channels:
            listener.execute(SQL("LISTEN {}").format(Identifier(channel)))
        return listener


def patiently(step: Callable[[], None], stop: Event, *, report: Callable[[Exception], None]) -> None:
    """Repeat a step until `stop`; while the database is away or full, report it and try again after a moment."""
    pause = 0.2
    while not stop.is_set():
        try:
            step()
            pause = 0.2
        except Exception as error:  # the loop must outlive whatever the database does
            report(error)
            connection.close()
            stop.wait(pause)
            pause = min(10.0, pause * 2)
