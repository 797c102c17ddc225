"""Pages and fragments of figures."""

from rapport.apps.insights.views.alerts import alerts
from rapport.apps.insights.views.analyses import analysis, people, sheets, shelf
from rapport.apps.insights.views.currencies import carrying, currencies, rate
from rapport.apps.insights.views.explorer import behind, definition, definitions, metrics, table
from rapport.apps.insights.views.figures import profile, tile, tiles
from rapport.apps.insights.views.suggestions import suggested, suggestion
from rapport.apps.insights.views.targets import target, targets

__all__ = [
    "alerts",
    "analysis",
    "behind",
    "carrying",
    "currencies",
    "definition",
    "definitions",
    "metrics",
    "people",
    "profile",
    "rate",
    "sheets",
    "shelf",
    "suggested",
    "suggestion",
    "table",
    "target",
    "targets",
    "tile",
    "tiles",
]
