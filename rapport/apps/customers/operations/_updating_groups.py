"""Groups of possible duplicates brought in step with what a search found."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, Party
from rapport.apps.customers.operations._ties import Group
from rapport.kernel.actor import system_actor
from rapport.kernel.bulk import chunks, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now

Members = tuple[int, ...]


def update_groups(workspace: Any, found: Sequence[Group], among: set[int] | None) -> None:
    """Open what is new, correct what is known, close what is no longer alike.

    `among` are the records that were looked at: groups without any of them stay; None stands for all.
    """
    with recorded(system_actor(workspace.pk), "duplicates.found", topics=["duplicates"]) as change:
        known = _open_groups(workspace, among)
        new = [group for group in found if group.members not in known]
        found_members = {group.members for group in found}
        gone = [row["id"] for members, row in known.items() if members not in found_members]
        changed = [
            (known[group.members]["id"], group.score, _reasons(group))
            for group in found
            if group.members in known and _differs(known[group.members], group)
        ]
        _close(workspace, gone)
        update_rows(DuplicateGroup, workspace.pk, ("score", "reasons"), changed)
        _open(change, new)
        change.details |= {"new": len(new), "closed": len(gone), "open": len(found)}
        if not (new or gone):
            change.leave_no_record()


def _open_groups(workspace: Any, among: set[int] | None) -> dict[Members, dict[str, Any]]:
    groups: dict[int, dict[str, Any]] = {}
    members: dict[int, list[int]] = defaultdict(list)
    for rows in _portions(workspace, among):
        groups |= {row["id"]: row for row in rows.values("id", "score", "reasons").iterator()}
        inside = DuplicateMember.objects.of(workspace).filter(group__in=rows.values("pk"))
        for group, party in inside.values_list("group_id", "party_id").iterator():
            members[group].append(party)
    # A group nobody is left in is known by nobody; its number keeps it apart from others of the kind.
    return {tuple(sorted(members[number])) or (-number,): row for number, row in groups.items()}


def _portions(workspace: Any, among: set[int] | None) -> Iterator[Any]:
    """The open groups, or those with a member among these; each in one portion."""
    groups = DuplicateGroup.objects.of(workspace).filter(state=DuplicateGroup.State.OPEN)
    if among is None:
        yield groups
        return
    members = DuplicateMember.objects.of(workspace).filter(group__state=DuplicateGroup.State.OPEN)
    ids = {
        group
        for part in chunks(sorted(among))
        for group in members.filter(party__in=part).values_list("group", flat=True)
    }
    for part in chunks(sorted(ids)):
        yield groups.filter(pk__in=part)


def _differs(row: dict[str, Any], group: Group) -> bool:
    return bool(abs(row["score"] - group.score) > 1e-9 or row["reasons"] != _reasons(group))


def _reasons(group: Group) -> list[dict[str, Any]]:
    return [
        {
            "first": tie.first,
            "second": tie.second,
            "rule": tie.rule,
            "score": round(tie.score, 4),
            "words": [*tie.words],
        }
        for tie in group.reasons
    ]


def _close(workspace: Any, ids: list[int]) -> None:
    for part in chunks(ids):
        rows = DuplicateGroup.objects.of(workspace).filter(pk__in=part)
        rows.update(state=DuplicateGroup.State.GONE, decided_at=now())


def _open(change: Change, groups: Sequence[Group]) -> None:
    at, workspace_id = now(), change.workspace_id
    kinds: dict[int, str] = {}
    for part in chunks([group.members[0] for group in groups]):
        kinds |= dict(Party.objects.of(workspace_id).filter(pk__in=part).values_list("pk", "kind"))
    # Whoever was deleted since the records were read takes their group with them; the next look is never far.
    there = [group for group in groups if group.members[0] in kinds]
    ids = reserve_ids(DuplicateGroup, len(there))
    insert_rows(
        DuplicateGroup,
        ("id", "workspace_id", "created_at", "kind", "score", "reasons", "state", "found_at"),
        [
            (number, workspace_id, at, kinds[group.members[0]], group.score, _reasons(group), "open", at)
            for number, group in zip(ids, there, strict=True)
        ],
    )
    insert_rows(
        DuplicateMember,
        ("workspace_id", "created_at", "group_id", "party_id"),
        [
            (workspace_id, at, number, party_id)
            for number, group in zip(ids, there, strict=True)
            for party_id in group.members
        ],
    )
