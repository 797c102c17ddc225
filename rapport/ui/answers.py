"""What a view adds to an htmx answer: a toast."""

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
