"""What a view adds to an htmx answer: a toast, an announcement for readers."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase
from django_htmx.http import trigger_client_event

Response = TypeVar("Response", bound=HttpResponseBase)


def toasted(response: Response, text: str, *, kind: str = "done", undo_url: str = "", undo_label: str = "") -> Response:
    """The same answer, and a toast: `kind` is done, notice or error; `undo_url` is posted to by its Undo button."""
    detail = {"text": text, "kind": kind, "undo_url": undo_url, "undo_label": undo_label}
    trigger_client_event(response, "toast", {name: value for name, value in detail.items() if value})
    return response


def announced(response: Response, text: str) -> Response:
    """The same answer, and a polite sentence for screen readers ("Moved to Pain points, 2 of 5")."""
    trigger_client_event(response, "announce", {"text": text})
    return response
