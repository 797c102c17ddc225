"""A few child processes that live and end together."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from types import FrameType

from rapport.cli import terminal

STOPPING_SECONDS = 8
LOOK_EVERY = 0.1


class Processes:
    """Children by name. The first to end, or a signal to stop, ends all of them."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)

    def start(self, name: str, *command: str) -> None:
        """Start a child in a group of its own, so that Ctrl-C reaches it through us and only once."""
        self._children[name] = subprocess.Popen(command, start_new_session=True, env=os.environ.copy())

    def wait_until_ready(self, address: str, seconds: float) -> bool:
        """Does the address answer 200 within the time? Gives up early when a child has ended or a stop was asked."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._asked_to_stop and self._first_ended() is None:
            if _answers(address):
                return True
            time.sleep(LOOK_EVERY)
        return False

    def stay(self) -> int:
        """Wait for the end; returns the exit code: 0 after a stop, 1 when a child ended by itself."""
        while not self._asked_to_stop and self._first_ended() is None:
            time.sleep(LOOK_EVERY)
        ended = None if self._asked_to_stop else self._first_ended()
        if ended is not None:
            terminal.say(f"The {ended} process ended by itself (exit code {self._children[ended].returncode}).")
        self._stop_all()
        return 0 if ended is None else 1

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _first_ended(self) -> str | None:
        return next((name for name, child in self._children.items() if child.poll() is not None), None)

    def _stop_all(self) -> None:
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOPPING_SECONDS
        for name, child in self._children.items():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                terminal.say(f"The {name} process did not stop in {STOPPING_SECONDS} seconds and was ended.")
                child.kill()
                child.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
