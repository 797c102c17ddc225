"""What becomes of groups of possible duplicates when records are merged."""

from django.db.models import Count

from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, Merge, Party
from rapport.apps.customers.operations._keeping import kept_values
from rapport.apps.customers.operations._references import Trace, write


def settle_groups(change: Change, kept: Party, merge: Merge, trace: Trace) -> None:
    """Close the open groups of which nothing is left but the kept record."""
    mine = DuplicateMember.objects.of(kept).filter(party=kept).values("group")
    open_groups = DuplicateGroup.objects.of(kept).filter(pk__in=mine, state=DuplicateGroup.State.OPEN)
    for group in open_groups.annotate(left=Count("members")).filter(left__lt=2):
        before = kept_values(group)
        group.state, group.decided_at, group.decided_by_id = DuplicateGroup.State.MERGED, merge.at, merge.merged_by_id
        write(change, group, before, trace)
