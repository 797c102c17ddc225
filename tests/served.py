"""Rapport served for real: uvicorn in a process of its own on the database of the tests, and Chromium to look at it.

    def test_a_note_is_added(page, served, enter, mara): ...

Such tests commit (`transactional_db`), and the tables are emptied after each.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext

from rapport.apps.accounts.models import Member

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
Enter = Callable[[Member], None]
EnterAs = Callable[[BrowserContext, Member], None]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without its sandbox where root runs the tests."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed. On Debian: apt install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a web process that lives as long as the test session."""
    with django_db_blocker.unblock():
        environment = own_environment()
    call_command("build_chart_bundle", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with serving(environment) as (address, _):
        yield address


@contextmanager
def serving(environment: dict[str, str], *, port: int = 0) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A web process of its own: its address and the process."""
    port = port or _free_port()
    options = ["--port", str(port), "--lifespan", "off", "--log-level", "warning", "--timeout-graceful-shutdown", "5"]
    command = [sys.executable, "-m", "uvicorn", "rapport.config.asgi:application", *options]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://localhost:{port}", process
    finally:
        _end(process)


@pytest.fixture
def served(server: str, transactional_db: None) -> Iterator[str]:
    """The server's address, for one test that commits what it writes."""
    yield server
    if connection.vendor == "sqlite":
        _empty_at_once("sales_orderline")


def _empty_at_once(table: str) -> None:
    """Empty a table that may be large; with foreign keys on, SQLite would look at every single row."""
    connection.ensure_connection()
    direct = connection.connection
    direct.execute("PRAGMA foreign_keys = OFF")
    direct.execute(f"DELETE FROM {table}")
    direct.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def worker(served: str) -> Iterator[None]:
    """A worker process beside the web process, for one test."""
    process = subprocess.Popen([sys.executable, "-m", "rapport", "work"], env=own_environment())
    try:
        yield
        assert process.poll() is None, "the worker ended during the test"
    finally:
        _end(process)


@pytest.fixture
def enter_as(served: str) -> EnterAs:
    """`enter_as(browser.new_context(), ada)` signs another browser in, for tests about two people."""

    def sign_in(context: BrowserContext, member: Member) -> None:
        session = session_of(member)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": served}])

    return sign_in


@pytest.fixture
def enter(enter_as: EnterAs, context: BrowserContext) -> Enter:
    """`enter(mara)` signs the browser in as Mara."""
    return lambda member: enter_as(context, member)


def session_of(member: Member) -> str:
    """A fresh session of the member's user: the value of the cookie."""
    client = Client()
    client.force_login(member.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def own_environment() -> dict[str, str]:
    """The tests' own environment, pointing at the database that pytest made."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        address = f"sqlite:///{Path(name).resolve()}"
    else:
        address = os.environ["RAPPORT_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return {**os.environ, "RAPPORT_DATABASE_URL": address, "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: "subprocess.Popen[bytes]", seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the web process ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer in {seconds:.0f} seconds")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
