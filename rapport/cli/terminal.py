"""What commands say, and where: answers to standard output, talk and complaints to standard error."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

REFUSED = 1
WITHOUT_A_WINDOW = 200

answers = Console(highlight=False, soft_wrap=True)
talk = Console(stderr=True, highlight=False, soft_wrap=True)


def answer(text: object) -> None:
    """One line of the answer."""
    answers.print(str(text), markup=False)


def print_json(value: Any) -> None:
    """The answer as JSON; dates and decimals become text."""
    answer(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(rows: Sequence[Mapping[str, object]], *, empty: str = "Nothing.") -> None:
    """The answer as a table for people, with the keys of the first row as its head."""
    if not rows:
        say(empty)
        return
    table = Table(*rows[0], box=box.SIMPLE)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    # Into a file or through a pipe nothing is cut off to fit a window.
    in_a_window = answers.is_terminal and not answers.is_dumb_terminal
    paper = answers if in_a_window else Console(highlight=False, soft_wrap=True, width=WITHOUT_A_WINDOW)
    paper.print(table)


def say(text: str) -> None:
    """One line for the person at the terminal."""
    talk.print(text, markup=False)


def stop(reason: str, *, code: int = REFUSED) -> NoReturn:
    """End the command with a reason on standard error and an honest exit code."""
    talk.print(f"rapport: {reason}", markup=False, style="red")
    raise typer.Exit(code)


@contextmanager
def refusals() -> Iterator[None]:
    """What an operation refuses ends the command with its message and place."""
    from rapport.kernel.errors import Refused

    try:
        yield
    except Refused as refused:
        stop(f"{refused.place}: {refused.message}" if refused.place else refused.message)


def progress() -> Progress:
    """A progress bar on standard error that leaves pipes alone."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal)
