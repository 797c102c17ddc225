"""The style guide and the one stylesheet: the only pages of the design system itself."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.ui.samples import sample_names, samples
from rapport.ui.stylesheet import stylesheet

# What the access matrix reads from a view; the floor above has a decorator for its own.
OPEN = SimpleNamespace(right="", audience="anyone", methods=("GET",))
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def whole_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """All CSS in one answer, kept by browsers for good; an old address gets the present text, not kept."""
    sheet = stylesheet()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.packed if packed else sheet.text, content_type="text/css; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOREVER if digest == sheet.digest else "no-store"
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every token and every component with its states, on one page."""
    names = sample_names()
    shown = [(name, f"ui/styleguide/{name}.html") for name in names]
    right_to_left = request.GET.get("dir") == "rtl"
    return render(
        request, "ui/styleguide.html", {**samples(), "names": names, "samples": shown, "right_to_left": right_to_left}
    )


whole_stylesheet.access = styleguide.access = OPEN  # type: ignore[attr-defined]
