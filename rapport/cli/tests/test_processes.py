import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from rapport.cli.processes import Processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_when_one_child_ends_by_itself_the_other_is_ended_and_it_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    processes = Processes()
    processes.start("web", *SLEEPER)
    processes.start("worker", sys.executable, "-c", "raise SystemExit(7)")
    web = processes._children["web"]

    code = processes.stay()

    assert code == 1
    assert web.poll() is not None
    assert "The worker process ended by itself (exit code 7)." in capfd.readouterr().err


@pytest.mark.usefixtures("handlers")
def test_a_stop_ends_all_children_and_is_no_error() -> None:
    processes = Processes()
    processes.start("web", *SLEEPER)
    processes.start("worker", *SLEEPER)
    children = list(processes._children.values())
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()

    code = processes.stay()

    assert code == 0
    assert all(child.poll() is not None for child in children)


@pytest.mark.usefixtures("handlers")
def test_waiting_for_an_answer_gives_up_when_a_child_is_gone() -> None:
    processes = Processes()
    processes.start("web", sys.executable, "-c", "")
    begun = time.monotonic()

    ready = processes.wait_until_ready("http://127.0.0.1:9/healthz", 600)

    assert not ready
    assert time.monotonic() - begun < 300


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = _rapport("run", "--port", str(port))

    assert said.returncode == 1
    assert f"Port {port} is taken" in said.stderr
    assert "--port" in said.stderr


@pytest.mark.parametrize("command", [[], ["run"], ["work"], ["check"], ["demo"], ["user"], ["user", "invite"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    said = _rapport(*command, "--help")

    assert said.returncode == 0
    assert "Usage: rapport" in said.stdout


def _rapport(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "rapport", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
