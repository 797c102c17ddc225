"""Writes the pages of docs/reference that come from code: python docs/reference.py

A test holds the pages to the code, so this runs whenever a command or a catalogue entry changes its words.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))


def commands() -> str:
    """Every command with its arguments and options."""
    import typer

    from rapport.cli import app

    group: Any = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "`bin/rapport COMMAND` in a checkout, `rapport COMMAND` where the package is installed.",
        "",
    ]
    for name in sorted(group.commands):
        lines += _command(f"rapport {name}", group.commands[name])
    return "\n".join(lines)


def pages() -> dict[str, Callable[[], str]]:
    """What is written, by file name."""
    return {"commands.md": commands}


def _command(path: str, command: Any) -> Iterator[str]:
    yield f"## {path}" if path.count(" ") == 1 else f"### {path}"
    yield ""
    yield " ".join((command.help or "").split())
    yield ""
    parts = [part for part in command.params if not getattr(part, "hidden", False) and part.name != "help"]
    if parts:
        yield "| | |"
        yield "| --- | --- |"
        yield from (f"| {_spoken(part)} | {_meaning(part)} |" for part in parts)
        yield ""
    for name in sorted(getattr(command, "commands", {})):
        yield from _command(f"{path} {name}", command.commands[name])


def _spoken(part: Any) -> str:
    if part.param_type_name == "argument":
        return f"`{str(part.name).upper()}`"
    return ", ".join(f"`{name}`" for name in [*part.opts, *part.secondary_opts])


def _meaning(part: Any) -> str:
    return " ".join((getattr(part, "help", "") or "").split()).replace("|", "\\|")


def main() -> None:
    for name, write in pages().items():
        (FOLDER / name).write_text(write().rstrip() + "\n")


if __name__ == "__main__":
    main()
