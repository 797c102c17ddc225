"""A canvas as Markdown: headings and lists, with everything people wrote kept as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.board import Board
from rapport.apps.canvas.queries.export.sheet import sheet_of

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
# What would begin a list, a heading or a rule at the start of a line.
OPENING = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.M)


def markdown_of(member: Member, board: Board) -> bytes:
    """The canvas as a Markdown document."""
    return ("\n".join(_lines(sheet_of(member, board))).rstrip() + "\n").encode()


def plain(text: str) -> str:
    """Text that Markdown shows as it is.

    >>> plain("*not bold* <b>")
    '\\\\*not bold\\\\* \\\\<b\\\\>'
    """
    return OPENING.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", text))


def _lines(sheet: dict[str, Any]) -> Iterator[str]:
    yield f"# {plain(sheet['title'])}"
    yield ""
    yield " · ".join(plain(sheet[name]) for name in ("subject", "region", "period"))
    yield ""
    for section in sheet["sections"]:
        yield from _section(sheet, section)
    yield f"*{plain(sheet['workspace'])} · {plain(sheet['printed'])}*"


def _section(sheet: dict[str, Any], section: dict[str, Any]) -> Iterator[str]:
    yield f"## {plain(section['title'])}"
    yield ""
    if section["live"] == "profile":
        yield from _facts(sheet["profile"])
    elif section["live"] == "metrics":
        yield from _figures(section["tiles"])
    for note in section["notes"]:
        yield from _note(note)
    if not section["notes"]:
        yield f"*{plain(section['question'])}*"
    yield ""


def _facts(groups: list[dict[str, Any]]) -> Iterator[str]:
    for group in groups:
        yield f"- **{plain(group['title'])}**: " + ", ".join(
            plain(" ".join(filter(None, part))) for part in group["parts"]
        )
    if groups:
        yield ""


def _figures(tiles: list[dict[str, str]]) -> Iterator[str]:
    if not tiles:
        return
    yield f"| {gettext('Metric')} | {gettext('Value')} | {gettext('Interval')} | {gettext('Change')} | n |"
    yield "| --- | ---: | --- | --- | --- |"
    for tile in tiles:
        cells = [tile["title"], tile["value"] or tile["state"], tile["interval"], tile["change"], tile["n"]]
        yield "| " + " | ".join(plain(cell) for cell in cells) + " |"
    yield ""


def _note(note: dict[str, Any]) -> Iterator[str]:
    first, *more = plain(note["text"]).split("\n")
    said = ", ".join(filter(None, [note["word"], note["counts"]]))
    # A line of a note stays a line of its own: two blanks at the end are Markdown's line break.
    yield f"- {first}" + ("  " if more else f" — *{plain(said)}*" if said else "")
    for number, line in enumerate(more, start=1):
        last = number == len(more)
        yield f"  {line}" + ("  " if not last else f" — *{plain(said)}*" if said else "")
