"""Segments follow the data: whatever conditions read, its changes bring the members up to date."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.activity.followers import Follower
from rapport.apps.activity.models import Activity
from rapport.apps.customers.operations.purposes import lay_first_purposes
from rapport.apps.customers.queries.duplicates import looks_for_duplicates
from rapport.apps.customers.tasks import compare_later, refresh_later

# Rooms above name their verbs themselves; a segment that was brought up to date is no reason to begin again.
CHANGES = ["party.*", "parties.*", "orders.*", "order.*", "products.*", "responses.*", "response.*"]
ANSWERS = ["consent.*", "consents.*"]
DEEDS = ["events.*", "visitor.*"]
TALKS = ["task.*", "tasks.*", "call.*", "meeting.*", "message.*", "work.undone"]
RULES = ["segment.created", "segment.updated", "segment.archived", "segment.restored", "segment.deleted"]
MEMBERS = ["segment.joined", "segment.left"]
TRAITS = ["traits.*"]


def _follow(workspace: Any, activities: Sequence[Activity]) -> None:
    refresh_later(workspace)


segments = Follower(
    "customers.segments",
    handles=[*CHANGES, *ANSWERS, *DEEDS, *TALKS, *RULES, *MEMBERS, *TRAITS],
    act=_follow,
    title="Bring segments up to date",
)


def _compare(workspace: Any, activities: Sequence[Activity]) -> None:
    if looks_for_duplicates(workspace):
        compare_later(workspace)


DECISIONS = ["duplicates.told_apart", "duplicates.reopened"]
duplicates = Follower(
    "customers.duplicates",
    handles=["party.*", "parties.*", "duplicate_rule.*", *DECISIONS],
    act=_compare,
    title="Look for duplicates",
)


def _begin(workspace: Any, activities: Sequence[Activity]) -> None:
    lay_first_purposes(workspace)


purposes = Follower("customers.purposes", handles=["workspace.created"], act=_begin, title="Lay first purposes")
