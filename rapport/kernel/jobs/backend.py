"""The backend that django-tasks calls: jobs are rows of our own database."""

from typing import Any
from uuid import UUID

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult
from django_tasks.exceptions import TaskResultDoesNotExist


class DatabaseBackend(BaseTaskBackend):
    """Jobs in the database the application itself uses, so that a job and what asked for it commit together.

    Models are imported late: django-tasks makes the backend while the rooms are still being loaded.
    """

    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Have the task called with these arguments; for title, author and workspace use `jobs.enqueue`."""
        from rapport.kernel.jobs.enqueuing import drafted, placed
        from rapport.kernel.jobs.results import result_of

        return result_of(placed(drafted(task, args, kwargs)))

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """The state of a job by its key. Raises TaskResultDoesNotExist for an unknown one."""
        from rapport.kernel.jobs.models import Job
        from rapport.kernel.jobs.results import result_of

        try:
            return result_of(Job.objects.get(key=UUID(result_id)))
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error
