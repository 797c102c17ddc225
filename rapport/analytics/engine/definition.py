"""Show definition: the SQL of one metric alone, and the same in the dialect of another engine."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlglot

from rapport.analytics.engine.compose import compose
from rapport.analytics.engine.stretches import frames, stretches
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.question import Period, Question


def definition_sql(metric: Metric, question: Question | None = None) -> str:
    """The SQL that computes a metric's parts; without a question, of everybody in January 2026."""
    asked = (question or _example(metric)).about(metric.name)
    looked_at = frames(asked, stretches(asked), {metric.span})
    return compose(facts.get(metric.fact), [metric], asked, looked_at, with_customers=True, readable=True).sql


def in_dialect(sql: str, dialect: str) -> str:
    """The same SQL for another engine: ``postgres``, ``spark``, ``trino``, ``snowflake``, …"""
    return sqlglot.transpile(sql, read="duckdb", write=dialect, pretty=True)[0]


def _example(metric: Metric) -> Question:
    month = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    return Question(metrics=[metric.name], period=month, as_of=month.end, known_until=month.end)
