"""Whoever runs the workspace is told when the chain of the log no longer holds: once for each break."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from rapport.apps.accounts.operations import tell_members
from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity


def _tell(workspace: Any, activities: Sequence[Activity]) -> None:
    page = reverse("activity:log", args=[workspace.slug])
    for record in activities:
        text = record.details.get("found", "")
        tell_members(workspace, right="workspace.manage", kind="log", url=page, about=workspace.name, text=text)


broken_log = Follower(
    "accounts.broken_log", handles=["log.broken"], act=_tell, title="Tell who runs the workspace of a broken log"
)
