"""What is measured: the metrics, their groups, and what they read."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from rapport.analytics.facts import catalogue as facts
from rapport.analytics.groups import GROUPS
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
# Those of these headings are worked out together, of others those that also read the same table.
TOGETHER = {"buying": "orders", "answers": "responses"}


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
    return entry.estimator.is_total


def means_the_same_over_any_length(entry: Metric) -> bool:
    """Does it mean the same over a month and a year, as an average of orders or answers does?

    A total grows with the period, and so does what is told of customers: the longer, the more have come back.
    """
    return entry.span == "period" and not is_a_total(entry) and "customers" not in entry.n_means


def metric_titles() -> dict[str, str]:
    """Names and titles of all metrics."""
    return {entry.name: entry.title for entry in catalogue}


def titles_by_heading() -> list[tuple[str, list[tuple[str, str]]]]:
    """Names and titles of all metrics under their headings, to choose from."""
    return [(title, [(entry.name, entry.title) for entry in entries]) for title, entries in metrics_by_heading()]


def metrics_by_heading() -> list[tuple[str, list[Metric]]]:
    """The metrics under their headings, in order."""
    return [(title, [entry for entry in catalogue if entry.group == name]) for name, title in GROUPS.items()]


def group_of(entry: Metric) -> str:
    """Metrics of a heading that read the same tables are worked out together: those of buying, those of answers."""
    return entry.group if entry.group in TOGETHER else f"{entry.group}.{entry.fact}"


def names_of_group(group: str) -> tuple[str, ...]:
    """The metrics that are worked out together."""
    return tuple(entry.name for entry in catalogue if group_of(entry) == group)


def fact_of_group(group: str) -> str:
    """The table whose records tell the period of a group."""
    return TOGETHER.get(group) or group.rpartition(".")[2]


@lru_cache(maxsize=64)
def tables_of_group(group: str) -> tuple[str, ...]:
    """The tables that a group reads."""
    read = {"customers", "memberships", fact_of_group(group)}
    for name in names_of_group(group):
        read |= set(catalogue.get(name).tables)
    return tuple(sorted(read))


def nothing_recorded(entry: Metric) -> str:
    """Why a metric has no figure where its table has never been filled: "no tickets are recorded yet"."""
    return f"no {facts.get(entry.fact).title.lower()} are recorded yet"


@lru_cache(maxsize=1)
def definitions_digest() -> str:
    """Changes whenever any definition does, so that no figure outlives the definition it was worked out by."""
    text = "\n".join(repr(entry) for entry in catalogue)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def readable_sql(name: str) -> str:
    """The SQL of a metric's definition, for people to read: everybody, in one month."""
    return metric(name).definition_sql()
