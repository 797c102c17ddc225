"""Whether a request wants a part of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def is_fragment(request: HttpRequest) -> bool:
    """Asked by htmx for a part of the page; a link followed by htmx for the whole page is no such request."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and (bool(htmx.target) or not htmx.boosted)
