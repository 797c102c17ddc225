"""A subscription as server-sent events."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from rapport.apps.activity.live.subscription import News, Subscription

KEEP_ALIVE = 15.0
RECONNECT_AFTER = 1500
ABOUT_RIGHTS = {"members", "workspace"}

Sees = Callable[[str], bool]


async def events(
    subscription: Subscription, *, sees: Sees, look_again: Callable[[], Awaitable[Sees | None]]
) -> AsyncIterator[str]:
    """The text of the stream: `here` with its place in the log, `change` per topic, `reset`, and `end` with a reason.

    `sees(topic)` says whether the member may hear of a topic. It is asked for anew by `look_again` every so often, and
    at once when members or rights have changed; None means that the stream has to end.
    """
    looked_at = time.monotonic()
    try:
        yield f"retry: {RECONNECT_AFTER}\n\n" + _here(subscription.sequence)
        while not subscription.ended:
            news = await subscription.next(KEEP_ALIVE)
            about_rights = news is not None and not ABOUT_RIGHTS.isdisjoint(news.topics)
            if about_rights or time.monotonic() - looked_at >= KEEP_ALIVE:
                looked_at = time.monotonic()
                now_sees = await look_again()
                if now_sees is None:
                    yield _event("end", {"reason": "rights"})
                    return
                sees = now_sees
            if news is not None:
                yield _told(news, sees)
            elif not subscription.ended:
                yield ": still here\n\n" + _here(subscription.sequence)
        yield _event("end", {"reason": "restart"})
    finally:
        subscription.leave()


def _told(news: News, sees: Sees) -> str:
    if news.reset:
        return _event("reset", {"sequence": news.sequence}, news.sequence) + _here(news.sequence)
    visible = sorted((place, topic) for topic, place in news.topics.items() if sees(topic))
    changes = [_event("change", {"topic": topic, "sequence": place}, place) for place, topic in visible]
    return "".join(changes) + _here(news.sequence)


def _here(sequence: int) -> str:
    return _event("here", {"sequence": sequence}, sequence)


def _event(name: str, told: dict[str, object], place: int | None = None) -> str:
    mark = "" if place is None else f"id: {place}\n"
    return f"{mark}event: {name}\ndata: {json.dumps(told)}\n\n"
