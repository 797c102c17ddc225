"""Imports, what was refused of them, how they were undone, and folders that are watched for files."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.kernel.actor import Actor
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet

KEPT_FOR = timedelta(days=14)


class ImportQuerySet(WorkspaceQuerySet):
    """Imports of a workspace."""

    def at_work(self) -> "ImportQuerySet":
        """Not drafts, not over."""
        return self.filter(status__in=Import.AT_WORK)


class Import(WorkspaceModel):
    """One file on its way in: how it is read, how far it has come, what came of it.

    `steps_done` counts the portions that are committed, so that a killed import goes on where it was; it moves only
    together with what it counts. `extra` holds further counts as decimal texts. `trial` is the outcome of the last
    check without writing. `preset` names the known export the file was recognised as. An import that `corrects`
    another holds rows refused there, put right by hand; one with `watched` came by a folder.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Being set up"
        CHECKING = "checking", "Being checked"
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    AT_WORK = (Status.CHECKING, Status.WAITING, Status.RUNNING)

    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    guessed = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    trial = models.JSONField(null=True)
    job = models.BigIntegerField(null=True)
    rows = models.BigIntegerField(null=True)
    steps_done = models.IntegerField(default=0)
    accepted = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    extra = models.JSONField(default=dict)
    message = models.CharField(max_length=1000, blank=True)
    touched_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    preset = models.CharField(max_length=60, blank=True, default="", db_default="")
    corrects = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="corrections")
    watched = models.ForeignKey("WatchedFolder", null=True, on_delete=models.SET_NULL, related_name="imports")

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="exchange_import_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="done") | Q(rows=models.F("accepted") + models.F("refused")),
                name="exchange_every_row_is_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path | None:
        """Where the file is kept, as long as it is."""
        return import_folder(self.workspace_id) / self.file if self.file else None

    @property
    def topic(self) -> str:
        """What live streams call it."""
        return f"import:{self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Is it waiting or running?"""
        return self.status in self.AT_WORK

    @property
    def is_draft(self) -> bool:
        """Can its mapping still be chosen?"""
        return self.status == self.Status.DRAFT

    @property
    def brought_nothing(self) -> bool:
        """Is it done without anything new, so that “done” alone would mislead?"""
        return self.status == self.Status.DONE and not (self.created or self.updated)

    @property
    def rows_done(self) -> int:
        """How many rows have been dealt with."""
        return int(self.accepted + self.refused)

    def actor(self, member: Member) -> Actor:
        """The import as the author of what it writes."""
        return Actor(self.workspace_id, "import", self.pk, f"{member}, from {self.file_name}"[:200])

    def extra_counts(self) -> dict[str, Decimal]:
        """The further counts as numbers."""
        return {name: Decimal(amount) for name, amount in self.extra.items()}


class ImportIssue(WorkspaceModel):
    """A refused row: its line in the file, the column at fault where there is one, the reason, and its cells.

    Where more than one thing is wrong, `further` holds column and reason of each of the others.

    A row is `whole` when all its cells are kept as they stood; only then can it be put right here. Once put right it
    is `settled_in` the import that took it in.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="issues")
    line = models.BigIntegerField()
    column = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=1000)
    further: Any = models.JSONField(default=list, db_default=[])
    cells: Any = models.JSONField(default=list)
    whole = models.BooleanField(default=True, db_default=True)
    settled_in = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["workspace", "source", "line"], name="exchange_issue_of_import")]
        ordering = ["line"]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Everything that is wrong with the row, as pairs of column and reason; nothing once it is good."""
        return [(self.column, self.reason), *map(tuple, self.further)] if self.reason else []

    @property
    def columns_at_fault(self) -> list[str]:
        return list(dict.fromkeys(column for column, _reason in self.faults if column))

    @property
    def reasons(self) -> list[str]:
        return [reason for _column, reason in self.faults]


class RememberedMapping(WorkspaceModel):
    """What was chosen for files with the same header, so that nobody chooses it twice."""

    header_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "header_digest", "kind"], name="exchange_one_mapping_per_header"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class ImportUndo(WorkspaceModel):
    """An import being taken back: portion by portion from the last to the first, as the log of it tells.

    Everything from `position` on in the log has been taken back; it moves only together with what it counts.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Undone"
        CANCELLED = "cancelled", "Stopped"
        FAILED = "failed", "Failed"

    source = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="undoing")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    job = models.BigIntegerField(null=True)
    position = models.BigIntegerField(null=True)
    portions = models.IntegerField(default=0)
    portions_done = models.IntegerField(default=0)
    removed = models.BigIntegerField(default=0)
    restored = models.BigIntegerField(default=0)
    kept = models.BigIntegerField(default=0)
    message = models.CharField(max_length=1000, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    @property
    def is_at_work(self) -> bool:
        """Is it waiting or running?"""
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def topic(self) -> str:
        """What live streams call it: the same as the import."""
        return f"import:{self.source_id}"


class UndoRemainder(WorkspaceModel):
    """Something an undone import left as it is: which record, which field of it where only that stays, and why."""

    undo = models.ForeignKey(ImportUndo, on_delete=models.CASCADE, related_name="remainders")
    noun = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    field = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}"


class WatchedFolder(WorkspaceModel):
    """A folder whose files are read in as they appear: what they hold, in whose name, and how it has fared.

    `folder` is a path below the folder that the server allows. Files that were read go to `done` in it, others to
    `failed`, each with a report beside it; a file is known by its content and read once.
    """

    folder = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    paused_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=1000, blank=True)
    last_error_at = models.DateTimeField(null=True)
    files = models.IntegerField(default=0)
    rows = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "folder"], name="exchange_folder_watched_once")]

    def __str__(self) -> str:
        return self.folder


def import_folder(workspace_id: int) -> Path:
    """Where the files of a workspace wait to be read."""
    return Path(settings.UPLOAD_FOLDER) / "imports" / str(workspace_id)
