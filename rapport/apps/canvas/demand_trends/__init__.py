"""Trends in what customers ask for, scored and compared by region: one file each, one `DemandTrend` per file."""

from rapport.apps.canvas.demand_trends._trend import DemandTrend
from rapport.catalogue import Catalogue

__all__ = ["DemandTrend", "demand_trends"]

demand_trends: Catalogue[DemandTrend] = Catalogue("rapport.apps.canvas.demand_trends", DemandTrend)
