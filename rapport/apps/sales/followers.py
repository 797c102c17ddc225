"""First purchases follow their orders when merged records come apart."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.sales.operations import follow_customers_again


def _follow(workspace: Any, activities: Sequence[Activity]) -> None:
    restored = {number for one in activities for number in one.details.get("restored", [])}
    kept = {int(one.subject_id) for one in activities if one.subject_id.isdecimal()}
    follow_customers_again(workspace, sorted(restored | kept))


unmerged = Follower(
    "sales.unmerged", handles=["party.unmerged"], act=_follow, title="Give orders back after a merge is undone"
)
