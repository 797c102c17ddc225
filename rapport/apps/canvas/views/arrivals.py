"""Canvases that come from a file: a look first, then all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.forms import ArrivalForm, ImportForm
from rapport.apps.canvas.operations.incoming import import_canvas
from rapport.apps.canvas.queries.incoming import look_at
from rapport.apps.canvas.readers import LARGEST, read_document
from rapport.kernel.errors import Refused


@page("canvas.edit", methods=("GET", "POST"))
def arrival(request: HttpRequest, member: Member) -> HttpResponse:
    """Take a file, show what would become of it, and make the canvas once it is said whom it is about."""
    if request.method == "GET":
        return _ask(request, ImportForm())
    elif "document" in request.POST:
        return _make(request, member, request.POST["document"])
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    return _look(request, member, form.cleaned_data["file"].read(LARGEST + 1), None)


def _look(request: HttpRequest, member: Member, content: bytes, form: ArrivalForm | None) -> HttpResponse:
    try:
        look = look_at(member, read_document(content))
    except Refused as refused:
        return _ask(request, ImportForm(), refused=refused, status=refused.status)
    fresh = form or ArrivalForm(member, look, initial={"document": content.decode("utf-8-sig")})
    return render(request, "canvas/arrival.html", {"look": look, "form": fresh}, status=422 if fresh.errors else 200)


def _make(request: HttpRequest, member: Member, text: str) -> HttpResponse:
    content = text.encode(errors="surrogatepass")
    try:
        document = read_document(content)
        form = ArrivalForm(member, look_at(member, document), request.POST)
        if form.is_valid():
            canvas = import_canvas(member, document, **form.about())
            messages.success(request, _("“%s” is here, with everything on it.") % canvas.title)
            return redirect("canvas:board", member.workspace.slug, canvas.pk)
    except Refused as refused:
        return _ask(request, ImportForm(), refused=refused, status=refused.status)
    return _look(request, member, content, form)


def _ask(request: HttpRequest, form: ImportForm, *, refused: Any = None, status: int = 200) -> HttpResponse:
    return render(request, "canvas/import.html", {"form": form, "refused": refused}, status=status)
