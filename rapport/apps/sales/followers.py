"""First purchases follow their orders when merged records come apart, and amounts follow the rates of exchange."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.sales.operations import follow_customers_again
from rapport.apps.sales.tasks import restate_later


def _follow(workspace: Any, activities: Sequence[Activity]) -> None:
    restored = {number for one in activities for number in one.details.get("restored", [])}
    kept = {int(one.subject_id) for one in activities if one.subject_id.isdecimal()}
    follow_customers_again(workspace, sorted(restored | kept))


def _restate(workspace: Any, activities: Sequence[Activity]) -> None:
    """Once for all that came: from the first day that a rate changed, in the currencies concerned."""
    changed = [one.details for one in activities if one.details.get("currencies")]
    if any(one.details.get("converts_anew") or _took_rates_back(one) for one in activities):
        restate_later(workspace)
    elif changed:
        currencies = sorted({code for details in changed for code in details["currencies"]})
        restate_later(workspace, currencies=currencies, since=min(date.fromisoformat(one["from"]) for one in changed))


def _took_rates_back(activity: Activity) -> bool:
    return activity.verb == "import.portion_undone" and "rates" in activity.topics


unmerged = Follower(
    "sales.unmerged", handles=["party.unmerged"], act=_follow, title="Give orders back after a merge is undone"
)

conversion = Follower(
    "sales.conversion",
    handles=["rates.changed", "workspace.updated", "import.portion_undone"],
    act=_restate,
    title="Convert orders at the rates of exchange",
)
