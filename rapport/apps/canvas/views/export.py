"""A canvas as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries


@page("canvas.view")
def export(request: HttpRequest, member: Member, canvas_id: int, form: str) -> HttpResponse:
    pages, extras = request.GET.get("pages", "board"), request.GET.getlist("with")
    made = queries.export(member, canvas_id, form, pages=pages, extras=extras)
    return HttpResponse(
        made.content,
        content_type=made.content_type,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )
