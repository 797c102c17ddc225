"""Being on a canvas: each open tab says every few seconds that it is still there (B9)."""

from __future__ import annotations

import uuid
from datetime import timedelta

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import announce
from rapport.apps.canvas.models import Canvas, Presence
from rapport.apps.canvas.operations.log import canvas_for_writing
from rapport.apps.canvas.queries.presence import HERE_FOR
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict

FORGOTTEN_AFTER = timedelta(hours=1)


def be_here(member: Member, canvas_id: int, tab: uuid.UUID, *, note: uuid.UUID | None = None) -> None:
    """Say that a tab has the canvas open, and which note is being written on there.

    Others are told when that is news, not at every beat.
    """
    member.require("canvas.view")
    canvas = canvas_for_writing(member, canvas_id)
    at = now()
    known = Presence.objects.of(member).filter(canvas=canvas, tab=tab).first()
    if known is None:
        _arrive(member, canvas, tab, note)
    elif known.member_id != member.pk:
        raise Conflict("Another person's tab has this name.", place="tab", code="id used")
    else:
        is_news = known.note != note or known.at < at - HERE_FOR
        Presence.objects.of(member).filter(pk=known.pk).update(at=at, note=note)
        if is_news:
            _tell(canvas)


def leave(member: Member, canvas_id: int, tab: uuid.UUID) -> None:
    """Say that a tab has been closed or gone elsewhere."""
    member.require("canvas.view")
    canvas = canvas_for_writing(member, canvas_id)
    gone, _ = Presence.objects.of(member).filter(canvas=canvas, tab=tab, member=member).delete()
    if gone:
        _tell(canvas)


def _arrive(member: Member, canvas: Canvas, tab: uuid.UUID, note: uuid.UUID | None) -> None:
    at = now()
    own = {"workspace_id": canvas.workspace_id, "member": member, "at": at, "note": note}
    Presence.objects.of(member).filter(canvas=canvas, at__lt=at - FORGOTTEN_AFTER).delete()
    Presence.objects.bulk_create([Presence(canvas=canvas, tab=tab, **own)], ignore_conflicts=True)
    _tell(canvas)


def _tell(canvas: Canvas) -> None:
    announce(canvas.workspace_id, f"{canvas.topic}:here")
