"""What keeps the queue healthy, done by every worker now and then: jobs of dead workers, schedules, old rows."""

import logging
import time
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db.models import QuerySet

from rapport.kernel.clock import now
from rapport.kernel.jobs.leasing import taken_from_the_dead
from rapport.kernel.jobs.models import Job, Worker

log = logging.getLogger("rapport.jobs")

LEASE_SECONDS = 30.0
KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)
KEEP_SILENT_WORKERS = timedelta(days=1)
BATCH = 500


class Overseer:
    """Watches the claims of all workers from the side of one.

    A claim whose heartbeats stand still for the lease's length on this observer's monotonic clock is dead; one of a
    worker that is known to have ended is dead at once. No two machines' clocks are compared.
    """

    def __init__(self, *, lease_seconds: float = LEASE_SECONDS, is_dead: Callable[[str], bool] = lambda name: False):
        self._lease_seconds = lease_seconds
        self._is_dead = is_dead
        self._seen: dict[int, tuple[str, int, float]] = {}

    def take_over(self, *, mine: Collection[int] = ()) -> list[Job]:
        """Free the jobs whose worker is dead; `mine` are those this worker is doing. Returns what was freed."""
        running = list(Job.objects.running().exclude(pk__in=list(mine)))
        self._seen = {job.pk: self._sighting(job) for job in running}
        freed = [job for job in running if self._is_over(job) and taken_from_the_dead(job)]
        for job in freed:
            log.warning("job %s: %s was left by %s and is free again", job.pk, job.title, job.leased_by)
        return freed

    def _sighting(self, job: Job) -> tuple[str, int, float]:
        before = self._seen.get(job.pk)
        same = before is not None and before[:2] == (job.lease, job.beats)
        return before if same and before is not None else (job.lease, job.beats, time.monotonic())

    def _is_over(self, job: Job) -> bool:
        stood_still = time.monotonic() - self._seen[job.pk][2]
        return stood_still > self._lease_seconds or self._is_dead(job.leased_by)


def clean_up() -> int:
    """Remove jobs that ended long ago and workers not heard of any more; returns how many jobs."""
    done = Job.objects.filter(status__in=["done", "cancelled"], finished_at__lt=now() - KEEP_DONE)
    failed = Job.objects.filter(status="failed", finished_at__lt=now() - KEEP_FAILED)
    Worker.objects.filter(heard_at__lt=now() - KEEP_SILENT_WORKERS).delete()
    return _delete_in_batches(done) + _delete_in_batches(failed)


def _delete_in_batches(jobs: QuerySet[Job]) -> int:
    deleted = 0
    while True:
        batch = list(jobs.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return deleted
        Job.objects.filter(pk__in=batch).delete()
        deleted += len(batch)
