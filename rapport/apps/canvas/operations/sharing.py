"""Links by which people outside see a canvas or add notes to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import add_guest
from rapport.apps.activity.operations import recorded
from rapport.apps.canvas.models import ShareLink
from rapport.apps.canvas.operations.log import canvas_for_writing
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.sharing import EXPOSABLE
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_token, token_digest

MOST_LINKS = 50
MOST_GUESTS = 5_000
LONGEST_PASSWORD = 128
SHORTEST_PASSWORD = 6


def share_canvas(
    member: Member,
    canvas_id: int,
    *,
    title: str = "",
    role: str = ShareLink.Role.VIEW,
    exposes: Collection[str] = (),
    password: str = "",
    expires_at: datetime | None = None,
) -> tuple[ShareLink, str]:
    """Open a canvas to whoever has the link; returns the link and its token, which is known only now.

    Nothing but the notes is shown unless it is among `exposes`.
    """
    member.require("canvas.share")
    kept = clean_text(title, place="title", longest=120, required=False)
    shown = _exposes(exposes)
    _check(role, password, expires_at)
    token = new_token()
    with recorded(member.actor, "canvas.shared", topics=["sharing"]) as change:
        canvas = canvas_for_writing(member, canvas_id)
        if canvas.archived_at:
            raise Refused("This canvas is in the archive. Put it back in use to share it.", place="canvas")
        if ShareLink.objects.of(member).filter(canvas=canvas, revoked_at=None).count() >= MOST_LINKS:
            raise Refused(f"A canvas has {MOST_LINKS} links at most. Revoke one first.", place="canvas", code="full")
        link: ShareLink = ShareLink.objects.create(
            workspace_id=canvas.workspace_id,
            canvas=canvas,
            token_digest=token_digest(token),
            title=kept,
            role=role,
            exposes=shown,
            password=make_password(password) if password else "",
            expires_at=expires_at,
            made_by=member,
        )
        change.about("canvas", canvas.pk, canvas.title)
        change.details.update(link=link.pk, role=role, exposes=shown)
    return link, token


def revoke_link(member: Member, canvas_id: int, link_id: int) -> ShareLink:
    """End a link: from the next request on it leads nowhere."""
    member.require("canvas.share")
    with recorded(member.actor, "canvas.unshared", topics=["sharing"]) as change:
        link: ShareLink | None = (
            ShareLink.objects.of(member).select_for_update(of=("self",)).filter(pk=link_id, canvas_id=canvas_id).first()
        )
        if link is None:
            raise Missing("There is no such link.")
        change.about("canvas", canvas_id, link.title)
        if link.revoked_at:
            change.leave_no_record()
        else:
            link.revoked_at = now()
            link.save(update_fields=["revoked_at"])
    return link


def record_opening(link: ShareLink) -> None:
    """Count that a link was opened."""
    ShareLink.objects.of(link).filter(pk=link.pk).update(opened_at=now(), opened_times=F("opened_times") + 1)


def opens_with(link: ShareLink, password: str) -> bool:
    """Is this the password of the link?"""
    return check_password(password[:LONGEST_PASSWORD], link.password)


def join_as_guest(link: ShareLink, name: str) -> Member:
    """Somebody without an account joins by a link that lets them add notes."""
    if link.role != ShareLink.Role.CONTRIBUTE:
        raise Missing("This link is not open.")
    if Member.objects.of(link).filter(role=Member.Role.GUEST).count() >= MOST_GUESTS:
        raise Refused("There are too many guests already.", place="name", code="full")
    return add_guest(link.workspace, name=name)


def _exposes(given: Collection[str]) -> list[str]:
    unknown = [word for word in given if word not in EXPOSABLE]
    if unknown:
        raise Refused(f"Choose what to show from: {', '.join(EXPOSABLE)}.", place="exposes", code="choice")
    return [word for word in EXPOSABLE if word in given]


def _check(role: str, password: str, expires_at: datetime | None) -> None:
    if role not in ShareLink.Role.values:
        raise Refused("A link lets people look, or add notes.", place="role", code="choice")
    if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(f"Give the password {SHORTEST_PASSWORD} letters or more.", place="password", code="password")
    if expires_at is not None and expires_at <= now():
        raise Refused("That day is over already.", place="expires_at", code="past")
