"""A PostgreSQL cluster for one test run: made in a temporary folder, reached by a socket only, gone afterwards.

As a program, `python tests/postgres.py COMMAND…` runs the command with RAPPORT_DATABASE_URL set to such a cluster.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSIONS_FOLDER = Path("/usr/lib/postgresql")
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=80 -c shared_buffers=128MB"


def binaries() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or in Debian's folder of the newest version; None when nowhere."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(VERSIONS_FOLDER.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields the address of its database for RAPPORT_DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-postgres-"))
    _give_away(folder)
    _run(
        folder,
        "initdb",
        "-D",
        folder / "data",
        "-U",
        "rapport",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    listen = f"-c listen_addresses='' -c unix_socket_directories={folder} {FAST}"
    _run(folder, "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", listen, "-w", "start")
    try:
        yield f"postgres://rapport@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        _run(folder, "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _give_away(folder: Path) -> None:
    """PostgreSQL refuses to run as root: there it runs as the user that Debian's package made."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _run(folder: Path, program: str, *arguments: str | Path) -> None:
    tools = binaries()
    if tools is None:
        raise FileNotFoundError("PostgreSQL's initdb was not found. On Debian: apt install postgresql")
    command = [tools / program, *arguments]
    identity = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    # A file, not a pipe: the server keeps what pg_ctl gave it open for as long as it lives.
    with open(folder / "said", "wb") as said:
        done = subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, cwd=folder, check=False, **identity)
    if done.returncode != 0:
        raise RuntimeError(f"{program} failed:\n{(folder / 'said').read_text()}")


def main() -> int:
    with cluster() as address:
        environment = {**os.environ, "RAPPORT_DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
