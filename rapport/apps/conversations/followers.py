"""Whoever is given customers to look after is told, once for each deed, however many customers it was about."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.conversations.operations.carers import tell_carers


def _tell(workspace: Any, activities: Sequence[Activity]) -> None:
    tell_carers(workspace, list(activities))


carers = Follower(
    "conversations.carers",
    handles=["party.created", "party.updated", "party.merged", "parties.edited", "parties.imported", "import.*"],
    act=_tell,
    title="Tell whoever is given customers",
)
