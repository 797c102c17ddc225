"""Show definition: the SQL of one metric alone, and the same in the dialect of another engine."""

from __future__ import annotations

from datetime import UTC, datetime

from rapport.analytics.engine.compose import by_fact, compose
from rapport.analytics.engine.stretches import frames, stretches
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.question import Period, Question


def definition_sql(metric: Metric, question: Question | None = None) -> str:
    """The SQL that computes a metric's parts, one statement for each fact table, parted by semicolons.

    Without a question it is about everybody in January 2026.
    """
    asked = (question or _example(metric)).about(metric.name)
    periods = stretches(asked)
    statements = []
    for name, taken in by_fact([metric]).items():
        looked_at = frames(asked, periods, {ingredient.span for _, ingredient in taken})
        statements.append(compose(facts.get(name), taken, asked, looked_at, with_customers=True, readable=True).sql)
    return ";\n\n".join(statements)


def _example(metric: Metric) -> Question:
    month = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    return Question(metrics=[metric.name], period=month, as_of=month.end, known_until=month.end)
