"""A mapping made ready to be followed: row by row, text to values, with the column and reason where that fails."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from rapport.apps.exchange.importers import Field, Importer
from rapport.apps.exchange.parsers import Unreadable
from rapport.apps.exchange.parsers.dates import day_parser, moment_parser
from rapport.apps.exchange.parsers.numbers import minutes_parser, number_parser, rate_parser, share_parser
from rapport.apps.exchange.parsers.texts import flag, identifier, text, yes_or_no
from rapport.apps.exchange.readers import BadRow, Row, Table

REMEMBERED = 20_000
AMOUNT_PLACES = 4
NUMBER_PLACES = 3
NO_VALUE = object()


class Fault(NamedTuple):
    """One thing that is wrong with a row: in which column, where it is one, and why."""

    column: str
    reason: str


class ParsedRow(NamedTuple):
    """A row as far as it could be read: its values by position of the field, and everything that could not be.

    A row with faults has no values.
    """

    line: int
    cells: list[str]
    key: str
    values: list[Any]
    faults: tuple[Fault, ...] = ()


class Column(NamedTuple):
    """One mapped column: where the value goes, where the cell stands, how it is read, what was read before."""

    position: int
    place: int
    parse: Callable[[str], Any]
    seen: dict[str, Any]
    field: Field
    name: str


Further = Callable[[Sequence[Any], set[str]], Iterable[tuple[str, str]]]


def nothing_further(values: Sequence[Any], unread: set[str]) -> Iterable[tuple[str, str]]:
    """What else is wrong with a row: nothing that anybody could tell."""
    return ()


class Recipe:
    """An importer's fields bound to the columns of a file.

    `further` tells what else is wrong with a row of which some fields could not be read.
    """

    def __init__(
        self,
        importer: Importer,
        columns: Sequence[str],
        mapping: dict[str, str],
        options: dict[str, str],
        zone: ZoneInfo,
        further: Further = nothing_further,
    ) -> None:
        self.importer = importer
        self._further = further
        self.columns = list(columns)
        self.mapping = mapping
        self.bound = [
            Column(
                position,
                self.columns.index(mapping[field.name]),
                parser_of(field, options, zone),
                {},
                field,
                mapping[field.name],
            )
            for position, field in enumerate(importer.fields)
            if field.name in mapping
        ]
        self.width = len(importer.fields)
        self.required = [column for column in self.bound if column.field.required and not column.field.per_record]
        self.key_index = self.columns.index(mapping[importer.key]) if importer.key else None

    def parsed(self, table: Table) -> Iterator[ParsedRow]:
        """Every row of the table, those that cannot be read with their reason."""
        for row in table.rows():
            yield self.parse(row)

    def parse(self, row: Row | BadRow) -> ParsedRow:
        """One row."""
        if isinstance(row, BadRow):
            return ParsedRow(row.line, row.cells, self.key_of(row.cells), [], (Fault(row.column, row.reason),))
        cells, faults = row.cells, []
        values: list[Any] = [None] * self.width
        for position, index, parse, seen, _, name in self.bound:
            cell = cells[index]
            value = seen.get(cell, NO_VALUE)
            if value is NO_VALUE:
                try:
                    value = parse(cell) if cell and not cell.isspace() else None
                except Unreadable as error:
                    faults.append(Fault(name, f"“{name}”: {error}."))
                    continue
                if len(seen) < REMEMBERED:
                    seen[cell] = value
            values[position] = value
        for column in self.required:
            if values[column.position] in (None, "") and all(fault.column != column.name for fault in faults):
                faults.append(Fault(column.name, f"“{column.name}” is empty."))
        if faults:
            return ParsedRow(row.line, cells, self.key_of(cells), [], self._told_fully(values, faults))
        return ParsedRow(row.line, cells, self.key_of(cells), values)

    def _told_fully(self, values: list[Any], faults: list[Fault]) -> tuple[Fault, ...]:
        """What is wrong with a row, and what is wrong with the rest of it: nobody is to find that out afterwards."""
        wrong = {fault.column for fault in faults}
        unread = {column.field.name for column in self.bound if column.name in wrong}
        return (*faults, *(self.fault(*found) for found in self._further(values, unread)))

    def key_of(self, cells: Sequence[str]) -> str:
        """What the row's record is recognised by; also for a row that cannot be read, as far as it shows."""
        if self.key_index is None or self.key_index >= len(cells):
            return ""
        try:
            return identifier(cells[self.key_index])
        except Unreadable:
            return ""

    def fault(self, field_name: str, message: str) -> Fault:
        """What is wrong with a field, told by the name of its column."""
        column = self.column_of(field_name)
        return Fault(column, f"“{column}”: {message}")

    def column_of(self, field_name: str) -> str:
        """The column that feeds a field, or the field's title where none does."""
        return self.mapping.get(field_name) or self._title(field_name)

    def _title(self, field_name: str) -> str:
        titles = {field.name: field.title for field in self.importer.fields}
        return titles.get(field_name, field_name)


def parser_of(field: Field, options: dict[str, str], zone: ZoneInfo) -> Callable[[str], Any]:
    """How the texts of a field are read under these options."""
    mark, order = options.get("decimal_mark") or ".", options.get("date_order") or "ymd"
    parsers: dict[str, Callable[[str], Any]] = {
        "text": text,
        "identifier": identifier,
        "email": text,
        "words": words,
        "yes_no": yes_or_no,
        "moment": moment_parser(order, zone),
        "day": day_parser(order),
        "number": number_parser(mark, NUMBER_PLACES),
        "amount": number_parser(mark, AMOUNT_PLACES),
        "minutes": minutes_parser(mark),
        "share": share_parser(mark),
        "rate": rate_parser(mark),
        "flag": flag,
    }
    return parsers[field.kind]


def words(written: str) -> list[str]:
    """Words separated by commas or semicolons.

    >>> words("vip, newsletter ; vip")
    ['vip', 'newsletter']
    """
    parts = (text(part) for part in re.split(r"[,;]", written))
    return list(dict.fromkeys(part for part in parts if part))
