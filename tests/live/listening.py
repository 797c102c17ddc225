"""A listener to the live stream, as a browser would be one, on a plain connection."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.activity.queries import CATCH_UP

PATIENCE = 60


@dataclass
class Heard:
    """One event, and when it arrived."""

    name: str
    detail: dict[str, Any]
    id: int | None
    at: float


@dataclass
class Listener:
    """Reads the stream in a thread of its own and remembers what it heard."""

    address: str
    workspace: str
    session: str
    query: str = ""
    last_event_id: int | None = None
    heard: list[Heard] = field(default_factory=list)
    ended_at: float | None = None
    status: int = 0

    def __enter__(self) -> "Listener":
        parts = urlsplit(self.address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._connection.request("GET", f"/w/{self.workspace}/live{self.query}", headers=self._headers())
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        if self.status == 200:
            threading.Thread(target=self._listen, args=[self._answer], daemon=True).start()
            self.wait_for("here")
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection.sock is not None:
            self._connection.sock.shutdown(2)
        self._connection.close()

    @property
    def topics(self) -> list[str]:
        return [one.detail["topic"] for one in self.heard if one.name == "change"]

    @property
    def place(self) -> int:
        """The last event's id."""
        return max(one.id for one in self.heard if one.id is not None)

    def header(self, name: str) -> str | None:
        return self._answer.headers[name]

    def wait_for(self, name: str, topic: str = "") -> Heard:
        """The first event of that name (and topic); fails when it does not come."""

        def told() -> list[Heard]:
            return [one for one in self.heard if one.name == name and topic in ("", one.detail.get("topic"))]

        wait_until(told, f"{name} {topic}")
        return told()[0]

    def wait_for_end(self) -> None:
        """Wait until the server has closed the stream."""
        wait_until(lambda: self.ended_at is not None, "the end of the stream")

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "text/event-stream", "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}
        return headers if self.last_event_id is None else {**headers, "Last-Event-ID": str(self.last_event_id)}

    def _listen(self, answer: HTTPResponse) -> None:
        lines: dict[str, str] = {}
        try:
            while line := answer.readline():
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    lines[name] = value
                elif "event" in lines:
                    place = int(lines["id"]) if "id" in lines else None
                    self.heard.append(Heard(lines["event"], json.loads(lines["data"]), place, time.time()))
                    lines = {}
        except (OSError, ValueError, AttributeError):
            pass
        self.ended_at = time.time()


def wait_until(true: Callable[[], Any], what: str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"no {what} in {PATIENCE} s"
        time.sleep(0.01)


def flood(member: Member) -> None:
    """More records at once than a stream is told one by one."""
    with transaction.atomic():
        for _ in range(CATCH_UP + 1):
            with recorded(member.actor, "note.moved", topics=["orders"]):
                pass
