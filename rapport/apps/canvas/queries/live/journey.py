"""Where customers stand in their life with the business, in the section of the journey."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.live._box import LiveBox
from rapport.apps.insights.queries import Subject
from rapport.apps.insights.queries.people import ACTIVE_DAYS, NAMES, NEW_DAYS, RISK_DAYS, People, people_for
from rapport.ui import figures


def _fill(member: Member, canvas: Canvas) -> dict[str, Any]:
    subject = Subject.parse(canvas.figures_subject)
    people = people_for(member, subject, region=canvas.region_id, period=canvas.period)
    last_day = figures.day(people.period.end - timedelta(days=1))
    return {"people": people, "steps": _steps(people), "state": people.health.state, "last_day": last_day}


def _steps(people: People) -> list[dict[str, Any]]:
    """Each position with its count, its share as the width of a bar, and its rule."""
    words = {
        "prospect": (_("Prospects"), _("have never bought")),
        "new": (_("New"), _("first bought in the last %(days)s days") % {"days": NEW_DAYS}),
        "active": (_("Active"), _("bought in the last %(days)s days, and before") % {"days": ACTIVE_DAYS}),
        "at_risk": (
            _("At risk"),
            _("last bought %(from)s to %(to)s days ago") % {"from": ACTIVE_DAYS + 1, "to": RISK_DAYS},
        ),
        "lost": (_("Lost"), _("last bought over %(days)s days ago") % {"days": RISK_DAYS}),
    }
    total = people.total
    counts = {name: getattr(people, name) for name in NAMES}
    return [
        {
            "name": name,
            "title": title,
            "rule": rule,
            "count": counts[name],
            "width": f"{counts[name] / total * 100:.1f}",
        }
        for name, (title, rule) in words.items()
        if total
    ]


journey = LiveBox(
    name="journey",
    title="Where customers stand",
    help="Prospects, new, active, at risk and lost, by the dates of their orders.",
    fill=_fill,
    right="metrics.view",
    follows_canvas=False,
)
