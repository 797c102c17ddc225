"""One stream's place in the log and what it has not been told yet."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class News:
    """What a stream is to say: topics with their newest sequence, and the place in the log it has come to.

    `reset` means that too much has happened to tell: the page looks at everything anew.
    """

    sequence: int
    topics: dict[str, int] = field(default_factory=dict)
    reset: bool = False


class Subscription:
    """A stream's letter box. The hub's thread puts news in, the stream's loop takes them out.

    A slow stream finds one entry per topic, however often that topic has changed.
    """

    def __init__(
        self, workspace_id: int, owner: object, *, since: int, leave: Callable[["Subscription"], None]
    ) -> None:
        self.workspace_id = workspace_id
        self.owner = owner
        self.sequence = since
        self._leave = leave
        self._loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._waiting: News | None = None
        self.ended = False

    def put(self, news: News) -> None:
        """From the hub's thread: add news."""
        self.sequence = news.sequence
        self._call(self._add, news)

    def end(self) -> None:
        """From any thread, and from a signal handler: let the stream say goodbye."""
        self._call(self._add, None)

    def leave(self) -> None:
        """The stream is over: take the letter box down."""
        self._leave(self)

    async def next(self, seconds: float) -> News | None:
        """The news since the last call, or None when none came in the time."""
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return None
        self._arrived.clear()
        news, self._waiting = self._waiting, None
        return news

    def _call(self, step: object, news: News | None) -> None:
        try:
            self._loop.call_soon_threadsafe(step, news)  # type: ignore[arg-type]
        except RuntimeError:
            self.ended = True  # the loop is closed: nobody listens any more

    def _add(self, news: News | None) -> None:
        if news is None:
            self.ended = True
        else:
            before = self._waiting
            topics = {**(before.topics if before else {}), **news.topics}
            self._waiting = News(news.sequence, topics, news.reset or bool(before and before.reset))
        self._arrived.set()
