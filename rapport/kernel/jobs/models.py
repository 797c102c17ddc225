"""The tables of the job backend. A job keeps its workspace and its author as plain ids."""

from django.db import models


class Job(models.Model):
    """One piece of work for later. A worker holds it by a lease and shows by heartbeats that it lives."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    key = models.UUIDField(unique=True)
    workspace = models.BigIntegerField(null=True, db_index=True)
    actor = models.JSONField(default=dict)
    task = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=200, null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    leased_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(null=True)
    progress_note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["status", "run_after", "-priority", "id"], name="kernel_job_next")]
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="kernel_job_one_open_per_key",
            )
        ]


class Schedule(models.Model):
    """A task that is due again and again; the row keeps when next, so that several workers agree."""

    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()


class Worker(models.Model):
    """A worker process that is or was alive: what it is called and when it was last heard of."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()
