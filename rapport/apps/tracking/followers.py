"""Events follow their people when merged records come apart."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.tracking.operations import assign_again


def _follow(workspace: Any, activities: Sequence[Activity]) -> None:
    ids = {number for one in activities for number in one.details.get("restored", [])}
    if ids:
        assign_again(workspace, ids)


unmerged = Follower(
    "tracking.unmerged", handles=["party.unmerged"], act=_follow, title="Give events back after a merge is undone"
)
