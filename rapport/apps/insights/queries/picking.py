"""Choosing a metric: those with records under their headings, and those nothing is recorded for yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.queries.cuts import dimensions_of
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.definitions import metrics_by_heading
from rapport.apps.insights.queries.progress import lake_tables

# What a workspace is shown first: the first of these that anything is recorded for.
FIRST = ("revenue", "recurring_revenue", "responses", "tickets", "customers")


@dataclass(frozen=True, slots=True)
class Choosable:
    """The metrics one can choose from; `missing` names what is not recorded and so has no figures."""

    headings: list[tuple[str, list[Metric]]]
    without_data: list[tuple[str, list[Metric]]]
    missing: str


def choosable(member: Member) -> Choosable:
    """The metrics under their headings, those without any records apart."""
    tables = lake_tables(member.workspace_id)
    with_data, without, lacking = [], [], []
    for title, entries in metrics_by_heading():
        known = [entry for entry in entries if is_recorded(entry, tables)]
        unknown = [entry for entry in entries if not is_recorded(entry, tables)]
        with_data += [(title, known)] if known else []
        without += [(title, unknown)] if unknown else []
        lacking += [name for entry in unknown for name in _lacking(entry, tables)]
    names = dict.fromkeys(facts.get(name).title.lower() for name in lacking)
    return Choosable(with_data, without, ", ".join(names))


def recorded_names(member: Member, breakdown: str = "") -> list[str]:
    """The metrics for which anything is recorded, in order; with a breakdown those that can be cut by it."""
    known = [entry for _, entries in choosable(member).headings for entry in entries]
    return [entry.name for entry in known if not breakdown or breakdown in dimensions_of(entry)]


def first_metric(member: Member) -> str:
    """The metric to begin with: revenue, or where nothing was sold what is known instead."""
    tables = lake_tables(member.workspace_id)
    return next((name for name in FIRST if is_recorded(metric_of(name), tables)), FIRST[0])


def is_recorded(entry: Metric, tables: Mapping[str, LakeTable]) -> bool:
    """Has anything been recorded in every table that a metric cannot do without?"""
    return not _lacking(entry, tables)


def _lacking(entry: Metric, tables: Mapping[str, LakeTable]) -> list[str]:
    wanted = [one.fact for number, one in enumerate(entry.ingredients) if number == 0 or not one.optional]
    return [name for name in wanted if name not in tables or tables[name].version < 0]
