"""What of a customer's subscriptions runs at the start and at the end of a period, in number and a month's amount."""

from __future__ import annotations

_RUNS = "seen.since <= frames.{at} AND (seen.until IS NULL OR seen.until > frames.{at})"
_A_MONTH = (
    "CAST(seen.amount AS DOUBLE) * CASE seen.billing WHEN 'week' THEN 365.2425 / 84 WHEN 'month' THEN 1.0"
    " WHEN 'quarter' THEN 1.0 / 3 ELSE 1.0 / 12 END"
)

AT_START = f"count(*) FILTER (WHERE {_RUNS.format(at='starts')})"
AT_END = f"count(*) FILTER (WHERE {_RUNS.format(at='ends')})"
AMOUNT_AT_START = f"sum({_A_MONTH}) FILTER (WHERE {_RUNS.format(at='starts')})"
AMOUNT_AT_END = f"sum({_A_MONTH}) FILTER (WHERE {_RUNS.format(at='ends')})"
