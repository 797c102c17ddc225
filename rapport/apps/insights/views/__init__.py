"""Pages and fragments of figures."""

from rapport.apps.insights.views.explorer import definition, definitions, metrics, table
from rapport.apps.insights.views.figures import profile, tile, tiles
from rapport.apps.insights.views.targets import target, targets

__all__ = ["definition", "definitions", "metrics", "profile", "table", "target", "targets", "tile", "tiles"]
