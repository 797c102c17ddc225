"""The web process is killed while notes are being written (B6): what said “Saved” is there, and nothing comes twice."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from random import Random

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from tests.browser.canvas import Board, stored
from tests.served import own_environment, session_of

KILLS = 3
SEED = 11


class WebProcess:
    """A web process of our own, that may die and come back under the same address."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--port", str(self.port), "--lifespan", "off", "--log-level", "critical"]
        command = [sys.executable, "-m", "uvicorn", "rapport.config.asgi:application", *options]
        self.process = subprocess.Popen(command, env=own_environment())
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail("the web process did not come back")

    def kill(self) -> None:
        """As `kill -9` does it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def web(served: str) -> Iterator[WebProcess]:
    """Beside the session's own server, which has laid out the static files."""
    process = WebProcess()
    process.start()
    yield process
    process.kill()


def test_b6_what_said_saved_survives_a_killed_server_and_the_rest_arrives_once(
    web: WebProcess, page: Page, mara: Member, canvas: Canvas
) -> None:
    chance = Random(SEED)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(mara), "url": web.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    board = Board(page, web.address, mara, canvas).open()
    board.section("needs").focus()
    board.press("n")

    written: list[str] = []
    for _ in range(KILLS):
        for _ in range(4):
            written.append(f"note {len(written)}")
            board.type(written[-1])
            board.press("Enter")
            page.wait_for_timeout(chance.uniform(0, 60))
        web.kill()
        unsaved = set(page.locator(".note--unsaved .note__text").all_text_contents())
        assert {text for text in written if text not in unsaved} <= set(stored(canvas, "needs"))
        web.start()
        expect(page.locator("save-state")).to_have_attribute("data-state", "saved", timeout=60_000)

    board.press("Escape")
    board.has("needs", *written)
    assert stored(canvas, "needs") == written
