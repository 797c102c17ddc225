"""Commands for people and scripts: one file per command, named like it.

A file joins by defining `command`: a function, or a `typer.Typer` with commands of its own. A name that Python
keeps for itself ends in an underscore (`import_.py` is `rapport import`). Files without one serve the others.
Modules import Django inside their functions, after `house.open()`, so that `--help` answers at once.
"""

from importlib import import_module
from pkgutil import iter_modules

import typer

app = typer.Typer(
    name="rapport",
    help="Rapport: know your customers, design the relationship, measure whether it works.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def join_commands() -> None:
    """Add every file's command to the app, in the order of their names."""
    for found in sorted(iter_modules(__path__), key=lambda module: module.name):
        if not found.ispkg:
            _join(found.name)


def _join(name: str) -> None:
    command = getattr(import_module(f"{__name__}.{name}"), "command", None)
    spoken = name.rstrip("_").replace("_", "-")
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=spoken)
    elif command is not None:
        app.command(spoken)(command)


join_commands()
