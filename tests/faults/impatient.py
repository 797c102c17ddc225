"""A worker that takes a standstill of one second for death: `python -m tests.faults.impatient`."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    django.setup()
    from rapport.kernel.jobs.worker import WorkerProcess

    WorkerProcess(lease_seconds=1.0).run()


if __name__ == "__main__":
    main()
