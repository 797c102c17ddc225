"""Whether the tables behind a figure are there, whole and up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.models import Activity
from rapport.apps.insights.extracts import extracts_of
from rapport.apps.insights.models import LakeTable
from rapport.apps.insights.queries.progress import is_behind
from rapport.kernel.clock import now

LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Health:
    """`state` is empty when all is well, else waiting, no_data, broken or stale; `since` says since when."""

    state: str = ""
    since: datetime | None = None
    updated: datetime | None = None
    problem: str = ""

    def broken_by(self, problem: str) -> Health:
        """The same, found broken while a figure was worked out."""
        return replace(self, state="broken", since=self.since or now(), problem=problem)


def health_of(workspace: Workspace, fact: str, names: tuple[str, ...], tables: Mapping[str, LakeTable]) -> Health:
    """How the tables stand that figures of a fact are worked out from."""
    main, entries = tables.get(fact), extracts_of(fact)
    if main is None and not entries:
        return Health("no_data")
    if main is None or main.version < 0:
        recorded = any(entry.model.objects.of(workspace).filter(entry.counts).exists() for entry in entries)
        broken = main.broken_since if main else None
        if recorded and broken:
            return Health("broken", broken, None, main.problem if main else "")
        return Health("waiting" if recorded else "no_data")
    used = [tables[name] for name in names if name in tables]
    updated = max((table.changed_at for table in used if table.changed_at), default=None)
    broken_since = min((table.broken_since for table in used if table.broken_since), default=None)
    if broken_since:
        problem = next(table.problem for table in used if table.broken_since)
        return Health("broken", broken_since, updated, problem)
    late = _late_since(workspace, min(table.checked_change for table in used))
    return Health("stale", late, updated) if late else Health(updated=updated)


def _late_since(workspace: Workspace, checked: int) -> datetime | None:
    unread = Activity.objects.of(workspace).filter(sequence__gt=checked, at__lt=now() - LATE).order_by("sequence")
    first = unread.values_list("at", flat=True).first()
    return first if first is not None and is_behind(workspace.pk) else None
