"""The Python environment of this checkout: made on first use, brought up to date when the requirements change."""

from __future__ import annotations  # so that an old Python gets as far as the message that it is too old

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TOO_OLD = "Rapport needs Python 3.11 or newer; this is {}. On Debian 12: apt install python3 python3-venv"
NO_VENV = "Python's venv module is missing. On Debian: apt install python3-venv"


def ready(requirements: str) -> Path:
    """The environment's python, with everything the requirements file pins. Quick when nothing changed."""
    _check()
    wanted = ROOT / requirements
    stamp = VENV / f".installed-{requirements}"
    digest = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    if not (PYTHON.exists() and stamp.exists() and stamp.read_text() == digest):
        try:
            _install(wanted)
        except KeyboardInterrupt:
            sys.exit("\nStopped. The next start goes on from here.")
        stamp.write_text(digest)
    return PYTHON


def become(*command: str | Path) -> None:
    """Go on as another program that finds this checkout's package wherever it is started from."""
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(command[0], [str(part) for part in command])


def _check() -> None:
    if sys.version_info < (3, 11):
        sys.exit(TOO_OLD.format(sys.version.split()[0]))
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(NO_VENV)


def _install(wanted: Path) -> None:
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        sys.exit(f"Cannot write to {ROOT}: the environment (.venv) is made there. Clone to a folder of your own.")
    if not (PYTHON.exists() and PYTHON.with_name("pip").exists()):
        print("Making the Python environment in .venv", file=sys.stderr)
        if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
            sys.exit(NO_VENV)
    total = wanted.read_text().count("==")
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check"]
    pip = subprocess.Popen([*command, "-r", wanted], stdout=subprocess.PIPE, text=True)
    said = []
    for line in pip.stdout:
        said.append(line)
        if line.startswith(("Collecting ", "Requirement already")):
            _show(sum(one.startswith(("Collecting ", "Requirement already")) for one in said), total)
        elif line.startswith("Installing collected"):
            print(f"{'':60}\rUnpacking", file=sys.stderr)
    if pip.wait() != 0:
        sys.exit("".join(said[-15:]) + "The packages could not be installed; the lines above say why.")


def _show(done: int, total: int) -> None:
    bar = "█" * (30 * done // total) + "░" * (30 - 30 * done // total)
    end = "\r" if sys.stderr.isatty() else "\n"
    if sys.stderr.isatty() or done % 20 == 0:
        print(f"Fetching packages {bar} {done}/{total}", end=end, file=sys.stderr, flush=True)
