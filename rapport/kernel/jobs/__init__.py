"""Jobs: work done later by the worker, kept in the database, safe against a kill at any moment.

A task is a module-level function under django-tasks' `@task()` in a room's `tasks.py`::

    @task()
    def refresh_figures(workspace_id: int) -> None: ...

    enqueue(refresh_figures, workspace=member, actor=member.actor, title="Refresh figures", workspace_id=7)

- The job exists exactly if the transaction around `enqueue` commits.
- A task may be called more than once: after an error it is tried again later, after a kill another worker takes it
  over. `finishing()` puts the last writes and the end of the job into one transaction; `once(key)` makes an effect
  happen once.
- A task that raises `kernel.errors.Refused` has failed for good, with that message; other errors are tried again.
- Long work says `progress(done, total, note)` and asks `cancelled()`; give it `@task(queue_name=LONG)`: one slot of
  every worker stays free of it.
- What is due again and again stands in a room's `schedules.py` under `@every(seconds=…)`.
"""

from rapport.kernel.jobs.enqueuing import LONG, cancel, enqueue, try_again
from rapport.kernel.jobs.performing import run_jobs
from rapport.kernel.jobs.run import Interrupted, LeaseLost, cancelled, current_job, finishing, once, progress
from rapport.kernel.jobs.schedules import every

__all__ = [
    "LONG",
    "Interrupted",
    "LeaseLost",
    "cancel",
    "cancelled",
    "current_job",
    "enqueue",
    "every",
    "finishing",
    "once",
    "progress",
    "run_jobs",
    "try_again",
]
