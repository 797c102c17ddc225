"""Keeping memberships true: who entered a segment, who left it, and when."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.activity.queries import position_of
from rapport.apps.customers.models import Membership, Party, Segment
from rapport.apps.customers.queries.rules import in_order_of_use, meant_by
from rapport.apps.customers.queries.touched import narrowed_to, touched_since
from rapport.kernel.actor import system_actor
from rapport.kernel.bulk import chunks, insert_rows
from rapport.kernel.clock import now
from rapport.kernel.conditions import Scope, parse

NAMED_IN_LOG = 500


def refresh_segments(workspace: Workspace, *, everybody: bool = False) -> list[Segment]:
    """Bring every rule-based segment up to date with the log; returns those whose members changed.

    Only those of whom something has changed are asked about, unless `everybody` is to be: days that went by change who
    is meant without a change of data. A segment that others are built on comes before them. Nothing is locked or
    logged where nobody enters or leaves.
    """
    upto = position_of(workspace)
    segments = list(Segment.objects.of(workspace).filter(kind=Segment.Kind.RULE, archived_at=None))
    moved = [segment for segment in in_order_of_use(segments) if _refresh(workspace, segment, everybody)]
    still = [segment.pk for segment in segments if segment.refreshed_to < upto]
    Segment.objects.of(workspace).filter(pk__in=still).update(refreshed_to=upto, refreshed_at=now())
    return moved


def fill(
    change: Change, segment: Segment, matching: QuerySet[Any, Any], about: set[int] | None = None
) -> tuple[list[int], list[int]]:
    """Inside an operation: make the open memberships exactly the matching parties; returns who entered and left.

    With `about` only these parties enter or leave.
    """
    entered, left = _difference(segment, matching, about)
    at, workspace_id = now(), segment.workspace_id
    rows = [(workspace_id, at, change.sequence, segment.pk, party_id, at) for party_id in entered]
    insert_rows(Membership, ("workspace_id", "created_at", "change", "segment_id", "party_id", "since"), rows)
    current = Membership.objects.of(workspace_id).filter(segment=segment, until=None)
    for part in chunks(left):
        current.filter(party__in=part).update(until=at, change=change.sequence)
    change.details |= {"entered": len(entered), "left": len(left)}
    change.details["entered_ids"] = entered[:NAMED_IN_LOG]
    change.details["left_ids"] = left[:NAMED_IN_LOG]
    Segment.objects.of(workspace_id).filter(pk=segment.pk).update(refreshed_at=at)
    return entered, left


def listed(workspace_id: int, party_ids: Iterable[int]) -> QuerySet[Any, Any]:
    """The parties of a fixed list."""
    return Party.objects.of(workspace_id).filter(pk__in=list(party_ids))


def _refresh(workspace: Workspace, segment: Segment, everybody: bool) -> bool:
    about = None if everybody else _asked_about(workspace, segment)
    if about is not None and not about:
        return False
    matching = _meant(workspace, segment, about)
    if not any(_difference(segment, matching, about)):
        return False
    subject = Subject("segment", segment.pk, segment.name)
    topics = ["segments", f"segment:{segment.pk}"]
    with recorded(system_actor(workspace.pk), "segment.refreshed", subject=subject, topics=topics) as change:
        moved = any(fill(change, segment, matching, about))
        if not moved:
            change.leave_no_record()
    return moved


def _asked_about(workspace: Workspace, segment: Segment) -> set[int] | None:
    """Whom the rule must be asked about again; None stands for everybody."""
    if not segment.refreshed_to or any(leaf.condition.looks_beyond for leaf in parse(segment.rule).leaves()):
        return None
    return touched_since(workspace.pk, segment.refreshed_to)


def _meant(workspace: Workspace, segment: Segment, about: set[int] | None) -> QuerySet[Any, Any]:
    if about is None:
        return meant_by(workspace, segment.rule)
    return meant_by(Scope(workspace, narrow=narrowed_to(about)), segment.rule).filter(pk__in=about)


def _difference(
    segment: Segment, matching: QuerySet[Any, Any], about: set[int] | None = None
) -> tuple[list[int], list[int]]:
    open_now = Membership.objects.of(segment.workspace_id).filter(segment=segment, until=None)
    if about is not None:
        open_now = open_now.filter(party__in=about)
    have = set(open_now.order_by().values_list("party_id", flat=True))
    want = set(matching.order_by().values_list("pk", flat=True))
    return sorted(want - have), sorted(have - want)
