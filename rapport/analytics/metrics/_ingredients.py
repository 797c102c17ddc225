"""What several metrics take from another table than their own."""

from __future__ import annotations

from rapport.analytics.metric import Ingredient
from rapport.analytics.metrics._measures import FIRSTS, SALES

KNOWN_CUSTOMERS = Ingredient(
    fact="customers",
    span="to_date",
    measures={"known": "count(*)"},
    parts={"customers": "count(*) FILTER (WHERE {known} > 0)"},
)
ACTIVE_CUSTOMERS = Ingredient(
    fact="orders",
    measures={"sales": SALES},
    parts={"active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)"},
)
NEW_CUSTOMERS = Ingredient(
    fact="orders",
    measures={"firsts": FIRSTS},
    parts={"new": "count(*) FILTER (WHERE {firsts} > 0)"},
)
ACQUISITION_SPEND = Ingredient(
    fact="spend",
    measures={
        "spent": "sum(seen.amount) FILTER (WHERE coalesce(seen.purpose, 'acquisition') = 'acquisition')",
        "amounts": "count(*) FILTER (WHERE coalesce(seen.purpose, 'acquisition') = 'acquisition')",
    },
    parts={"spent": "sum({spent})", "amounts": "sum({amounts})"},
)
