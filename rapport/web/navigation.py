"""The frame around every page: where one is, where one can go."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import unread_count
from rapport.apps.accounts.queries.mentionable import Mentionable


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: its words, its icon, the route it opens, the right it needs, what else is in it."""

    label: str
    icon: str
    route: str
    right: str
    also: tuple[str, ...] = ()


PLACES = [
    Place("Overview", "home", "web:overview", "canvas.view"),
    Place(
        "My day", "sun", "my_day:day", "conversations.view", ("tasks", "calendar", "calls/", "meetings/", "messages/")
    ),
    Place("Canvases", "squares-2x2", "canvas:canvases", "canvas.view", ("templates",)),
    Place("Segments", "user-group", "customers:segments", "segments.view"),
    Place("Customers", "users", "customers:parties", "customers.view"),
    Place("Feedback", "chat-bubble-left-right", "feedback:responses", "responses.view"),
    Place("Sales", "shopping-bag", "sales:orders", "orders.view"),
    Place("Metrics", "chart-bar", "insights:metrics", "metrics.view"),
    Place("Learn", "academic-cap", "canvas:lessons", "canvas.view"),
    Place("Actions", "clipboard-document-check", "canvas:all-actions", "canvas.view"),
    Place("Imports", "arrow-up-tray", "exchange:imports", "imports.run"),
    Place("Workspace", "cog-6-tooth", "accounts:members", "members.view", ("settings/", "sign-ins/", "log", "jobs")),
]


class Rights:
    """What templates ask before they show a button: `may.manage`, or `may.edit_canvas` for canvas.edit."""

    SHORT: ClassVar[dict[str, str]] = {"manage": "workspace.manage", "members": "members.manage", "jobs": "jobs.view"}

    def __init__(self, member: Member) -> None:
        self._member = member

    def __getitem__(self, word: str) -> bool:
        action, _, noun = word.partition("_")
        return self._member.may(self.SHORT.get(word, f"{noun}.{action}"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The template variables `member`, `workspace` and `navigation`; empty outside a workspace."""
    member = getattr(request, "member", None)
    if member is None:
        return {"member": None, "workspace": None, "navigation": []}
    entries = [_entry(place, member.workspace.slug, request.path) for place in PLACES if member.may(place.right)]
    return {
        "member": member,
        "workspace": member.workspace,
        "may": Rights(member),
        "mentionable": Mentionable(member),
        "navigation": [entry for entry in entries if entry],
        "live_url": reverse("activity:live", args=[member.workspace.slug]),
        "live_since": getattr(request, "live_since", None),
        **(_finding(request, member) if member.may("activity.view") else {}),
    }


def _finding(request: HttpRequest, member: Member) -> dict[str, Any]:
    """What is found from the top bar: search, first in the canvas where one is, and what one was told of."""
    slug = member.workspace.slug
    at = request.resolver_match.kwargs.get("canvas_id") if request.resolver_match else None
    return {
        "search_url": reverse("search:everything", args=[slug]),
        "search_near": at or "",
        "bell": {
            "url": reverse("accounts:notifications", args=[slug]),
            "itself": reverse("accounts:bell", args=[slug]),
            "topic": f"notifications:{member.pk}",
            "unread": partial(unread_count, member),
        },
    }


def _entry(place: Place, slug: str, path: str) -> dict[str, Any] | None:
    try:
        url = reverse(place.route, kwargs={"workspace": slug})
    except NoReverseMatch:
        return None
    home = reverse("web:overview", kwargs={"workspace": slug})
    inside = (url, *(home + word for word in place.also))
    return {
        "label": place.label,
        "icon": place.icon,
        "url": url,
        "current": path == url if url == home else path.startswith(inside),
    }
