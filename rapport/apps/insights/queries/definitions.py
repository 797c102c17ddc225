"""What is measured: the metrics, their groups, and what they read."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics import catalogue
from rapport.catalogue import UnknownEntry
from rapport.kernel.errors import Missing

ON_A_CANVAS = (
    "revenue",
    "active_customers",
    "average_order_value",
    "purchase_frequency",
    "repeat_purchase_rate",
    "retention_rate",
    "nps",
    "csat",
)
OF_A_CUSTOMER = ("revenue", "orders", "average_order_value", "lifetime_revenue", "refunds", "nps", "csat", "ces")
# Averages and scores, which mean the same over a month and a year; a total or a repeat rate grows with the period.
OF_ANY_LENGTH = {"average_order_value", "refund_share", "nps", "csat", "csat_mean", "ces", "ces_share"}
GROUPS = {
    "buying": ("customers", "orders", "order_lines", "memberships"),
    "answers": ("customers", "responses", "memberships"),
}


def metric(name: str) -> Metric:
    """The metric of that name. Raises Missing."""
    try:
        return catalogue.get(name)
    except UnknownEntry as unknown:
        raise Missing(str(unknown), place=name[:60]) from unknown


def metrics() -> list[Metric]:
    """Every metric, in the order of the catalogue."""
    return catalogue.all()


def default_metrics(subject_kind: str = "everybody") -> list[str]:
    """What is shown when nobody has chosen: of one customer other things than of a group."""
    chosen = OF_A_CUSTOMER if subject_kind == "customer" else ON_A_CANVAS
    return [name for name in chosen if name in catalogue]


def is_a_total(entry: Metric) -> bool:
    """Is it a sum or a count, whose value is exact while its interval speaks of chance?"""
    return isinstance(entry.estimator, Total)


def metric_titles() -> dict[str, str]:
    """Names and titles of all metrics."""
    return {entry.name: entry.title for entry in catalogue}


def group_of(entry: Metric) -> str:
    """Metrics that read the same tables are worked out together: those of buying, those of answers."""
    return "answers" if entry.fact == "responses" else "buying"


def names_of_group(group: str) -> tuple[str, ...]:
    """The metrics that are worked out together."""
    return tuple(entry.name for entry in catalogue if group_of(entry) == group)


@lru_cache(maxsize=1)
def definitions_digest() -> str:
    """Changes whenever any definition does, so that no figure outlives the definition it was worked out by."""
    text = "\n".join(repr(entry) for entry in catalogue)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def readable_sql(name: str) -> str:
    """The SQL of a metric's definition, for people to read: everybody, in one month."""
    return metric(name).definition_sql()
