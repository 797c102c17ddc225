"""Deciding about possible duplicates: the rules, the search, one group, many at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.customers.comparisons import BUILT_IN
from rapport.apps.customers.models import (
    DistinctPair,
    DuplicateGroup,
    DuplicateMember,
    DuplicateRule,
    Merge,
    Party,
)
from rapport.apps.customers.operations.merging import merge_parties
from rapport.apps.customers.operations.scanning import check_rule
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.jobs import enqueue
from rapport.kernel.jobs.models import Job
from rapport.kernel.text import text_error

RIGHT = "customers.edit"
RULES_RIGHT = "workspace.manage"
LONGEST_NAME = 80
MOST_GROUPS_AT_ONCE = 10_000


def look_for_duplicates(member: Member) -> Job:
    """Have all records compared in the background; a workspace without rules begins with those that ship."""
    member.require(RIGHT)
    lay_rules(member)
    return enqueue(
        "rapport.apps.customers.tasks.find_duplicates",
        workspace=member,
        actor=member.actor,
        title="Look for duplicates",
        unique_key="all-duplicates",
        workspace_id=member.workspace_id,
    )


def lay_rules(member: Member) -> None:
    """The rules that ship, where the workspace has none."""
    with recorded(member.actor, "duplicate_rules.laid", topics=["duplicates"]) as change:
        if DuplicateRule.objects.of(member).exists():
            change.leave_no_record()
            return
        for one in BUILT_IN:
            DuplicateRule.objects.create(
                workspace_id=member.workspace_id,
                name=one.name,
                applies_to=one.applies_to,
                rule=one.rule,
                weight=one.weight,
            )


def save_rule(
    member: Member,
    rule_id: int | None,
    *,
    name: str,
    applies_to: str,
    rule: dict[str, Any],
    weight: float,
    paused: bool,
) -> DuplicateRule:
    """Write a new rule or change one; records are compared by it soon."""
    member.require(RULES_RIGHT)
    name = name.strip()
    if error := text_error(name, longest=LONGEST_NAME) or ("" if name else "A rule needs a name."):
        raise Refused(error, place="name", code="rule")
    if not 0 < weight <= 1:
        raise Refused("How sure is a share above 0, at most 1.", place="weight", code="rule")
    values = {"name": name, "applies_to": applies_to, "rule": check_rule(rule, applies_to), "weight": weight}
    with recorded(member.actor, "duplicate_rule.saved", topics=["duplicates"]) as change:
        row = DuplicateRule(workspace_id=member.workspace_id) if rule_id is None else _rule(member, rule_id)
        if DuplicateRule.objects.of(member).filter(name=name).exclude(pk=row.pk).exists():
            raise Conflict(f"There already is a rule “{name}”.", place="name", code="taken")
        for column, value in values.items():
            setattr(row, column, value)
        row.paused_at = (row.paused_at or now()) if paused else None
        row.save()
        change.subject = Subject("duplicate rule", row.pk, row.name)
    return row


def delete_rule(member: Member, rule_id: int) -> None:
    """Remove a rule; groups that only it held together close with the next search."""
    member.require(RULES_RIGHT)
    with recorded(member.actor, "duplicate_rule.deleted", topics=["duplicates"]) as change:
        row = _rule(member, rule_id)
        change.subject = Subject("duplicate rule", row.pk, row.name)
        delete_rows(DuplicateRule.objects.of(member).filter(pk=row.pk))


def merge_group(
    member: Member, group_id: int, *, kept_id: int, merged_ids: Sequence[int], choices: Mapping[str, int]
) -> Merge:
    """Make one record of those of a group that somebody chose."""
    member.require(RIGHT)
    group = _open_group(member, group_id)
    inside = set(DuplicateMember.objects.of(member).filter(group=group).values_list("party_id", flat=True))
    if not {kept_id, *merged_ids} <= inside:
        raise Refused("This group has changed since you opened it. Look at it again.", place="kept", code="changed")
    return merge_parties(member, kept_id, merged_ids, choices)


def tell_apart(member: Member, group_id: int) -> DuplicateGroup:
    """Nobody in the group is the same as another; they are not proposed together again."""
    member.require(RIGHT)
    with recorded(member.actor, "duplicates.told_apart", topics=["duplicates"]) as change:
        group = _open_group(member, group_id)
        ids = sorted(DuplicateMember.objects.of(member).filter(group=group).values_list("party_id", flat=True))
        pairs = [(first, second) for place, first in enumerate(ids) for second in ids[place + 1 :]]
        DistinctPair.objects.bulk_create(
            [
                DistinctPair(workspace_id=member.workspace_id, first_id=first, second_id=second, decided_by=member)
                for first, second in pairs
            ],
            ignore_conflicts=True,
        )
        group.state, group.decided_at, group.decided_by = DuplicateGroup.State.DISTINCT, now(), member
        group.save(update_fields=["state", "decided_at", "decided_by"])
        change.subject = Subject("duplicates", group.pk, f"{len(ids)} records")
        change.details["parties"] = ids
    return group


def take_apart_back(member: Member, group_id: int) -> DuplicateGroup:
    """They may be the same after all: the group is open again."""
    member.require(RIGHT)
    with recorded(member.actor, "duplicates.reopened", topics=["duplicates"]) as change:
        group: DuplicateGroup | None = _groups(member).filter(pk=group_id).first()
        if group is None:
            raise Missing("There is no such group.")
        if group.state != DuplicateGroup.State.DISTINCT:
            raise Conflict("Nobody has told these apart.", code="decided")
        ids = list(DuplicateMember.objects.of(member).filter(group=group).values_list("party_id", flat=True))
        delete_rows(DistinctPair.objects.of(member).filter(first__in=ids, second__in=ids))
        group.state, group.decided_at, group.decided_by = DuplicateGroup.State.OPEN, None, None
        group.save(update_fields=["state", "decided_at", "decided_by"])
        change.subject = Subject("duplicates", group.pk, f"{len(ids)} records")
        change.details["parties"] = ids
    return group


def merge_groups_later(member: Member, *, at_least: float, kind: str = "") -> Job:
    """Have every open group of at least this score merged in the background, each with its own undo."""
    member.require(RIGHT)
    if not 0 < at_least <= 1:
        raise Refused("Give a score from 0 to 1.", place="at_least", code="merge")
    return enqueue(
        "rapport.apps.customers.tasks.merge_groups",
        workspace=member,
        actor=member.actor,
        title=f"Merge duplicates from {at_least:.2f}",
        unique_key="merge-duplicates",
        member_id=member.pk,
        at_least=at_least,
        kind=kind,
    )


def groups_to_merge(member: Member, *, at_least: float, kind: str = "") -> list[int]:
    """The open groups a bulk merge would take, the surest first."""
    groups = _groups(member).filter(state=DuplicateGroup.State.OPEN, score__gte=at_least)
    groups = groups.filter(kind=kind) if kind else groups
    return list(groups.order_by("-score", "pk").values_list("pk", flat=True)[:MOST_GROUPS_AT_ONCE])


def merge_whole_group(member: Member, group_id: int, *, doing: str = "") -> Merge | None:
    """Merge a group without asking: the oldest record stays, the others fill its gaps; None if it is decided.

    `doing` is the token of a job of many merges.
    """
    group = _groups(member).filter(pk=group_id, state=DuplicateGroup.State.OPEN).first()
    if group is None:
        return None
    inside = DuplicateMember.objects.of(member).filter(group=group).values("party")
    ids = list(
        Party.objects.within(member, RIGHT)
        .filter(pk__in=inside)
        .order_by("created_at", "pk")
        .values_list("pk", flat=True)
    )
    return merge_parties(member, ids[0], ids[1:], doing=doing) if len(ids) > 1 else None


def _groups(member: Member) -> Any:
    """Groups of which the member reaches every record."""
    reached = Party.objects.within(member, RIGHT).values("pk")
    groups = DuplicateGroup.objects.of(member)
    if member.scope(RIGHT) == "all":
        return groups
    outside = DuplicateMember.objects.of(member).exclude(party__in=reached)
    return groups.exclude(pk__in=outside.values("group"))


def _open_group(member: Member, group_id: int) -> DuplicateGroup:
    group: DuplicateGroup | None = _groups(member).filter(pk=group_id).first()
    if group is None:
        raise Missing("There is no such group.")
    if group.state != DuplicateGroup.State.OPEN:
        raise Conflict("Somebody has decided about this group already.", code="decided")
    return group


def _rule(member: Member, rule_id: int) -> DuplicateRule:
    row: DuplicateRule | None = DuplicateRule.objects.of(member).filter(pk=rule_id).first()
    if row is None:
        raise Missing("There is no such rule.")
    return row
