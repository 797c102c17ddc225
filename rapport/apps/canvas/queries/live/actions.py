"""What is to be done, in the section of actions: the overdue first, each with its effect so far."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.actions import actions_of
from rapport.apps.canvas.queries.live._box import LiveBox

MOST_SHOWN = 8
DROPPED = "dropped"


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    found = actions_of(member, canvas.pk)
    # A board is shown to others too, on a screen: what came from a note that is still private is left out.
    seen = (one for one in found.actions if one.row.note is None or not one.row.note.is_private)
    # What is still to be done stands before what is done, each part in the order of its days.
    shown = sorted((one for one in seen if one.row.status != DROPPED), key=lambda one: not one.is_open)
    return {
        "actions": shown[:MOST_SHOWN],
        "more": max(0, len(shown) - MOST_SHOWN),
        "overdue": found.overdue,
        "open_count": sum(one.is_open for one in shown),
    }


actions = LiveBox(
    name="actions",
    title="Actions",
    help="What is to be done, by whom and until when, with what became of its figure so far.",
    fill=_fill,
)
