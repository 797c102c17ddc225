"""Writing to the log: the frame around every operation."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from rapport.apps.activity.models import Activity, LogPosition
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now

CHANNEL = "rapport_activity"


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
    silent: bool = False

    def about(self, subject_type: str, subject_id: object, label: str = "") -> None:
        """Name the subject once it exists (a row that the operation creates has no id before)."""
        self.subject = Subject(subject_type, subject_id, label)

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
    Activity.objects.create(
        workspace_id=actor.workspace_id,
        sequence=change.sequence,
        at=now(),
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
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(actor.workspace_id)])
