"""A worker with one more schedule: `python -m tests.faults.scheduling WORKSPACE` leaves a mark every two seconds."""

import os
import sys

import django


def main(workspace_id: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    django.setup()
    from rapport.kernel.jobs import every
    from rapport.kernel.jobs.worker import main as work
    from tests.faults.tasks import mark

    @every(seconds=2)
    def leave_a_mark() -> None:
        mark(workspace_id, 1)

    work()


if __name__ == "__main__":
    main(int(sys.argv[1]))
