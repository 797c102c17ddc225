"""What the health index takes from the tables: shares from 0 to 1, each with what it is a share of."""

from __future__ import annotations

from rapport.analytics.estimators import Index
from rapport.analytics.metric import Ingredient
from rapport.analytics.metrics._measures import LATEST, SALES, USE, answers

HEALTH = Index(
    shares=(
        ("use", "users", "customers", "events_seen"),
        ("purchase", "buyers", "customers", "sales_seen"),
        ("recommendation", "recommended", "answered", "answered"),
        ("peace", "discontent", "customers", "tickets_seen"),
    ),
    inverted=("peace",),
    n="customers",
)
_LATELY = "date_diff('second', seen.moment, frames.ends) <= choices.active_days * 86400"
_OPEN = "seen.complaint AND (seen.resolved_at IS NULL OR seen.resolved_at >= frames.ends)"
_ONE = "count(*) FILTER (WHERE units.customer IS NOT NULL AND {{{name}}} > 0)"

HEALTH_PARTS = (
    Ingredient(
        fact="events",
        span="standing",
        optional=True,
        measures={"lately": f"count(*) FILTER (WHERE {USE} AND {_LATELY})", "events": "count(*)"},
        parts={"users": _ONE.format(name="lately"), "events_seen": "sum({events})"},
    ),
    Ingredient(
        fact="orders",
        span="silence",
        optional=True,
        measures={
            "lately": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment >= frames.quiet)",
            "sales": SALES,
        },
        parts={"buyers": _ONE.format(name="lately"), "sales_seen": "sum({sales})"},
    ),
    Ingredient(
        fact="responses",
        span="silence",
        optional=True,
        measures={
            "score": f"sum(seen.score) FILTER (WHERE seen.kind = 'nps' AND {LATEST})",
            "answers": answers("nps", LATEST),
        },
        parts={"recommended": "sum({score}) / 10.0", "answered": "sum({answers})"},
    ),
    Ingredient(
        fact="tickets",
        span="standing",
        optional=True,
        measures={"open": f"count(*) FILTER (WHERE {_OPEN})", "tickets": "count(*)"},
        parts={"discontent": _ONE.format(name="open"), "tickets_seen": "sum({tickets})"},
    ),
)
