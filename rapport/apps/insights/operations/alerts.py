"""Telling members that a target was clearly missed: once for each target and period."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rapport.analytics import Period
from rapport.analytics.honesty import Judgement
from rapport.apps.accounts.models import Workspace
from rapport.apps.accounts.operations import tell_members
from rapport.apps.insights.models import TargetAlert
from rapport.apps.insights.queries.standing import Standing, standings_of
from rapport.kernel.clock import now
from rapport.ui import figures

RIGHT = "metrics.view"


def raise_alerts(workspace: Workspace) -> list[TargetAlert]:
    """Tell all who may see metrics of targets that were clearly missed since they were set.

    Only a period that ended after the target was set counts, and only once something newer is recorded, so that
    nothing of it is still on its way. A period that was told before is not told again, whatever came to be known.
    """
    missed = [missing for one in standings_of(workspace) if (missing := _missing_of(one)) is not None]
    with timezone.override(workspace.zone):
        return [alert for one in missed if (alert := _told_once(workspace, one)) is not None]


@dataclass(frozen=True, slots=True)
class _Missing:
    """A clear miss: of what, by how much, in which period."""

    standing: Standing
    judgement: Judgement
    period: Period
    value: float


def _missing_of(one: Standing) -> _Missing | None:
    judgement, period = one.latest, one.period
    if judgement is None or period is None or judgement.state != "missed" or judgement.value is None:
        return None
    return _Missing(one, judgement, period, judgement.value) if one.target.since < period.end else None


def _told_once(workspace: Workspace, one: _Missing) -> TargetAlert | None:
    judgement, entry = one.judgement, one.standing.entry
    with transaction.atomic():
        found = {"value": one.value, "low": judgement.low, "high": judgement.high, "n": judgement.n}
        alert, is_new = TargetAlert.objects.get_or_create(
            workspace=workspace,
            target=one.standing.target,
            period_end=one.period.end,
            defaults={"period_start": one.period.start, "at": now(), **found},
        )
        if not is_new:
            return None
        url = reverse("insights:alerts", kwargs={"workspace": workspace.slug})
        tell_members(workspace, right=RIGHT, kind="target", url=url, about=entry.title, text=_words(workspace, one))
    return alert


def _words(workspace: Workspace, one: _Missing) -> str:
    entry, target = one.standing.entry, one.standing.target
    unit = workspace.currency if entry.unit == "money" else entry.unit
    low, high = one.judgement.low, one.judgement.high
    shown = figures.figure(one.value, unit, low, high)
    between = f" ({figures.interval(low, high, unit)})" if low is not None and high is not None and low != high else ""
    wanted = f"{target.get_direction_display().lower()} {figures.figure(float(target.value), unit)}"
    when = figures.span(one.period.start, one.period.end)
    return f"{entry.title} of {one.standing.about.words}, {when}: {shown}{between}, wanted {wanted}."
