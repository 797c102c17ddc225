"""What a browser may do with our pages: a strict content policy with a nonce, and headers beside it (R21)."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

Answer = Callable[[HttpRequest], Any]

SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


@sync_and_async_middleware
def content_policy(get_response: Answer) -> Answer:
    """Give every request a `csp_nonce` and every answer the policy; a header the view has set itself stays.

    Both forms run without changing threads, so the middleware costs an asynchronous stream nothing.
    """
    if iscoroutinefunction(get_response):

        async def answer_later(request: HttpRequest) -> HttpResponseBase:
            _mark(request)
            return _protected(request, await _awaited(get_response(request)))

        return answer_later

    def answer(request: HttpRequest) -> HttpResponseBase:
        _mark(request)
        return _protected(request, get_response(request))

    return answer


def policy(nonce: str) -> str:
    """The policy in one line: no inline script without the nonce, no inline style, no evaluation of strings.

    >>> "script-src 'self' 'nonce-abc'" in policy("abc")
    True
    """
    return "; ".join(f"{name} {sources.format(nonce=nonce)}" for name, sources in SOURCES.items())


async def _awaited(answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
    return await answer


def _mark(request: HttpRequest) -> None:
    request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]


def _protected(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    nonce: str = request.csp_nonce  # type: ignore[attr-defined]
    response.headers.setdefault("Content-Security-Policy", policy(nonce))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # The cookie tells a signed-in browser without a look at the database.
    if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
