"""Excel workbooks: texts as texts, numbers as numbers, days as days, moments by ISO 8601."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from rapport.apps.exchange.exporters import Column, Row
from rapport.apps.exchange.writers.csv_rows import as_text
from rapport.kernel.sheets import write_table

BLOCK = 1 << 16


def xlsx_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """A workbook with one sheet; it is complete before its first byte goes out, on disk and not in memory."""
    with TemporaryFile() as file:
        cells = ([_value(column, row.get(column.name)) for column in columns] for row in rows)
        write_table(file, "xlsx", [column.title for column in columns], cells)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _value(column: Column, value: Any) -> Any:
    plain_day = isinstance(value, date) and not isinstance(value, datetime)
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return value if plain_day or (number and column.kind != "identifier") else as_text(value) or None
