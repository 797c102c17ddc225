"""Links to a canvas for people outside: those there are, and the one a token stands for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, ShareLink
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.ids import token_digest

# What a link may show beyond the notes, in the order in which it is asked.
EXPOSABLE = {
    "figures": gettext_lazy("Figures"),
    "evidence": gettext_lazy("How notes stand, and what kinds of evidence there are"),
    "actions": gettext_lazy("Actions with their dates"),
    "comments": gettext_lazy("Comments"),
    "quotes": gettext_lazy("What customers said, in their words"),
    "authors": gettext_lazy("Names of colleagues: authors and owners"),
    "names": gettext_lazy("Names of customers"),
}
PERSONAL = ("quotes", "authors", "names")


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as its maker sees it; the address itself was shown once and is not known any more."""

    link: ShareLink
    exposed: list[str]
    state: str
    maker: str

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def links_of(member: Member, canvas_id: int) -> list[LinkView]:
    """The links to a canvas, newest first, those that have ended last."""
    member.require("canvas.share")
    canvas = canvas_of(member, canvas_id)
    rows = ShareLink.objects.of(member).filter(canvas=canvas).select_related("made_by__user").order_by("-pk")
    views = [_view(link) for link in rows]
    return sorted(views, key=lambda view: not view.is_open)


def link_by_token(token: str) -> ShareLink:
    """The open link a token stands for. Raises Missing alike for unknown, revoked and expired ones."""
    waiting = ShareLink.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()), revoked_at=None)
    found: ShareLink | None = (
        waiting.filter(token_digest=token_digest(token)).select_related("workspace").first() if token else None
    )
    if found is None:
        raise Missing("This link is not open.")
    found.canvas = _canvas(found)
    return found


def _canvas(link: ShareLink) -> Canvas:
    rows = Canvas.objects.of(link).open().filter(pk=link.canvas_id)
    canvas: Canvas | None = rows.select_related("segment", "party", "region", "own_template").first()
    if canvas is None:
        raise Missing("This link is not open.")
    return canvas


def guest_of(link: ShareLink, member_id: int) -> Member | None:
    """The guest whom this link's cookie names, while they may still come."""
    found: Member | None = (
        Member.objects.of(link).active().filter(pk=member_id, role=Member.Role.GUEST).select_related("user").first()
    )
    if found is not None:
        found.workspace = link.workspace
    return found


def _view(link: ShareLink) -> LinkView:
    if link.revoked_at:
        state = "revoked"
    elif link.expires_at and link.expires_at <= now():
        state = "expired"
    else:
        state = "open"
    exposed = [str(words) for name, words in EXPOSABLE.items() if name in link.exposes]
    return LinkView(link, exposed, state, str(link.made_by or ""))
