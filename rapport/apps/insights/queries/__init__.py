"""Reading figures: tiles, profiles, series, definitions, and how far the lake has come."""

from rapport.apps.insights.queries.definitions import default_metrics, metric_titles
from rapport.apps.insights.queries.figures import Figures, figures_for, period_choices, tile_texts_for_export
from rapport.apps.insights.queries.periods import period_ending
from rapport.apps.insights.queries.profile import Profile, profile_for
from rapport.apps.insights.queries.subjects import Named, Subject, named

__all__ = [
    "Figures",
    "Named",
    "Profile",
    "Subject",
    "default_metrics",
    "figures_for",
    "metric_titles",
    "named",
    "period_choices",
    "period_ending",
    "profile_for",
    "tile_texts_for_export",
]
