"""Margin by month since the first order, for the time until a customer is paid back."""

from __future__ import annotations

from typing import Any

from rapport.analytics.estimators import CostPerHead, Margin, Payback

MONTHS = 36
# A month of 30.44 days, in seconds.
_MONTH = 2_629_746
_AGE = "date_diff('second', seen.first_sale_at, seen.moment)"
_SEEN = "date_diff('second', seen.first_sale_at, frames.ends)"
_MARGIN = "coalesce(seen.net - seen.direct_cost, seen.net * choices.margin_rate)"


def payback_parts() -> dict[str, Any]:
    """What makes a metric the months until the margin per customer reaches what winning one cost."""
    months = range(MONTHS)
    measures = {
        f"margin_{k}": f"sum({_MARGIN}) FILTER (WHERE {_AGE} >= {k * _MONTH} AND {_AGE} < {(k + 1) * _MONTH}"
        f" AND {_SEEN} >= {(k + 1) * _MONTH})"
        for k in months
    }
    measures |= {"seen_for": f"max({_SEEN})", "lines": "count(*)", "lines_with_cost": "count(seen.direct_cost)"}
    known = "units.customer IS NOT NULL AND {seen_for} >= "
    parts = {f"margin_{k}": f"sum({{margin_{k}}}) FILTER (WHERE units.customer IS NOT NULL)" for k in months}
    parts |= {f"observed_{k}": f"count(*) FILTER (WHERE {known}{(k + 1) * _MONTH})" for k in months}
    parts |= {name: f"sum({{{name}}}) FILTER (WHERE {known}0)" for name in ("lines", "lines_with_cost")}
    margin = Margin(net="", net_with_cost="", cost="", lines="lines", lines_with_cost="lines_with_cost")
    return {
        "measures": measures,
        "parts": parts,
        "estimator": Payback(
            margin,
            CostPerHead(spent="spent", amounts="amounts", heads="new"),
            tuple(f"margin_{k}" for k in months),
            tuple(f"observed_{k}" for k in months),
        ),
    }
