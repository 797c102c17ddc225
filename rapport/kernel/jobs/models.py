"""The tables of the job backend. A job keeps its workspace and its author as plain ids."""

from typing import Any, Self

from django.db import models

OPEN = ["waiting", "running"]


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, read by workspace from pages and by state from workers."""

    def of(self, owner: Any) -> Self:
        """Only the jobs of one workspace; `owner` is the workspace, something that belongs to one, or its id."""
        from rapport.kernel.models import workspace_id_of

        return self.filter(workspace=workspace_id_of(owner))

    def waiting(self) -> Self:
        return self.filter(status=Job.Status.WAITING)

    def running(self) -> Self:
        return self.filter(status=Job.Status.RUNNING)

    def open(self) -> Self:
        """Not finished: waiting or running."""
        return self.filter(status__in=OPEN)


class Job(models.Model):
    """One piece of work for later. A worker holds it by a lease and shows by heartbeats that it lives.

    `lease` is a random word per claim: whoever writes the outcome must still hold it. `beats` counts the
    heartbeats under this claim; other workers take a job over when the count stands still on their own clock.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    key = models.UUIDField(unique=True)
    workspace = models.BigIntegerField(null=True)
    actor = models.JSONField(default=dict)
    task = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    positional = models.JSONField(default=list)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=220, null=True)
    repeat_asked_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    run_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    lease = models.CharField(max_length=32, blank=True)
    leased_by = models.CharField(max_length=80, blank=True)
    beats = models.BigIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_asked_by = models.CharField(max_length=200, blank=True)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(null=True)
    progress_note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    error_class = models.CharField(max_length=200, blank=True)
    traceback = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-priority", "id"], name="kernel_job_next", condition=models.Q(status="waiting")),
            models.Index(fields=["status", "finished_at"], name="kernel_job_by_status"),
            models.Index(fields=["workspace", "-id"], name="kernel_job_of_workspace"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=models.Q(status__in=OPEN),
                name="kernel_job_one_open_per_key",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="kernel_job_status_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="running") | ~models.Q(lease=""),
                name="kernel_job_runs_under_a_lease",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Is it still to be done, or being done?"""
        return self.status in OPEN

    @property
    def brought(self) -> int | None:
        """How many things changed, as the task told: a number, the length of a list, or what stands under `brought`.

        None where it told nothing; 0 is an end at which nothing came in.
        """
        told = self.result.get("brought") if isinstance(self.result, dict) else self.result
        if isinstance(told, list):
            return len(told)
        return told if isinstance(told, int) and not isinstance(told, bool) else None

    @property
    def refusal(self) -> str:
        """Why the work ended without doing what was asked, though nothing broke; empty where it did it."""
        return str(self.result.get("refusal") or "") if isinstance(self.result, dict) else ""

    @property
    def share_done(self) -> float | None:
        """How far it has come, 0 to 1; None while nobody can tell."""
        if self.status == Job.Status.DONE:
            return 1.0
        return min(1.0, self.progress_done / self.progress_total) if self.progress_total else None


class JobEffect(models.Model):
    """The trace of an effect that must happen once: its key is unique in the workspace, for ever.

    Workspace 0 stands for work that belongs to none.
    """

    workspace = models.BigIntegerField(default=0)
    key = models.CharField(max_length=200)
    job = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="kernel_job_effect_once")]


class Schedule(models.Model):
    """A task that is due again and again; the row keeps when next, so that several workers agree."""

    name = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    last_error_at = models.DateTimeField(null=True)


class Worker(models.Model):
    """A worker process that is or was alive: what it is called and when it was last heard of."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()
