"""What every start needs: a migrated database and static files that are built."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rapport.cli import terminal


def database() -> None:
    """Bring the database up to date; quick when it is."""
    from django.core.management import call_command
    from django.db import OperationalError, connection

    try:
        if pending_migrations():
            terminal.say("Preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        terminal.stop(f"The database cannot be used: {error}")
    finally:
        connection.close()


def pending_migrations() -> int:
    """How many migrations the database has still to see."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_files() -> None:
    """Build the chart bundle and collect the static files, unless those collected are of the same sources."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".sources"
    current = _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    terminal.say("Building the static files")
    _chart_bundle()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(current)


def nobody_yet() -> bool:
    """Is there no workspace at all? Then somebody has to set up the first one."""
    from rapport.apps.accounts.queries import is_first_start

    return is_first_start()


def _chart_bundle() -> None:
    from rapport.ui.bundle import build_chart_bundle

    build_chart_bundle()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name, path in sorted(_sources()):
        state = path.stat()
        digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            if not path.is_relative_to(settings.STATIC_BUILD_FOLDER):
                yield name, path
