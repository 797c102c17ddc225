"""Live boxes of trends in demand: the same strip for each of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.demand_trends import DemandTrend, demand_trends
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.demand import demand_of
from rapport.apps.canvas.queries.live._box import LiveBox


def trend_box(name: str) -> LiveBox:
    """The box that shows a trend of that name."""
    trend = demand_trends.get(name)
    return LiveBox(
        name=f"trend_{name}",
        title=trend.title,
        help=trend.help,
        fill=partial(_fill, trend),
        right="metrics.view",
        follows_canvas=False,
        drawn_as="trend",
    )


def _fill(trend: DemandTrend, member: Member, canvas: Canvas) -> dict[str, Any]:
    return {"demand": demand_of(member, canvas, trend)}
