"""Handing batches to a writer that reads them in a thread of its own.

The Delta writer pulls its input from another thread; Django's connection belongs to the thread that asked. So the
database is read here, the writer works there, and at most two batches wait between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Full, Queue
from threading import Thread
from typing import TypeAlias

import pyarrow as pa

WAITING = 2
Batches = Iterator[pa.RecordBatch]
Handed: TypeAlias = "pa.RecordBatch | BaseException | None"


def hand_over(batches: Batches, write: Callable[[Batches], None]) -> None:
    """Read all batches in this thread while `write` consumes them in another; raises whatever either raised."""
    queue: Queue[Handed] = Queue(maxsize=WAITING)
    failures: list[BaseException] = []
    writer = Thread(target=_write, args=(queue, write, failures), name="lake-writer", daemon=True)
    writer.start()
    try:
        for batch in batches:
            _put(queue, batch, writer)
        _put(queue, None, writer)
    except BaseException as failure:
        _put(queue, failure, writer)
        writer.join()
        raise
    writer.join()
    if failures:
        raise failures[0]


def _write(queue: Queue[Handed], write: Callable[[Batches], None], failures: list[BaseException]) -> None:
    try:
        write(_taken(queue))
    except BaseException as failure:
        failures.append(failure)


def _taken(queue: Queue[Handed]) -> Batches:
    while (handed := queue.get()) is not None:
        if isinstance(handed, BaseException):
            raise handed
        yield handed


def _put(queue: Queue[Handed], handed: Handed, writer: Thread) -> None:
    while writer.is_alive():
        try:
            queue.put(handed, timeout=0.5)
            return
        except Full:
            continue
