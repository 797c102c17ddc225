"""Writing to the log: the frame around every operation."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from rapport.apps.activity.models import Activity, LogCheck, LogPosition, Mention, Pulse
from rapport.apps.activity.queries import every_workspace
from rapport.kernel.actor import Actor, system_actor
from rapport.kernel.bulk import insert_rows
from rapport.kernel.clock import now
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of
from rapport.kernel.sealing import Fault, check, seal
from rapport.kernel.waking import notify

CHANNEL = "rapport_activity"
PULSES_LIVE = timedelta(days=7)


@dataclass(slots=True)
class Subject:
    """What an operation is about: its type in the user's words, its id and its name at that time."""

    type: str
    id: object
    label: str = ""


@dataclass(slots=True)
class Change:
    """An operation under way: the place it takes in the log, and what the record will say."""

    workspace_id: int
    sequence: int
    subject: Subject
    topics: list[str]
    details: dict[str, Any] = field(default_factory=dict)
    mentions: dict[tuple[str, int], bool] = field(default_factory=dict)
    silent: bool = False

    def about(self, subject_type: str, subject_id: object, label: str = "") -> None:
        """Name the subject once it exists (a row that the operation creates has no id before)."""
        self.subject = Subject(subject_type, subject_id, label)

    def mention(self, subject_type: str, ids: Iterable[int], *, made: bool = False) -> None:
        """Say of rows that the record touched them, or made them: their timelines tell of it."""
        for row_id in ids:
            self.mentions[subject_type, row_id] = made or self.mentions.get((subject_type, row_id), False)

    def leave_no_record(self) -> None:
        """Nothing changed after all: write no record."""
        self.silent = True


@contextmanager
def recorded(
    actor: Actor, verb: str, *, subject: Subject | None = None, topics: Sequence[str] = ()
) -> Iterator[Change]:
    """One transaction and one record in the log.

    The sequence is taken first, under the lock of the workspace's log position: whoever reads the log up to a
    number has seen everything before it. Whatever raises inside undoes rows and record together.
    """
    with transaction.atomic():
        change = Change(actor.workspace_id, next_sequence(actor.workspace_id), subject or Subject("", ""), list(topics))
        yield change
        if not change.silent:
            _write(actor, verb, change)


def next_sequence(workspace_id: int) -> int:
    """The workspace's next place in the log; the caller's transaction holds the lock until it ends."""
    positions = LogPosition.objects.of(workspace_id)
    if not positions.update(sequence=F("sequence") + 1):
        LogPosition.objects.bulk_create([LogPosition(workspace_id=workspace_id)], ignore_conflicts=True)
        positions.update(sequence=F("sequence") + 1)
    return int(positions.values_list("sequence", flat=True).get())


def _write(actor: Actor, verb: str, change: Change) -> None:
    at = now()
    record: Activity = Activity.objects.create(
        workspace_id=actor.workspace_id,
        sequence=change.sequence,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        verb=verb,
        subject_type=change.subject.type,
        subject_id=str(change.subject.id),
        subject_label=change.subject.label[:200],
        topics=change.topics,
        details=change.details,
    )
    seal(record)
    if change.mentions:
        _write_mentions(change, at)
    notify(CHANNEL, str(actor.workspace_id))


def _write_mentions(change: Change, at: datetime) -> None:
    columns = ("workspace_id", "subject_type", "subject_id", "sequence", "at", "made")
    place = (change.workspace_id, change.sequence)
    rows = [(place[0], *whom, place[1], at, made) for whom, made in change.mentions.items()]
    insert_rows(Mention, columns, rows)


def announce(workspace_id: int, *topics: str) -> None:
    """Wake the live streams of a workspace without an entry in the log: figures came, a job moved on."""
    with transaction.atomic():
        place = {"sequence": next_sequence(workspace_id), "at": now()}
        for topic in {topic[:80] for topic in topics}:
            if not Pulse.objects.of(workspace_id).filter(topic=topic).update(**place):
                Pulse.objects.create(workspace_id=workspace_id, topic=topic, **place)
        notify(CHANNEL, str(workspace_id))


def announce_job(job: Job) -> None:
    """Tell the streams of the job's workspace that it has moved on: topics `jobs` and `job:<id>`."""
    if job.workspace is not None:
        announce(job.workspace, f"job:{job.pk}", "jobs")


def forget_old_pulses() -> None:
    """Remove pulses of what has long been over, such as jobs; every stream has passed them or begins anew."""
    for workspace in every_workspace():
        Pulse.objects.of(workspace).filter(at__lt=now() - PULSES_LIVE).delete()


def check_log(
    owner: Any,
    *,
    known: Mapping[int, str] | None = None,
    tell: Callable[[int, int | None, str], None] = lambda *_: None,
) -> LogCheck:
    """Look at every seal of a workspace's log, and keep what was found.

    The chain must lead through the last look, and through `known`: links by number that somebody kept elsewhere.
    """
    workspace_id = workspace_id_of(owner)
    held = LogCheck.objects.of(workspace_id).first() or LogCheck(workspace_id=workspace_id)
    last = {held.number: held.link} if held.number else {}
    verdict = check(workspace_id, known={**last, **(known or {})}, tell=tell)
    fault, is_new = verdict.fault, _is_news(held, verdict.fault)
    held.at, held.since = now(), verdict.since
    held.earlier, held.redacted = verdict.earlier, verdict.redacted
    held.fault = fault.kind if fault else ""
    held.fault_number, held.fault_sequence = (fault.number, fault.sequence) if fault else (None, None)
    if fault is None:
        held.number, held.link = verdict.number, verdict.link
    if is_new:
        with recorded(system_actor(workspace_id), "log.broken", topics=["log"]) as change:
            held.save()
            change.details["found"] = held.fault_words
    else:
        held.save()
    return held


def _is_news(held: LogCheck, fault: Fault | None) -> bool:
    """Is it a break that the last look had not found? One that is known looks different as the log goes on."""
    return fault is not None and (not held.fault or fault.number < (held.fault_number or 0))
