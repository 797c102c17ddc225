"""Search: the page, and the hits that the box in the top bar offers while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from rapport.apps.accounts.access import page, wants_json
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.queries.search import Found, Hit, Wanted, search

MOST_DIGITS = 18
OFFERED_OF_A_KIND = 5
OFFERED = 8


@page("canvas.view")
def find(request: HttpRequest, member: Member) -> HttpResponse:
    """What was found. A script is offered a few hits, a browser shown the page."""
    if wants_json(request):
        wanted = _wanted(request, most=OFFERED_OF_A_KIND)
        return JsonResponse(_offer(request, wanted, search(member, wanted)))
    wanted = _wanted(request)
    inside = wanted.canvas_id or wanted.near
    context = {
        "wanted": wanted,
        "inside": queries.canvas_of(member, inside) if inside else None,
        "groups": _groups(search(member, wanted)),
    }
    return render(request, "canvas/search.html", context)


def _wanted(request: HttpRequest, **more: Any) -> Wanted:
    asked = request.GET
    return Wanted(
        text=asked.get("q", "").strip(),
        canvas_id=_number(asked.get("canvas", "")),
        near=_number(asked.get("near", "")),
        archived="archived" in asked,
        **more,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


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


def _offer(request: HttpRequest, wanted: Wanted, found: Found) -> dict[str, Any]:
    asked = {name: request.GET[name] for name in ("q", "near") if request.GET.get(name)}
    return {
        "hits": [{"title": hit.text, "about": _about(hit, wanted), "url": hit.url} for hit in found.hits[:OFFERED]],
        "all": {"title": gettext("Everything that was found"), "url": f"{request.path}?{urlencode(asked)}"},
    }


def _about(hit: Hit, wanted: Wanted) -> str:
    """What it is and where: in the canvas one stands before, its place on it, else the canvas."""
    kinds = {
        "canvas": gettext("Canvas"),
        "note": gettext("Note"),
        "evidence": gettext("Evidence"),
        "comment": gettext("Comment"),
    }
    where = hit.place if hit.canvas.pk == wanted.near else hit.canvas.title
    return " · ".join(filter(None, [kinds[hit.kind], "" if hit.kind == "canvas" else where]))
