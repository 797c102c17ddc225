"""Keeping the figures ready that people look at."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from rapport.apps.accounts.models import Workspace
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.queries.analyses import KIND as ANALYSIS
from rapport.apps.insights.queries.figures import FAILURES, figures_of, refresh_together
from rapport.apps.insights.queries.periods import ENDING
from rapport.apps.insights.queries.profile import KIND as PROFILE
from rapport.apps.insights.queries.profile import profile_of
from rapport.apps.insights.queries.subjects import Named, Subject, named
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing

REMEMBERED = timedelta(days=14)
FORGOTTEN = timedelta(days=60)
MOST = 200


def warm_figures(workspace: Workspace) -> int:
    """Work out anew what somebody looked at in the last weeks and no longer holds; returns how many subjects.

    Past days are worked out when somebody looks at them again.
    """
    MetricResult.objects.of(workspace).filter(asked_at__lt=now() - FORGOTTEN).delete()
    recent = MetricResult.objects.of(workspace).filter(asked_at__gt=now() - REMEMBERED).order_by("-asked_at")
    recent = recent.exclude(period__contains=ENDING).exclude(kind=ANALYSIS)
    asked = list(recent.values_list("subject", "region_id_asked", "period", "kind")[:MOST])
    together: dict[tuple[int | None, str], list[Named]] = defaultdict(list)
    profiles: list[Named] = []
    for subject, region, period, kind in dict.fromkeys(asked):
        about = _still_there(workspace, subject, region)
        if about is None:
            continue
        if kind == PROFILE:
            profiles.append(about)
        elif about not in together[region, period]:
            together[region, period].append(about)
    for (_, period), abouts in together.items():
        _warm(workspace, abouts, period)
    for about in profiles:
        profile_of(workspace, about.subject, region=_region(about), noted=False)
    return len(profiles) + sum(map(len, together.values()))


def prepare_figures(workspace: Workspace, subject: Subject, *, region: int | None = None) -> None:
    """Work out the figures and the profile of a subject, which from now on are kept ready."""
    figures_of(workspace, subject, region=region)
    profile_of(workspace, subject, region=region)


def _warm(workspace: Workspace, abouts: list[Named], period: str) -> None:
    groups = [about for about in abouts if about.subject.kind != "customer"]
    try:
        refresh_together(workspace, groups, period)
        for about in abouts:
            if about.subject.kind == "customer":
                figures_of(workspace, about.subject, region=_region(about), period=period, noted=False)
    except FAILURES:
        # Pages say themselves what is wrong with a figure; warming has nobody to tell.
        return


def _still_there(workspace: Workspace, subject: str, region: int | None) -> Named | None:
    try:
        return named(workspace, Subject.parse(subject), region)
    except Missing:
        return None


def _region(about: Named) -> Any:
    return about.region.pk if about.region else None
