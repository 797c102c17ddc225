"""What customers brought as a histogram that adds up, for figures of concentration.

Amounts below one unit of money, negative ones too, make the first bin; from there the edges grow by the root of two up
to 16.8 million. Each bin holds how many customers it has and what they brought together.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rapport.analytics.estimators import Concentration
from rapport.analytics.metrics._measures import NET, SALES

EDGES = tuple(round(2 ** (step / 2), 6) for step in range(49))
_BUYER = "units.customer IS NOT NULL AND {sales} > 0"


def concentration(top: float | None = None) -> dict[str, Any]:
    """What makes a metric a figure of how revenue lies among the customers of the period."""
    limits = [f"{{net}} < {EDGES[0]}"]
    limits += [f"{{net}} >= {low} AND {{net}} < {high}" for low, high in pairwise(EDGES)]
    limits += [f"{{net}} >= {EDGES[-1]}"]
    counts = {f"count_{n}": f"count(*) FILTER (WHERE {_BUYER} AND {limit})" for n, limit in enumerate(limits)}
    sums = {f"sum_{n}": f"sum({{net}}) FILTER (WHERE {_BUYER} AND {limit})" for n, limit in enumerate(limits)}
    return {
        "fact": "orders",
        "measures": {"net": NET, "sales": SALES},
        "parts": counts | sums,
        "estimator": Concentration(tuple(counts), tuple(sums), top=top),
        "nothing": "no known customer bought in the period",
        "n_means": "the customers who bought",
    }
