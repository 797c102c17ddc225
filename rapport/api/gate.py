"""The gate before every address of the interface: who asks, how often, with what, and whether they asked it before."""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from rapport.api.bodies import read_body
from rapport.api.errors import refusal
from rapport.apps.accounts.models import ApiToken, Member
from rapport.apps.accounts.operations import note_use
from rapport.apps.accounts.queries import token_by_secret
from rapport.kernel.errors import NotPermitted, Refused, Unknown
from rapport.kernel.limits import spent
from rapport.kernel.repeats import Answer, once

View = Callable[..., HttpResponse]
WINDOW = 60


class Request(HttpRequest):
    """A request that came through the gate."""

    token: ApiToken
    member: Member
    sent: Any


class NotTaken(Refused):
    """The address is there, but does not take this method."""

    status = 405


class TooMany(Refused):
    """The token was used too often within a minute."""

    status = 429


class Bearer(HttpBearer):
    """The right that a task needs; the token itself was looked up at the gate."""

    def __init__(self, right: str, *, writes: bool) -> None:
        super().__init__()
        self.right = right
        self.writes = writes

    def __call__(self, request: HttpRequest) -> ApiToken:
        return self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        asked: Request = request  # type: ignore[assignment]
        if self.writes and asked.token.only_reads:
            raise NotPermitted("With this token one can only read.", code="only_reads")
        if self.right:
            asked.member.require(self.right)
        return asked.token


def gated(view: View) -> View:
    """The view behind the gate. Sessions and cookies mean nothing here, so there is nothing to forge either."""

    @wraps(view)
    def gate(request: Request, **parts: Any) -> HttpResponse:
        try:
            answer = _answered(view, request, parts)
        except Refused as refused:
            answer = refusal(refused)
        if isinstance(answer, HttpResponse) and answer.status_code == 429:
            answer["Retry-After"] = str(math.ceil(WINDOW - time.time() % WINDOW))
        answer["Cache-Control"] = "no-store"
        return answer

    gate.csrf_exempt = True  # type: ignore[attr-defined]
    return gate


def _answered(view: View, request: Request, parts: dict[str, Any]) -> HttpResponse:
    request.token = _token_of(request)
    request.member = request.token.member
    request.member.require("api.use")
    if spent("api", request.token.pk, times=settings.API_REQUESTS_A_MINUTE, seconds=WINDOW):
        raise TooMany("This token asked too often. Wait a moment, then go on more slowly.", code="too_many")
    note_use(request.token)
    request.sent = read_body(request)
    key = request.headers.get("Idempotency-Key")
    if request.method == "POST" and key is not None:
        return _answered_once(view, request, parts, key)
    return _taken(view(request, **parts))


def _token_of(request: HttpRequest) -> ApiToken:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unknown("Send your token in the header Authorization: Bearer …", place="Authorization", code="token")
    return token_by_secret(secret.strip())


def _answered_once(view: View, request: Request, parts: dict[str, Any], key: str) -> HttpResponse:
    def answer() -> Answer:
        said = _taken(view(request, **parts))
        refused.append(said)
        return Answer(said.status_code, said.content.decode())

    refused: list[HttpResponse] = []
    asked = (str(request.method).encode(), request.get_full_path().encode(), request.body)
    asker = f"token {request.token.pk}"
    kept = once(request.token.workspace_id, asker=asker, key=key, asked=asked, answer=answer)
    if not kept.repeated:
        return refused[0]
    said = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    said["Idempotency-Replayed"] = "true"
    return said


def _taken(answer: HttpResponse) -> HttpResponse:
    """The answer, with the one shape where the address does not take the method."""
    if answer.status_code != 405:
        return answer
    said = refusal(NotTaken("This address does not take that.", code="method"))
    said["Allow"] = ", ".join(sorted(part.strip() for part in answer["Allow"].split(",")))
    return said
