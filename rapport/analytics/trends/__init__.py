"""How demand moves over time, and whether it moves differently from place to place."""

from rapport.analytics.trends.demand import Demand, demand_trends
from rapport.analytics.trends.slopes import Trend, Trends, trend, trends

__all__ = ["Demand", "Trend", "Trends", "demand_trends", "trend", "trends"]
