"""CSV: commas, UTF-8 with a mark so that spreadsheets know, and no cell that begins like a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rapport.apps.exchange.exporters import Column, Row
from rapport.kernel.text import guarded


def csv_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The header and then each row."""
    yield b"\xef\xbb\xbf" + _line([column.title for column in columns])
    for row in rows:
        yield _line([as_text(row.get(column.name)) for column in columns])


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


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _line(cells: Sequence[str]) -> bytes:
    return str(csv.writer(_Echo()).writerow([guarded(cell) for cell in cells])).encode("utf-8", "replace")
