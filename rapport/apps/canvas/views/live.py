"""Live boxes of sections: fragments that fetch themselves, or pages of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.queries.live import live_boxes
from rapport.kernel.errors import Missing


@page("canvas.view")
def live(request: HttpRequest, member: Member, canvas_id: int, box: str) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if box not in live_boxes:
        raise Missing("There is no such box.")
    entry = live_boxes.get(box)
    shown = entry.fill(member, canvas) if member.may(entry.right) else {"hidden": True}
    topics = [f"live:{topic} from:document" for topic in entry.awaited(canvas)]
    context = {**shown, "box": entry, "canvas": canvas, "trigger": ", ".join(topics)}
    htmx = getattr(request, "htmx", False)
    return render(request, "canvas/live/_box.html" if htmx else "canvas/live/box.html", context)
