"""Metrics of customer relationships with their uncertainty: a library of its own, without the web application.

Ask a `Source` of fact tables one `Question`; the `answer` holds a row for every metric × segment × region × period::

    from rapport import analytics

    source = analytics.Source({"orders": orders, "customers": customers})
    question = analytics.Question(metrics=["revenue", "repeat_purchase_rate"], period=analytics.Period(start, end))
    analytics.answer(source, question).row("revenue").value

What one figure cannot say has a package of its own: ``models`` (purchases, lifetimes, spend), ``survival``,
``cohorts``, ``segmentation``, ``baskets``, ``trends``, ``drivers``, ``effects``, ``profit``, ``honesty`` (comparing,
pooling, targets) and ``simulation``. Each asks a `Source`, or plain arrays.
"""

from rapport.analytics import (
    baskets,
    cohorts,
    drivers,
    effects,
    honesty,
    metrics,
    models,
    profit,
    segmentation,
    simulation,
    survival,
    trends,
)
from rapport.analytics.answer import Answer, Row
from rapport.analytics.attribution import Attribution, acquisition_costs
from rapport.analytics.behind import people_behind
from rapport.analytics.checks import Checks
from rapport.analytics.comparing import Difference, difference
from rapport.analytics.consistency import channel_consistency, consistency_by_touchpoint
from rapport.analytics.copies import Copies
from rapport.analytics.currency import converted
from rapport.analytics.engine import answer
from rapport.analytics.errors import AnalyticsError, BadEngine, BadQuestion, BadTable, MixedCurrencies
from rapport.analytics.figure import Figure
from rapport.analytics.kept import Kept
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Choices, Period, Question
from rapport.analytics.source import Source

__all__ = [
    "EVERYBODY",
    "AnalyticsError",
    "Answer",
    "Attribution",
    "BadEngine",
    "BadQuestion",
    "BadTable",
    "Checks",
    "Choices",
    "Copies",
    "Difference",
    "Figure",
    "Kept",
    "MixedCurrencies",
    "Period",
    "Population",
    "Question",
    "Row",
    "Source",
    "acquisition_costs",
    "adjusted",
    "answer",
    "baskets",
    "channel_consistency",
    "consistency_by_touchpoint",
    "cohorts",
    "converted",
    "difference",
    "drivers",
    "effects",
    "honesty",
    "metrics",
    "models",
    "people_behind",
    "profit",
    "segmentation",
    "simulation",
    "survival",
    "trends",
]
