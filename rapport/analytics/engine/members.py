"""Who is a member of the segments asked about."""

from __future__ import annotations

from rapport.analytics.engine.blocks import instant, numbers
from rapport.analytics.question import Question


def members_sql(question: Question, distinct: str = "DISTINCT ") -> str:
    """The SELECT of segment and customer of everybody who is a member at the instant asked."""
    assert question.as_of is not None
    as_of = instant(question.as_of)
    return (
        f"SELECT {distinct}segment, customer FROM memberships\nWHERE segment IN ({numbers(question.segments or ())})"
        f"\n  AND since <= {as_of} AND (until IS NULL OR until > {as_of})"
    )
