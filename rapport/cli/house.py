"""Opening the house for a command: Django, the workspace meant, and the member in whose name it acts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member

WorkspaceOption = Annotated[
    str, typer.Option("--workspace", "-w", help="Address of the workspace; may be left out where there is only one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts instead of text for people.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder for everything Rapport writes; RAPPORT_DATA, or else data/.")
]


def open(data: Path | None = None) -> None:
    """Set Django up once, on the given data folder or the configured one."""
    if data is not None:
        os.environ["RAPPORT_DATA"] = str(data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except PermissionError as error:
        terminal.stop(f"Cannot write to {error.filename}. Choose another folder with --data DIR or RAPPORT_DATA.")
    except (ImproperlyConfigured, RuntimeError, ValueError) as error:
        terminal.stop(str(error))


def acting_member(workspace: str = "") -> "Member":
    """The owner of the named workspace, in whose name a command on this machine acts."""
    from rapport.apps.accounts.queries import every_slug, first_owner_of

    known = every_slug()
    if not known:
        terminal.stop("There is no workspace yet. Start Rapport once with bin/run.")
    if not workspace and len(known) > 1:
        terminal.stop(f"Say which workspace with --workspace: {', '.join(known)}.")
    if workspace and workspace not in known:
        terminal.stop(f"There is no workspace {workspace!r}. There is: {', '.join(known)}.")
    return first_owner_of(workspace or known[0])
