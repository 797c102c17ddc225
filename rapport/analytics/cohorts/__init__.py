"""Cohorts of customers: the triangle, retention in its forms, and how long customers stayed."""

from rapport.analytics.cohorts.lifetimes import (
    Lifetimes,
    order_lifetimes,
    renewal_periods,
    stays,
    subscription_lifetimes,
)
from rapport.analytics.cohorts.retention import (
    Bracket,
    Retention,
    from_day,
    on_day,
    retention,
    retention_of,
    within,
)
from rapport.analytics.cohorts.triangle import Cells, Cohort, Triangle, triangle

__all__ = [
    "Bracket",
    "Cells",
    "Cohort",
    "Lifetimes",
    "Retention",
    "Triangle",
    "from_day",
    "on_day",
    "order_lifetimes",
    "renewal_periods",
    "retention",
    "retention_of",
    "stays",
    "subscription_lifetimes",
    "triangle",
    "within",
]
