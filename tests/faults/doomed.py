"""A worker that kills itself with SIGKILL at a chosen statement: `python -m tests.faults.doomed STATEMENT WHEN`.

Statements are counted over all threads. WHEN is `before` or `after` the statement is executed.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import django


class Doom:
    """Counts statements and strikes at one of them."""

    def __init__(self, statement: int, when: str) -> None:
        self._left = statement
        self._when = when
        self._lock = threading.Lock()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        with self._lock:
            self._left -= 1
            strikes = self._left == 0
        if strikes and self._when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(sql, params, many, context)
        if strikes:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def main(statement: int, when: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    django.setup()
    from django.db.backends.signals import connection_created

    from rapport.kernel.jobs.worker import main as work

    doom = Doom(statement, when)

    def attach(connection: Any, **_: Any) -> None:
        if doom not in connection.execute_wrappers:
            connection.execute_wrappers.append(doom)

    connection_created.connect(attach, weak=False)
    work()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
