"""`rapport demo`: the demo company, on the first start or whenever it is wanted."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from rapport.cli import house, prepare, terminal


@dataclass(frozen=True, slots=True)
class Login:
    """Who may sign in to the demo."""

    email: str
    password: str


def command(data: house.DataOption = None) -> None:
    """Load the demo company into a workspace of its own; does nothing where it is there already."""
    house.open(data)
    prepare.database()
    from rapport import demo

    if demo.is_here():
        terminal.say("The demo company is here already.")
    else:
        demo.load(say=terminal.say)
    terminal.answer(f"{demo.EMAIL} {demo.PASSWORD}")


def first_visit(*, load: bool) -> Login | None:
    """Load the demo into a house that is still empty, if wanted; the login as long as the demo is there."""
    from rapport import demo

    _clear_what_was_interrupted()
    if load and prepare.nobody_yet():
        terminal.say("Telling the story of the demo company")
        _unfinished().touch()
        demo.load(say=terminal.say)
        _unfinished().unlink()
    return Login(demo.EMAIL, demo.PASSWORD) if demo.is_here() else None


def _clear_what_was_interrupted() -> None:
    """Empty a house in which a first start was stopped half-way through the demo: nobody has lived there yet."""
    if not _unfinished().exists():
        return
    from django.conf import settings
    from django.core.management import call_command

    from rapport import demo
    from rapport.apps.accounts.queries import only_demos

    if demo.is_here() and only_demos():
        terminal.say("The first start was interrupted. Beginning again")
        call_command("flush", interactive=False, verbosity=0)
        shutil.rmtree(settings.LAKE_FOLDER, ignore_errors=True)
    _unfinished().unlink()


def _unfinished() -> Path:
    from django.conf import settings

    return Path(settings.DATA_FOLDER) / "demo-unfinished"
