"""New customers whose declared day after the first purchase ended within the period, and what they bought since.

Days are stretches of 24 hours. That the day ended in the period makes every figure complete with its period.
"""

from __future__ import annotations

from typing import Any

from rapport.analytics.estimators import Share

DAY_BEGINS = "choices.return_day * 86400"
DAY_ENDS = "(choices.return_day + 1) * 86400"
AGE = "date_diff('second', seen.first_sale_at, seen.moment)"
_BEGAN = (
    f"seen.kind = 'sale' AND date_diff('second', seen.first_sale_at, frames.ends) >= {DAY_ENDS}"
    f" AND date_diff('second', seen.first_sale_at, frames.starts) < {DAY_ENDS}"
)


def returned(when: str, *, did: bool = True) -> dict[str, Any]:
    """What makes a metric the share of these new customers who bought (or did not) at a time given as a condition."""
    return {
        "fact": "orders",
        "span": "return",
        "measures": {
            "first": f"count(*) FILTER (WHERE {_BEGAN} AND seen.moment = seen.first_sale_at)",
            "returns": f"count(*) FILTER (WHERE {_BEGAN} AND {when})",
        },
        "parts": {
            "began": "count(*) FILTER (WHERE {first} > 0)",
            "hits": f"count(*) FILTER (WHERE {{first}} > 0 AND {{returns}} {'>' if did else '='} 0)",
        },
        "estimator": Share(hits="hits", tries="began"),
        "nothing": "no new customer's day ended in the period",
        "n_means": "the new customers whose day ended in the period",
    }
