"""The metrics: one file each, all that can be asked."""

from rapport.analytics.metric import Metric
from rapport.catalogue import Catalogue

catalogue = Catalogue("rapport.analytics.metrics", Metric)

__all__ = ["catalogue"]
