"""The assumptions map, and the plain form that weighs a note."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.queries.assumptions import assumptions_of
from rapport.kernel.errors import Refused


@page("canvas.view")
def assumptions(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = assumptions_of(member, canvas_id)
    address = reverse("canvas:board", args=[member.workspace.slug, canvas_id])
    context = {"found": found, "canvas": found.canvas, "board": found.board, "address": address}
    template = "canvas/assumptions/_parts.html" if getattr(request, "htmx", False) else "canvas/assumptions.html"
    return render(request, template, context)


@page("canvas.contribute", methods=("POST",))
def weight(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    queries.note_details(member, canvas_id, note_id)
    given = request.POST.get("importance", "")
    if given not in {"", "1", "2", "3", "4", "5"}:
        raise Refused("Choose an importance from 1 to 5.", place="importance", code="choice")
    operations.weigh_note(member, canvas_id, note_id, int(given) if given else None)
    return redirect("canvas:assumptions", member.workspace.slug, canvas_id)
