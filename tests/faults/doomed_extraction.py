"""An extraction that kills itself: `python -m tests.faults.doomed_extraction WORKSPACE KIND NUMBER WHEN`.

KIND is `statement` (of the database) or `commit` (to the lake), NUMBER says which one, WHEN is `before`, `after`,
or `during`: some milliseconds into it.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

MILLISECONDS_INTO = 12


class Doom:
    """Counts what happens and strikes at one point of it."""

    def __init__(self, number: int, when: str) -> None:
        self._left = number
        self._when = when
        self._lock = threading.Lock()

    def around(self, act: Callable[[], Any]) -> Any:
        with self._lock:
            self._left -= 1
            strikes = self._left == 0
        if strikes and self._when == "before":
            die()
        if strikes and self._when == "during":
            threading.Timer(MILLISECONDS_INTO / 1000, die).start()
        done = act()
        if strikes and self._when == "after":
            die()
        return done

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        return self.around(lambda: execute(sql, params, many, context))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(workspace_id: int, kind: str, number: int, when: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    django.setup()
    from django.db import connection

    from rapport.apps.insights.lake import tables
    from rapport.apps.insights.operations.extraction import extract

    doom, write = Doom(number, when), tables.write_deltalake
    if kind == "commit":
        tables.write_deltalake = lambda *given, **options: doom.around(lambda: write(*given, **options))
        extract(workspace_id)
    else:
        with connection.execute_wrapper(doom.statement):
            extract(workspace_id)
    # The extraction was over before that.
    die()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
