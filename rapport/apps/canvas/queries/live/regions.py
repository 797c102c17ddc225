"""How many come back in each region of a canvas, and whether the regions really differ."""

from __future__ import annotations

from typing import Any

from rapport.analytics.comparing import chance_of_such_shares
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.insights.queries import Subject, figures_for

METRIC = "repeat_purchase_rate"
CLEAR = 0.05


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    subject = Subject.parse(canvas.figures_subject)
    rows = []
    for row in canvas.rows:
        found = figures_for(member, subject, region=row["region"], period=canvas.period, metrics=[METRIC])
        rows.append({"title": row["title"], "tile": found.tile(METRIC)})
    return {"rows": rows, "verdict": verdict([(one["tile"].value, one["tile"].n) for one in rows])}


def verdict(shares: list[tuple[float | None, int | None]]) -> str:
    """Whether regions differ: "real", "chance", "unknown" where too few customers stand behind the figures, or
    "alone" where there is nothing to compare with."""
    if len(shares) < 2:
        return "alone"
    known = [(value, n) for value, n in shares if value is not None and n]
    chance = chance_of_such_shares(known) if len(known) == len(shares) else None
    if chance is None:
        return "unknown"
    return "real" if chance < CLEAR else "chance"


regions = LiveBox(
    name="regions",
    title="Repeat purchases by region",
    help="The share that comes back in each row's region, with interval, and whether the regions differ.",
    fill=_fill,
    right="metrics.view",
)
