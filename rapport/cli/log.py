"""`rapport log`: does the log still say what it said?"""

from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import house, terminal

if TYPE_CHECKING:
    from rapport.apps.activity.models import LogCheck

command = typer.Typer(help="The log of who did what: check its seals.", no_args_is_help=True)
BROKEN = 3


@command.callback()
def log() -> None:
    """The log of who did what: check its seals."""


@command.command("check")
def check_log(
    workspace: house.WorkspaceOption = "",
    was: Annotated[
        str, typer.Option("--was", help="NUMBER:LINK of an earlier check, kept elsewhere: the log must still hold it.")
    ] = "",
    as_json: house.JsonOption = False,
    data: house.DataOption = None,
) -> None:
    """Look at every seal of the log of a workspace. Ends with 0, or with 3 where an entry is not as it was written."""
    house.open(data)
    owner = house.acting_member(workspace)
    from rapport.apps.activity import operations

    known = _known(was)
    with terminal.progress() as bar:
        row = bar.add_task("Checking", total=None)
        found = operations.check_log(
            owner, known=known, tell=lambda done, total, _note: bar.update(row, completed=done, total=total)
        )
    if as_json:
        terminal.print_json(_as_plain(found))
    elif found.fault:
        terminal.say(str(found.fault_words))
    else:
        terminal.answer(f"{found.number}:{found.link}")
        since = f"{found.since:%Y-%m-%d %H:%M} UTC" if found.since else "never"
        terminal.say(f"Unbroken since {since}; {found.number:,} seals, {found.redacted:,} of them after an erasure.")
    raise typer.Exit(BROKEN if found.fault else 0)


def _known(was: str) -> dict[int, str]:
    number, _colon, link = was.partition(":")
    if was and not (number.isdecimal() and len(link) == 64):
        terminal.stop("--was takes what an earlier check printed: a number, a colon and 64 letters and digits.", code=2)
    return {int(number): link} if was else {}


def _as_plain(found: "LogCheck") -> dict[str, object]:
    names = ("at", "since", "number", "link", "earlier", "redacted", "fault", "fault_number", "fault_sequence")
    return {name: getattr(found, name) for name in names} | {"words": str(found.fault_words)}
