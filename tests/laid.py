"""The empty database with all its tables is laid once, and kept for the next process that tests.

Taking all migrations takes twenty seconds of processor time, and every worker of every step would do it again. So the
first process keeps what it made in pytest's cache, under a name that all migrations go into, and whatever they call.
Later ones begin with a copy; Django then looks for migrations that are not in it, as it does on every start.
`--create-db` lays it anew.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection

from tests import postgres

CODE = Path(__file__).resolve().parents[1] / "rapport"
KEPT_AT_MOST = 6


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, pytestconfig: pytest.Config, django_db_createdb: bool
) -> Iterator[None]:
    """Before the database of the tests is made: let it begin as a copy of what is kept."""
    if not hasattr(pytestconfig, "cache") or (connection.vendor == "postgresql" and not _tools()):
        yield
        return
    folder = pytestconfig.cache.mkdir("laid")  # type: ignore[union-attr]
    with pytest.MonkeyPatch.context() as patch:
        _begin_with(folder / _name(), patch, anew=django_db_createdb)
        yield


def _begin_with(kept: Path, patch: pytest.MonkeyPatch, *, anew: bool) -> None:
    """Make Django's way to a test database pass by the kept copy."""
    creation: Any = connection.creation
    make_whole, make_empty = creation.create_test_db, creation._create_test_db

    def make(*given: Any, **named: Any) -> str:
        with _one_at_a_time(kept):
            name: str = make_whole(*given, **named)
            if (anew or not kept.exists()) and kept.name == _name():  # and nobody wrote a migration meanwhile
                _keep(kept)
        return name

    def begin(*given: Any, **named: Any) -> Any:
        done = make_empty(*given, **named)
        if kept.exists() and not anew:
            kept.touch()
            _fill(kept, creation._get_test_db_name())
        return done

    patch.setattr(creation, "create_test_db", make)
    patch.setattr(creation, "_create_test_db", begin)


def _name() -> str:
    """What the tables come from: migrations, the modules they call, the pinned libraries, the database."""
    told = hashlib.sha256(repr((django.VERSION, sys.version, _version(), settings.INSTALLED_APPS)).encode())
    pins = (CODE.parent / "requirements-dev.txt", Path(__file__))
    for path in (*sorted(_called(CODE.rglob("migrations/*.py"))), *pins):
        told.update(f"{path}\n".encode() + path.read_bytes())
    return f"{connection.vendor}-{told.hexdigest()[:24]}"


def _called(paths: Iterable[Path]) -> set[Path]:
    """These modules of ours and those that they import, and those that these import."""
    found, ahead = set(), set(paths)
    while ahead:
        found |= ahead
        names = {name for path in ahead for name in _imported(path) if name.startswith("rapport.")}
        parts = {"/".join(name.split(".")[:end]) for name in names for end in range(1, name.count(".") + 2)}
        modules = {CODE.parent / f"{part}{end}" for part in parts for end in (".py", "/__init__.py")}
        ahead = {module for module in modules if module.exists()} - found
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _version() -> Any:
    return connection.Database.sqlite_version if connection.vendor == "sqlite" else _tools()


def _tools() -> dict[str, str]:
    """PostgreSQL's programs for copies: on the path, or beside initdb; empty unless both are there."""
    beside = postgres.binaries()
    folders = [str(initdb.resolve().parent) for initdb in ([beside / "initdb"] if beside else [])]
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    found = {name: shutil.which(name, path=path) for name in ("pg_dump", "psql")}
    return {name: where for name, where in found.items() if where} if all(found.values()) else {}


@contextmanager
def _one_at_a_time(kept: Path) -> Iterator[None]:
    with open(kept.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(kept: Path) -> None:
    """Keep the database of the tests, still empty; old ones go."""
    making = kept.with_suffix(".making")
    making.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(making)])
    else:
        _call("pg_dump", "--no-owner", "--no-privileges", "--file", making, connection.settings_dict["NAME"])
    making.replace(kept)
    old = sorted(kept.parent.glob("*-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in old if not path.suffix][KEPT_AT_MOST:]:
        path.unlink(missing_ok=True)
        path.with_suffix(".lock").unlink(missing_ok=True)


def _fill(kept: Path, name: str) -> None:
    """Put what is kept into the new database."""
    if connection.vendor == "sqlite":
        shutil.copyfile(kept, name)
    else:
        _call("psql", "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "--file", kept, name)


def _call(program: str, *arguments: str | Path) -> None:
    where = connection.settings_dict
    told = {"PGHOST": where["HOST"], "PGPORT": where["PORT"], "PGUSER": where["USER"], "PGPASSWORD": where["PASSWORD"]}
    environment = {**os.environ, **{name: str(value) for name, value in told.items() if value}}
    subprocess.run([_tools()[program], *map(str, arguments)], env=environment, check=True, stdout=subprocess.DEVNULL)
