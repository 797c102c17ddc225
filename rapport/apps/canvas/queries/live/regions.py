"""How many come back in each region of a canvas, and whether the regions really differ."""

from __future__ import annotations

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.demand import verdict
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.insights.queries import Subject, figures_for

METRIC = "repeat_purchase_rate"


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    subject = Subject.parse(canvas.figures_subject)
    rows = []
    for row in canvas.rows:
        found = figures_for(member, subject, region=row["region"], period=canvas.period, metrics=[METRIC])
        rows.append({"title": row["title"], "tile": found.tile(METRIC)})
    return {"rows": rows, "verdict": verdict([(one["tile"].value, one["tile"].n) for one in rows])}


regions = LiveBox(
    name="regions",
    title="Repeat purchases by region",
    help="The share that comes back in each row's region, with interval, and whether the regions differ.",
    fill=_fill,
    right="metrics.view",
)
