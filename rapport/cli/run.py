"""`rapport run`: prepare what is missing, start the web and the worker process, say where, and end both cleanly."""

import os
import socket
import sys
from typing import Annotated

import typer

from rapport.cli import house, prepare, terminal
from rapport.cli.demo import Login, first_visit
from rapport.cli.processes import Processes

DEFAULT_PORT = 8000
SECONDS_TO_WAKE = 60


def command(
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = DEFAULT_PORT,
    demo: Annotated[bool, typer.Option(help="Load the demo company on the first start.")] = True,
    data: house.DataOption = None,
) -> None:
    """Start Rapport here: web and worker, with the demo company on the first start."""
    _require_free(port)
    house.open(data)
    prepare.database()
    prepare.static_files()
    login = first_visit(load=demo)
    address = f"http://localhost:{port}"
    processes = Processes()
    processes.start("web", *_web(port))
    processes.start("worker", sys.executable, "-m", "rapport", "work")
    if processes.wait_until_ready(f"http://127.0.0.1:{port}/healthz", SECONDS_TO_WAKE):
        _greet(address, login)
    raise typer.Exit(processes.stay())


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            terminal.stop(f"Port {port} is taken by another program. Choose one with --port, e.g. --port {port + 1}.")


def _web(port: int) -> list[str]:
    host = os.environ.get("RAPPORT_BIND", "127.0.0.1")
    options = ["--host", host, "--port", str(port), "--lifespan", "off", "--no-access-log", "--no-server-header"]
    quiet = ["--log-level", "warning", "--timeout-graceful-shutdown", "3"]
    return [sys.executable, "-m", "uvicorn", "rapport.config.asgi:application", *options, *quiet]


def _greet(address: str, login: Login | None) -> None:
    terminal.say("")
    if prepare.nobody_yet():
        terminal.say(f"  Rapport is ready. Set up your workspace at {address}/first-start")
    else:
        terminal.say(f"  Rapport is ready at {address}")
    if login is not None:
        terminal.say(f"  Demo login: {login.email}  password: {login.password}")
    terminal.say("  Stop with Ctrl-C.")
    terminal.say("")
