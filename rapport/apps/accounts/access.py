"""The gate before every page of a workspace: who is asking, and may they.

`@page("canvas.view")` resolves the workspace of the address and the member, hands the member to the view, and turns
whatever an operation refuses into an answer for people. The declared right stands on the view as `view.access`,
where the access matrix of the tests finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations.sessions import renew_if_asked
from rapport.apps.accounts.queries import member_of
from rapport.apps.activity.queries import position_of
from rapport.kernel.errors import Missing, NotPermitted, Refused

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a route: `right` of the workspace, or a named public audience."""

    right: str = ""
    audience: str = "member"
    methods: tuple[str, ...] = ("GET",)


def page(right: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """A view of one workspace: called as `view(request, member, **parts of the address)`.

    Times are those of the workspace's zone.
    Not signed in → the log-in page (401 for fragments and JSON); not a member, or no such workspace → 404;
    without the right → 403; other methods than declared → 405.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, workspace: str, **parts: Any) -> HttpResponse:
            if request.method not in (*methods, "HEAD"):
                return refusal(request, Refused("This address does not take that.", code="method"), status=405)
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            try:
                member = _enter(request, workspace, right)
                with timezone.override(member.workspace.zone):
                    return view(request, member, **parts)
            except Missing as missing:
                raise Http404(missing.message) from missing
            except Refused as refused:
                return refusal(request, refused)

        gate.access = Access(right, methods=methods)  # type: ignore[attr-defined]
        return gate

    return decorate


def open_to(audience: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """A view outside workspaces: `anyone`, or `signed in`. Refusals become answers as for pages."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, **parts: Any) -> HttpResponse:
            if request.method not in (*methods, "HEAD"):
                return refusal(request, Refused("This address does not take that.", code="method"), status=405)
            if audience == "signed in" and not request.user.is_authenticated:
                return _sign_in_first(request)
            try:
                return view(request, **parts)
            except Missing as missing:
                raise Http404(missing.message) from missing
            except Refused as refused:
                return refusal(request, refused)

        gate.access = Access(audience=audience, methods=methods)  # type: ignore[attr-defined]
        return gate

    return decorate


def wants_json(request: HttpRequest) -> bool:
    """Did a script ask, rather than a page?"""
    return "application/json" in request.headers.get("Accept", "")


def refusal(request: HttpRequest, refused: Refused, *, status: int | None = None) -> HttpResponse:
    """The answer to something refused: JSON for scripts, a fragment for htmx, a page for browsers."""
    status = status or refused.status
    if wants_json(request):
        body = {"message": refused.message, "place": refused.place, "code": refused.code}
        return JsonResponse(body, status=status)
    template = "ui/_refused.html" if getattr(request, "htmx", False) else "ui/error.html"
    return render(request, template, {"refused": refused, "status": status}, status=status)


def _enter(request: HttpRequest, slug: str, right: str) -> Member:
    member = member_of(request.user, slug)
    request.member = member  # type: ignore[attr-defined]
    if not getattr(request, "htmx", False):
        if request.method == "GET" and not wants_json(request):
            # Only with a whole page: fragments are asked for side by side, and the others would come with the old key.
            renew_if_asked(request.session)
        # Before anything is read for the page: what changes from here on, the live stream tells it.
        request.live_since = position_of(member)  # type: ignore[attr-defined]
    if right and not member.may(right):
        raise NotPermitted(f"Your role “{member.get_role_display()}” may not open this.", code=right)
    return member


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if wants_json(request) or getattr(request, "htmx", False):
        return refusal(request, Refused("You have been signed out. Sign in again; nothing was changed."), status=401)
    return redirect_to_login(request.get_full_path())
