"""What flows into the lake: one file for each fact table."""

from rapport.apps.insights.extracts._extract import Extract
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.apps.insights.extracts", Extract)

__all__ = ["Extract", "catalogue"]
