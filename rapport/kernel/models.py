"""The base of every table that belongs to a workspace, and the kernel's own tables."""

from typing import Any, Self

from django.db import models
from django.db.models import QuerySet

from rapport.kernel.jobs.models import Job, JobEffect, Schedule, Worker

__all__ = [
    "Chain",
    "ChangedModel",
    "Job",
    "JobEffect",
    "KeptAnswer",
    "Schedule",
    "Seal",
    "Tombstone",
    "Worker",
    "WorkspaceModel",
    "WorkspaceQuerySet",
]


class WorkspaceQuerySet(QuerySet[Any]):
    """A queryset whose every read begins with `of`."""

    def of(self, owner: Any) -> Self:
        """Only the rows of one workspace; `owner` is the workspace, a member of it, or its id."""
        return self.filter(workspace_id=workspace_id_of(owner))


def workspace_id_of(owner: Any) -> int:
    """The workspace's id from a workspace, from anything that belongs to one, or from the id itself."""
    if isinstance(owner, int):
        return owner
    found = getattr(owner, "workspace_id", None)
    return int(owner.pk if found is None else found)


class WorkspaceModel(models.Model):
    """A row of one workspace. Updates and reloads name the workspace as well as the id."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        abstract = True

    def _do_update(self, base_qs: QuerySet[Any], *arguments: Any) -> Any:
        return super()._do_update(base_qs.filter(workspace_id=self.workspace_id), *arguments)  # type: ignore[misc]

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        rows = from_queryset if from_queryset is not None else type(self).objects.using(using or self._state.db)
        super().refresh_from_db(using=using, fields=fields, from_queryset=rows.of(self._own_workspace(using)))

    def _own_workspace(self, using: str | None) -> int:
        """The row's workspace; where it was left out when the row was read, it is asked for by the row's own id."""
        if "workspace_id" not in self.get_deferred_fields():
            return self.workspace_id
        rows = type(self)._base_manager.using(using or self._state.db).filter(pk__in=[self.pk])
        self.workspace_id = rows.values_list("workspace_id", flat=True).get()
        return self.workspace_id


class ChangedModel(WorkspaceModel):
    """A row that flows into the lake: `change` is the workspace's log position at its last write."""

    change = models.BigIntegerField(default=0)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["workspace", "change"], name="%(app_label)s_%(class)s_change")]


class Tombstone(models.Model):
    """The trace of a deleted row, so that the lake can forget it too."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    model_label = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    change = models.BigIntegerField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "model_label", "change"], name="kernel_tombstone_change")]


class KeptAnswer(models.Model):
    """What a program was answered under a key of its own, so that asking again does nothing again (trust R8).

    `asker` tells programs apart, `fingerprint` what was asked; the answer goes after a day.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    asker = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "asker", "key"], name="kernel_one_answer_per_key")]
        indexes = [models.Index(fields=["at"], name="kernel_answers_oldest")]


class Chain(models.Model):
    """The end of a workspace's chain of seals: how many there are, and the link of the last."""

    workspace = models.OneToOneField("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, default="")

    objects = WorkspaceQuerySet.as_manager()


class Seal(models.Model):
    """A seal over an entry of the log, chained to the one before it; see `rapport.kernel.sealing`.

    Without its salt nobody can tell from the digest what the entry said; a later seal then covers what is left of it.
    """

    class Kind(models.TextChoices):
        WRITTEN = "written"
        EARLIER = "earlier"
        REDACTED = "redacted"

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    link = models.CharField(max_length=64)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="kernel_one_seal_per_number")]
        indexes = [models.Index(fields=["workspace", "sequence"], name="kernel_seal_of_entry")]
