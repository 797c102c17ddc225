"""A canvas before an audience: one section after the other, in large type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.insights.queries import period_choices


@page("canvas.view")
def present(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = queries.board_for_all(member, canvas_id)
    context = {
        "board": found,
        "canvas": found.canvas,
        "address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
        "period": dict(period_choices()).get(found.canvas.period, ""),
        "region": found.canvas.region_id or "",
    }
    return render(request, "canvas/present.html", context)
