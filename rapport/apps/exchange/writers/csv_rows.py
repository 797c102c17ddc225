"""CSV: commas, UTF-8 with a mark so that spreadsheets know, and no cell that begins like a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rapport.apps.exchange.exporters import Column, Row
from rapport.kernel.sheets import csv_lines


def csv_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The header and then each row."""
    cells = ([as_text(row.get(column.name)) for column in columns] for row in rows)
    for line in csv_lines([column.title for column in columns], cells):
        yield line.encode("utf-8", "replace")


def as_text(value: Any) -> str:
    """A value as every format but JSON writes it: points for decimals, dates and times by ISO 8601.

    >>> as_text(Decimal("2.5000")), as_text(None), as_text(True)
    ('2.5', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
