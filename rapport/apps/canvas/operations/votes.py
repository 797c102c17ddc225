"""Votes: dots that people put on notes. Each function is one step at an open desk."""

from __future__ import annotations

import uuid

from rapport.apps.canvas.models import Vote
from rapport.apps.canvas.operations.log import Desk, fixed_id
from rapport.apps.canvas.queries.workshops import running_workshop, votes_each
from rapport.kernel.errors import Missing, Refused


def vote(desk: Desk, note_id: uuid.UUID) -> None:
    """Put one more of the member's dots on a note."""
    if desk.note(note_id).deleted_at:
        raise Missing("This note has been deleted.")
    _require_open(desk)
    each = votes_each(desk.member, desk.canvas)
    if _given(desk) >= each:
        raise Refused(f"You have given all your {each} votes. Take one back first.", place="vote", code="votes given")
    own = _own(desk, note_id)
    if own is None:
        fresh = Vote(id=_id(desk, note_id), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
        desk.add(fresh, "vote.added", note_id=note_id, dots=1)
    elif own.deleted_at:
        desk.put_back(own, "vote.restored")
        desk.set(own, "vote.changed", "dots", 1)
    else:
        desk.set(own, "vote.changed", "dots", own.dots + 1)


def take_back(desk: Desk, note_id: uuid.UUID) -> None:
    """Take one of the member's own dots off a note."""
    desk.note(note_id)
    _require_open(desk)
    own = _own(desk, note_id)
    if own is None or own.deleted_at:
        return
    elif own.dots > 1:
        desk.set(own, "vote.changed", "dots", own.dots - 1)
    else:
        desk.remove(own, "vote.removed")


def is_open(desk: Desk) -> bool:
    """While a workshop is on, people vote when its leader lets them; at other times whenever they like."""
    workshop = running_workshop(desk.member, desk.canvas)
    return workshop is None or workshop.is_voting


def _require_open(desk: Desk) -> None:
    if not is_open(desk):
        raise Refused("Voting is not open at the moment.", place="vote", code="voting closed")


def _given(desk: Desk) -> int:
    own = (one for one in desk.rows(Vote).values() if one.author_id == desk.member.pk and not one.deleted_at)
    return sum(one.dots for one in own if not desk.notes[one.note_id].deleted_at)


def _own(desk: Desk, note_id: uuid.UUID) -> Vote | None:
    return desk.rows(Vote).get(_id(desk, note_id))


def _id(desk: Desk, note_id: uuid.UUID) -> uuid.UUID:
    """One vote a note and member, put back rather than made again."""
    return fixed_id(desk.canvas, "vote", note_id, desk.member.pk)
