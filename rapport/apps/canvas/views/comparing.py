"""Two to four canvases side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.queries.comparing import MOST, comparison_of, words_asked


@page("canvas.view")
def compare(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    words = words_asked(canvas_id, request.GET.getlist("of"), request.GET.getlist("on"))
    only = request.GET.get("show") == "differences"
    comparison = comparison_of(member, canvas_id, words, only_differences=only)
    chosen = [*comparison.columns, *[None] * (MOST - len(comparison.columns))]
    query = "&".join(f"of={column.word}" for column in comparison.columns)
    context = {"comparison": comparison, "canvas": canvas, "slots": chosen, "only": only, "query": query}
    return render(request, "canvas/compare.html", context)
