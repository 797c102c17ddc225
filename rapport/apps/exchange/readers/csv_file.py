"""CSV, read a line at a time: no line, however long, and no forgotten quote takes the rest of the file with it."""

import contextlib
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from rapport.apps.exchange.readers.encodings import BROKEN, encoding_of
from rapport.apps.exchange.readers.table import MAX_TEXT, BadRow, Row, checked, header_names, showable
from rapport.kernel.errors import Refused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_LINES_IN_ROW = 2_000
SAMPLE_LINES = 60
MOST_TITLES = 8
ROWS_OF_A_TABLE = 2
EVEN = 0.9

csv.field_size_limit(2 * MAX_TEXT)


class Runaway(Exception):
    """A row that is longer than anything that is data: an endless line, or a quotation mark never closed."""


class CsvFile:
    """A CSV file: encoding and separator are found out. The first line with text is the header, but for lines of a
    report above it that hold one cell each, such as its name and its dates."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = encoding_of(path)
        first_lines = self._first_lines()
        self.separator, self._preface = separator_of(first_lines)
        self._titles = 0 if self._preface else titles_above(first_lines, self.separator)
        self.header_line, self.columns = self._header()

    @property
    def details(self) -> dict[str, str]:
        return {"format": "CSV", "encoding": self.encoding, "separator": SEPARATORS[self.separator]}

    def check(self) -> None:
        """Nothing more: lines are judged one by one as they are read."""

    def rows(self) -> Iterator[Row | BadRow]:
        for line, cells in self._records():
            if line <= self.header_line:
                continue
            if isinstance(cells, str):
                yield self._unreadable(line, cells)
            else:
                row = checked(line, cells, self.columns)
                if row is not None:
                    yield row

    def _unreadable(self, line: int, reason: str) -> BadRow:
        reason, _, shown = reason.partition("\0")
        return BadRow(line, "", reason, [showable(shown[:200])])

    def _first_lines(self) -> list[str]:
        with self._open() as file:
            lines = (file.readline(MAX_TEXT) for _ in range(SAMPLE_LINES))
            return [line for line in lines if line.strip()]

    def _header(self) -> tuple[int, list[str]]:
        titles = self._titles
        for line, cells in self._records():
            if isinstance(cells, str):
                reason = cells.partition("\0")[0]
                raise Refused(f"The header cannot be read: {reason}", place=f"line {line}", code="bad-header")
            if not any(cell.strip() for cell in cells):
                continue
            if not titles:
                return line, header_names(cells, line)
            titles -= 1
        raise Refused("The file is empty.", place=self.path.name, code="empty-file")

    def _open(self) -> IO[str]:
        return self.path.open(encoding=self.encoding, errors=BROKEN, newline="")

    def _records(self) -> Iterator[tuple[int, list[str] | str]]:
        """Line number and cells of every record; a text instead of cells is the reason why it cannot be read."""
        with self._open() as file:
            lines = Lines(file)
            if self._preface:
                next(lines)
                lines.forget()
            yield from records(lines, self.separator)


class Clipped(str):
    """The beginning of an overlong line; the rest of it has been passed over."""


class Lines:
    """Hands the lines of a file to the CSV parser and remembers those of the record under way."""

    def __init__(self, file: IO[str]) -> None:
        self._read = file.readline
        self._waiting: list[str] = []
        self.under_way: list[str] = []
        self.number = 0
        self._size = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._read(MAX_TEXT)
        if not line:
            raise StopIteration
        if len(line) >= MAX_TEXT and not line.endswith(("\n", "\r")):
            line = self._clipped(line)
        self.under_way.append(line)
        self._size += len(line)
        if isinstance(line, Clipped) or self._size > MAX_TEXT or len(self.under_way) > MAX_LINES_IN_ROW:
            raise Runaway
        return line

    @property
    def begins_at(self) -> int:
        """The line on which the record under way begins."""
        return self.number + 1

    def forget(self) -> None:
        """The record under way is dealt with."""
        self.number += len(self.under_way)
        self.under_way.clear()
        self._size = 0

    def keep_all_but_first(self) -> str:
        """Give back the lines after the first, so that they are read again; returns the first."""
        first, *rest = self.under_way
        self._waiting.extend(reversed(rest))
        self.under_way = [first]
        self.forget()
        return first

    def _clipped(self, line: str) -> Clipped:
        while (piece := self._read(MAX_TEXT)) and not piece.endswith(("\n", "\r")):
            pass
        return Clipped(line[:200])


def records(lines: Lines, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Every record with the number of its first line; a broken one costs its first line and no other."""
    parser = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            for cells in parser:
                begins_at = lines.begins_at
                lines.forget()
                yield begins_at, cells
            return
        except (csv.Error, Runaway):
            begins_at = lines.begins_at
            first = lines.keep_all_but_first()
            yield begins_at, f"{_trouble(first, separator)}\0{first}"
        parser = csv.reader(lines, delimiter=separator, strict=True)


def _trouble(line: str, separator: str) -> str:
    if isinstance(line, Clipped):
        return f"The line is longer than {MAX_TEXT:,} characters."
    return _quote_trouble(line, separator)


def _quote_trouble(line: str, separator: str) -> str:
    try:
        column = len(next(csv.reader([line], delimiter=separator), [""]))
    except csv.Error:
        column = 1
    return f"A quotation mark in column {column} is not closed, or text follows right after a closing one."


def separator_of(first_lines: list[str]) -> tuple[str, bool]:
    """The separator that gives the most even table, and whether the first line only names it (`sep=;`)."""
    if not first_lines:
        return ",", False
    named = first_lines[0].strip().strip('"').lower()
    if named.startswith("sep=") and named[4:] in SEPARATORS:
        return named[4:], True
    if first_lines[0].startswith("sep=\t"):
        return "\t", True
    return max(SEPARATORS, key=lambda separator: _evenness(first_lines, separator)), False


def titles_above(first_lines: list[str], separator: str) -> int:
    """How many lines of one cell stand above the header: a few at most, and an even table below them.

    >>> titles_above(["Campaign report\\n", "May 2026\\n", "Day,Cost\\n", "1 May,2\\n", "2 May,3\\n"], ",")
    2
    >>> titles_above(["Address\\n", "a@x.example\\n", "Calle 1, Madrid\\n"], ",")
    0
    """
    return _titles(_widths(first_lines, separator))


def _titles(widths: list[int]) -> int:
    above = next((place for place, width in enumerate(widths) if width > 1), 0)
    table = widths[above:]
    even = sum(1 for width in table if width == table[0]) >= EVEN * len(table)
    return above if above <= MOST_TITLES and len(table) > ROWS_OF_A_TABLE and even else 0


def _widths(lines: list[str], separator: str) -> list[int]:
    widths: list[int] = []
    with contextlib.suppress(csv.Error):
        for cells in islice(csv.reader(iter(lines), delimiter=separator), SAMPLE_LINES):
            widths += [len(cells)] if cells else []
    return widths


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """The share of rows as wide as the header, where the header has several columns at all; then the width."""
    widths = _widths(lines, separator)
    widths = widths[_titles(widths) :]
    if not widths or widths[0] < 2:
        return (0.0, 0)
    alike = sum(1 for width in widths if width == widths[0]) / len(widths)
    return (round(alike, 1), widths[0])
