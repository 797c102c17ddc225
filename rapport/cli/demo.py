"""`rapport demo`: the demo company, on the first start or whenever it is wanted."""

from dataclasses import dataclass

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

    if load and prepare.nobody_yet():
        terminal.say("Telling the story of the demo company")
        demo.load(say=terminal.say)
    return Login(demo.EMAIL, demo.PASSWORD) if demo.is_here() else None
