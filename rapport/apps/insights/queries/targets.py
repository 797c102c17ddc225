"""Targets in force."""

from __future__ import annotations

from typing import Any

from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.subjects import Named, Subject


def place_of(subject: Subject, region_id: int | None) -> str:
    """Where a target holds, as one text: `segment:7`, `everybody/3`."""
    return str(subject) if region_id is None else f"{subject}/{region_id}"


def targets_of(owner: Any, about: Named) -> dict[str, Target]:
    """The targets in force for a subject and region, by metric: its own, not those of a wider group."""
    place = place_of(about.subject, about.region.pk if about.region else None)
    rows = Target.objects.of(owner).filter(removed_at=None, place=place).select_related("set_by__user")
    return {target.metric: target for target in rows}


def targets_of_metric(owner: Any, metric: str) -> dict[str, Target]:
    """The targets in force for a metric, by the place they hold in."""
    return {target.place: target for target in Target.objects.of(owner).filter(removed_at=None, metric=metric)}
