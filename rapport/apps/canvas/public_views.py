"""Pages for whoever has the link to a canvas: to look at it, or to add notes as a guest.

Nobody here is signed in. Every request asks anew whether the link is open, so revoking it ends everything.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.apps.accounts.access import open_to, refusal
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import branding_of
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import ShareLink
from rapport.apps.canvas.operations.sharing import join_as_guest, opens_with, record_opening
from rapport.apps.canvas.queries.shared import guest_board, shared_canvas
from rapport.apps.canvas.queries.sharing import guest_of, link_by_token
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_id, token_digest
from rapport.kernel.limits import spent
from rapport.ui.colours import LAMP, PAPER, on, readable

View = Callable[..., HttpResponse]
HALF_A_DAY = 12 * 60 * 60
A_MONTH = 30 * 24 * 60 * 60
WINDOW = 10 * 60
TRIES, TRIES_OF_ALL = 10, 60
GUESTS, NOTES = 100, 60


def _by_link(*methods: str, role: str = "", asks: bool = False, opens_itself: bool = False) -> Callable[[View], View]:
    """A view of an open link, called as `view(request, link, **parts)`.

    An unknown, revoked or expired link, one of another role, and one whose password was not given, look the same: not
    there. `asks` shows the form for the password instead; `opens_itself` is for the view that takes it.
    """

    def decorate(view: View) -> View:
        @open_to("anyone", methods=methods or ("GET",))
        @wraps(view)
        def gate(request: HttpRequest, token: str, **parts: Any) -> HttpResponse:
            try:
                link = link_by_token(token)
                if role and link.role != role:
                    raise Missing("This link is not open.")
                if link.password and not opens_itself and not _was_opened(request, link):
                    if not asks:
                        raise Missing("This link is not open.")
                    return _private(_ask_password(request, link), forms=True)
                with timezone.override(link.workspace.zone):
                    response = view(request, link, **parts)
            except Missing:
                return _private(render(request, "canvas/shared/ended.html", status=404))
            except Refused as refused:
                response = refusal(request, refused)
            return _private(response, forms=link.role == ShareLink.Role.CONTRIBUTE or request.method == "POST")

        return gate

    return decorate


@_by_link("GET", asks=True)
def canvas(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The canvas: to look at, or for a guest to work on."""
    record_opening(link)
    if link.role == ShareLink.Role.VIEW:
        return render(request, "canvas/shared/canvas.html", _looked_at(request, link))
    guest = _guest(request, link)
    if guest is None:
        return render(request, "canvas/shared/name.html", {"brand": branding_of(link), **_of(request, link)})
    return render(request, "canvas/shared/guest.html", _worked_on(request, link, guest))


