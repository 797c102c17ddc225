"""The live stream's address. It asks who is there at the start, and again and again while the stream lasts."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rapport.apps.accounts.access import Access
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import member_of
from rapport.apps.activity.live import Subscription, TooManyStreams, events, hub
from rapport.apps.activity.live.stream import Sees
from rapport.apps.activity.queries import position_of
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.ids import number_in
from rapport.web.activity.topics import sees

RIGHT = "activity.view"
RETRY_AFTER = "20"
STREAM = "text/event-stream"

Look = Callable[[], Awaitable[tuple[Member, int]]]


async def live(request: HttpRequest, workspace: str) -> HttpResponseBase:
    """Server-sent events for `Accept: text/event-stream`; who asks otherwise is told the log's position.

    `?topics=canvas:7,figures` limits what is told; `?since=` or the header Last-Event-ID says where to go on.
    The stream holds no database connection: each look at the member gives its connection back.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    look = sync_to_async(partial(_look, session, workspace))
    try:
        member, position = await look()
    except Refused as refused:
        return JsonResponse({"message": refused.message, "code": refused.code}, status=refused.status)
    if STREAM not in request.headers.get("Accept", ""):
        return JsonResponse({"sequence": position})
    return _stream(request, member, position, look)


live.access = Access(RIGHT)  # type: ignore[attr-defined]


class SignedOut(Refused):
    """The session has ended, or there was none."""

    status = 401


def _look(session_key: str, slug: str) -> tuple[Member, int]:
    """Who that session is in the workspace now, and how far its log has come; gives the connection back.

    Raises SignedOut, Missing or NotPermitted.
    """
    asker = HttpRequest()
    asker.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
    try:
        user = get_user(asker)
        if not user.is_authenticated:
            raise SignedOut("You have been signed out. Sign in again; nothing was changed.", code="signed-out")
        member = member_of(user, slug)
        if not member.may(RIGHT):
            raise NotPermitted("Your role may not follow what happens here.", code=RIGHT)
        return member, position_of(member)
    except Missing as missing:
        raise Missing("There is nothing at this address.") from missing
    finally:
        _give_connections_back()


def _give_connections_back() -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _stream(request: HttpRequest, member: Member, position: int, look: Look) -> HttpResponseBase:
    wanted = frozenset(filter(None, request.GET.get("topics", "").split(",")))

    def seen_by(one: Member) -> Sees:
        return lambda topic: (not wanted or topic in wanted) and sees(one, topic)

    async def look_again() -> Sees | None:
        try:
            found, _ = await look()
        except Refused:
            return None
        return seen_by(found)

    since = _since(request)
    try:
        subscription = hub.subscribe(
            member.workspace_id, owner=member.user_id, since=position if since is None else since
        )
    except TooManyStreams:
        return HttpResponse("Too many open streams.", status=429, headers={"Retry-After": RETRY_AFTER})
    return EventStream(subscription, events(subscription, sees=seen_by(member), look_again=look_again))


class EventStream(StreamingHttpResponse):
    """The answer that does not end. Its letter box is taken down also when nobody ever began to read it."""

    def __init__(self, subscription: Subscription, text: AsyncIterator[str]) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(text, content_type=STREAM, headers=headers)
        self._subscription = subscription

    def close(self) -> None:
        self._subscription.leave()
        super().close()


def _since(request: HttpRequest) -> int | None:
    said = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    return number_in(said)
