"""What of a customer's subscriptions runs at the start and at the end of a period, in number and a month's amount."""

from __future__ import annotations

_RUNS = "seen.since <= frames.{at} AND (seen.until IS NULL OR seen.until > frames.{at})"
# A month has 365.2425 / 84 weeks; in 4800ths of what a month brings, that of every billing is whole. So sums are exact,
# the same on every engine, and who pays as much by the year as by the month pays the same.
TO_A_MONTH = 4800
_IN_PARTS = (
    "seen.amount * CASE seen.billing WHEN 'week' THEN 20871 WHEN 'month' THEN 4800 WHEN 'quarter' THEN 1600"
    " ELSE 400 END"
)

AT_START = f"count(*) FILTER (WHERE {_RUNS.format(at='starts')})"
AT_END = f"count(*) FILTER (WHERE {_RUNS.format(at='ends')})"
AMOUNT_AT_START = f"sum({_IN_PARTS}) FILTER (WHERE {_RUNS.format(at='starts')})"
AMOUNT_AT_END = f"sum({_IN_PARTS}) FILTER (WHERE {_RUNS.format(at='ends')})"
