"""Working out an analysis and keeping its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.operations import announce
from rapport.apps.insights.queries.analyses import Asking, Place, analysis_called
from rapport.apps.insights.queries.cache import keep
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.subjects import Subject
from rapport.kernel.clock import now


def work_out_analysis(
    workspace: Workspace, asking: Asking, *, progress: Callable[[str], None] = lambda words: None
) -> dict[str, Any]:
    """Work an analysis out unless its answer holds; keep it, or keep why there is none, and tell open pages."""
    place = Place.of(workspace, asking)
    found = place.kept()
    if found is not None and found.holds:
        return found.payload
    try:
        payload = asking.analysis.work_out(place.study(progress=progress))
    except FAILURES as failure:
        payload = {"refused": str(failure)}
    keep(workspace, place.asked, place.state, payload, now(), noted=True)
    announce(workspace.pk, "analyses")
    return payload


def asking_of(words: dict[str, Any]) -> Asking:
    """The asking that the arguments of a job stand for."""
    return Asking(
        analysis=analysis_called(words["analysis"]),
        subject=Subject.parse(words["subject"]),
        region=words["region"],
        period=words["period"],
        wishes=words["wishes"],
    )
