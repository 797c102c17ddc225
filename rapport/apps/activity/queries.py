"""Reading the log: for pages, for followers and for live streams."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rapport.apps.activity.models import Activity, Cursor, LogCheck, LogPosition, Pulse
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.ids import number_in
from rapport.kernel.jobs.models import OPEN, Job, Worker
from rapport.kernel.models import Seal
from rapport.kernel.paging import PAGE_SIZE, Page, page_of

CATCH_UP = 2000
RECENT_JOBS = 50
DUE_FOR = timedelta(minutes=1)
EVERY = Q()


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
    if len(found) > CATCH_UP:
        return None
    pulses = Pulse.objects.of(workspace_id).filter(sequence__gt=sequence)
    found += [(place, [topic]) for place, topic in pulses.values_list("sequence", "topic")]
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


def log_of(
    workspace: Any, filters: Filters, *, within: Q = EVERY, cursor: str = "", size: int = PAGE_SIZE
) -> Page[Activity]:
    """A page of the log, newest first. `within` is a further predicate, for readers who may not see all of it."""
    rows = _filtered(Activity.objects.of(workspace).filter(within), filters)
    return page_of(rows, column="sequence", descending=True, cursor=cursor, size=size)


def last_check(workspace: Any) -> LogCheck | None:
    """What the last look at the seals of the log found; None before the first."""
    found: LogCheck | None = LogCheck.objects.of(workspace).first()
    return found


def portions_of_log(
    workspace: Any, filters: Filters, *, within: Q = EVERY, until: int, size: int = 1_000
) -> Iterator[Sequence[tuple[Activity, Seal | None]]]:
    """The log up to a place, oldest first, portion by portion; each record with the seal of its writing."""
    place = 0
    rows = _filtered(Activity.objects.of(workspace).filter(within), filters).order_by("sequence")
    while portion := list(rows.filter(sequence__gt=place, sequence__lte=until)[:size]):
        place = portion[-1].sequence
        seals = Seal.objects.of(workspace).filter(sequence__in=[one.sequence for one in portion])
        written = {seal.sequence: seal for seal in seals.exclude(kind=Seal.Kind.REDACTED)}
        yield [(one, written.get(one.sequence)) for one in portion]


def _filtered(rows: QuerySet[Activity], filters: Filters) -> QuerySet[Activity]:
    if filters.verb:
        rows = rows.filter(verb=filters.verb)
    if filters.actor:
        kind, _, number = filters.actor.partition(":")
        rows = rows.filter(actor_kind=kind, actor_id=number_in(number))
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
    """How the followers of the workspace's log fare, with `lag` records to go; numbers without a record are none."""
    ahead = Activity.objects.of(workspace).filter(sequence__gt=OuterRef("sequence")).order_by()
    counted = ahead.values("workspace").annotate(number=Count("pk")).values("number")
    return Cursor.objects.of(workspace).annotate(lag=Coalesce(Subquery(counted), 0)).order_by("name")


def open_jobs_of(workspace: Any) -> list[Job]:
    """The workspace's background work that waits or runs, in the order it will be done."""
    return list(Job.objects.of(workspace).open().order_by("status", "-priority", "pk")[:RECENT_JOBS])


def ended_jobs_of(workspace: Any) -> list[Job]:
    """What ended last, newest first."""
    ended = Job.objects.of(workspace).exclude(status__in=OPEN)
    return list(ended.order_by(F("finished_at").desc(nulls_last=True), "-pk")[:RECENT_JOBS])


def job_of(workspace: Any, job_id: int) -> Job:
    """One job of the workspace. Raises Missing."""
    job = Job.objects.of(workspace).filter(pk=job_id).first()
    if job is None:
        raise Missing("There is no such job.")
    return job


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """One task in this workspace: how often it has ended how, when it last succeeded and what last went wrong.

    Of those that ended well, `for_nothing` found nothing new. `late_since` is since when the first of those that
    wait could have been done; None where none is due.
    """

    title: str
    waiting: int
    running: int
    done: int
    for_nothing: int
    failed: int
    late_since: datetime | None
    last_success: datetime | None
    last_error_at: datetime | None
    last_error: str


def kinds_of_work(workspace: Any) -> list[KindOfWork]:
    """The workspace's background work by task, by name."""
    ours = Job.objects.of(workspace)
    counts = {status: Count("pk", filter=Q(status=status)) for status in ("waiting", "running", "done", "failed")}
    last = {
        "last_success": Max("finished_at", filter=Q(status="done")),
        "last_failed": Max("pk", filter=~Q(error="")),
        "newest": Max("pk"),
        "late_since": Min(Coalesce("run_after", "created_at"), filter=Q(status="waiting")),
        "for_nothing": Count("pk", filter=Q(status="done") & (Q(result=0) | Q(result=[]) | Q(result__brought=0))),
    }
    rows: list[Any] = list(ours.order_by().values("task").annotate(**counts, **last))
    jobs = ours.in_bulk([row[name] for row in rows for name in ("newest", "last_failed") if row[name]])
    kinds = [
        _kind_of_work(row, jobs[row["newest"]], jobs.get(row["last_failed"])) for row in rows if row["newest"] in jobs
    ]
    return sorted(kinds, key=lambda kind: kind.title)


def _kind_of_work(row: dict[str, Any], newest: Job, failed: Job | None) -> KindOfWork:
    return KindOfWork(
        title=newest.title,
        **{name: row[name] for name in ("waiting", "running", "done", "for_nothing", "failed", "last_success")},
        late_since=row["late_since"] if row["late_since"] and row["late_since"] < now() - DUE_FOR else None,
        last_error_at=None if failed is None else failed.finished_at or failed.heartbeat_at,
        last_error="" if failed is None else failed.error,
    )


def worker_heard_at() -> datetime | None:
    """When any worker was last heard of."""
    return Worker.objects.aggregate(last=Max("heard_at"))["last"]
