"""A table read from a file: named columns, and rows that know the line they stand on."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from rapport.kernel.errors import Refused

MAX_COLUMNS = 1_000
MAX_TEXT = 1_000_000


class Row(NamedTuple):
    """One row: the line of the file it begins on, and its cells as text, one for each column."""

    line: int
    cells: list[str]


class BadRow(NamedTuple):
    """A row that cannot be read: where, why, and what of it can be shown."""

    line: int
    column: str
    reason: str
    cells: list[str]


class Table(Protocol):
    """What every reader gives: the columns, and the rows as often as they are asked for."""

    @property
    def columns(self) -> list[str]:
        """The names of the header, in order."""
        ...

    @property
    def details(self) -> dict[str, str]:
        """How the file was read (encoding, separator, sheet …), in words for the reader."""
        ...

    def check(self) -> None:
        """Go once through the whole file for what makes all of it unacceptable. Raises Refused."""
        ...

    def rows(self) -> Iterator[Row | BadRow]:
        """Every row below the header, in order; empty rows are left out."""
        ...


def header_names(cells: list[str], line: int) -> list[str]:
    """The header as column names: trimmed, empty ones numbered, each name once.

    Raises Refused where a table cannot be told from it.
    """
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise Refused(
            f"The header in line {line} has {len(names):,} columns; at most {MAX_COLUMNS:,} can be read. "
            "Remove the columns that are not needed, or check the separator.",
            place=f"line {line}",
            code="too-many-columns",
        )
    names = [name or f"Column {number}" for number, name in enumerate(names, start=1)]
    _require_single(names, line)
    _require_readable(names, line)
    return names


def _require_single(names: list[str], line: int) -> None:
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        first = seen.setdefault(name.casefold(), number)
        if first != number:
            raise Refused(
                f"Two columns are called “{name}”: columns {first} and {number} of line {line}. "
                "Give each column a name of its own.",
                place=f"line {line}, column {number}",
                code="duplicate-header",
            )


def _require_readable(names: list[str], line: int) -> None:
    for number, name in enumerate(names, start=1):
        if len(name) > 500 or spoiled(name):
            raise Refused(
                f"The name of column {number} in line {line} cannot be read. The first line must hold column names.",
                place=f"line {line}, column {number}",
                code="bad-header",
            )


def spoiled(text: str) -> str:
    """Why the text cannot be stored, or nothing: NUL characters and bytes that are no text are never taken."""
    if "\0" in text:
        return "holds a NUL character"
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return "holds bytes that are not text in the file’s encoding"
    return ""


def checked(line: int, cells: list[str], columns: list[str]) -> Row | BadRow | None:
    """The cells as a row of the table, as a bad row with its reason, or None where nothing stands in them."""
    width = len(columns)
    if len(cells) != width:
        if not any(cells):
            return None
        if len(cells) < width or any(cells[width:]):
            reason = f"has {len(cells)} columns where the header has {width}"
            return BadRow(line, "", f"The row {reason}.", cells[: width + 20])
        cells = cells[:width]
    text = "".join(cells)
    if not text or text.isspace():
        return None
    if spoiled(text):
        return _spoiled_row(line, cells, columns)
    return Row(line, cells)


def _spoiled_row(line: int, cells: list[str], columns: list[str]) -> BadRow:
    for column, cell in zip(columns, cells, strict=True):
        reason = spoiled(cell)
        if reason:
            return BadRow(line, column, f"“{column}” {reason}.", [showable(cell) for cell in cells])
    raise AssertionError("a spoiled row has a spoiled cell")


def showable(text: str) -> str:
    """The text with what cannot be stored replaced by the replacement sign."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
