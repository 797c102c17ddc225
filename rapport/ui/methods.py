"""Lets a plain form say PUT, PATCH or DELETE through one hidden field, written by `{% method "delete" %}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.utils.decorators import sync_and_async_middleware

FIELD = "_method"
MEANT = {"PUT", "PATCH", "DELETE"}
FORM = "application/x-www-form-urlencoded"


@sync_and_async_middleware
def form_methods(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Turn `POST` with `_method=delete` into `DELETE`, just before the view.

    It stands after the cross-site check, which looks for its token in the fields of a `POST` only.
    """
    if iscoroutinefunction(get_response):

        async def answer_later(request: HttpRequest) -> Any:
            return await get_response(request)

        async def before_view_later(request: HttpRequest, *_: Any) -> None:
            speak_method(request)

        answer_later.process_view = before_view_later  # type: ignore[attr-defined]
        return answer_later

    def answer(request: HttpRequest) -> Any:
        return get_response(request)

    def before_view(request: HttpRequest, *_: Any) -> None:
        speak_method(request)

    answer.process_view = before_view  # type: ignore[attr-defined]
    return answer


def speak_method(request: HttpRequest) -> None:
    """Change the method of a form that means another one; uploads are left alone, so that they can be streamed."""
    if request.method == "POST" and request.content_type == FORM:
        meant = request.POST.get(FIELD, "").upper()
        if meant in MEANT:
            request.method = meant
