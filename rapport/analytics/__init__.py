"""Metrics of customer relationships with their uncertainty: a library of its own, without the web application.

Ask a `Source` of fact tables one `Question`; the `answer` holds a row for every metric × segment × region × period::

    from rapport import analytics

    source = analytics.Source({"orders": orders, "customers": customers})
    question = analytics.Question(metrics=["revenue", "repeat_purchase_rate"], period=analytics.Period(start, end))
    analytics.answer(source, question).row("revenue").value
"""

from rapport.analytics import metrics
from rapport.analytics.answer import Answer, Row
from rapport.analytics.comparing import Difference, difference
from rapport.analytics.engine import answer
from rapport.analytics.errors import AnalyticsError, BadQuestion, BadTable, MixedCurrencies
from rapport.analytics.question import Choices, Period, Question
from rapport.analytics.source import Source

__all__ = [
    "AnalyticsError",
    "Answer",
    "BadQuestion",
    "BadTable",
    "Choices",
    "Difference",
    "MixedCurrencies",
    "Period",
    "Question",
    "Row",
    "Source",
    "answer",
    "difference",
    "metrics",
]
