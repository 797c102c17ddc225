"""From parts to figures: the finalisers of metrics, each for all cells at once.

Every estimator reads parts (arrays of cells × buckets) by name and returns `Estimates`.
"""

from rapport.analytics.estimators.base import Estimates, Estimator, Parts, ratio
from rapport.analytics.estimators.comparison import Index, MeanLift, ShareLift
from rapport.analytics.estimators.money import CostPerHead, Margin, Payback, ValueToCost, WorkCost
from rapport.analytics.estimators.plain import Mean, NetPromoter, Ratio, Share, Total
from rapport.analytics.estimators.spread import Concentration, Quantile

__all__ = [
    "Concentration",
    "CostPerHead",
    "Estimates",
    "Estimator",
    "Index",
    "Margin",
    "Mean",
    "MeanLift",
    "NetPromoter",
    "Parts",
    "Payback",
    "Quantile",
    "Ratio",
    "Share",
    "ShareLift",
    "Total",
    "ValueToCost",
    "WorkCost",
    "ratio",
]
