"""What somebody is to do on canvases now."""

from __future__ import annotations

from datetime import date

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action
from rapport.apps.canvas.queries.actions.shown import OPEN

MOST = 50


def own_actions_due(member: Member, *, until: date) -> list[Action]:
    """The member's open actions of canvases in use that are due by a day, the earliest first."""
    member.require("canvas.view")
    rows = Action.objects.of(member).visible_to(member).living().filter(canvas__archived_at=None)
    mine = rows.filter(owner=member, status__in=OPEN, due__lte=until)
    return list(mine.select_related("canvas").order_by("due", "order_key", "pk")[:MOST])
