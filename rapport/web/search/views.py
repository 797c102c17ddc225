"""The search page, and what the box in the top bar offers while somebody types."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page, wants_json
from rapport.apps.accounts.models import Member
from rapport.kernel.ids import number_in
from rapport.web.search.finding import Group, found_for

OFFERED = 4
SHOWN = 20


@page("activity.view")
def everything(request: HttpRequest, member: Member) -> HttpResponse:
    """What was found in all rooms. A script is offered a few of each kind, a browser shown the page."""
    text, near = request.GET.get("q", "").strip(), number_in(request.GET.get("near", ""))
    if wants_json(request):
        return JsonResponse(_offer(request, found_for(member, text, most=OFFERED, near=near)))
    groups = found_for(member, text, most=SHOWN, near=near)
    return render(request, "web/search.html", {"text": text, "near": near, "groups": groups})


def _offer(request: HttpRequest, groups: list[Group]) -> dict[str, Any]:
    asked = {name: request.GET[name] for name in ("q", "near") if request.GET.get(name)}
    return {
        "groups": [
            {
                "title": str(group.finder.title),
                "hits": [{"title": hit.title, "about": hit.about, "url": hit.url} for hit in group.hits],
            }
            for group in groups
        ],
        "all": {"title": _("Everything that was found"), "url": f"{request.path}?{urlencode(asked)}"},
    }
