"""Real worker processes on the database of the tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from rapport.kernel.jobs.models import Job, JobQuerySet
from tests.served import own_environment

Process = subprocess.Popen[bytes]


@dataclass
class Workers:
    """Starts worker processes and sees to it that none is left."""

    environment: dict[str, str]
    started: list[Process] = field(default_factory=list)

    def start(self, *module: str, **environment: str) -> Process:
        """A worker: `rapport work`, or another module with arguments."""
        command = [sys.executable, "-m", *(module or ("rapport", "work"))]
        process = subprocess.Popen(command, env={**self.environment, **environment}, stderr=subprocess.PIPE)
        self.started.append(process)
        return process

    def kill_all(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGCONT)
                process.kill()
            process.communicate()


@pytest.fixture
def workers(transactional_db: None) -> Iterator[Workers]:
    """`workers.start()` is a real worker process on the database of the test."""
    found = Workers(own_environment())
    yield found
    found.kill_all()


def ours() -> JobQuerySet:
    """The jobs of these tests, without those that schedules of the rooms ask for."""
    return Job.objects.filter(task__startswith="tests.faults.")


def wait_until(true: Callable[[], Any], *, seconds: float = 180, what: str = "it") -> Any:
    """Wait for something to become true, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen in {seconds:.0f} s")
