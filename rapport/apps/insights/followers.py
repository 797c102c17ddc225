"""Insights reads the whole log: whatever a verb is called, rows that changed go to the lake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.insights.queries.progress import is_behind
from rapport.apps.insights.tasks import extract_later, forget_later


def _follow(workspace: Any, activities: Sequence[Activity]) -> None:
    if is_behind(workspace.pk):
        extract_later(workspace)


def _forget(workspace: Any, activities: Sequence[Activity]) -> None:
    for activity in activities:
        forget_later(workspace, int(activity.subject_id), int(activity.details["request"]))


lake = Follower("insights.lake", handles=["*"], act=_follow, title="Bring figures up to date")
forgetting = Follower(
    "insights.forgetting", handles=["party.erased"], act=_forget, title="Forget figures about who is erased"
)
