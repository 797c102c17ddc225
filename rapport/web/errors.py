"""Error pages: what happened, where, what to do now."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from rapport.apps.accounts.access import refusal
from rapport.kernel.errors import Refused


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, Refused("The request could not be read. Go back and try again."), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, Refused("You may not open this page."), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = "There is nothing at this address. It may have been deleted, or it belongs to a workspace you are not in."
    return refusal(request, Refused(message), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    message = (
        "Something went wrong on our side. Nothing was half-done; try again, and tell the administrator if it stays."
    )
    return refusal(request, Refused(message), status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    message = "The page was too old to accept this. Reload it and try again; what you typed was not saved."
    return refusal(request, Refused(message, code="csrf"), status=403)
