"""What can be looked into beyond single figures: one file for each analysis, defining one `Analysis` of its name."""

from rapport.apps.insights.analyses._analysis import (
    GROUPS,
    Analysis,
    OwnField,
    Payload,
    Sheet,
    Study,
    Suggestion,
    Telling,
    Wish,
)
from rapport.catalogue import Catalogue

__all__ = ["GROUPS", "Analysis", "OwnField", "Payload", "Sheet", "Study", "Suggestion", "Telling", "Wish", "analyses"]

analyses: Catalogue[Analysis] = Catalogue("rapport.apps.insights.analyses", Analysis)
