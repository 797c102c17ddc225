"""`rapport check`: is this installation in order?"""

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.cli import house, terminal

ROOM_NEEDED = 1024**3
WORKER_SILENT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, whether it is in order, and what to know or do."""

    what: str
    good: bool
    note: str


def command(
    as_json: house.JsonOption = False,
    bill: Annotated[
        bool, typer.Option("--sbom", help="Print the installed packages as CycloneDX JSON instead.")
    ] = False,
    data: house.DataOption = None,
) -> None:
    """Look at database, migrations, disk, static files, worker and mail; exit code 1 if something is not in order."""
    if bill:
        terminal.print_json(bill_of_materials())
        return
    house.open(data)
    findings = [_looked_at(what, look) for what, look in LOOKS.items()]
    if as_json:
        terminal.print_json([asdict(finding) for finding in findings])
    else:
        terminal.print_table([{"": "✓" if one.good else "✕", "part": one.what, "note": one.note} for one in findings])
    raise typer.Exit(0 if all(finding.good for finding in findings) else terminal.REFUSED)


def bill_of_materials() -> dict[str, Any]:
    """Every installed package with its version, in CycloneDX's form."""
    found = {(one.metadata["Name"], one.version) for one in distributions()}
    parts = [
        {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}"}
        for name, version in sorted(found, key=lambda part: part[0].lower())
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": parts}


def _looked_at(what: str, look: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        good, note = look()
    except Exception as error:  # whatever is broken, the other parts are still looked at
        good, note = False, f"{type(error).__name__}: {error}"
    return Finding(what, good, note)


def _database() -> tuple[bool, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return True, f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("PRAGMA quick_check(1)")
        verdict = cursor.fetchone()[0]
    import sqlite3

    return verdict == "ok", f"SQLite {sqlite3.sqlite_version} at {connection.settings_dict['NAME']}: {verdict}"


def _migrations() -> tuple[bool, str]:
    from rapport.cli.prepare import pending_migrations

    count = pending_migrations()
    return count == 0, "up to date" if count == 0 else f"{count} to run; rapport run does it"


def _disk() -> tuple[bool, str]:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_FOLDER).free
    return free > ROOM_NEEDED, f"{free / ROOM_NEEDED:.1f} GiB free at {settings.DATA_FOLDER}"


def _static_files() -> tuple[bool, str]:
    from django.conf import settings

    there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return there, str(settings.STATIC_ROOT) if there else "not built; rapport run does it"


def _worker() -> tuple[bool, str]:
    from rapport.kernel.clock import now
    from rapport.kernel.models import Worker

    newest = Worker.objects.order_by("-heard_at").first()
    if newest is None:
        return False, "no worker has ever run; start one with rapport work"
    silent = (now() - newest.heard_at).total_seconds()
    return silent < WORKER_SILENT_SECONDS, f"{newest.name}, heard {silent:.0f} s ago"


def _engine() -> tuple[bool, str]:
    from django.conf import settings

    from rapport.apps.insights.lake.reading import chosen_engine

    engine = chosen_engine()
    try:
        engine.run("SELECT 1 AS here")
    finally:
        engine.close()
    return True, f"figures come from {str(settings.ENGINE['address']).rpartition('@')[2]}"


def _log() -> tuple[bool, str]:
    from rapport.apps.activity.queries import every_workspace, last_check

    checks = [(workspace.slug, last_check(workspace)) for workspace in every_workspace()]
    broken = [slug for slug, found in checks if found is not None and found.fault]
    return not broken, f"broken in {', '.join(broken)}; see rapport log check" if broken else "no seal found broken"


def _mail() -> tuple[bool, str]:
    from django.conf import settings

    if "filebased" in settings.EMAIL_BACKEND:
        return True, f"kept as files in {settings.EMAIL_FILE_PATH}; set RAPPORT_EMAIL_URL to send them"
    return True, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


LOOKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "static files": _static_files,
    "worker": _worker,
    "engine": _engine,
    "log": _log,
    "mail": _mail,
}
