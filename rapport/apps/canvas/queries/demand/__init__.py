"""How a trend in demand shows on a canvas: in what its people say and do, since when, and by region."""

from rapport.apps.canvas.queries.demand.trend import Demand, demand_of
from rapport.apps.canvas.queries.demand.verdicts import Verdict, verdict

__all__ = ["Demand", "Verdict", "demand_of", "verdict"]
