"""Margin as parts: amounts, their known cost, and how many lines have one."""

from __future__ import annotations

from typing import Any

from rapport.analytics.estimators import Margin
from rapport.analytics.metrics._measures import NET, SALES

MEASURES = {
    "sales": SALES,
    "net": NET,
    "net_with_cost": "sum(seen.net) FILTER (WHERE seen.direct_cost IS NOT NULL)",
    "cost": "sum(seen.direct_cost)",
    "lines": "count(*)",
    "lines_with_cost": "count(seen.direct_cost)",
}
BUYER = "units.customer IS NOT NULL AND {sales} > 0"
_SUMMED = ("net", "net_with_cost", "cost", "lines", "lines_with_cost")


def margin_parts(condition: str = "") -> dict[str, str]:
    """The parts of margin over all units, or over those that meet a condition."""
    only = f" FILTER (WHERE {condition})" if condition else ""
    return {name: f"sum({{{name}}}){only}" for name in _SUMMED}


def margin(**kept: Any) -> Margin:
    """The estimator over these parts: per what, with which n, as a total."""
    return Margin("net", "net_with_cost", "cost", "lines", "lines_with_cost", **kept)
