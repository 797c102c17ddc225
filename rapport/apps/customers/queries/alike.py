"""Which records have to be compared again, and who is in one group with them."""

from typing import Any

from django.db.models import Q

from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, Party
from rapport.kernel.bulk import chunks
from rapport.kernel.models import Tombstone

DECISIONS = ["duplicates.told_apart", "duplicates.reopened"]


def touched_since(workspace: Any, position: int, *, most: int) -> set[int]:
    """The records changed, deleted or decided about after a place in the log; not many more than `most`."""
    changed = Party.objects.of(workspace).filter(change__gt=position).order_by().values_list("pk", flat=True)
    label = Party._meta.label
    deleted = Tombstone.objects.of(workspace).filter(model_label=label, change__gt=position)
    decided = Activity.objects.of(workspace).filter(verb__in=DECISIONS, sequence__gt=position)
    found = {*changed[: most + 1], *deleted.values_list("row_id", flat=True)[: most + 1]}
    for details in decided.values_list("details", flat=True)[: most + 1]:
        found.update(details.get("parties", ()))
    return found


def companions(workspace: Any, ids: set[int]) -> set[int]:
    """Everybody in an open group with one of these."""
    members = DuplicateMember.objects.of(workspace).filter(Q(group__state=DuplicateGroup.State.OPEN))
    found: set[int] = set()
    for part in chunks(sorted(ids)):
        groups = list(members.filter(party__in=part).values_list("group_id", flat=True))
        for some in chunks(groups):
            found.update(members.filter(group__in=some).values_list("party_id", flat=True))
    return found
