"""The search on canvases. The box in the top bar asks for these hits too, beside those of the other rooms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.queries.search import Found, Wanted, search
from rapport.kernel.ids import number_in


@page("canvas.view")
def find(request: HttpRequest, member: Member) -> HttpResponse:
    """What was found."""
    wanted = _wanted(request)
    inside = wanted.canvas_id or wanted.near
    context = {
        "wanted": wanted,
        "inside": queries.canvas_of(member, inside) if inside else None,
        "groups": _groups(search(member, wanted)),
    }
    return render(request, "canvas/search.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        text=asked.get("q", "").strip(),
        canvas_id=number_in(asked.get("canvas", "")),
        near=number_in(asked.get("near", "")),
        archived="archived" in asked,
    )


def _groups(found: Found) -> list[dict[str, Any]]:
    groups = [
        ("canvases", gettext("Canvases"), "squares-2x2", found.canvases),
        ("notes", gettext("Notes"), "document-text", found.notes),
        ("evidence", gettext("Evidence"), "scale", found.evidence),
        ("comments", gettext("Comments"), "chat-bubble-left-right", found.comments),
    ]
    return [
        {"key": key, "title": title, "icon": icon, "hits": hits, "has_more": key in found.more}
        for key, title, icon, hits in groups
        if hits
    ]
