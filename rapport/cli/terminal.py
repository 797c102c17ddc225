"""What commands say, and where: answers to standard output, talk and complaints to standard error."""

import json
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

REFUSED = 1
FAILED = 2

answers = Console(highlight=False, soft_wrap=True)
talk = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line for the person at the terminal."""
    talk.print(text, markup=False)


def stop(reason: str, *, code: int = REFUSED) -> NoReturn:
    """End the command with a reason on standard error and an honest exit code."""
    talk.print(f"rapport: {reason}", markup=False, style="red")
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """The answer as JSON; dates and decimals become text."""
    answers.print(json.dumps(value, ensure_ascii=False, indent=2, default=str), markup=False)


def progress() -> Progress:
    """A progress bar on standard error that leaves pipes alone."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal)
