"""JSON: one list of objects, a line each, so that programs may read it as a whole or line by line."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rapport.apps.exchange.exporters import Column, Row


def json_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """A list with an object for each row, by the columns' names."""
    before = b"[\n"
    for row in rows:
        entry = {column.name: _plain(row.get(column.name)) for column in columns}
        yield before + json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _plain(value: Any) -> Any:
    """Amounts stay texts, because numbers of JSON readers are not exact."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, datetime | date) else value
