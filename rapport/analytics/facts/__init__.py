"""The fact tables: one file each, all that a metric may read."""

from rapport.analytics.fact import Fact
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.analytics.facts", Fact)

__all__ = ["catalogue"]
