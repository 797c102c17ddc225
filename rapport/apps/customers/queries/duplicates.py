"""Possible duplicates: the queue, one group side by side, what was merged, where an old id leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.customers.comparisons import comparisons
from rapport.apps.customers.models import (
    DuplicateGroup,
    DuplicateMember,
    DuplicateRule,
    DuplicateScan,
    FormerId,
    Merge,
    Party,
)
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job
from rapport.kernel.paging import PAGE_SIZE, Page, page_of

RIGHT = "customers.view"
SURE = 0.95
MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the head of the queue says."""

    open: int
    sure: int
    distinct: int
    merged: int
    scan: DuplicateScan | None


def looks_for_duplicates(workspace: Any) -> bool:
    """Has somebody had this workspace's records compared, so that changes are compared from then on?"""
    return bool(DuplicateScan.objects.of(workspace).exists())


def moved_to(member: Member, party_id: int) -> int | None:
    """The record that an id which is no longer there leads to, if it was merged."""
    found = FormerId.objects.of(member).filter(former_id=party_id).values_list("party_id", flat=True)
    return found.first()  # type: ignore[no-any-return]


def duplicate_groups(member: Member, *, state: str | None = "open", kind: str = "") -> QuerySet[Any, DuplicateGroup]:
    """Groups of which the member may see every record."""
    member.require(RIGHT)
    groups = DuplicateGroup.objects.of(member).filter(**({} if state is None else {"state": state}))
    if kind in Party.Kind.values:
        groups = groups.filter(kind=kind)
    if member.scope(RIGHT) != "all":
        reached = Party.objects.within(member, RIGHT).values("pk")
        outside = DuplicateMember.objects.of(member).exclude(party__in=reached)
        groups = groups.exclude(pk__in=outside.values("group"))
    return groups  # type: ignore[no-any-return]


def duplicate_queue(
    member: Member, *, state: str, kind: str, cursor: str, size: int = PAGE_SIZE
) -> Page[DuplicateGroup]:
    """A page of groups, the surest first, each with the records in it."""
    rows = duplicate_groups(member, state=state, kind=kind).prefetch_related(_members(member))
    page: Page[DuplicateGroup] = page_of(rows, column="score", descending=True, cursor=cursor, size=size)
    return page


def queue_state(member: Member, *, kind: str = "") -> QueueState:
    """How much there is to decide, and when records were last compared."""
    of_state = Count("pk", filter=Q(state="open")), Count("pk", filter=Q(state="open", score__gte=SURE))
    within = duplicate_groups(member, kind=kind).aggregate(open=of_state[0], sure=of_state[1])
    distinct = duplicate_groups(member, state=DuplicateGroup.State.DISTINCT).count()
    reached = {} if member.scope(RIGHT) == "all" else {"kept__in": Party.objects.within(member, RIGHT).values("pk")}
    merged = Merge.objects.of(member).filter(undone_at=None, **reached).count()
    return QueueState(**within, distinct=distinct, merged=merged, scan=DuplicateScan.objects.of(member).first())


def duplicate_group(member: Member, group_id: int) -> DuplicateGroup:
    """One group with its records, the oldest first, decided about or not. Raises Missing."""
    rows = duplicate_groups(member, state=None).prefetch_related(_members(member))
    found: DuplicateGroup | None = rows.filter(pk=group_id).first()
    if found is None:
        raise Missing("There is no such group.")
    return found


def next_group(member: Member, after: DuplicateGroup | None = None, *, kind: str = "") -> int | None:
    """The open group to look at next: the surest of those that come after this one."""
    rows = duplicate_groups(member, kind=kind).order_by("-score", "-pk")
    if after is not None:
        rows = rows.filter(Q(score__lt=after.score) | Q(score=after.score, pk__lt=after.pk))
    return rows.values_list("pk", flat=True).first()


def possible_duplicates(member: Member, of: Party) -> list[DuplicateGroup]:
    """The open groups a record is in, for the hint on its page."""
    inside = DuplicateMember.objects.of(member).filter(party=of).values("group")
    rows = duplicate_groups(member).filter(pk__in=inside).prefetch_related(_members(member))
    return list(rows.order_by("-score")[:MOST_HINTS])


def merges(member: Member, *, cursor: str = "", size: int = PAGE_SIZE) -> Page[Merge]:
    """What was merged, the latest first."""
    member.require(RIGHT)
    reached = Party.objects.within(member, RIGHT).values("pk")
    rows = Merge.objects.of(member).filter(kept__in=reached).select_related("kept").prefetch_related("former_ids")
    page: Page[Merge] = page_of(rows, column="at", descending=True, cursor=cursor, size=size)
    for merge in page.rows:
        merge.can_be_undone = merge.undone_at is None and merge.undo_until > now()  # type: ignore[attr-defined]
        merge.names = merged_names(merge)  # type: ignore[attr-defined]
    return page


def merged_names(merge: Merge) -> list[str]:
    """The names of the records that a merge took away; empty when it can no longer be undone."""
    steps = merge.undo.get("steps", [])
    label = Party._meta.label
    return [step["row"]["name"] for step in steps if step["do"] == "dropped" and step["model"] == label]


def duplicate_rules(member: Member) -> list[DuplicateRule]:
    """The workspace's rules, those for people first, the surest on top."""
    member.require(RIGHT)
    return list(DuplicateRule.objects.of(member).order_by("-applies_to", "-weight", "name"))


def duplicate_rule(member: Member, rule_id: int) -> DuplicateRule:
    """One rule. Raises Missing."""
    member.require(RIGHT)
    found: DuplicateRule | None = DuplicateRule.objects.of(member).filter(pk=rule_id).first()
    if found is None:
        raise Missing("There is no such rule.")
    return found


def in_words(names: Sequence[str]) -> list[str]:
    """Comparisons in the words of readers."""
    return [str(comparisons.get(name).title) for name in names if name in comparisons]


def _members(member: Member) -> Prefetch[Any]:
    parties = Party.objects.within(member, RIGHT).select_related("region", "company")
    rows = DuplicateMember.objects.of(member).order_by("party__created_at", "party")
    return Prefetch("members", rows.prefetch_related(Prefetch("party", parties)))


def search_under_way(member: Member) -> Job | None:
    """The search of all records, while it waits or runs."""
    return _open_job(member, "find_duplicates")


def merging_under_way(member: Member) -> Job | None:
    """The merging of many groups, while it waits or runs."""
    return _open_job(member, "merge_groups")


def _open_job(member: Member, task: str) -> Job | None:
    rows = Job.objects.open().filter(workspace=member.workspace_id, task=f"rapport.apps.customers.tasks.{task}")
    found: Job | None = rows.order_by("-pk").first()
    return found
