"""Reading the log: for pages, for followers and for live streams."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from rapport.apps.activity.models import Activity, Cursor, LogPosition, Pulse
from rapport.kernel.jobs.models import Job

CATCH_UP = 2000
PAGE = 50


def every_workspace() -> list[Any]:
    """All workspaces, for loops over the logs of all of them; their class is the one the log itself points to."""
    workspace_model: Any = LogPosition._meta.get_field("workspace").related_model
    return list(workspace_model.objects.order_by("pk"))


def position_of(workspace: Any) -> int:
    """The last sequence number given out in the workspace; 0 before the first."""
    return LogPosition.objects.of(workspace).values_list("sequence", flat=True).first() or 0


def positions_of(workspace_ids: list[int]) -> dict[int, int]:
    """The last sequence number of each of the workspaces."""
    rows = LogPosition.objects.filter(workspace_id__in=workspace_ids)
    return dict(rows.values_list("workspace_id", "sequence"))


def topics_since(workspace_id: int, sequence: int) -> dict[str, int] | None:
    """What has changed after a place in the log: each topic with its newest sequence, oldest first.

    None when that is too far back to tell; the reader then looks at everything anew.
    """
    logged = Activity.objects.of(workspace_id).filter(sequence__gt=sequence)
    found = list(logged.order_by("sequence").values_list("sequence", "topics")[: CATCH_UP + 1])
    pulses = Pulse.objects.of(workspace_id).filter(sequence__gt=sequence)
    found += [(place, [topic]) for place, topic in pulses.values_list("sequence", "topic")[: CATCH_UP + 1]]
    if len(found) > CATCH_UP:
        return None
    newest: dict[str, int] = {}
    for place, topics in sorted(found):
        newest.update(dict.fromkeys(topics, place))
    return newest


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see of the log."""

    verb: str = ""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some records, newest first, and the place where older ones begin."""

    records: list[Activity]
    older: int | None


def log_of(workspace: Any, filters: Filters, *, before: int | None = None, size: int = PAGE) -> LogPage:
    """A page of the log, newest first; `before` is the `older` of the page before it."""
    rows = _filtered(Activity.objects.of(workspace), filters)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    records = list(rows.order_by("-sequence")[: size + 1])
    return LogPage(records[:size], records[size - 1].sequence if len(records) > size else None)


def _filtered(rows: QuerySet[Activity], filters: Filters) -> QuerySet[Activity]:
    if filters.verb:
        rows = rows.filter(verb=filters.verb)
    if filters.actor:
        kind, _, number = filters.actor.partition(":")
        rows = rows.filter(actor_kind=kind, actor_id=int(number) if number.isdigit() else None)
    if filters.since:
        rows = rows.filter(at__gte=filters.since)
    if filters.until:
        rows = rows.filter(at__lt=filters.until)
    return rows


def verbs_of(workspace: Any) -> list[str]:
    """The verbs that occur in the workspace's log."""
    return list(Activity.objects.of(workspace).order_by("verb").values_list("verb", flat=True).distinct())


def actors_of(workspace: Any) -> list[tuple[str, str]]:
    """Who occurs in the workspace's log: the word for the filter and the newest name."""
    rows = Activity.objects.of(workspace).order_by().values("actor_kind", "actor_id")
    newest = rows.annotate(last=Max("sequence")).values_list("last", flat=True)
    found = Activity.objects.of(workspace).filter(sequence__in=list(newest)).order_by("actor_label")
    return [(f"{one.actor_kind}:{'' if one.actor_id is None else one.actor_id}", one.actor_label) for one in found]


def followers_of(workspace: Any) -> QuerySet[Cursor]:
    """How the followers of the workspace's log fare, with `lag` records to go."""
    behind = position_of(workspace) - F("sequence")
    return Cursor.objects.of(workspace).annotate(lag=behind).order_by("name")


def jobs_of(workspace: Any) -> QuerySet[Job]:
    """The workspace's background work, newest first."""
    return Job.objects.of(workspace).order_by("-pk")