@_by_link("GET")
def parts(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """What of the page may have changed meanwhile."""
    if link.role == ShareLink.Role.VIEW:
        return render(request, "canvas/shared/_canvas.html", _looked_at(request, link))
    return render(request, "canvas/shared/_guest.html", _worked_on(request, link, _known_guest(request, link)))


@_by_link("POST", opens_itself=True)
def password(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Take the password; only so many tries in a while."""
    address = request.META.get("REMOTE_ADDR", "")
    own = spent("share password", link.pk, address, times=TRIES, seconds=WINDOW)
    if spent("share password", link.pk, times=TRIES_OF_ALL, seconds=WINDOW) or own:
        return _ask_password(request, link, why="tries", status=429)
    if not link.password or not opens_with(link, request.POST.get("password", "")):
        return _ask_password(request, link, why="wrong", status=422)
    response = redirect("shared:canvas", token=_token(request))
    _keep(response, request, "opened", _stamp(link), HALF_A_DAY)
    return response


@_by_link("GET", opens_itself=True)
def look(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The workspace's colour as a stylesheet, by day and by lamp, moved until it can be read."""
    accent = branding_of(link).accent
    if not accent:
        return HttpResponse("", content_type="text/css")
    day, lamp = readable(accent, PAPER), readable(accent, LAMP)
    text = f":root {{ --accent: light-dark({day}, {lamp}); --on-accent: light-dark({on(day)}, {on(lamp)}); }}"
    return HttpResponse(f"@layer rooms {{ {text} }}\n", content_type="text/css")


@_by_link("GET", opens_itself=True)
def logo(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The workspace's logo."""
    brand = branding_of(link)
    if not brand.logo:
        raise Missing("There is no logo.")
    return HttpResponse(bytes(brand.logo), content_type=brand.logo_type)


@_by_link("POST", role=ShareLink.Role.CONTRIBUTE)
def name(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Join as a guest under a name; the browser is known by a cookie from then on."""
    response = redirect("shared:canvas", token=_token(request))
    if _guest(request, link) is not None:
        return response
    if spent("share guests", link.pk, request.META.get("REMOTE_ADDR", ""), times=GUESTS, seconds=WINDOW):
        raise _too_fast()
    try:
        guest = join_as_guest(link, request.POST.get("name", ""))
    except Refused as refused:
        context = {"brand": branding_of(link), "refused": refused, **_of(request, link)}
        return render(request, "canvas/shared/name.html", context, status=refused.status)
    _keep(response, request, "guest", {"link": link.pk, "guest": guest.pk}, A_MONTH)
    return response


@_by_link("POST", role=ShareLink.Role.CONTRIBUTE)
def notes(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """A guest's new note."""
    guest = _known_guest(request, link)
    if spent("share notes", guest.pk, times=NOTES, seconds=60):
        raise _too_fast()
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    operations.add_notes(guest, link.canvas_id, section=section, texts=[text])
    return _back(request, link, guest)


@_by_link("POST", "DELETE", role=ShareLink.Role.CONTRIBUTE)
def note(request: HttpRequest, link: ShareLink, note_id: uuid.UUID) -> HttpResponse:
    """A guest changes or deletes a note of their own."""
    guest = _known_guest(request, link)
    if spent("share notes", guest.pk, times=NOTES, seconds=60):
        raise _too_fast()
    if request.method == "DELETE":
        operations.delete_note(guest, link.canvas_id, note_id)
    else:
        operations.edit_note(guest, link.canvas_id, note_id, request.POST.get("text", ""))
    return _back(request, link, guest)


@_by_link("POST", "DELETE", role=ShareLink.Role.CONTRIBUTE)
def vote(request: HttpRequest, link: ShareLink, note_id: uuid.UUID) -> HttpResponse:
    """A guest puts a dot on a note, or takes it back."""
    guest = _known_guest(request, link)
    if spent("share notes", guest.pk, times=NOTES, seconds=60):
        raise _too_fast()
    deed = "unvote" if request.method == "DELETE" else "vote"
    gesture = {"key": str(new_id()), "steps": [{"do": deed, "note": str(note_id)}]}
    operations.record_gesture(guest, link.canvas_id, gesture)
    return _back(request, link, guest)


def _private(response: HttpResponse, *, forms: bool = False) -> HttpResponse:
    """Kept by nobody, found by nobody. Where forms are sent, the browser must say that they come from here."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if forms else "no-referrer"
    return response


def _of(request: HttpRequest, link: ShareLink) -> dict[str, Any]:
    return {"token": _token(request), "link": link, "workspace_name": link.workspace.name}


def _looked_at(request: HttpRequest, link: ShareLink) -> dict[str, Any]:
    return {"shared": shared_canvas(link), **_of(request, link)}


def _worked_on(request: HttpRequest, link: ShareLink, guest: Member) -> dict[str, Any]:
    return {"board": guest_board(link, guest), **_of(request, link)}


def _back(request: HttpRequest, link: ShareLink, guest: Member) -> HttpResponse:
    """The parts as they are now for a script, the page for a plain browser."""
    if request.headers.get("X-Parts"):
        return render(request, "canvas/shared/_guest.html", _worked_on(request, link, guest))
    return redirect("shared:canvas", token=_token(request))


def _ask_password(request: HttpRequest, link: ShareLink, *, why: str = "", status: int = 200) -> HttpResponse:
    context = {"why": why, "brand": branding_of(link), **_of(request, link)}
    response = render(request, "canvas/shared/password.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(WINDOW)
    return response


def _token(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs["token"]) if request.resolver_match else ""


def _stamp(link: ShareLink) -> dict[str, Any]:
    return {"link": link.pk, "password": token_digest(link.password)[:16]}


def _was_opened(request: HttpRequest, link: ShareLink) -> bool:
    return _kept(request, "opened", HALF_A_DAY) == _stamp(link)


def _guest(request: HttpRequest, link: ShareLink) -> Member | None:
    kept = _kept(request, "guest", A_MONTH) or {}
    return guest_of(link, kept["guest"]) if kept.get("link") == link.pk else None


def _known_guest(request: HttpRequest, link: ShareLink) -> Member:
    guest = _guest(request, link)
    if guest is None:
        raise Missing("This link is not open.")
    return guest


def _keep(response: HttpResponse, request: HttpRequest, name: str, value: dict[str, Any], seconds: int) -> None:
    """A signed cookie that only the pages of this link see."""
    response.set_cookie(
        name,
        signing.dumps(value, salt=f"share {name}"),
        max_age=seconds,
        path=f"/s/{_token(request)}",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(request: HttpRequest, name: str, seconds: int) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = signing.loads(request.COOKIES.get(name, ""), salt=f"share {name}", max_age=seconds)
    except signing.BadSignature:
        return None
    return kept


def _too_fast() -> Refused:
    refused = Refused("That was very fast. Wait a minute and try again.", code="too fast")
    refused.status = 429
    return refused
