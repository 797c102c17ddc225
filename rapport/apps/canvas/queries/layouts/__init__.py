"""How canvases can be laid out, and where notes go when the template of one changes."""

from rapport.apps.canvas.queries.layouts.choices import (
    MOST_ROWS,
    Layout,
    Offered,
    layout_of,
    layouts_for,
    own_value,
    regions_for_rows,
    rows_of,
)
from rapport.apps.canvas.queries.layouts.moves import Move, moves_to
from rapport.apps.canvas.queries.layouts.places import Place, earlier_section, places_in

__all__ = [
    "MOST_ROWS",
    "Layout",
    "Move",
    "Offered",
    "Place",
    "earlier_section",
    "layout_of",
    "layouts_for",
    "moves_to",
    "own_value",
    "places_in",
    "regions_for_rows",
    "rows_of",
]
