"""The hub of a web process: one thread watches the log for all its streams, with one database connection.

It begins with the first stream and ends, connection and all, soon after the last. When the process is told to stop,
all streams end at once, so that the server need not wait for them.
"""

import logging
import signal
import threading
from collections import defaultdict
from types import FrameType
from typing import Any

from django.db import connection

from rapport.apps.activity.live.subscription import News, Subscription
from rapport.apps.activity.operations import CHANNEL
from rapport.apps.activity.queries import positions_of, topics_since
from rapport.kernel.waking import Watch, patiently, watch

log = logging.getLogger("rapport.live")

LOOK_EVERY = 1.0
LINGER_SECONDS = 5.0
STREAMS_PER_OWNER = 12
STREAMS_PER_PROCESS = 2000


class TooManyStreams(Exception):
    """The owner, or the whole process, has as many streams open as it may."""


class Hub:
    """The streams of this process, and the thread that feeds them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._signals_chained = False

    def subscribe(self, workspace_id: int, *, owner: object, since: int) -> Subscription:
        """A letter box for a new stream, fed with what comes after `since`; call it in the stream's event loop.

        Raises TooManyStreams beyond the limits.
        """
        subscription = Subscription(workspace_id, owner, since=since, leave=self.unsubscribe)
        with self._lock:
            own = sum(1 for other in self._subscriptions if other.owner == owner)
            if self._closed or own >= STREAMS_PER_OWNER or len(self._subscriptions) >= STREAMS_PER_PROCESS:
                raise TooManyStreams
            self._subscriptions.add(subscription)
            self._chain_signals()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live hub", daemon=True)
                self._thread.start()
        self._wake.set()
        if self._closed:  # the signal came between the look and the entry above
            subscription.end()
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        with self._lock:
            self._subscriptions.discard(subscription)

    def close(self) -> None:
        """End all streams and take no more: the process is about to stop. Safe in a signal handler (takes no lock)."""
        self._closed = True
        for subscription in list(self._subscriptions):
            subscription.end()

    def _run(self) -> None:
        """The thread: watch until there has been no stream for a while."""
        watching = watch(CHANNEL)
        idle = 0.0
        stop = threading.Event()

        def step() -> None:
            nonlocal idle
            watching.wait(LOOK_EVERY, self._wake)
            self._wake.clear()
            idle = 0.0 if self._deliver() else idle + LOOK_EVERY
            if self._closed or (idle > LINGER_SECONDS and self._retire()):
                stop.set()

        patiently(step, stop, report=lambda error: log.warning("live: %s", error))
        _close(watching)

    def _retire(self) -> bool:
        with self._lock:
            if self._subscriptions:
                return False
            self._thread = None
            return True

    def _deliver(self) -> bool:
        """Bring every stream up to the log; is there any stream?"""
        with self._lock:
            subscriptions = list(self._subscriptions)
        places: dict[tuple[int, int], list[Subscription]] = defaultdict(list)
        for subscription in subscriptions:
            places[subscription.workspace_id, subscription.sequence].append(subscription)
        positions = positions_of(list({workspace_id for workspace_id, _ in places})) if places else {}
        for (workspace_id, sequence), together in places.items():
            news = _news(workspace_id, sequence, positions.get(workspace_id, 0))
            for subscription in together if news else ():
                subscription.put(news)  # type: ignore[arg-type]
        return bool(subscriptions)

    def _chain_signals(self) -> None:
        """Hear of TERM and INT before the server does, which would wait for the streams to end by themselves."""
        if self._signals_chained or threading.current_thread() is not threading.main_thread():
            return
        self._signals_chained = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._closing_before(signal.getsignal(number)))

    def _closing_before(self, previous: Any) -> Any:
        def handle(number: int, frame: FrameType | None) -> None:
            self.close()
            if callable(previous):
                previous(number, frame)
            elif previous == signal.SIG_DFL:
                signal.signal(number, signal.SIG_DFL)
                signal.raise_signal(number)

        return handle


def _news(workspace_id: int, sequence: int, position: int) -> News | None:
    """What a stream at that place has to hear, with the log at that position."""
    if sequence == position:
        return None
    topics = topics_since(workspace_id, sequence) if sequence < position else None
    if topics is None:
        return News(position, reset=True)
    return News(max([position, *topics.values()]), topics)


def _close(watching: Watch) -> None:
    watching.close()
    connection.close()


hub = Hub()
