"""Tickets and interview notes from a file or the clipboard: which rows there are, before anything is kept."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.utils.translation import gettext as _

from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

LARGEST = 1024 * 1024
MOST_ROWS = 50
LONGEST_TITLE = 120
LONGEST_TEXT = 10_000
DELIMITERS = ",;\t|"
HEADERS = {
    "title": ("title", "subject", "summary", "betreff", "titel", "asunto", "titulo", "objet", "titre"),
    "said_on": ("date", "day", "created", "created at", "opened", "datum", "fecha", "jour"),
    "source": ("source", "id", "number", "ticket", "ticket id", "nummer", "quelle", "fuente", "numero"),
    "text": ("text", "description", "body", "message", "note", "notes", "comment", "beschreibung", "texto", "texte"),
}
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One ticket or interview: a title, its day if it can be read, where it is from, and what was said."""

    title: str
    text: str
    source: str = ""
    said_on: str = ""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The first rows, and how many there are."""

    rows: list[SourceRow]
    count: int


def rows_of(content: str) -> SourceRows:
    """A table with a header where there is one, else a piece for each paragraph.

    Raises Refused for what holds nothing or too much, or cannot be stored.
    """
    if wrong := text_error(content, longest=LARGEST):
        raise Refused(wrong, place="text", code="text")
    found = _table(content)
    rows = found if found is not None else _paragraphs(content)
    if not rows:
        raise Refused(_("There is no text in it."), place="text", code="empty")
    return SourceRows(rows[:MOST_ROWS], len(rows))


def text_of(content: bytes) -> str:
    """A file as text: UTF-8, or the Western letters that spreadsheets write."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 1 MB. Bring it in in parts."), place="file", code="too-large")
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("This is not a text file."), place="file", code="wrong-file-type")


def _table(content: str) -> list[SourceRow] | None:
    """The rows of a table whose header names at least a text; None where this is no table."""
    first = content.lstrip("\ufeff \r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter not in first:
        return None
    lines = list(csv.reader(StringIO(content.lstrip("\ufeff \r\n")), delimiter=delimiter))
    columns = _columns(lines[0])
    if "text" not in columns:
        return None
    return [row for cells in lines[1:] if (row := _row(cells, columns)) is not None]


def _columns(header: list[str]) -> dict[str, int]:
    names = [re.sub(r"[\s_-]+", " ", name).strip().casefold() for name in header]
    found = {}
    for field, words in HEADERS.items():
        place = next((names.index(word) for word in words if word in names), None)
        if place is not None:
            found[field] = place
    return found


def _row(cells: list[str], columns: dict[str, int]) -> SourceRow | None:
    def cell(field: str) -> str:
        place = columns.get(field)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    text = cell("text")
    if not text:
        return None
    return SourceRow(
        cell("title")[:LONGEST_TITLE] or _title(text), text[:LONGEST_TEXT], cell("source")[:200], _day(cell("said_on"))
    )


def _paragraphs(content: str) -> list[SourceRow]:
    pieces = [piece.strip() for piece in re.split(r"(?:\r?\n[ \t]*){2,}", content)]
    return [SourceRow(_title(piece), piece[:LONGEST_TEXT]) for piece in pieces if piece]


def _title(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _day(written: str) -> str:
    """A day that can be read in one way only; "" for every other, so that a person says it."""
    text = written.strip()[:10]
    for pattern in DAYS:
        try:
            found: date = datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        return found.isoformat()
    return ""
